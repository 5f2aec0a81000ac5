"""Targets of running text: literal tables of text and what it promises."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from target_texts import shown, targets_of

from extract.models import Passage
from extract.targets import find_targets, is_context, states_only_targets
from extract.text.characters import Text, fold
from extract.text.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # comparators
        ("到2026年，技术交易额达到80亿元。", ["技术交易额 >= 80 亿元 @2026"]),
        ("到2026年，市场主体突破20万户。", ["市场主体 > 20 万户 @2026"]),
        ("到2026年，软投入占比不低于30%。", ["软投入占比 >= 30 % @2026"]),
        ("到2026年，调查失业率控制在5.5%以内。", ["调查失业率 <= 5.5 % @2026"]),
        ("到2026年，用水总量稳定在11亿立方米左右。", ["用水总量 ~ 11 亿立方米 @2026"]),
        ("到2026年，创新指数达到160以上。", ["创新指数 >= 160 @2026"]),
        ("到2026年，单位产值能耗降至0.5吨标准煤/万元。", ["单位产值能耗 <= 0.5 吨标准煤/万元 @2026"]),
        # figure before what it counts, behind it, in the middle
        ("到2026年，建成100家众创空间。", ["众创空间 >= 100 家 @2026"]),
        ("到2026年，新增上市企业10家。", ["上市企业 >= 10 家 @2026"]),
        ("到2026年，60家企业列入培育名单。", ["企业列入培育名单 >= 60 家 @2026"]),
        ("到2026年，重点领域实现500项技术突破。", ["技术突破 >= 500 项 @2026"]),
        ("到2026年，规上企业100%开展研发活动。", ["规上企业开展研发活动 >= 100 % @2026"]),
        ("到2026年，50%以上的规上企业设立研发机构。", ["规上企业设立研发机构 >= 50 % @2026"]),
        # ranges, magnitudes, grades
        ("到2026年，组建3-5家创新中心。", ["创新中心 range 3..5 家 @2026"]),
        ("到2026年，建设1—2个示范基地。", ["示范基地 range 1..2 个 @2026"]),
        ("到2026年，培育千家标杆企业，集聚万名人才。", ["标杆企业 >= 1000 家 @2026", "人才 >= 10000 名 @2026"]),
        ("到2026年，打造千亿级装备产业集群。", ["装备产业集群 >= 1000 亿元 @2026"]),
        ("到2026年，形成2个千亿级产业集群。", ["千亿级产业集群 >= 2 个 @2026"]),
        ("到2026年，三成以上企业上云，过半数镇建成驿站。", ["企业上云 >= 30 % @2026", "镇建成驿站 > 50 % @2026"]),
        ("到2026年，旅游人次突破1亿。", ["旅游人次 > 1 亿 @2026"]),
        # coordination
        ("到2026年，建成10家A类中心、1家国家级中心。", ["A类中心 >= 10 家 @2026", "国家级中心 >= 1 家 @2026"]),
        ("到2026年，新增孵化器10家、众创空间50家。", ["孵化器 >= 10 家 @2026", "众创空间 >= 50 家 @2026"]),
        ("到2026年，引进1000名专家和200个团队。", ["专家 >= 1000 名 @2026", "团队 >= 200 个 @2026"]),
        (
            "到2026年，花生种植、收获机械化率分别达到65%和55%。",
            ["花生种植机械化率 >= 65 % @2026", "花生收获机械化率 >= 55 % @2026"],
        ),
        (
            "到2026年，核心产业和相关产业规模分别超过350亿元和2000亿元。",
            ["核心产业规模 > 350 亿元 @2026", "相关产业规模 > 2000 亿元 @2026"],
        ),
        (
            "到2026年，化学需氧量、氨氮排放总量分别下降8%、10%以上。",
            ["化学需氧量排放总量 >= 8 % @2026", "氨氮排放总量 >= 10 % @2026"],
        ),
        (
            "到2026年，城乡居民收入分别增长7%和8%。",
            ["城镇居民收入 >= 7 % @2026", "农村居民收入 >= 8 % @2026"],
        ),
        (
            "到2026年，油菜种植、收获机械化率均达到45%。",
            ["油菜种植机械化率 >= 45 % @2026", "油菜收获机械化率 >= 45 % @2026"],
        ),
        ("到2026年，新增公办学位、民办学位各6000个。", ["公办学位 >= 6000 个 @2026", "民办学位 >= 6000 个 @2026"]),
        (
            "到2026年，产业规模超3600亿元且占GDP比重3.4%以上。",
            ["产业规模 > 3600 亿元 @2026", "产业规模占GDP比重 >= 3.4 % @2026"],
        ),
        ("到2026年，做强装备制造业，增加值增长9%。", ["装备制造业增加值 >= 9 % @2026"]),
        # in words
        ("到2026年，培育数以万计的融合型企业。", ["融合型企业 >= 10000 @2026"]),
        ("到2026年，双师型教师占专业教师总数超过一半。", ["双师型教师占专业教师总数 > 50 % @2026"]),
        ("到2026年，过半镇建成驿站。", ["镇建成驿站 > 50 % @2026"]),
        ("轮岗教师不低于教师总数的15%。", ["轮岗教师 >= 15 %"]),
        ("2024年、2025年分别新增企业10家、20家。", ["企业 >= 10 家 @2024", "企业 >= 20 家 @2025"]),
        ("三年统筹资金45亿元以上。", ["资金 >= 45 亿元 @2024"]),
        ("到2026年，实施农田改造提升15万亩。", ["农田改造提升 >= 15 万亩 @2026"]),
        ("到2026年，加快标准厂房建设，新建400万平方米。", ["标准厂房 >= 400 万平方米 @2026"]),
        ("到2026年，改造小区209个4.9万户。", ["小区 >= 209 个 @2026", "小区 >= 4.9 万户 @2026"]),
        ("到2026年，行政村5G网络全覆盖。", ["行政村5G网络 >= 100 % @2026"]),
        ("到2026年，企业数量实现倍增，产值翻两番。", ["企业数量 >= 2 倍 @2026", "产值 >= 4 倍 @2026"]),
        ("实现省级孵化器零的突破。", ["省级孵化器 >= 1"]),
        ("到2026年，散煤基本清零。", ["散煤 <= 0 @2026"]),
        ("到2026年，生活垃圾实现零填埋。", ["生活垃圾填埋 <= 0 @2026"]),
        ("力争综合排名进入全省前15位。", ["综合排名 <= 15 位"]),
        ("到2026年，12个学科进入世界排名前1%。", ["学科进入世界排名前1% >= 12 个 @2026"]),
        ("力争高新产业投资增速高于工业投资增速1个百分点。", ["高新产业投资增速 > 1 个百分点"]),
        ("居民收入增长与经济增长基本同步。", ["居民收入 ~"]),
        ("实现企业开办“一天办结”。", ["企业开办 <= 1 天"]),
        ("力争2022年度起连续三年保持考核优秀。", ["考核优秀 >= 3 年 @2024"]),
        # money that is promised
        ("分5年投入25亿元经费。", ["经费 >= 25 亿元 @2026"]),
        ("设立规模不低于100亿元的科创基金。", ["科创基金 >= 100 亿元"]),
    ],
)
def test_shapes(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "给予最高800万元补助。",
        "按项目投资额的30%给予补助，最高不超过500万元。",
        "分别给予不超过100万元/项、50万元/项的奖励。",
        "对年营业收入超过1亿元的企业，优先保障用地。",
        "引进年薪100万元以上的人才。",
        "支持35岁以下青年挑大梁。",
        "每年支持项目不超过10个。",
        "实施“3315计划”，落实中国制造2025，建设5G基站。",
        "推进102项重大工程建设。",
        "建设高端装备、新材料等12个重大专项。",
        "印发之日起30日内制定办法。",
        "企业按减按15%的税率征收所得税。",
        "联系电话0574-63961234，文号〔2022〕225号。",
        "截至2021年底，企业达到100家。",
        "近年来，建成平台10家，交易额突破50亿元。",
        "2021年实现产值100亿元，增长9%。",
        "新增了10家企业。",
        "发展10亿元以上项目。",
        "推动基础研究比例大幅提高。",
        "办好10件民生实事：",
        "开展专利“清零”行动。",
        "承担了5个项目。",
        "2021年，建成平台10家；企业达到20家。",
        "打造15分钟生活圈，实施三年行动。",
        "到2026年，2400万各族人民更加团结，2400万东江儿女倍感自豪。",
        "到2026年，实施十项协作清单。",
        "到2026年，补助标准从1200元提高到2400元。",
        "到2026年，推进东山、西山、南山3个项目建设。",
        "到2026年，推动量子、核能等24个细分领域突破。",
        "到2026年，落实东山厂等20多个入驻项目。",
        "到2026年，发展一批3万人重点城镇。",
        "举办网上年货节，开展1次巡查。",
        "到2026年，建成330千伏东山变电站。",
        "瞄准20个重点村，做好帮扶。",
        "到2026年，推进东山厂5万吨纸浆、2万吨纤维项目前期工作。",
        "到2026年，预期性指标13项，设置13个预期性指标，经济总量再上两个万亿台阶。",
        "力争落实党委十二届九次、十次全会精神，建成一批多彩小镇。",
    ],
)
def test_decoys_give_nothing(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到2025年，建成平台10家。培育企业20家。", [2025, 2025]),
        ("到2025年，建成平台10家。加强组织领导。培育企业20家。", [2025, None]),
        ("到2025年，建成平台10家；培育企业20家。", [2025, 2025]),
        ("建成平台10家。到2025年，培育企业20家。", [None, 2025]),
        ("到2023年，企业达到10家；到2025年，企业达到20家。", [2023, 2025]),
        ("比重2024年达到52%、2025年达到53%。", [2024, 2025]),
        ("到2023年和2025年，绿化率分别达到20%和25%。", [2023, 2025]),
        ("“十四五”期间，建成平台10家。", [2025]),
        ("到2025年中心城绿化率达到50%。", [2025]),
        ("举办网上年货节，力争2025年零售额突破6亿元。", [2025]),
        ("到2025年，建成平台10家。围绕打造超20亿元药材产业集群，培育企业20家。", [2025, None, 2025]),
        ("规划期内建成平台10家，三年内引进团队5个。", [2026, 2024]),
        ("每年引进人才10名以上。", [None]),
        ("实施“十四五”规划，建成平台10家。", [None]),
        ("今年是“十四五”收官之年，力争平台达到10家。", [2022]),
        ("到2025年，每年引进人才10名以上。", [2025]),
    ],
)
def test_years_carry_over_a_list(text: str, years: list[int | None]) -> None:
    assert [target.year for target in targets_of(text)] == years


def test_bullets_continue_the_list_that_announces_them() -> None:
    text = "到2025年，主要目标是：\n——平台达到10家。\n——企业达到20家。"
    assert [target.year for target in targets_of(text)] == [2025, 2025]


def test_the_goals_of_a_document_for_one_year_are_due_in_it() -> None:
    text = "全市发展主要预期目标是：产值增长6%；投资增长7%。建成平台10家。"
    assert [target.year for target in targets_of(text, period=(2023, 2023))] == [2023, 2023, 2023]
    assert [target.year for target in targets_of(text, period=(2022, 2026))] == [None, None, None]


def test_the_goals_for_this_year_end_a_later_horizon() -> None:
    text = "到2027年，主要目标是：\n产值达到90亿元。\n主要预期目标是：产值增长6%。每年建成平台10家。"
    assert [target.year for target in targets_of(text, period=(2023, 2023))] == [2027, 2023, None]


def test_a_list_with_a_year_of_its_own_ends_that_of_the_section_above() -> None:
    lines = ("到2027年，主要目标是：产值达到90亿元。", "2023年主要预期目标是：产值增长6%。", "建成平台10家。")
    headings = (("一、目标任务",), ("一、目标任务", "（一）当年"), ("一、目标任务", "（二）重点"))
    text, passages, at = "\n".join(lines), [], 0
    for line, titles in zip(lines, headings, strict=True):
        passages.append(Passage((tuple(sentence_spans(fold(text), at, at + len(line))),), titles))
        at += len(line) + 1
    assert [target.year for target in find_targets(Text.of(text), passages, period=(2023, 2023))] == [2027, 2023, None]


def test_a_paragraph_of_its_own_starts_without_a_year() -> None:
    assert [target.year for target in targets_of("到2025年，平台达到10家。\n企业达到20家。")] == [2025, None]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("一、2022年工作回顾", "（一）经济平稳增长"), []),
        (("一、现实基础",), []),
        (("二、存在问题",), []),
        (("二、2023年工作安排", "（一）做强产业"), ["平台 >= 10 家 @2023"]),
        (("“十三五”时期发展情况",), []),
        (("“十四五”时期经济社会发展主要目标",), ["平台 >= 10 家 @2025"]),
        (("2023年经济社会发展总体要求和重点任务",), ["平台 >= 10 家 @2023"]),
        (("三、补齐民生短板",), ["平台 >= 10 家"]),
    ],
)
def test_headings_tell_history_and_year(headings: tuple[str, ...], expected: list[str]) -> None:
    assert shown("建成平台10家。", headings=headings, period=(2023, 2023)) == expected


def test_a_line_that_names_a_plan_which_is_over_announces_a_look_back() -> None:
    text = "“十三五”时期经济社会发展\n建成平台10家。\n2021年工作安排\n建成平台20家。"
    assert shown(text, period=(2021, 2021)) == ["平台 >= 20 家 @2021"]


def test_a_section_that_opens_in_the_past_is_a_look_back() -> None:
    text = "“十三五”时期，我市快速发展。\n企业达到100家。"
    assert shown(text, headings=("一、迈上新台阶",), period=(2021, 2025)) == []


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("到2026年，全市企业达到100家，专利达到200件。平台达到10家。", ["全市", "全市", None]),
        ("全市企业达到200家，其中市本级140家，专利达到100件。", ["全市", "市本级", "全市"]),
        ("其中市级企业达到100家，专利达到200件。", ["市级", "市级"]),
        ("到2026年，市级企业中心达到100家。", [None]),
        ("力争到2026年，各集聚区产值占比达到70%。", ["各集聚区"]),
        ("力争甬江科创区产业规模达到10亿元。", ["甬江科创区"]),
        ("力争慈溪市产业规模达到10亿元，建成宁波市级中心5家。", ["慈溪市", "慈溪市"]),
        ("建成全国重点实验室3家。", [None]),
        ("每个县（市、区）建成1个中心，确保达标。", ["每个县（市、区）"]),
        ("各区县（市）政府建成1个中心，力争达标。", [None]),
        ("到2026年，解决老城区2万户用水问题。", ["老城区"]),
        ("到2026年，县城垃圾处理设施覆盖率达到70%以上，其他县60%以上。", [None, "其他县"]),
        ("营业收入达到40亿元；其中东江经开区突破12亿元，东山高新区突破6亿元。", [None, "东江经开区", "东山高新区"]),
        ("东江新区重点发展新材料，力争产值达到9亿元。", ["东江新区"]),
        ("实施自贸区提升战略，力争产值达到9亿元。", [None]),
        ("到2026年，推动东江县东山镇等23个乡镇达标。", [None]),
        (
            "筹集住房15套。市本级筹集4套，东山、西山区各筹集5套，南山区筹集1套。",
            [None, "市本级", "东山、西山区", "南山区"],
        ),
    ],
)
def test_scopes_hold_to_the_full_stop(text: str, scopes: list[str | None]) -> None:
    assert [target.scope for target in targets_of(text)] == scopes


def test_a_floor_and_a_stretch_are_two() -> None:
    assert shown("到2026年，研发投入占比超过2.8%，力争达到3.0%。") == [
        "研发投入占比 > 2.8 % @2026",
        "研发投入占比 >= 3.0 % @2026",
    ]


def test_what_a_target_keeps_beside_its_figure() -> None:
    (grown,) = targets_of("到2026年，研发投入从2020年的1.6%提高到2.4%。")
    assert (grown.baseline, grown.baseline_year, grown.value) == (Decimal("1.6"), 2020, Decimal("2.4"))
    (fallen,) = targets_of("到2026年，能源消耗比2020年下降13.5%。")
    assert (fallen.indicator, fallen.kind, fallen.direction, fallen.baseline_year) == (
        "能源消耗",
        "growth",
        "down",
        2020,
    )
    (yearly,) = targets_of("力争研发经费年均增长10%左右。")
    assert (yearly.kind, yearly.per, yearly.modality, yearly.op) == ("growth", "年均", "力争", "~")
    (ahead,) = targets_of("水平指标高于全省平均。", headings=("二、总体目标",))
    assert (ahead.kind, ahead.op, ahead.value, ahead.reference) == ("relative", ">", None, "全省平均")


def test_the_quote_is_the_clause_without_year_and_modal_words() -> None:
    text = "完善机制，力争到2026年，全市建成平台10家。"
    (target,) = targets_of(text, task_id="2.1")
    assert (target.quote, target.task_id, target.scope) == ("全市建成平台10家", "2.1", "全市")
    assert text[slice(*target.span)] == target.quote


def test_ids_are_the_same_each_time_and_never_twice() -> None:
    text = "到2026年，花生种植、收获机械化率均达到45%，建成平台10家、10家。\n到2026年，建成平台10家。"
    first, second = targets_of(text), targets_of(text)
    assert first == second
    assert len({target.id for target in first}) == len(first) >= 3


@given(
    st.text(
        alphabet="到2026年，。；：、建成达新增市各其中分别均（）“”个家%万亿百从比增长下降前第 零倍覆盖X", max_size=80
    )
)
def test_any_text_gives_targets_whose_quotes_stand_at_their_spans(text: str) -> None:
    for target in targets_of(text):
        assert text[slice(*target.span)] == target.quote != ""
        assert target.indicator


# --- labels of sentences ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "only"),
    [
        ("每3年修订1次教材。", False),
        ("在保障投入增长3%的基础上，逐步提高标准。", False),
        ("到2026年，建成平台10家。", True),
        ("到2026年，培育一批龙头企业，建成平台10家。", True),
        ("产业水平整体进入前列，拥有50个领先产品。", True),
        ("完善集成服务功能，到2026年，建成平台10家。", False),
        ("制定三年行动计划，实现省级平台零的突破。", False),
        ("建成平台10家，努力争创国家级平台。", False),
        ("重点培育30家企业，给予用地倾斜。", False),
        ("按照应改尽改原则推进管网改造，6月底前开工率达到100%。", False),
    ],
)
def test_sentences_that_only_state_targets(sentence: str, only: bool) -> None:
    assert states_only_targets(sentence, (0, len(sentence)), targets_of(sentence)) == only


def test_a_sentence_without_a_target_states_none() -> None:
    assert not states_only_targets("加强组织领导。", (0, 7), ())


@pytest.mark.parametrize(
    ("sentence", "context"),
    [
        ("城市承载能力显著提升。", True),
        ("相关政策以最新规定为准。", True),
        ("显著提升城市承载能力。", False),
        ("力争城市承载能力显著提升。", False),
        ("加强领导，城市承载能力显著提升。", False),
        ("目前，全市已建成平台80个，覆盖全部镇街。", True),
        ("截至去年底，累计培训1200人次。", True),
        ("目前，已建成平台80个，下一步将扩大覆盖面。", False),
        ("去年以来，要素保障持续加强，继续完善机制。", False),
    ],
)
def test_context(sentence: str, context: bool) -> None:
    assert is_context(sentence, (0, len(sentence))) == context
