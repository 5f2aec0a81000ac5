"""Figures that promise nothing: subsidies, caps, conditions, and numbers that are part of a name."""

from __future__ import annotations

import re

from extract.models import Span
from extract.targets.target_words import words
from extract.text.quantities import Quantity

_SUMMING = re.compile(r"等(?:重点|主要)?$")
_PROJECTS = re.compile(r"项目|工程|专项|行动|计划|任务|举措|措施|政策|制度|领域|方面|事项")
_MEANT = re.compile(r"确保|力争|争取")
_AT_LEAST = re.compile(r"(?:至少|最少)[\u4e00-\u9fff]{1,4}$")
_AGAIN = re.compile(r"每(?:半|\d|[一二两三四五])?(?:年|个?季度|个?月|周)[^，；。]{0,8}$")
_LONGEST_LIST = 60
_PROGRAMME = re.compile(r"工程|专项|试点|工作|任务|行动|计划|改革")
_MANY = 10
_OFFERS = ("给予", "每个", "每家", "每人", "每户", "最高")
_ENDS = "，。；、）：！？"


def pays(masked: str, start: int, end: int) -> bool:
    """Whether a sentence says who gets how much: 对投资1000万元以上的企业，按投资额的5%给予奖励。"""
    rules = words()
    return (
        rules.condition.match(masked, start, end) is not None and rules.subsidy.search(masked, start, end) is not None
    )


def without_decoys(folded: str, masked: str, start: int, end: int, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities of a clause that may be promised.

    给予100万元补助 → none; 每年不超过10个 → none; 涨幅控制在3%以内 → kept
    """
    rules = words()
    if folded[end : end + 1] == "：":
        quantities = [q for q in quantities if q.kind != "count"]  # 办好10件实事： counts what follows
    if not quantities or masked.endswith("的", start, end):
        return []
    opener = rules.condition.match(masked, start, end)
    if opener is not None and not any(q.span[0] == opener.end() and q.kind in ("count", "person") for q in quantities):
        return []  # 对投资1亿元以上的企业, but not 对200所学校进行改造
    paid = rules.subsidy.search(masked, start, end) is not None
    offered = paid and any(word in masked[start:end] for word in _OFFERS)
    kept = []
    for q in quantities:
        spent = q.kind == "money" and not offered and rules.spending.search(masked, start, q.span[0]) is not None
        if paid and not spent and q.kind in ("money", "share", "ratio", "time"):
            continue
        if q.op in ("<=", "<") and q.kind in ("count", "person", "money"):
            continue
        if not is_name(folded, start, end, q):
            kept.append(q)
    return kept


def is_name(folded: str, start: int, end: int, q: Quantity) -> bool:
    """Whether a number is part of a name or sums up what was just named: 等12个专项, 万人计划, 10分钟生活圈, 3个方面."""
    left, right = q.figure
    rules = words()
    if q.kind == "count" and folded.endswith("指标", start, left):
        return True  # 预期性指标13项
    if folded[left - 1 : left] == "个" and folded.startswith("台阶", q.span[1], end):
        return True  # 再上两个万亿台阶
    if folded[left - 1 : left] in ("前", "届"):
        return True  # 进入前1%的学科: a rank, not a share; 十二届五次全会
    if _SUMMING.search(folded, max(start, left - 3), left):
        return not _outnumbers(folded, start, end, q)
    if q.kind in ("", "person") and rules.people.match(folded, q.span[1], end):
        return True
    if q.kind == "count" and rules.summary.match(folded, right, end):
        return True
    if (q.han or q.kind == "time") and rules.name.match(folded, right, end):
        return True
    if not q.han or isinstance(q.value, tuple):
        return False
    if q.uom == "批":
        return True  # 培育一批多彩小镇
    if _AT_LEAST.search(folded, start, left) or (q.uom == "次" and is_frequency(folded, start, q)):
        return False
    if q.op is None and rules.named.search(folded, right, end):
        return True
    last = q.span[1] >= end or folded[q.span[1]] in _ENDS
    if (
        q.value < 10
        and q.kind in ("count", "person")
        and q.op is None
        and not (last and q.value > 1 and q.uom not in ("批", "期"))
    ):
        return True
    return folded[right : right + 1] in tuple("百千万亿十")


def is_frequency(folded: str, start: int, q: Quantity) -> bool:
    """Whether a count of times says how often something is promised: 每年召开两次会议."""
    return _AGAIN.search(folded, start, q.span[0]) is not None


def _outnumbers(folded: str, start: int, end: int, q: Quantity) -> bool:
    """Whether the count behind 等 is a promise of more than the few that were named: 培育甲、乙等60个品牌, 等30个左右项目."""
    if isinstance(q.value, tuple) or q.kind not in ("count", "person"):
        return False
    if q.op in ("~", ">="):
        return True
    if _PROJECTS.search(folded, q.span[1], end) and not _MEANT.search(folded, start, q.span[0]):
        return False
    listed = folded.count("、", max(start, q.figure[0] - _LONGEST_LIST), q.figure[0]) + 1
    return q.value >= 20 and q.value >= 5 * listed


def is_in_passing(folded: str, start: int, q: Quantity) -> bool:
    """Whether a small count of times only says how something is done (开展1次培训); 每年开展1次培训 is promised."""
    small = q.uom == "次" and not isinstance(q.value, tuple) and q.value < 5
    return small and not is_frequency(folded, start, q)


def are_many(folded: str, q: Quantity, counted: Span) -> bool:
    """Whether what is advanced is a number of things to be built, not a programme: 推进300个村级驿站建设, but not 102项工程."""
    if q.kind != "count" or q.han or isinstance(q.value, tuple):
        return False
    return (q.value >= _MANY or "万" in (q.uom or "")) and _PROGRAMME.search(folded, *counted) is None
