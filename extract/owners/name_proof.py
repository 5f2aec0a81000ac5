"""How sure it is that a piece of a list names a body: proven by tables and endings, possible, a person, or prose.

A list stands or falls as a whole: where one name proves it, names that no table knows are kept as written (溯川发布), but
what cannot be a name (强化协同, 社会力量) shows that it is prose.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.models import Span
from extract.owners.owner_words import MARKS, body_kind, looks_like_unit, may_be_unit
from extract.owners.unit_mentions import words_before
from extract.registry.official_names import registered_kind
from extract.rulefiles import load_csv

_PERSON = re.compile(
    r"(?:同志|领导(?:班子)?(?:成员)?|(?:负责|责任|联系|联络|经办|带头|牵头|主持)人|书记|主任|长|院士|专家|教授|干部|人员|代表|委员|联络员|常委)(?:（[^（）]*）)?$"
    r"|(?:[市省县区州盟旗局厅镇乡村处科校院]长|书记|主任|主席|部长|专员)[一-鿿]{2,3}(?:（[^（）]*）)?$"
)
_PROSE = re.compile(
    r"社会(?!保|工作|治安|科学|事业|组织.)|群众|公众|市民|村民|居民|家长|教师|学生|家庭|个人|用户|业主|媒体|市场(?!监|管|主管|服务中心)|专人|专业|本人|双方|多方"
    r"|统筹|强化|发挥|建立|结合|共同|逐步|及时|认真|严格|全面|深入|主导|运作|督导|考核|谁|不|为主|优先|免费|负总责|通过|继续|必须|可以|圆满|成功|顺利|第.{1,3}[届次]|(?<!自)由|把|将|使|让|向(?!阳)|对(?!口|外)"
)
_ABSTRACT = re.compile(
    r"(?:工作|任务|机制|体系|制度|办法|方案|规划|计划|意见|措施|活动|项目|工程|水平|能力|质量|发展|建设|管理|服务|改革|创新|监管|保障|作用|职责|要求"
    r"|标准|情况|问题|产业|模式|环境|资源|数据|信息|系统|资金|政策|规定|清单|目标|结果|时间|期间|范围|方面|层面|以上|以下|等级|合作|培训|检查|验收"
    r"|行动|试点|示范|设施|设备|技术|产品|人才|责任|协调|会商|实际|年度|专项|事项|费用|经费|补助|标识|流程|材料|内容|方式|原则|意识|安全|阶段|分工|研究|审定|决定|讨论|同意)$"
)
_COUNT = re.compile(r"\d[一-鿿%]{0,3}$")
"""超充桩200个 counts things."""
_LEVEL_FIRST = re.compile(r"[市省县区州旗盟](?![场民区域内外级直县镇乡政里块容价])|自治[区州县]|国家|中央|全国|中国")
_LEVELS = "市省县区州旗盟"
_NAMELESS = re.compile(
    r"(?:地方|当地|属地|上级|下级|主管|职能|行业|成员|责任|监管|业务|审批|行政|执法|政府|业主|建设|施工|用人)*(?:政府|部门|单位|机构|机关|党委|党组织|工会|委员会|办公室|中心)"
)
_SHORTEST_UNKNOWN, _LONGEST_UNKNOWN = 3, 18
_OF_DEPARTMENTS = re.compile(
    r"(?:[、和及与][一-鿿]{2,9}?){0,12}(?:等?(?:有关|相关|多个|各|行政|主管|职能)*部门)(?![一-鿿]{0,3}(?:协|配合机制))"
)


def is_person(name: str) -> bool:
    """Whether a piece names people and no body: 主要负责同志, 分管副市长 → True; 市领导小组 → False."""
    return _PERSON.search(name) is not None and not looks_like_unit(name)


@lru_cache(maxsize=16384)
def could_be_name(name: str) -> bool:
    """Whether a piece that neither table nor ending knows may be a name all the same.

    溯川发布, 市一中, “七江三桥”项目部 → True; 强化协同, 社会力量, 工作机制 → False
    """
    plain = name.replace(" ", "").strip(MARKS)
    if not _SHORTEST_UNKNOWN <= len(plain) <= _LONGEST_UNKNOWN or not may_be_unit(plain):
        return False
    if founds(plain):
        return False
    opens = bool(_behind_verb(plain))
    if looks_like_unit(plain):
        return not opens or body_kind(plain) == "body"  # 推进长三角一体化办公室, but no 支持企业
    if "“" in plain or '"' in plain:
        return True
    if _COUNT.search(plain):
        return False
    if body_kind(plain) == "not" or _PROSE.search(plain) or _ABSTRACT.search(plain) or plain[0].isdigit():
        return False
    return not opens


def founds(name: str) -> bool:
    """Whether a piece says that a body is made or mended, and names none that answers: 建立工作专班, 成立领导小组."""
    return name.startswith(words_before("founds"))


def begins_with_verb(name: str) -> bool:
    """Whether a verb stands before a body's own name: 撤销|市外经局, 申请|财政部门; not 推进长三角一体化办公室."""
    return (
        founds(name)
        or any(
            looks_like_unit(rest)
            and registered_kind(name) is None  # 开发区管委会
            and (begins_with_level(rest) or rest[0] == "各" or (rest[-2:] == "部门" and names_field(rest[:-2])))
            for rest in _behind_verb(name)
        )
    )


def _behind_verb(name: str) -> list[str]:
    """What stands behind the verb that a name begins with, for each that it may be."""
    verbs, longest = _verbs()
    return [name[end:] for end in range(2, longest + 1) if name[:end] in verbs]


@cache
def _verbs() -> tuple[frozenset[str], int]:
    """The verbs of two characters and more, and how long the longest is."""
    rows = load_csv("action_verbs.csv", ("word", "kind", "example"), unique="word")
    doing = (row["word"] for row in rows if len(row["word"]) > 1)
    verbs = frozenset((*doing, *words_before("founds"), *words_before("verb")))
    return verbs, max(map(len, verbs))


def tells(name: str) -> bool:
    """Whether a name alone shows that a list is of bodies: 市科技局, 各县（市、区） do, 部门, 企业 and 园区 do not."""
    return looks_like_unit(name) and body_kind(name) == "body" and not _NAMELESS.fullmatch(name)


def begins_with_level(name: str) -> bool:
    """Whether a name says whose it is: 市铁投, 省一院 → True; 市场主体, 区域中心 → False."""
    return _LEVEL_FIRST.match(name) is not None or (name[:1] in _LEVELS and looks_like_unit(name))


def names_field(name: str) -> bool:
    """Whether a name is what a department is for, without the word: 交通运输, 粮食和储备 → True; 溯川发布 → False."""
    return 2 <= len(name) <= 9 and any(
        registered_kind(name + form) == "government" for form in ("局", "厅", "委", "委员会", "部")
    )


def is_field(folded: str, span: Span) -> bool:
    """Whether the piece at `span` is what a department is for, said before 部门: 交通运输、农业农村等|部门."""
    return _OF_DEPARTMENTS.match(folded, span[1]) is not None and names_field(folded[slice(*span)])
