"""Targets told in words: 全覆盖, 翻番, 零的突破, 清零, 一天办结, 连续三年保持; and those of ranks and relative."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.models import Span, TargetKind
from extract.targets.clause import Clause, TargetDraft
from extract.targets.coverage import read_covered_list
from extract.targets.grades import read_grade
from extract.targets.indicator_names import CLAUSE_END, COUNTED, promise
from extract.targets.indicator_wording import as_written
from extract.targets.ranks import read_rank
from extract.targets.relative import read_in_step, read_relative
from extract.targets.scopes import scope_at
from extract.text.numerals import COUNT, HAN, parse_number
from extract.text.quantities import Quantity
from extract.text.word_figures import CLEARED, FULL, MULTIPLE, multiple_of

Found = tuple[list[TargetDraft], Span] | None

_ANY = re.compile(
    r"分钟|小时|前|第|于|超|高出|领先|同步|持平|覆盖|突破|零|番|倍增|翻倍|连续|办结|办成|办好|办完|完成|开办|亿"
)
_AND = re.compile(r"[、和及与且并，”]*")
_YEARS = rf"(?:\d+|{HAN}{{1,3}})"
_COVER = re.compile(rf"(?:实现|基本|达到|做到|全面)*应?{FULL}{CLAUSE_END}")
_FIRST = re.compile(r"(?:实现|取得|有)?[^，。；、]{0,30}?(?P<word>[“\"]?零[”\"]?的?突破)")
_ZERO = re.compile(
    rf"(?P<word>{CLEARED}|零增长|(?<![清归为从])零(?P<what>填埋|排放|新增|发生|伤亡|死亡|事故|复发|欠薪|返贫|失业|直排|投诉)|(?<=[故亡案件数量起率诉访患])(?:力争|确保|保持|实现|控制)*[为至]零){CLAUSE_END}"
)
_QUOTED_ZERO = re.compile(
    rf"(?:实现|实行|保持|做到|确保)?[“\"](?P<word>零增长|零(?P<what>发生|事故|伤亡|死亡|欠薪|投诉))[”\"]{CLAUSE_END}"
)
_TIMES = re.compile(rf"(?P<word>{MULTIPLE})(?!计划|行动|工程|方案|培育|体系|机制|战略|式)")
_MEANT = re.compile(r"实现|力争|确保|比|较|(?:总数|总量|总额|总值|数量|规模|产值|产量|收入|营收|增加值)(?:再|即)?翻")
_SERVICE = re.compile(
    rf"(?P<what>(?:[^，。；、“”\"]|“[^“”]{{1,12}}”){{2,20}}?)(?:实现|压缩[至到]|缩短[至到]|时间|时限|全程|全流程)*[“\"]?(?P<number>{COUNT})"
    r"(?P<half>个半(?=小时))?(?P<uom>个工作日|工作日|天|日|个?小时|分钟)(?:内|以内|之内)?(?:办结|办成|办好|办完|完成|开办)(?!率|比|的)"
)
_REACH = re.compile(
    rf"(?:实现|确保|力争)*(?P<where>[^，。；、“”\"\d]{{0,12}}?)(?:实现|确保)?(?P<number>{COUNT})(?P<uom>分钟|个?小时)(?:内|以内)?"
    r"(?P<what>(?:上高速|通达|可达|直达|到达|抵达|进入)(?!率)[^，。；、圈]{0,10}?)(?=[，。；、]|的?(?:目标|要求)|$)"
)
_SERVING = re.compile("[天日时钟](?:内|以内|之内)?(?:办|完成|开办)")
_REACHING = re.compile("(?:分钟|小时)(?:内|以内)?(?:上高|[通可直]达|到达|抵达|进入)")
"""What every match of _SERVICE and _REACH holds: these are slow where there is none, as each may begin anywhere."""
_REACHED = ("可达", "直达", "到达")
_STREAK = re.compile(rf"连续(?P<number>{_YEARS})年(?:保持|获得?|实现|位居|荣获|蝉联|夺得)(?P<what>[^，。；]{{2,30}})")


def read_promises(clause: Clause, quantities: list[Quantity]) -> tuple[list[TargetDraft], list[Span]]:
    """The drafts told in words, and the stretches they take up (a figure in them is no target of its own)."""
    drafts: list[TargetDraft] = []
    taken: list[Span] = []
    if _ANY.search(clause.folded, clause.start, clause.end) is None:
        return drafts, taken
    for reader in (
        read_rank,
        read_relative,
        read_in_step,
        read_covered_list,
        read_grade,
        _cover,
        _first,
        _zero,
        _times,
        _service,
        _within_reach,
        _streak,
    ):
        rest = clause
        while (found := reader(rest, quantities)) is not None:  # 企业数量翻番、营收翻番
            if not any(found[1][0] < end and start < found[1][1] for start, end in taken):
                drafts.extend(found[0])
                taken.append(found[1])
            begin = max(found[1][1], rest.start + 1)
            joint = _AND.match(clause.folded, begin, clause.end)
            rest = replace(clause, start=joint.end() if joint else begin, last=found[0][-1].indicator)
    return drafts, taken


def _cover(clause: Clause, quantities: list[Quantity]) -> Found:
    """规上企业研发活动全覆盖 → 100 %."""
    match = _COVER.search(clause.masked, clause.start, clause.end)
    if match is None:
        return None
    draft = promise(clause, match.span(), "coverage", kind="coverage", op=">=", value=Decimal(100), uom="%")
    if draft is None:
        return None
    counted = COUNTED.match(draft.indicator) if clause.masked[match.start() - 1] == "、" else None
    if counted is not None and draft.indicator[counted.end() :]:
        # 新建300个医保服务点、实现全覆盖: the 300 are promised too
        draft.indicator = draft.indicator[counted.end() :]
        return [draft], match.span()
    return [draft], draft.quote


def _first(clause: Clause, quantities: list[Quantity]) -> Found:
    """实现省级孵化器零的突破 → at least 1."""
    match = _FIRST.search(clause.folded, clause.start, clause.end)
    if match is None:
        return None
    draft = promise(clause, match.span("word"), "first", kind="first", op=">=", value=Decimal(1))
    return None if draft is None else ([draft], draft.quote)


def _zero(clause: Clause, quantities: list[Quantity]) -> Found:
    """散煤动态清零 → at most 0."""
    match = _ZERO.search(clause.masked, clause.start, clause.end) or _QUOTED_ZERO.search(
        clause.folded, clause.start, clause.end
    )
    if match is None:
        return None
    kind: TargetKind = "growth" if match["word"] == "零增长" else "level"
    draft = promise(clause, match.span(), "zero", kind=kind, op="<=", value=Decimal(0), fallback=match["what"])
    if draft is not None and match["what"] not in (None, "发生", draft.indicator):
        draft.indicator += match["what"]  # 垃圾零填埋 is of the 垃圾填埋
    return None if draft is None else ([draft], draft.quote)


def _times(clause: Clause, quantities: list[Quantity]) -> Found:
    """体量实现倍增 → 2 倍; 翻两番 → 4 倍."""
    match = _TIMES.search(clause.masked, clause.start, clause.end)
    if match is None:
        return None
    listed = clause.start > 0 and clause.masked[clause.start - 1] == "、"  # 企业数量翻番、税收翻番
    if match["times"] is None and not listed and not _MEANT.search(clause.masked, clause.start, match.end()):
        return None
    value = multiple_of(match["times"])
    draft = promise(
        clause, match.span(), "multiple", kind="multiple", op=">=", value=value, uom="倍", fallback=clause.last
    )
    return None if draft is None else ([draft], draft.quote)


def _service(clause: Clause, quantities: list[Quantity]) -> Found:
    """实现企业开办“一天办结” → at most 1 天."""
    if _SERVING.search(clause.folded, clause.start, clause.end) is None:
        return None
    match = _SERVICE.search(clause.folded, clause.start, clause.end)
    number = parse_number(match["number"]) if match is not None else None
    if match is None or number is None:
        return None
    if match["half"]:
        number += Decimal("0.5")
    span = (match.end("what"), match.end())
    draft = promise(clause, span, "service", kind="level", op="<=", value=number, uom=match["uom"])
    return None if draft is None else ([draft], span)


def _within_reach(clause: Clause, quantities: list[Quantity]) -> Found:
    """全域15分钟上高速 → 上高速, at most 15 分钟."""
    if _REACHING.search(clause.folded, clause.start, clause.end) is None:
        return None
    begin = max((m.span[1] for m in clause.marks if clause.start <= m.span[0] < clause.end), default=clause.start)
    match = _REACH.search(clause.folded, begin, clause.end)
    number = parse_number(match["number"]) if match is not None else None
    if match is None or number is None:
        return None
    where = match["where"]
    scope = scope_at(clause.folded, match.start("where"), match.end("where"), among=False)
    place = "" if scope is not None else as_written(clause.text, *match.span("where"))
    name = place if place and match["what"] in _REACHED else place + match["what"]
    named = where[: scope[1] - scope[0]] if scope is not None else None
    return [
        TargetDraft(
            match.span(), name, "<=", number, match["uom"], "level", match.start("number"), "reach-time", scope=named
        )
    ], match.span()


def _streak(clause: Clause, quantities: list[Quantity]) -> Found:
    """连续三年保持考核优秀 → 3 年."""
    match = _STREAK.search(clause.masked, clause.start, clause.end)
    number = parse_number(match["number"]) if match is not None else None
    if match is None or number is None:
        return None
    name = as_written(clause.text, *match.span("what"))
    # the year counts from behind 连续三年, which names it
    draft = TargetDraft(match.span(), name, ">=", number, "年", "level", match.start("what"), "streak")
    return [draft], match.span()
