"""Figures that promise nothing: subsidies, caps, conditions, and numbers that are part of a name."""

from __future__ import annotations

import re

from extract.models import Span
from extract.targets.actions import acts
from extract.targets.capacities import is_capacity, is_rating
from extract.targets.offers import is_cap, is_term
from extract.targets.target_words import words
from extract.text.quantities import Quantity

_SUMMING = re.compile(r"等(?:重点|主要)?$")
_MADE = re.compile(
    r"(?:建成(?!区)|新建|建好|打通|贯通|开通|竣工|完工|投产|投用|投运|完成|打造|创建|创成|培育|育成|设立|组建|成立|新增)[^，；]{2,}$"
)
_RUN = re.compile(r"(?:推进|推动|加快|实施|开展|抓好|依托|发挥|围绕|谋划)[^，；]{2,}$")
_PROJECTS = re.compile(r"项目|工程|专项|行动|计划|任务|举措|措施|政策|制度|领域|方面|事项")
_MEANT = re.compile(r"确保|力争|争取")
_AT_LEAST = re.compile(r"(?:至少|最少)[\u4e00-\u9fff]{1,4}$")
_AGAIN = re.compile(r"每(?:半|\d|[一二两三四五])?(?:年|个?季度|个?月|周)[^，；。]{0,8}$")
_COLONS = tuple(":：∶")
_SIZED = re.compile(r"(?<!完成)(?<!资产)投资额?$")
_SIZED_THING = re.compile(r"的(?![^，]{0,6}(?:目标|任务|要求|规模|水平|计划)$)[^，]{2,}$")
_INVITED = re.compile(r"(?:积极|大力)?(?:鼓励|支持|引导)[^，\d]*投资$")
_LONGEST_LIST = 60
_PROGRAMME = re.compile(r"工程|专项|试点|工作|任务|行动|计划|改革")
_MANY = 10
_OFFERS = ("给予", "每个", "每家", "每人", "每户", "最高")
_ENDS = "，。；、）：！？"
_AMOUNTS = ("万", "亿", "百万", "千万")
_NATIONAL = ("102项重大工程", "102项工程", "102项国家", "109项重大工程")
"""The projects of a national plan, which documents of all places call by their number."""
_IDIOM = re.compile(r"千[\u4e00-\u9fff]万[\u4e00-\u9fff]|百[\u4e00-\u9fff]千[\u4e00-\u9fff]")
_ZONED = re.compile(r"划定(?:[^，；]{0,14}[、和])?$")
_ZONE = re.compile(r"[^，、和]{0,6}(?:区|单元|类|片|网格|线|档|级)(?=[，、和。；]|$)")
_PAPERS = re.compile(r"[^，、和]{0,8}(?:台账|清单|机制|制度)(?=[，、和。；]|$)")
_DIVIDED = re.compile(r"(?:划分|分为|分成|细分)(?:成|为)?(?:[^，；]{0,12}[、和])?$")
_ENTITLES = re.compile(
    r"，(?:可以?(?!持续|再生)|方可|均可|即可|才可|优先|给予|享受|视同|视为|予以|按程序|按规定|按照?规定|直接认定|经评审)"
)
_DEFINED = re.compile(r"的[^，]{2,24}?(?<!成)(?:为重[点大]|属于|列为|认定为|视为|视同)")
"""What is said of those that have so much: 投资1亿元以上的项目为重大项目."""
_PER_DEED = re.compile(r"每新?(?:招引|引进|新增|培育|建成|培训|成功|完成|吸纳|认定|招收|获得)[^，]*(?:奖|补|给予|资助)")
_OF_WHOM = re.compile(r"的[\u4e00-\u9fff、或和■]{2,16}$")
_BIG_CLASS = re.compile(r"(?:及?以上)?的?[超特]?大?(?:班额|大班)")
_RATED = re.compile(r"(?:的?(?:比例|标准))?(?:执行|计提|收取|缴纳|征收|支付|计算|计入|分成|确定)")
"""Behind a share that something is charged or paid at: 起始价按70%执行."""
_ENTITLED = re.compile(
    r"[^，]{0,10}的[^，]{1,12}?(?:可|方可|均可|即可|应当?|须)(?:以?直接|以?申请|以?申报|享受|认定|优先|聘|参加|不受)"
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
    if _DEFINED.search(masked, quantities[-1].span[1], end) or (
        _ENTITLES.match(folded, end)
        and not acts(masked, start, end, promised=False)
        and _OF_WHOM.search(masked, quantities[-1].span[1], end)
    ):
        return []  # 上年度纳税超过500万元的企业，可申请挂牌
    if _PER_DEED.match(masked, start, end):
        return []  # 每招引1个亿元项目奖励5万元
    opener = rules.condition.match(masked, start, end)
    if opener is not None and not any(q.span[0] == opener.end() and q.kind in ("count", "person") for q in quantities):
        return []  # 对投资1亿元以上的企业, but not 对200所学校进行改造
    paid = rules.subsidy.search(masked, start, end) is not None
    offered = paid and any(word in masked[start:end] for word in _OFFERS)
    kept = []
    if len(quantities) == 1 and _is_size(masked, start, end, quantities[0]):
        return []  # 建成投资50亿元的产业园, 鼓励企业投资1亿元以上建设…
    quantities = [q for q in quantities if not _is_proportion(folded, q)]
    quantities = [q for q in quantities if not is_rating(masked, start, q)]
    if any(is_capacity(masked, start, end, q) for q in quantities):
        # 200万套服装、20万吨造纸等项目: what is counted beside it is a capacity too, but not 学校3所、20万吨造纸项目
        named = [q for q in quantities if "\u4e00" <= masked[q.span[1] : q.span[1] + 1] <= "\u9fff"]
        quantities = [q for q in quantities if q.kind != "size" and not (q.kind == "count" and q in named)]
    for q in quantities:
        spent = q.kind == "money" and not offered and rules.spending.search(masked, start, q.span[0]) is not None
        if paid and not spent and (q.kind in ("money", "share", "ratio", "time") or q.uom in _AMOUNTS):
            continue
        if is_cap(masked, start, q) or is_term(masked, start, end, q):
            continue
        if _ENTITLED.match(masked, q.span[1], end):
            continue  # 工作经验5年以上的人员可直接聘任
        if q.kind == "share" and _RATED.match(masked, q.span[1], end):
            continue
        if not is_name(folded, start, end, q):
            kept.append(q)
    return kept


def _is_size(masked: str, start: int, end: int, q: Quantity) -> bool:
    """Whether an amount only says how large the thing is that is built or what is invited."""
    if q.kind != "money" or not _SIZED.search(masked, start, q.span[0]):
        return False
    if _INVITED.match(masked, start, q.span[0]):
        return q.span[1] < end
    return _SIZED_THING.match(masked, q.span[1], end) is not None


def _is_proportion(folded: str, q: Quantity) -> bool:
    """Whether a number is one side of a proportion: 师机比达到1:1."""
    left, right = q.figure
    ahead = folded[right - 1].isdecimal() and folded[right : right + 1] in _COLONS and folded[right + 1 : right + 2]
    behind = left > 1 and folded[left - 1] in _COLONS and folded[left - 2]
    return any(side and side.isdecimal() for side in (ahead, behind))


def is_name(folded: str, start: int, end: int, q: Quantity) -> bool:
    """Whether a number is part of a name or sums up what was just named: 等12个专项, 万人计划, 10分钟生活圈, 3个方面."""
    left, right = q.figure
    rules = words()
    if q.kind == "count" and folded.endswith("指标", start, left):
        return True  # 预期性指标13项
    if folded[left - 1 : left] == "个" and folded.startswith("台阶", q.span[1], end):
        return True  # 再上两个万亿台阶
    if q.han and _IDIOM.search(folded, max(start, left - 3), right + 3):
        return True  # 走进千家万户
    if folded.startswith(_NATIONAL, left):
        return True
    if folded[left - 1 : left] in ("前", "届"):
        return True  # 进入前1%的学科: a rank, not a share; 十二届五次全会
    if q.uom == "人" and _BIG_CLASS.match(folded, right, end):
        return True  # 56人以上大班额
    if q.uom == "批" and q.han:
        return True  # 培育一批多彩小镇
    if _SUMMING.search(folded, max(start, left - 3), left):
        return not _outnumbers(folded, start, end, q)
    if q.kind in ("", "person") and rules.people.match(folded, q.span[1], end):
        return True
    if q.kind == "count" and _ZONED.search(folded, start, left) and _ZONE.match(folded, right, end):
        return True  # 划定3个管控单元
    if q.kind == "count" and not isinstance(q.value, tuple) and q.value < _MANY and _PAPERS.match(folded, right, end):
        return True  # 建立2本台账
    if q.kind == "count" and _DIVIDED.search(folded, start, left):
        return True  # 划分为5个片区
    if q.kind == "count" and rules.summary.match(folded, right, end):
        return True
    if (q.han or q.kind == "time") and rules.name.match(folded, right, end):
        return True
    if not q.han or isinstance(q.value, tuple):
        return False
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
    if _MADE.search(folded, start, q.figure[0]) and not _RUN.search(folded, start, q.figure[0]):
        return True  # 打通甲路、乙路等7条断头路
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
