"""Trims a stretch of a clause to the noun phrase that is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.models import Per, Span
from extract.targets.masks import HIDDEN
from extract.targets.scopes import named_scope_at, scope_at
from extract.targets.target_words import words
from extract.text.numerals import HAN
from extract.text.periods import YearMark
from extract.text.quantities import EACH_UNIT
from extract.text.segment import cutter

Verbs = Literal["all", "plain"]

_PER: dict[str, Per] = {"年均": "年均", "每年均": "年均", "年平均": "年均", "每年": "每年", "累计": "累计"}
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_EDGE = " 、，,：:；;—-·"
_NOT_BEHIND = {
    "均": "人户地亩年日平",
    "共": "公",
    "增": "新净年",
    "在": "存现内所",
    "要": "主需重必纪",
    "应": "供对反效适相响呼",
    "须": "必",
    "保持": "水土",
    "降": "沉",
    "减": "消",
    "为": "作行成",
    "高": "提新坝楼塔",
    "占": "侵",
}
"""A short word is not one behind these: 人均 holds no 均."""
_COMPOUND = ("改造", "优化", "巩固", "整治", "治理", "完善", "提质")
_BASE = re.compile(
    rf"，?(?:比|较|同|与)(?P<base>(?=[^，；、]*?(?:年|期|末|前|现有|目前|现状))[^，；、{HIDDEN}]{{2,14}}?)(?:相比)?$"
    r"|(?:在|按|以)(?P<on>[^，；]{2,12}?)的?(?:基础上|水平上|基数上)，?$"
    r"|以[^，；]{1,8}为(?P<by>单位)$"
)
_THAN = re.compile(rf"(?:比(?![例重率值分])|较(?![大快高好强多低小]))[^，；、\d{HIDDEN}]{{2,12}}$")
_PREPOSITION = re.compile(r"为(?!民)|在|对|向|给|由|以|通过|依托|围绕|按照|面向|利用|从")
_LABEL = re.compile(r"[^，；、\d]{0,10}(?:目标|盘子|任务|底线|要求)(?:就?是|为)")
_EACH_UNIT = re.compile(f"{EACH_UNIT}$")
_COMPLEMENT = re.compile(r"了|出(?![口租生境版让台行厂入资栏海])")
_OF_VERB = re.compile(r"^（[^（）]{1,8}）(?=[^、，])")
"""A bracket at the start stood behind the verb: 建设（购买）安置房."""
_JOINED = re.compile(r"[和及或与](?!美|谐|平|时)")
_GLOSS = re.compile(
    r"（(?:[^（）]{0,6}(?:单位|部门|牵头|负责)|即|指|以下|简称|含|包括|详见|注)[^（）]*(?:（[^（）]*）[^（）]*)*）"
)


_AND_KEPT = re.compile(r"(?:达到|超过|突破|提高到)[并且]$")  # 占比达到并保持在50%以上
_AIM = re.compile(r"的?(?:预期|年度|奋斗)目标(?:值)?(?:确定|设定|拟定|定|设)?$")
_ONLY = re.compile(r"(?:还|也)?(?<!不)(?:仅仅?|只)(?:有|为|占)?$")
_PART_OF_YEAR = re.compile(r"[到至于在]?(?<!\d)\d{1,2}月(?:份|底|末|[上中下]旬)(?:之?前|以前)?$")
_WITH_WHOM = re.compile(
    r"(?:会同|联合|协同|配合)[^，；。\d]{2,24}?(?:局|委|办|厅|部|院|中心|政府|单位|部门|公司)(?=[^，；。、和与及])"
    r"|[^，；。\d]{1,16}(?:局|委|办|厅|部|院|中心|政府|单位|部门|公司)(?:牵头|具体)?负责(?![人制任])"
)
"""Who does it is no part of what is measured: 会同市市场监管局开展检查4次, 望江区政府负责6月底前完成征迁320户."""


@dataclass(slots=True)
class Tail:
    """What stood between an indicator and its figure: where the indicator ends, and what the words said.

    `kind` is that of the word that leads to the figure (reach, reach-down, grow, fall), None where none does.
    """

    end: int
    verb: str | None = None
    kind: str | None = None
    per: Per | None = None
    modality: str | None = None
    base: Span | None = None


def strip_tail(masked: str, start: int, end: int, marks: list[YearMark]) -> Tail:
    """Takes the words that lead to a figure, and a year among them, off the end of masked[start:end].

    高新技术企业数量力争达到 → 高新技术企业数量, modality 力争; 产值年均增长 → 产值, verb 增长, per 年均
    """
    lexicon = words().tails
    tail = Tail(end)
    while tail.end > start:
        kept = _AND_KEPT.search(masked, start, tail.end)
        if masked[tail.end - 1] in _EDGE or kept is not None:
            tail.end = kept.start() if kept is not None else tail.end - 1
            continue
        part = _PART_OF_YEAR.search(masked, start, tail.end)
        if part is not None and part.start() > start:
            tail.end = part.start()  # 支出进度6月底达到60%
            continue
        aim = _AIM.search(masked, start, tail.end)
        if aim is not None and aim.start() > start:
            tail.end = aim.start()  # 生产总值增长预期目标确定为6%
            continue
        only = _ONLY.search(masked, start, tail.end)
        if only is not None and only.start() > start:
            tail.end = only.start()  # 民宿只有24家，力争达到80家
            continue
        each = _EACH_UNIT.search(masked, start, tail.end)
        if each is not None and (lexicon.at_end(masked, start, each.start()) is not None):
            tail.end = each.start()  # 成本降到每吨公里0.3元
            continue
        word = lexicon.at_end(masked, start, tail.end)
        if word is not None and not _guarded(masked, start, tail.end, word):
            kind = lexicon.kinds[word]
            if kind == "grow" and masked.startswith(_COMPOUND, max(start, tail.end - len(word) - 2)):
                break  # 农田改造提升
            if kind in ("grow", "fall", "reach", "reach-down"):
                if tail.kind is not None and not (kind == "reach" or tail.kind == "reach"):
                    break
                if tail.kind is None or tail.kind == "reach":
                    tail.kind, tail.verb = kind, word
            elif kind == "modal":
                tail.modality = word
            tail.per = tail.per or _PER.get(word)
            tail.end -= len(word)
            continue
        mark = next((m for m in marks if m.span[0] < tail.end <= m.span[1] and m.role != "baseline"), None)
        if mark is not None:
            tail.per = tail.per or (_PER.get(masked[slice(*mark.span)]) if mark.role == "each" else None)
            tail.end = max(mark.span[0], start)
            continue
        mark = next((m for m in marks if m.span[0] < tail.end <= m.span[1]), None)
        if mark is not None and mark.span[0] >= start:
            tail.base, tail.end = mark.span, mark.span[0]
            if masked.startswith("到", tail.end) and masked.endswith("达", start, tail.end):  # 达到2025年的2倍
                tail.end, tail.kind, tail.verb = tail.end - 1, "reach", "达到"
            continue
        than = _THAN.search(masked, start, tail.end) if tail.kind in ("grow", "fall") and tail.base is None else None
        if than is not None and than.start() > start:
            tail.end = than.start()  # 单产比周边高10%
            continue
        base = _BASE.search(masked, start, tail.end) if tail.base is None else None
        if base is None:
            break
        if base["by"] is None:
            tail.base = base.span("base" if base["base"] else "on")
        tail.end = base.start()
    return tail


def _guarded(masked: str, start: int, end: int, word: str) -> bool:
    before = end - len(word) - 1
    return before >= start and masked[before] in _NOT_BEHIND.get(word, "")


@dataclass(slots=True)
class Head:
    """Where an indicator begins, and what stood before it."""

    start: int
    scope: str | None = None
    modality: str | None = None
    per: Per | None = None
    verb: str | None = None


_SEASON = re.compile(
    rf"第{HAN}阶段|"
    r"[到至于在]?(?:(?:\d{1,2}月(?:份|底|末|[上中下]旬)?|[春秋]季?学期(?:开学)?|入汛|入冬)(?:之?前|以前|末|底)|"
    r"(?:第?[一二三四1-4]季度|[上下]半年)(?:之?前|以前|末|底|内)?)(?:力争)?"
)
"""A part of a year by whose end something is due: 6月底前开工率达到100%."""


def strip_head(
    folded: str, masked: str, start: int, end: int, marks: list[YearMark], *, among: bool, verbs: Verbs
) -> Head:
    """Takes years, scope, modal words and verbs off the start of a stretch.

    `verbs` says which verbs go: "all", or "plain" for those that cannot be the first part of a noun (投资增速).
    到2026年力争全市新增上市企业 → 上市企业, scope 全市, modality 力争, verb 新增
    """
    rules = words()
    label = _LABEL.match(masked, start, end)
    head = Head(start if label is None else label.end())  # 基本盘子是完成投资
    actor = _WITH_WHOM.match(masked, head.start, end)
    if actor is not None and (_verb_follows(masked, actor.end(), end) or _SEASON.match(masked, actor.end(), end)):
        head.start = actor.end()
    while head.start < end:
        at = head.start
        if masked[at] in _EDGE:
            head.start += 1
            continue
        mark = next((m for m in marks if m.span[0] <= at < m.span[1]), None)
        if mark is not None:
            head.per = head.per or _PER.get(folded[slice(*mark.span)])
            head.start = min(mark.span[1], end)
            continue
        so_far = _SO_FAR.match(masked, at, end)
        if so_far is not None and end - so_far.end() > 1:
            head.start = so_far.end()
            continue
        season = _SEASON.match(masked, at, end)
        if season is not None:
            head.start = season.end()
            continue
        funder = _FUNDER.match(masked, at, end)
        if funder is not None:  # 市财政每年安排, 市级每年安排: who pays is not what is paid
            head.scope = head.scope if funder["purse"] else folded[slice(*funder.span())]
            head.start = funder.end()
            continue
        we = WE.match(masked, at, end)
        if we is not None:
            head.start = we.end()
            continue
        every = _BY_WHAT.match(masked, at, end)
        if every is not None:
            head.start = every.end()
            continue
        scope = scope_at(folded, at, end, among=among)
        if scope is not None:
            head.scope, head.start = folded[slice(*scope)], scope[1]
            continue
        word = rules.openers.at_start(masked, at, end)
        firm = word in rules.modals and len(word or "") > 1  # 确保全社会: the segmenter sees 保全
        if word is not None and (firm or not splits_word(masked, at, end, word, most=1 if len(word) > 1 else 9)):
            head.modality = word if word in rules.modals else head.modality
            head.per = head.per or _PER.get(word)
            head.start += len(word)
            continue
        if head.verb is not None and _JOINED.match(masked, at, end):
            head.start += 1
            continue
        years = _YEARS_BEFORE.match(masked, at, end)
        verb = rules.makes.at_start(masked, years.end(), end) if years is not None else None
        if years is not None and verb is not None and _drops(masked, years.end(), end, verb, verbs, among_makes=False):
            head.start = years.end()
            continue
        mixed = _BUILT_EITHER.match(folded, at, end)
        if mixed is not None:
            head.verb, head.start = "新建", mixed.end()
            continue
        verb = rules.makes.at_start(masked, at, end)
        done = verb is not None and _COMPLEMENT.match(masked, at + len(verb), end - 2) is not None  # 打造出精品线路
        if verb is not None and (
            done or _drops(masked, at, end, verb, verbs, among_makes=rules.makes.kinds.get(head.verb or "") == "make")
        ):
            head.verb = verb
            head.start += len(verb) + done
            continue
        manner = rules.manners.at_start(masked, at, end)
        if manner is not None and _verb_follows(masked, at + len(manner), end):
            head.start += len(manner)
            continue
        if (
            head.verb is None
            and _PREPOSITION.match(masked, at, end)
            and (found := _last_verb(masked, at, end)) is not None
        ):
            head.verb, head.start = found
            continue
        named = named_scope_at(folded, at, end) if head.verb is None and head.scope is None else None
        if named is None:
            break
        head.scope, head.start = folded[slice(*named)], named[1]
    return head


_FUNDER = re.compile(
    r"(?:各|中央|自治区|[省市区县州旗镇乡、])+级?(?:本级)?(?P<purse>财政(?:部门)?)?(?<=[级政门])"
    r"(?=每年|全年|[两三四五2-5]年|累计|年度|预算|统筹安排|安排|将安排|筹集|拿出)"
)
WE = re.compile(r"(?:我[们省市区县州旗镇乡局委厅办院校]|本[省市区县](?!级))(?:还|也|将|要|拟|计划)*")
_SO_FAR = re.compile(
    r"(?:截至|至)?(?:目前|当前|今日|今)(?:已经?|共|仅|累计|全部)*(?:有|拥有)?|已经?(?=[建完新累培引]成?)|共有(?!产权)|现有|现已"
)
_BY_WHAT = re.compile(rf"每隔?(?:{HAN}|半|[2-9])年|每个?(?:学期|学年|[雪赛榨]季)|以[^，；]{{1,8}}为单位(?=，|将|把)")
_BUILDING = ("建设", "配备", "改造", "整治", "投入")
_REACHED = ("实现", "完成", "达成", "形成")
_FIXED = ("生产经营", "获得电力", "登记财产", "执行合同", "登记失业", "开办企业")
"""Nouns that begin with a verb."""
_WORKS = ("调整", "转型", "改革", "普查", "确权", "能力提升")
_BEGINS = ("完成", "实现", "开展", "推进")
_WORK_OF_VERB = re.compile(r"工程|手术|服务|行动|活动|任务")
_YEARS_BEFORE = re.compile(rf"(?:当年|年度|(?:{HAN}|\d)?年(?:内|间)?)(?:共|累计)?")
"""Before a verb: 年接待游客80万人次, 五年推出剧目5部, 年度完成投资5亿元."""
_BUILT_EITHER = re.compile(r"新（[改续扩迁建、]{1,5}）建")
_LAYS_OUT, _FUNDS = ("投入", "统筹"), ("资金", "经费")
_SUM_OVER = re.compile(r"(?:投资|销售|投入|融资)超过?[\d百千亿]")
_BODY_OF_VERB = re.compile(r"机构|中心|平台|基地|人员|团队|网点|站点|场所|岗位|车间|企业|用地(?:指标)?")
_MEASURE_OF_VERB = re.compile(r"时限|时间|时长|期限|周期|数量|规模|面积|能力|成本|费用|价格|满意[率度]|及时率|合格率")


def _drops(masked: str, at: int, end: int, verb: str, verbs: Verbs, *, among_makes: bool) -> bool:
    """Whether a verb at the start of an indicator is no part of it."""
    funds = verb in _LAYS_OUT and masked.endswith(_FUNDS, at + len(verb) + 1, end)
    noun = words().makes.kinds[verb] == "make-noun" and not funds
    if noun and masked.endswith(_WORKS, at + len(verb) + 1, end) and masked.endswith(_BEGINS, 0, at):
        return False  # 完成种植结构调整
    if masked.startswith(_FIXED, at):
        return False
    if _SUM_OVER.match(masked, at, end):
        return False  # 投资超亿元项目
    if verb not in _REACHED and _MEASURE_OF_VERB.fullmatch(masked, at + len(verb), end):
        return False  # 办理时限
    if noun and _WORK_OF_VERB.fullmatch(masked, at + len(verb), end):
        return False  # 养护工程
    kinds = words().makes.kinds
    if noun and among_makes and _BODY_OF_VERB.fullmatch(masked, at + len(verb), end):
        return False  # 新增研发机构
    if noun and (verbs == "plain" or end - at == len(verb) or kinds.get(masked[at + len(verb) : end]) == "make-noun"):
        return False  # 投资增速; 培训 of 培训1万人次; 造林绿化
    return end - at - len(verb) != 1 and not splits_word(masked, at, end, verb, most=9 if noun or len(verb) == 1 else 1)


def _verb_follows(masked: str, at: int, end: int) -> bool:
    rules = words()
    return any(lexicon.at_start(masked, at, end) for lexicon in (rules.makes, rules.openers, rules.manners))


def acting_zone_at(folded: str, masked: str, at: int, end: int) -> Span | None:
    """A named area that begins at an offset and does something: 东江新区重点发展新材料 → 东江新区."""
    found = None if _verb_follows(masked, at, end) else named_scope_at(folded, at, end)
    return found if found is not None and _verb_follows(masked, found[1], end) else None


def _last_verb(masked: str, start: int, end: int) -> tuple[str, int] | None:
    """Behind 为…, 在…, 通过… the object begins after the last verb: 为老年人提供助餐服务 → 助餐服务."""
    makes = words().makes
    for at in range(end - 3, start + 1, -1):
        for length in range(min(makes.longest, end - at - 2), 1, -1):
            if _acts_on(masked[at : at + length]) and not splits_word(masked, at, end, masked[at : at + length]):
                return masked[at : at + length], at + length
    return None


def _acts_on(word: str) -> bool:
    """Whether a word is a verb with an object wherever it stands; 服务 and 演出 may be nouns there."""
    kind = words().makes.kinds.get(word)
    return kind is not None and (kind != "make-noun" or word in _BUILDING)


def splits_word(masked: str, start: int, end: int, word: str, *, most: int = 9) -> bool:
    """Whether the segmenter sees a longer word there, by `most` characters at most: 增加 in 增加值, 服务 in 服务业."""
    run = _HAN_RUN.match(masked, start, min(end, start + 16))
    if run is None or run.end() == start + len(word):
        return False
    at = 0
    for token in cutter()(run[0]):
        if at < len(word) < at + len(token):
            return at + len(token) - len(word) <= most
        at += len(token)
        if at >= len(word):
            return False
    return False


def as_written(text: str, start: int, end: int) -> str:
    """The words between two offsets, without marks at their edges and brackets that only explain."""
    words_there = text[start:end]
    if "（" in words_there:
        words_there = _OF_VERB.sub("", words_there)
        words_there = _GLOSS.sub("", words_there)
    return words_there.strip(_EDGE + "。的 ")
