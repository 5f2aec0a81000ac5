"""What is offered to whom on which terms: subsidies, caps, ages, conditions of those who apply; no promise of figures."""

from __future__ import annotations

import re

from extract.targets.target_words import words
from extract.text.numerals import HAN_ONES
from extract.text.quantities import Quantity

_PROMISING = re.compile(
    rf"(?:到20\d\d年底?|(?:未来|今后|力争)?[\d{HAN_ONES}两]+年内|规划期内|预计|引导|带动|吸引(?=社会)|每年|全年|今年|力争|确保|计划|累计|，)*"
)
_LIMIT = re.compile(
    r"上限(?:为|是)?$|限额(?:为|是)?$|(?:只|仅|每年限|(?<![年期时权极界有上下局])限)(?:[享申可能报推][^，；]{0,4})?$"
    r"|按照?每[\u4e00-\u9fff]{1,6}$"
)
_SO_FAR = re.compile(r"目前|当前|现有|现在|截至")
_KEPT_LOW = re.compile(
    r"价格?|成本|费用|费率|租金|负债|债务|赤字|事故|死亡|伤亡|受伤|发案|案件|投诉|起数|损失|亏损|欠薪|排放|消耗|能耗"
)
_MEASURED = re.compile(
    r"(?:率|[总存数体重流]量|数量|[发案起]量|访量|(?<![名限定份])额|人口|[人户起件家次总]数)(?:力争|确保|始终|年均|持续|保持|稳定|分别|均|，)*$"
)
"""What is measured in a place; a ceiling is what it is to keep to."""
_OFFERED = re.compile(
    r"每(?![百千万十])|[各单同]一?[个项家人名]|一般|原则上|申[报请]|推荐|支持|资助|奖|补|评选|参赛|入[选围]|团队|成员|组成|遴选|竞聘|报名|候选"
)
_FALLEN = (
    "降至",
    "降到",
    "下降到",
    "下降至",
    "降低到",
    "降低至",
    "减少到",
    "减少至",
    "压减到",
    "压减至",
    "下调至",
    "下调到",
)
_REQUIRED = re.compile(
    r"方可|才可|可以?申[请报]|可认定|可评为|申报(?:条件|要求|主体|企业|单位|项目|人)|申请(?:条件|人|主体)|(?:以下|下列|基本|必备|认定|准入)条件"
    r"|(?:应|须|需|应当|必须)(?:同时)?(?:具备|满足|符合|达到以下)"
)
_INTENDED = re.compile(r"力争|确保|到20\d\d年|全年|今年|每年")


def paid_until(masked: str, start: int, end: int) -> int:
    """Where the part of a sentence ends that says who gets how much, `start` where none does.

    对投资1000万元以上的企业，按投资额的5%给予奖励，每年引进10家。 → up to 每年引进10家
    """
    rules = words()
    if rules.condition.match(masked, start, end) is None:
        return start
    last = max((match.end() for match in rules.subsidy.finditer(masked, start, end)), default=None)
    if last is None:
        return start
    comma = masked.find("，", last, end) + 1
    opener = _PROMISING.match(masked, comma, end) if comma else None
    # what follows is promised only where a verb takes it on: not 同一企业不超过3项
    return comma if opener is not None and words().makes.at_start(masked, opener.end(), end) else end


def requires(masked: str, start: int, end: int) -> bool:
    """Whether a sentence says what who applies must have: 申报企业研发人员不少于10人."""
    return _REQUIRED.search(masked, start, end) is not None and _INTENDED.search(masked, start, end) is None


def is_cap(masked: str, start: int, q: Quantity) -> bool:
    """Whether a figure only limits what is given or applied for: 每年不超过10个, 资助上限60名; not what a price falls to.

    按每百户不少于30平方米配建 is a standard to build by.
    """
    if _LIMIT.search(masked, start, q.span[0]) and _SO_FAR.search(masked, start, q.span[0]) is None:
        return True
    if q.op not in ("<=", "<") or q.kind not in ("count", "person", "money"):
        return False
    if q.kind != "money" and _MEASURED.search(masked, start, q.span[0]):
        return _OFFERED.search(masked, start, q.span[0]) is not None
    held = masked.startswith("控制", q.span[0]) or words().tails.at_end(masked, start, q.span[0]) in _FALLEN
    return not (_KEPT_LOW.search(masked, start, q.span[0]) and (q.kind == "money" or held))


def is_term(masked: str, start: int, end: int, q: Quantity) -> bool:
    """Whether a time says how long or how old someone must be: 服务期不少于5年, 年龄不超过45周岁; not 平均寿命达到80岁."""
    return q.kind == "time" and words().term.search(masked, start, end) is not None and "平均" not in masked[start:end]
