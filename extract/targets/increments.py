"""Whether a figure is what is added (新增10家), not what there will be (达到10家)."""

from __future__ import annotations

import re

from extract.text.quantities import Quantity

_ADDED = re.compile(
    r"新增|净增|增[加设配补添](?!值|到|至)|(?<![更创高革刷翻重最])新(?:建(?!、|和|及|或|改|扩|材)成?|开工?|设|签|引[进育]|培[育植养]|认定|创|招[引聘录]?|纳统|添|入库|晋|注册|登记|造|购|投[放用产]|植|聘)"
    r"|再(?:新?建|新?增|新?培育|新?引进|新?开|打造|创|认定|添|造|完成|推出|落地|发展|改造|建成)"
    r"|(?<![\u4e00-\u9fff])增(?=\d)"
)
_NEVER = ("share", "ratio", "time")
_BEFORE_QUOTE = 2


def is_added(masked: str, start: int, quote: int, q: Quantity) -> bool:
    """Whether the words that lead to a figure say that it is added; `quote` is where its quote begins, `start` its clause.

    新增上市企业10家 → True; 上市企业达到10家 → False; 新增产值占比达到20% → False; 新建、改建公厕20座 → False
    """
    if q.kind in _NEVER:
        return False
    # 再 of 再培育5家 is left out of the quote
    return _ADDED.search(masked, max(start, quote - _BEFORE_QUOTE), q.figure[0]) is not None
