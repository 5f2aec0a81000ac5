"""A thing that is to grow to a size: 把甲厂培育成百亿企业, 打造新型显示千亿级产业."""

from __future__ import annotations

import re

from extract.models import Span
from extract.targets.clause import Clause, TargetDraft
from extract.targets.indicator_wording import as_written, strip_head
from extract.targets.target_words import words
from extract.text.quantities import Quantity

_THING = (
    r"(?P<thing>[\u4e00-\u9fff]{0,6}?"
    r"(?:产业集群|企业|产业|集群|园区|产业链|板块|赛道|开发区|经济带|强县|强镇|强市|集团|龙头|航母|品牌))"
)
_BEHIND = re.compile(rf"(?:的)?{_THING}(?=$|[，。；、和及与])")
_BECOME = re.compile(
    r"(?:(?:培育|打造|发展|建设|做大|做强|壮大|扶持|建)+(?:成为?|为|到)|成为|成长为|晋升为|跻身|迈入|迈进)$"
)
_SOME = re.compile(r"若干|一批|多个|一些|数个|更多")
_LIST = re.compile(r"等(?:一批|[\u4e00-\u9fff]{0,8})?$")


def read_grade(clause: Clause, quantities: list[Quantity]) -> tuple[list[TargetDraft], Span] | None:
    """The size that a named thing is to reach; none where things of a size are counted (3个千亿级产业集群).

    把东江重工培育成百亿企业 → 东江重工 >= 100 亿元; 打造新型显示千亿级产业 → 新型显示产业 >= 1000 亿元
    """
    graded = [q for q in quantities if q.kind == "money" and not isinstance(q.value, tuple)]
    if not graded or quantities[0] is not graded[0]:
        return None
    q = graded[0]
    thing = _BEHIND.match(clause.masked, q.figure[1], clause.end)
    if thing is None or q.span[1] != q.figure[1]:
        return None
    become = _BECOME.search(clause.masked, clause.start, q.span[0])
    stop = become.start() if become is not None else q.span[0]
    head = strip_head(clause.folded, clause.masked, clause.start, stop, clause.marks, among=clause.among, verbs="all")
    name = as_written(clause.text, head.start, stop).removeprefix("将").removeprefix("把")
    if clause.masked[stop - 1 : stop] in "、和及与":
        return None  # 建设核心区、千亿级强市: the thing has no name of its own
    if len(name) < 2 or _SOME.search(name):
        return None
    if become is None:
        if not q.level or not q.han or head.verb is None or words().makes.kinds[head.verb] == "advance":
            return None
        if "、" in name or _LIST.search(name):
            return None
        name += thing["thing"]
    end = thing.end()
    draft = TargetDraft(
        (head.start, end),
        name,
        q.op or ">=",
        q.value,
        q.uom,
        "level",
        q.span[0],
        "grade-of",
        scope=head.scope,
        modality=head.modality,
    )
    return [draft], (head.start, end)
