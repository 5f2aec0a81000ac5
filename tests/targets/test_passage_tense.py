"""The tense of passages: what tells it, and where it turns."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from paragraph_documents import document
from target_texts import shown

from extract.models import Passage
from extract.targets import look_back
from extract.targets.tense import evidence, path_tense, turns_ahead
from extract.text.periods import Clock


@pytest.mark.parametrize(
    ("headings", "tense"),
    [
        (("2025年工作回顾", "主要目标"), "past"),
        (("2025年工作回顾", "下一步打算"), "future"),
        (("2026年工作安排", "面临形势"), "past"),
        (("发展基础", "产业概况"), "past"),
        (("重点任务", "壮大龙头企业"), "future"),
        (("“十四五”发展成就和“十五五”主要目标",), None),
        (("综合交通",), None),
    ],
)
def test_the_innermost_heading_of_time_rules(headings: tuple[str, ...], tense: str | None) -> None:
    assert path_tense(headings, 2026) == tense


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("2026年是“十五五”开局之年。", True),
        ("新的一年，我们将抓好以下工作。", True),
        ("今后五年，经济增长5%。", True),
        ("今年以来，新增企业50家。", False),
        ("谋划“十五五”项目300个。", False),
        ("2025年，新增企业50家。", False),
    ],
)
def test_first_words_turn_to_what_comes(text: str, turns: bool) -> None:
    assert turns_ahead(text, 0, len(text), Clock(2026, 2026, 2026)) == turns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a word of completion makes its clause past, and the year that opens it
        ("2024年底前已建成床位500张，继续新增床位800张。", ["床位 >= 800 张"]),
        ("2025年已培训2.6万人次。", []),
        ("2025年，全市养老产业规模已达140亿元。", []),
        ("自2023年启动以来已服务3万人次。", []),
        ("2023年启动以来服务3万人次。", []),
        ("2025年累计已建成泵站12座，2026年新建泵站20座。", ["泵站 >= 20 座 @2026"]),
        ("2023年，规模已达140亿元，力争2026年规模突破200亿元。", ["规模 > 200 亿元 @2026"]),
        # of which things it is said, not what was done
        ("2026年底前，对已建成的30个小区开展复查，新建停车位500个。", ["停车位 >= 500 个 @2026"]),
        ("到2026年，在已建成20座的基础上新建泵站30座。", ["泵站 >= 30 座 @2026"]),
        ("到2026年，力争已建成学校全部达标，新建学校3所。", ["学校 >= 3 所 @2026"]),
        ("推进已征拆未完工、已竣工未结算的两类项目清零。", ["已征拆未完工、已竣工未结算的两类项目 <= 0"]),
    ],
)
def test_words_of_completion_make_a_clause_past(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "今年前三季度，全市进出口总值680亿元，同比增长7.4%，高于全省2.1个百分点。民营企业占比达到71%。惠及企业430家。",
            [],
        ),
        ("记者从市交通局获悉，全市公路完成投资31亿元，增长12%，新建公路260公里，优良率达到90%。", []),
        ("日前，记者从市水利局获悉，全市建成泵站30座。新增护岸20公里。", []),
        ("1—9月，全市工业投资同比增长8.2%，新增企业30家。", []),
        # a part of a year that is to come, and news of a plan
        ("记者获悉，2026年全市将新建公路260公里。", ["公路 >= 260 公里 @2026"]),
        ("上半年，完成泵站建设20座。", ["泵站建设 >= 20 座"]),
        ("今年上半年，工业增加值同比增长8%以上。", ["工业增加值 >= 8 % @2022"]),
    ],
)
def test_a_finished_period_opens_a_report(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


REPORT = "政府工作报告\n——2026年1月10日在溯川市人民代表大会上\n各位代表：\n"
REVIEW = (
    "工业经济稳步提升。新增企业80家，同比增长7%，增速居全省第三。获评国家级园区2个，成功引进项目12个。\n"
    "城乡面貌明显改善。建成停车位3000个，累计改造小区56个。获批国家试点1个，荣获表彰3项。\n"
    "民生福祉持续增进。首次实现学校全覆盖，顺利建成医院3所。入选全国试点，位居全省前列。\n"
)
PLAN = (
    "2026年是关键之年，我们要重点抓好以下工作。\n"
    "加快壮大工业。着力培育企业，力争新增企业90家。推动技术改造，打造产业集群。\n"
    "大力提升城乡。完善停车设施，新建停车位4000个。健全管护机制，鼓励社会参与。\n"
    "着力改善民生。加强学校建设，确保新建学校4所。推动医疗改革，完善服务体系。\n"
)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        # no heading tells: what was done and what will be differ by what stands in them
        (REPORT + REVIEW + PLAN, ["新增企业90家", "新建停车位4000个", "新建学校4所"]),
        # a line tells
        (REPORT + "过去一年\n新增企业80家。\n新的一年\n新增企业90家。", ["新增企业90家"]),
        # a list that opens in the past goes on there up to a turn
        (
            "近年来，我市主要做了以下工作：一是培育企业。新增企业80家。二是建设平台。建成平台6个。下步，新增企业90家。",
            ["新增企业90家"],
        ),
        # a time that only qualifies rules nothing
        ("到2027年，上年度收入达到1亿元的企业上云。建成平台6个。", ["建成平台6个"]),
    ],
)
def test_a_look_back_promises_nothing(text: str, quotes: list[str]) -> None:
    assert [target.quote for target in document(text).targets] == quotes


def test_a_paragraph_that_turns_to_the_past_again_and_again_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = []

    def counted(masked: str, start: int, end: int, clock: Clock) -> int:
        weighed.append((start, end))
        return evidence(masked, start, end, clock)

    monkeypatch.setattr(look_back, "evidence", counted)
    sentences = ["去年，优化服务。" if at % 2 else "加快建设园区，力争投产。" for at in range(60)]
    text = "".join(sentences)
    starts = [0, *accumulate(map(len, sentences))]
    passage = Passage((tuple(pairwise(starts)),), ("重点任务",))
    look_back.LookBack(text, [passage], Clock(2026, 2026, 2030))
    assert len(weighed) <= 3 * len(sentences)
