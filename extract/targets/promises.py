"""Targets told in words: 全覆盖, 翻番, 零的突破, 进入前10位, 高于全省平均水平, 一天办结."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.models import Op, Span
from extract.numerals import HAN, parse_number
from extract.quantities import Quantity
from extract.targets.coordination import compose, items
from extract.targets.drafts import Draft
from extract.targets.figures import Clause
from extract.targets.wording import as_written, strip_head, strip_tail

_END = r"(?=[ ■]*(?:$|[，。；、）”\"]|的?目标))"
_COUNT = rf"(?:\d+|{HAN}{{1,3}})"
_RANK = re.compile(
    rf"(?P<verb>位列|位居|位次|排名|排位|进入|进至|跻身|跃居|跃升至?|挺进|迈入|冲刺|升至|居|列|排|保持|稳居|达到|确保|进)?"
    rf"(?P<where>[^，。；、前第■\d]{{0,14}}?)(?:前(?P<top>{_COUNT})(?P<uom>位|名|强|%)?|第(?P<place>{_COUNT})(?P<ordinal>位|名)?)(?:以内|之内)?(?:水平|行列)?{_END}"
)
_COVER = re.compile(rf"(?:实现|基本|达到|做到)*(?P<word>(?:全面|应)?全覆盖|100%覆盖){_END}")
_FIRST = re.compile(r"(?P<lead>实现|取得|有)?(?P<what>[^，。；、]{0,30}?)[“\"]?零[”\"]?的?突破")
_ZERO = re.compile(rf"(?P<word>(?:动态|基本)?清零|零增长){_END}")
_TIMES = re.compile(
    r"(?P<word>再?翻(?P<times>一|两|二|三|1|2|3|几)?番|倍增|翻倍)(?!计划|行动|工程|方案|培育|体系|机制|战略|式)"
)
_SYNC = re.compile(
    rf"(?:与|同|和|跟)(?P<ref>[^，。；、\d■]{{2,16}}?)(?:继续|大体|总体|基本|保持)*(?:同步(?:增长|提高|提升)?|持平|相适应){_END}"
)
_RELATIVE = re.compile(
    r"(?P<word>不低于|不高于|高于|快于|优于|好于|超过|领先于?|超出|超|低于|慢于|小于)"
    r"(?P<ref>[^，。；、\d■]{1,22}?(?:平均水平|平均值|平均|均值|增速|增幅|增长速度|增长|水平|涨幅|指标|GDP|经济))(?P<far>约|近|至少)?"
)
_RELATIVE_OP: dict[str, Op] = {"不低于": ">=", "不高于": "<=", "低于": "<", "慢于": "<", "小于": "<"}
_SERVICE = re.compile(
    rf"(?P<what>[^，。；、“”\"]{{2,20}}?)(?:实现|压缩至|缩短至|时间|全程|全流程)*[“\"]?(?P<number>{_COUNT})(?P<uom>个工作日|工作日|天|日|个?小时|分钟)(?:内|以内|之内)?(?:办结|办成|办好|办完|完成|开办)"
)
_STREAK = re.compile(rf"连续(?P<number>{_COUNT})年(?:保持|获得?|实现|位居|荣获|蝉联|夺得)(?P<what>[^，。；]{{2,30}})")


def read_promises(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], list[Span]]:
    """The drafts told in words, and the stretches they take up (a figure in them is no target of its own)."""
    drafts: list[Draft] = []
    taken: list[Span] = []
    for reader in (_rank, _relative, _sync, _cover, _first, _zero, _times, _service, _streak):
        found = reader(clause, quantities)
        if found is None:
            continue
        made, span = found
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        drafts.extend(made)
        taken.append(span)
    return drafts, taken


def _name(clause: Clause, start: int, end: int, *, verbs: str = "plain") -> tuple[str, str | None, str | None, int]:
    """Indicator, scope, modality, and where it begins, of the words before a promise."""
    tail = strip_tail(clause.masked, start, end)
    head = strip_head(clause.folded, clause.masked, start, tail.end, clause.marks, among=clause.among, verbs=verbs)
    return as_written(clause.text, head.start, tail.end), head.scope, tail.modality or head.modality, head.start


def _promise(
    clause: Clause, match_start: int, match_end: int, *, verbs: str = "all", fallback: str | None = None
) -> Draft | None:
    name, scope, modality, start = _name(clause, clause.start, match_start, verbs=verbs)
    if len(name) < 2:
        if not fallback:
            return None
        name, start = fallback, match_start
    return Draft((start, match_end), name, ">=", None, None, "level", match_start, "", scope=scope, modality=modality)


def _rank(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _RANK.search(clause.masked, clause.start, clause.end)
    if match is None or (match["place"] and not match["verb"]):
        return None
    number = parse_number(match["top"] or match["place"])
    if number is None or (match["place"] and not match["ordinal"] and number > 3):
        return None
    where = as_written(clause.text, *match.span("where"))
    draft = _promise(clause, match.start(), match.end(), fallback=clause.last or where or None)
    if draft is None:
        return None
    draft.op, draft.value, draft.uom, draft.kind, draft.rule = (
        "<=",
        number,
        "%" if match["uom"] == "%" else "位",
        "rank",
        "rank",
    )
    return [draft], match.span()


def _relative(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _RELATIVE.search(clause.masked, clause.start, clause.end)
    if match is None:
        return None
    figure = next(
        (q for q in quantities if match.end() - 2 <= q.span[0] <= match.end() + 1 and q.kind in ("share", "ratio")),
        None,
    )
    end = figure.span[1] if figure is not None else match.end()
    if clause.masked[end : clause.end].strip(" ，。；、"):
        return None
    name, scope, modality, start = _name(clause, clause.start, match.start())
    names = [name]
    if len(name) < 2:
        if clause.last is None:
            return None
        names, start = [clause.last], match.start()
    elif clause.masked[match.start() - 1] == "均":
        stop = start + len(name)
        names = compose(clause.text, items(clause.masked, start, stop)) or names
    drafts = []
    for indicator in names:
        draft = Draft(
            (start, end),
            indicator,
            _RELATIVE_OP.get(match["word"], ">"),
            None,
            None,
            "relative",
            match.start(),
            "relative",
        )
        draft.reference = as_written(clause.text, *match.span("ref"))
        draft.scope, draft.modality = scope, modality
        if figure is not None:
            draft.value, draft.uom = figure.value, figure.uom
        drafts.append(draft)
    return drafts, (match.start(), end)


def _sync(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _SYNC.search(clause.masked, clause.start, clause.end)
    if match is None:
        return None
    draft = _promise(clause, match.start(), match.end(), verbs="plain")
    if draft is None:
        return None
    draft.op, draft.kind, draft.rule, draft.reference = (
        "~",
        "relative",
        "in-step",
        as_written(clause.text, *match.span("ref")),
    )
    return [draft], match.span()


def _cover(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _COVER.search(clause.masked, clause.start, clause.end)
    if match is None:
        return None
    draft = _promise(clause, match.start(), match.end())
    if draft is None:
        return None
    draft.value, draft.uom, draft.kind, draft.rule = Decimal(100), "%", "coverage", "coverage"
    return [draft], match.span()


def _first(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _FIRST.search(clause.folded, clause.start, clause.end)
    if match is None:
        return None
    draft = _promise(clause, match.end("what"), match.end())
    if draft is None:
        return None
    draft.value, draft.kind, draft.rule = Decimal(1), "first", "first"
    return [draft], match.span()


def _zero(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _ZERO.search(clause.masked, clause.start, clause.end)
    draft = _promise(clause, match.start(), match.end()) if match is not None else None
    if match is None or draft is None:
        return None
    draft.op, draft.value, draft.rule = "<=", Decimal(0), "zero"
    draft.kind = "growth" if match["word"] == "零增长" else "level"
    return [draft], match.span()


def _times(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _TIMES.search(clause.masked, clause.start, clause.end)
    if match is None or (
        match["word"] in ("倍增", "翻倍")
        and not re.search("实现|力争|确保|比|较", clause.masked[clause.start : match.end()])
    ):
        return None
    draft = _promise(clause, match.start(), match.end(), fallback=clause.last)
    if draft is None:
        return None
    power = {"两": 4, "二": 4, "2": 4, "三": 8, "3": 8}.get(match["times"] or "", 2)
    draft.value, draft.uom, draft.kind, draft.rule = Decimal(power), "倍", "multiple", "multiple"
    return [draft], match.span()


def _service(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _SERVICE.search(clause.folded, clause.start, clause.end)
    number = parse_number(match["number"]) if match is not None else None
    if match is None or number is None:
        return None
    draft = _promise(clause, match.end("what"), clause.end)
    if draft is None:
        return None
    draft.op, draft.value, draft.uom, draft.rule = "<=", number, match["uom"], "service"
    return [draft], match.span()


def _streak(clause: Clause, quantities: list[Quantity]) -> tuple[list[Draft], Span] | None:
    match = _STREAK.search(clause.masked, clause.start, clause.end)
    number = parse_number(match["number"]) if match is not None else None
    if match is None or number is None:
        return None
    name = as_written(clause.text, *match.span("what"))
    draft = Draft((match.start(), match.end()), name, ">=", number, "年", "level", match.end("number") + 1, "streak")
    return [draft], match.span()
