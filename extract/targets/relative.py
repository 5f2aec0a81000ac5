"""Targets measured against something else: 高于规上工业增速1个百分点, 高于全省平均水平, 与经济增长同步."""

from __future__ import annotations

import re

from extract.models import Op, Span
from extract.targets.clause import Clause, TargetDraft
from extract.targets.coordination import compose, items
from extract.targets.indicator_names import CLAUSE_END, named_before, promise
from extract.targets.indicator_wording import as_written
from extract.text.quantities import Quantity

_OPS: dict[str, Op] = {
    **dict.fromkeys(("达到或超过", "达到或高于", "达到或优于", "达到或好于", "达到并超过", "达到和超过"), ">="),
    "不低于": ">=",
    "不高于": "<=",
    "不超过": "<=",
    "低于": "<",
    "慢于": "<",
    "小于": "<",
}
_POINTS = r"(?:约|近|至少)?\d+(?:\.\d+)?(?:[-—~～至到]+\d+(?:\.\d+)?)?个百分点"
_RELATIVE = re.compile(
    r"(?<!远)(?:略|稍)?(?P<word>达到(?:或|并|和)(?:超过|高于|优于|好于)|不低于|不高于|不超过|高于|高出|快于|优于|好于|超过|领先于?|超出|超|低于|慢于|小于)"
    rf"(?P<reference>[^，。；、\d■]{{2,16}}?(?={_POINTS})|[^，。；、\d■]{{1,22}}?"
    r"(?:平均水平|平均值|平均|均值|增速|增幅|增长速度|增长幅度|幅度|增长|水平|涨幅|指标|GDP|经济))"
    r"(?=(?:约|近|至少)?\d|[ ■]*(?:[，。；、）]|$))"
)
_IN_STEP = re.compile(
    rf"(?:与|同|和|跟)(?P<reference>[^，。；、\d■]{{2,16}}?)(?:继续|大体|总体|基本|保持)*"
    rf"(?:同步(?:增长|提高|提升)?|持平){CLAUSE_END}"
)
_MEASURED = re.compile(r"收入|增长|增速|增幅|经济|生产总值|GDP|水平|投入|支出|报酬|标准")


def read_relative(clause: Clause, quantities: list[Quantity]) -> tuple[list[TargetDraft], Span] | None:
    """A promise to be above or below a reference, by a figure or without one.

    高新技术产业投资增速高于工业投资增速1个百分点 → op >, value 1, uom 个百分点, reference 工业投资增速
    """
    match = _RELATIVE.search(clause.masked, clause.start, clause.end)
    if match is None:
        return None
    near = (q for q in quantities if match.end() <= q.span[0] <= match.end() + 1 and q.kind in ("share", "ratio"))
    figure = next(near, None)
    end = figure.span[1] if figure is not None else match.end()
    rest = clause.masked[end : clause.end]
    another = rest.startswith("、") and any(q.span[0] > end for q in quantities)  # 增速高于全省1个百分点、总量达到…
    if rest.strip(" ，。；、■") and not another:
        return None
    named = named_before(clause, match.start(), verbs="plain")
    names = [as_written(clause.text, *named.span)]
    if len(names[0]) < 2:
        if clause.last is None:
            return None
        names = [clause.last]
    elif clause.masked[match.start() - 1] == "均":
        names = compose(clause.text, items(clause.masked, *named.span))
    drafts = [
        TargetDraft(
            quote=(named.quote, end),
            indicator=name,
            op=_OPS.get(match["word"], ">"),
            value=figure.value if figure is not None else None,
            uom=figure.uom if figure is not None else None,
            kind="relative",
            at=match.start(),
            rule="relative",
            scope=named.scope,
            reference=as_written(clause.text, *match.span("reference")),
            modality=named.modality,
        )
        for name in names
    ]
    return drafts, drafts[0].quote


def read_in_step(clause: Clause, quantities: list[Quantity]) -> tuple[list[TargetDraft], Span] | None:
    """居民收入增长与经济增长基本同步 → op ~, reference 经济增长."""
    match = _IN_STEP.search(clause.masked, clause.start, clause.end)
    if match is None:
        return None
    reference = as_written(clause.text, *match.span("reference"))
    if not _MEASURED.search(clause.masked, clause.start, match.end()):
        return None  # 城市建设和产业发展同步 measures nothing
    draft = promise(
        clause, match.span(), "in-step", kind="relative", op="~", value=None, reference=reference, verbs="plain"
    )
    return None if draft is None else ([draft], match.span())
