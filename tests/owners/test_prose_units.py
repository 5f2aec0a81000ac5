"""Units in prose: who stands with which verb, what is carried over a comma, and what names nobody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.models import Facts, Unit
from extract.owners.prose_units import find_prose_units
from extract.pipeline import pipeline
from extract.text.characters import Text, fold
from extract.text.sentences import sentence_spans

PLAN = Facts(None, None, None, "意见", "正式", None)
REPLY = Facts(None, "慈溪市", "慈溪市科学技术局", "复函", "正式", None)


def find(text: str, facts: Facts = PLAN) -> tuple[Unit, ...]:
    folded = fold(text)
    return find_prose_units(
        pipeline().make_doc(text), Text(text, folded), [tuple(sentence_spans(folded, 0, len(text)))], facts
    )


def said(text: str, facts: Facts = PLAN) -> str:
    return " ".join(f"{unit.name}/{unit.role[0]}" for unit in find(text, facts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市数据局牵头，会同市财政局制定办法。", "市数据局/l 市财政局/a"),
        ("科技部门牵头做好协调推进工作。", "科技部门/l"),
        ("水电气实行民用价格，由市发改委牵头。", "市发改委/l"),
        # who answered before, or elsewhere
        ("该平台此前由市教育局牵头、市财政局配合建成。", ""),
        ("此前由市教育局牵头，市财政局配合。", ""),
        ("原由市经信委负责的职能不再保留。", ""),
        ("原由市经信委牵头，现由市数据局牵头。", "市数据局/l"),
        ("过去由市教育局负责的事项，今后由市数据局负责。", "市数据局/r"),
        ("原则上由市数据局牵头，市财政局配合。", "市数据局/l 市财政局/a"),
        ("学习杭州市公安局牵头建设的经验，建设警务平台。", ""),
        ("参照省公安厅牵头，市公安局配合的模式建设平台。", ""),
        ("参照省级做法，由市公安局牵头建设平台。", "市公安局/l"),
        # a marker is no part of a name
        ("第二条 市交通运输局牵头负责共享单车管理。", "市交通运输局/l"),
        ("（三）市城管局负责查处违规停放。", "市城管局/r"),
        ("公交一体化（市交通运输局主办，市公交集团协办）：新开线路12条。", ""),
        (
            "建立由省制造业高质量发展（数字经济）领导小组办公室牵头的工作机制。",
            "省制造业高质量发展（数字经济）领导小组办公室/l",
        ),
        ("县商务局负责新建项目相关工作，县工信局负责技改项目相关工作。", "县商务局/r 县工信局/r"),
        (
            "国务院人力资源社会保障行政部门、教育行政部门在职责范围内，分别负责管理考核。",
            "国务院人力资源社会保障行政部门/r 教育行政部门/r",
        ),
        ("市科技局、市工业和信息化局要会同有关部门制定年度计划。", "市科技局/l 市工业和信息化局/l 有关部门/a"),
        ("由市政府督查室会同市统计局对主要指标开展评估。", "市政府督查室/l 市统计局/a"),
        ("市政府督查室负责任务台账管理。", "市政府督查室/r"),
        ("强化省发展改革委牵头抓总作用。", "省发展改革委/l"),
        ("各有关部门、各级单位按照职责分工细化举措、密切配合，形成合力。", "各有关部门/a 各级单位/a"),
        ("各有关部门要按照职责分工，密切配合，抓好落实。", "各有关部门/a"),
        ("市科技局要加强统筹，牵头制定实施细则，会同市财政局落实资金。", "市科技局/l 市财政局/a"),
        ("由市人力资源和社会保障局牵头，市教育局配合。", "市人力资源和社会保障局/l 市教育局/a"),
        ("市科技局牵头抓总、市财政局配合、各区抓好实施。", "市科技局/l 市财政局/a"),
        ("成立由市发改委牵头，市财政局、市商务局等部门参加的工作专班。", "市发改委/l"),
        ("由市财政局商市住建局统筹安排专项资金。", "市财政局/l 市住建局/a"),
        ("由市城投集团牵头，市城管局配合。", "市城投集团/l 市城管局/a"),
        ("由龙头企业集团牵头组建联合体。", ""),
        ("由市住建局负责，市公安局参与，年内完成。", "市住建局/r 市公安局/a"),
        ("市公安局参与，年内完成。", ""),
        ("请市委宣传部支持。", "市委宣传部/a"),
        ("市应急局、市发展改革委按照职责分工，储备编织袋。", "市应急局/r 市发展改革委/r"),
        ("各单位要明确专人负责。", ""),
        ("将由信息产业部牵头，抓紧研究制定政策。", "信息产业部/l"),
        ("各县（市、区）承担主体责任。", "各县（市、区）/r"),
        ("市级层面由市委网信办牵头。", "市委网信办/l"),
        ("住房城乡建设部门会同自然资源部门制定办法。", "住房城乡建设部门/l 自然资源部门/a"),
        ("由市科技局牵头会同市财政局、市教育局制定方案。", "市科技局/l 市财政局/a 市教育局/a"),
        ("由各区政府具体负责，市住建局统筹指导。", "各区政府/r"),
        ("各镇政府、街道办事处负责辖区内排查。", "各镇政府/r 街道办事处/r"),
        (
            "市自然资源和规划局会同市住房和城乡建设局、市城市管理局等部门编制规划。",
            "市自然资源和规划局/l 市住房和城乡建设局/a 市城市管理局/a",
        ),
        ("由市科技创新领导小组办公室负责日常协调。", "市科技创新领导小组办公室/r"),
        ("市发展和改革委员会负责统筹，市财政局负责资金保障。", "市发展和改革委员会/r 市财政局/r"),
        ("市政府采购中心负责组织采购。", "市政府采购中心/r"),
        ("省财政厅牵头负责制定办法。", "省财政厅/l"),
        ("市工业和信息化局负责牵头推进。", "市工业和信息化局/l"),
        ("收费标准由省级教育行政部门会同其他部门制定。", "省级教育行政部门/l 其他部门/a"),
        ("由市财政局负责。由市科技局牵头。", "市财政局/r 市科技局/l"),
        ("市科技局负责统筹。市科技局牵头制定方案。", "市科技局/r"),
        ("由市科技局、市财政局等部门负责。", "市科技局/r 市财政局/r"),
        ("市水利局牵头建立联动机制，市气象局、市应急局做好配合。", "市水利局/l 市气象局/a 市应急局/a"),
        ("2026年由市水利局牵头完成了水库加固。", ""),
    ],
)
def test_who_stands_with_a_verb(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "会同各协办单位聚焦难点。",
        "鼓励企业牵头组建联合体。",
        "支持龙头企业牵头承担重大项目。",
        "行业协会要积极配合政府，提供服务。",
        "多方参与、多方负责。",
        "党委领导、政府负责、部门协同、公众参与。",
        "我们要对人民负责。",
        "压实“菜篮子”市长负责制。",
        "各区主要负责同志要亲自抓。",
        "承担国家重点研发计划项目9项。",
        "配合省人大做好地方立法工作。",
        "目前，国办已会同国务院信息办起草了办法。",
        "发挥市科技局协调作用。",
        "我市牵头的示范城市群获批。",
        "加强部门协调配合。",
        "各牵头单位要细化方案，各配合单位要主动对接。",
        "市财政局对企业给予补助。",
        "高校、科研院所承担项目。",
        "由高校牵头建设实验室。",
        "每位市领导牵头联系1个项目。",
        "人民银行某市分行牵头做好服务。",
        "项目由具备资质的单位承担。",
        "资金由中央财政承担。",
        "费用由企业承担。",
        "所需经费由市财政承担。",
        "健全部门协调配合机制。",
        "指省民政厅主办的计划项目。",
        "即组建以县级医疗机构牵头的共同体。",
        "有关部门要密切配合。",
        "领导小组办公室设在市科技局。",
        "",
    ],
)
def test_what_names_nobody(text: str) -> None:
    assert said(text) == ""


@pytest.mark.parametrize(
    ("text", "expected", "basis"),
    [
        ("我局将建立企业成长档案。", "我局/r", "issuer"),
        ("下一步，我委将继续加强协调。", "我委/r", "issuer"),
        ("由我局牵头，会同市财政局制定办法。", "我局/l 市财政局/a", "issuer"),
        ("我局高度重视，多次研究。", "", None),
        ("我市将加大投入。", "", None),
    ],
)
def test_the_author_of_a_reply_is_a_unit_where_it_promises(text: str, expected: str, basis: str | None) -> None:
    assert said(text, REPLY) == expected
    assert next((unit.basis for unit in find(text, REPLY)), None) == basis
    assert not any(unit.name.startswith("我") for unit in find(text))


def test_an_open_list_is_told() -> None:
    assert [unit.open_list for unit in find("由市科技局、市财政局等部门负责。")] == [False, True]


@pytest.mark.parametrize("shape", ["由市科技局牵头，", "市科技局、", "会同市科技局", "负责", "由", "市科技局会同"])
def test_no_sentence_is_too_long(shape: str) -> None:
    text = shape * (20_000 // len(shape))
    assert all(unit.span is not None and unit.span[1] <= len(text) for unit in find(text))


WORDS = "由 市科技局 各区政府 有关部门 我局 企业 要 将 按职责分工 牵头 会同 负责 承担 主办 配合 ， 、 。 和 等部门 （ ） 已 的"


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=20).map("".join))
def test_any_sentence_is_read(text: str) -> None:
    for facts in (PLAN, REPLY):
        found = find(text, facts)
        assert len({unit.name for unit in found}) == len(found)
        for unit in found:
            assert unit.span is not None
            assert text[slice(*unit.span)] == unit.name
