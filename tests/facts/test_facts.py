"""What documents say of themselves, by the shapes of their heads and ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paths import SHARED
from table_blocks import draw

from extract.facts import document_facts
from extract.facts.covered_years import find_period
from extract.facts.dates import find_date, read_date
from extract.facts.head_lines import HEAD_COLUMNS, doc_no_in, read_line
from extract.facts.regions import find_region
from extract.facts.titles import (
    KIND_COLUMNS,
    binds_owned_only,
    kind_of_text,
    kind_of_title,
    reports_results,
    sets_rules_or_tells_news,
)
from extract.models import Block, DocumentKind, Facts, Proposal
from extract.readers import read_blocks
from extract.rulefiles import load_csv
from extract.tables import read_tables
from extract.text.characters import Text, fold
from extract.text.layout import lay_out


def facts_of(text: str, *, name: str = "文件.txt", blocks: tuple[Block, ...] = ()) -> Facts:
    lines = [Block("paragraph", line.strip()) for line in text.strip().splitlines()]
    laid, placed = lay_out([*lines, *blocks])
    return document_facts(Text.of(laid), placed, read_tables(placed), name)


# --- lines and dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("国办发〔2020〕43号", "docno"),
        ("浙经信材料〔2025〕298 号", "docno"),
        ("慈科函[2017]5号    签发人：某某", "docno"),
        ("2026年2月13日", "date"),
        ("一、市教育局", "item"),
        ("★市妇儿工委办 ☆市教育局", "title"),
        ("（云政办发〔2025〕17号）", "docno"),
        ("二〇〇六年九月七日", "date"),
        ("（2023年2月8日）", "date"),
        ("——2022年1月8日在某市第十五届人民代表大会第一次会议上", "meeting"),
        ("在某省第十二届人民代表大会第四次会议上（2016年1月25日）", "meeting"),
        ("2021年1月27日某市第十五届", "meeting"),
        ("（征求意见稿）", "status"),
        ("附件2", "appendix"),
        ("索 引 号： 1133000/2025-1", "meta"),
        ("（此件公开发布）", "meta"),
        ("首页 > 政务公开 > 文件", "meta"),
        ("000014348/2020-01628", "meta"),
        ("1.1 总体要求..........3", "meta"),
        ("中共柳河县委 柳河县人民政府", "bodies"),
        ("浙 江 省 科 学 技 术 厅", "bodies"),
        ("税务总局办公厅 文件", "bodies"),
        ("浙江省科学技术厅 浙江省海洋经济发展厅", "bodies"),
        ("汕头市人民政府市长 某某某", "speaker"),
        ("各县、市、区人民政府，市政府各部门：", "addressee"),
        ("王某某委员：", "addressee"),
        ("你们提出的建议收悉，现答复如下：", "text"),
        ("一、总体要求", "item"),
        ("第一章 总则", "item"),
        ("第239号建议的协办意见", "title"),
        ("加快建设高水平创新型城市", "title"),
        ("为加快发展，制定本方案。", "text"),
    ],
)
def test_kinds_of_lines(text: str, kind: str) -> None:
    assert read_line(text).kind == kind


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026年5月7日", "2026-05-07"),
        ("二〇二〇年十二月三十一日", "2020-12-31"),
        ("二○一六年十月", "2016-10"),
        ("2026年", "2026"),
        ("2025-07-11", "2025-07-11"),
        ("2026年13月1日", None),
        ("2026年工作", None),
    ],
)
def test_read_date(text: str, date: str | None) -> None:
    assert read_date(fold(text)) == date


def test_find_date() -> None:
    assert find_date("——2022年1月8日在某市第一次会议上") == "2022-01-08"
    assert find_date("2022年工作") is None


# --- kinds and periods ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "纲要"),
        ("某市科技创新“十三五”规划", "规划"),
        ("某省行动计划（2025-2027 年）", "计划"),
        ("某市行动方案（2026—2028年）（征求意见稿）", "方案"),
        ("国务院关于某事的指导意见", "意见"),
        ("关于某会议第239号建议的协办意见", "复函"),
        ("对全国政协某次会议第4626号提案的答复", "复函"),
        ("关于市政协第12号提案答复的函", "复函"),
        ("政府工作报告", "报告"),
        ("关于加强某项建设的通知", "通知"),
        ("支持某业发展若干措施", "其他"),
        ("加快建设创新型城市", None),
    ],
)
def test_kind_of_title(title: str, kind: str | None) -> None:
    assert kind_of_title(title) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("为实施战略，制定本方案。", "方案"),
        ("结合实际，制定本实施意见。", "意见"),
        ("根据条例,制定如下实施意见。", "意见"),
        ("现就有关事项提出如下措施：", "其他"),
        ("现在，我代表市人民政府，向大会作工作报告，请予审议。", "报告"),
        ("你们提出的《关于某事的提案》，已交由我局办理。现将办理情况答复如下：", "复函"),
        ("你们提出的《关于某事的提案》收悉，现将办理情况答复如下：", "复函"),
        ("根据规划，统筹安排。", None),
    ],
)
def test_kind_of_text(text: str, kind: str | None) -> None:
    assert kind_of_text(text) == kind


@pytest.mark.parametrize(
    ("title", "text", "period"),
    [
        ("某行动方案（2026—2028年）", "", (2026, 2028)),
        ("某行动计划（2025-2027 年）", "", (2025, 2027)),
        ("某市科技“十三五”规划", "", (2016, 2020)),
        ("某市第十四个五年规划和二〇三五年远景目标纲要", "", (2021, 2025)),
        ("某市2026年工作要点", "", (2026, 2026)),
        (None, "规划年限为2016年至2020年。", (2016, 2020)),
        ("某市发展规划", "规划期限为2021—2030年，近期到2025年。", (2021, 2030)),
        ("某意见", "到2028年，建成100家。", None),
        (None, "2011-2015年共获奖22项。", None),
        ("某措施", "本措施自2026年3月18日起施行,有效期至2028年12月31日。", None),
    ],
)
def test_find_period(title: str | None, text: str, period: tuple[int, int] | None) -> None:
    assert find_period(title, text, ()) == period


def test_a_table_of_consecutive_years_up_to_the_due_year_gives_the_period() -> None:
    _, table = draw("指标|2022年|2023年|2024年\n企业（家）|1|2|3")
    assert find_period(None, "到2024年，建成3家；至2024年全面完成。", read_tables((table,))) == (2022, 2024)
    assert find_period(None, "到2026年，建成3家。", read_tables((table,))) is None


# --- whole heads ---------------------------------------------------------------------------------------------------


def test_a_title_over_two_lines_with_number_addressee_and_signature() -> None:
    facts = facts_of(
        """国务院关于加快推进某业和
        某装备产业转型升级的指导意见
        国发〔2018〕42号
        各省、自治区、直辖市人民政府，国务院各部委：
        某业是基础。到2020年，建成100家。
        国务院
        2018年12月21日
        （此件公开发布）"""
    )
    assert facts.title == "国务院关于加快推进某业和某装备产业转型升级的指导意见"
    assert (facts.region, facts.issuer, facts.kind, facts.status) == ("全国", "国务院", "意见", "正式")
    assert (facts.period, facts.doc_no, facts.date) == (None, "国发〔2018〕42号", "2018-12-21")


@pytest.mark.parametrize(
    "notice",
    [
        "《宁波市某业发展行动方案（2026—2028年）》已经市政府同意，现印发给你们，请认真贯彻执行。",
        "经研究,现将《宁波市某业发展行动方案（2026—2028年）》印发给你们。",
    ],
)
def test_a_notice_that_wraps_a_plan_whose_title_is_in_two_lines(notice: str) -> None:
    facts = facts_of(
        f"""甬政办发〔2026〕7号
        各区（县、市）人民政府：
        {notice}
        宁波市人民政府办公室
        2026年3月12日
        宁波市某业发展行动方案
        （2026—2028年）
        为加快发展，制定本方案。
        一、总体目标"""
    )
    assert facts.title == "宁波市某业发展行动方案（2026—2028年）"
    assert (facts.kind, facts.region, facts.period) == ("方案", "宁波市", (2026, 2028))
    assert (facts.issuer, facts.date) == ("宁波市人民政府办公室", "2026-03-12")


def test_a_joint_notice_under_a_letterhead() -> None:
    facts = facts_of(
        """浙江省经济和信息化厅
        浙江省科学技术厅文件
        浙经信材料〔2025〕298 号
        浙江省经济和信息化厅 浙江省科学技术厅关于印发《浙江省某业行动计划（2025-2027 年）》的通知
        各市经信局、科技局：
        为推动发展，两厅制定了《浙江省某业行动计划（2025-2027 年）》，现印发给你们。
        浙江省经济和信息化厅 浙江省科学技术厅
        2025年10月27日
        浙江省某业行动计划（2025-2027 年）
        一、总体要求"""
    )
    assert facts.title == "浙江省某业行动计划（2025-2027 年）"
    assert (facts.kind, facts.issuer) == ("计划", "浙江省经济和信息化厅 浙江省科学技术厅")


def test_a_notice_that_hands_out_a_table_is_itself_the_document() -> None:
    facts = facts_of(
        """宁波市人民政府办公室关于印发2026年重点任务分解的通知
        各区（县、市）人民政府：
        现将重点任务印发给你们。
        宁波市人民政府办公室
        2026年2月11日"""
    )
    assert (facts.title, facts.kind) == ("宁波市人民政府办公室关于印发2026年重点任务分解的通知", "通知")


def test_bodies_above_the_title_and_a_date_below_it() -> None:
    facts = facts_of(
        """加快重点产业实施意见
        中共柳河县委 柳河县人民政府
        关于支持重点产业加快发展的实施意见
        (2023年2月8日)
        为抢抓机遇，制定如下实施意见。"""
    )
    assert facts.title == "中共柳河县委 柳河县人民政府关于支持重点产业加快发展的实施意见"
    assert (facts.issuer, facts.region, facts.date) == ("中共柳河县委 柳河县人民政府", "柳河县", "2023-02-08")


def test_a_draft_whose_title_stands_in_several_lines() -> None:
    facts = facts_of(
        """附件
        宁波市强力推进创新深化
        加快建设高水平创新型城市
        实施意见
        （征求意见稿）
        为深入贯彻，提出如下实施意见。"""
    )
    assert facts.title == "宁波市强力推进创新深化加快建设高水平创新型城市实施意见"
    assert (facts.status, facts.issuer, facts.kind) == ("征求意见稿", None, "意见")


def test_a_document_without_title() -> None:
    text = "（征求意见稿）\n为建设慈溪，制定本方案。\n慈溪市各镇落实。宁波考核。慈溪发展，慈溪领先，全市推进。"
    facts = facts_of(text)
    assert (facts.title, facts.region, facts.kind, facts.status) == (None, "慈溪市", "方案", "征求意见稿")


def test_a_government_report() -> None:
    facts = facts_of(
        """政府工作报告（2023年1月15日在吉林省第十四届人民代表大会第一次会议上 省长 某某）
        各位代表：
        现在，我代表省政府，向大会报告工作，请予审议。
        一、过去五年工作回顾"""
    )
    assert (facts.title, facts.kind, facts.region) == ("政府工作报告", "报告", "吉林省")
    assert (facts.issuer, facts.date, facts.period) == ("吉林省人民政府", "2023-01-15", (2023, 2023))


def test_a_report_given_at_the_end_of_a_year_is_of_the_next_one() -> None:
    facts = facts_of(
        "——2022年12月28日在自贡市第十九届人民代表大会第三次会议上\n各位代表：\n我代表市政府向大会报告工作。"
    )
    assert facts.period == (2023, 2023)


def test_the_text_counts_before_the_name_of_the_file() -> None:
    text = "——2016年1月6日在池州市第三届人民代表大会第五次会议上\n各位代表：\n我代表市人民政府，向大会报告工作。"
    assert facts_of(text, name="沧州市-2015.md").region == "池州市"
    assert facts_of("一、总体要求\n加快发展。", name="合肥市-2015.md").region == "合肥市"


def test_the_level_a_text_speaks_of_itself_at() -> None:
    text = "一、回顾\n全区增长，我区稳定。鄂尔多斯市、鄂尔多斯机场、鄂尔多斯新区发展。\n内蒙古、内蒙古、内蒙古。"
    assert facts_of(text).region == "内蒙古自治区"


def test_a_name_that_several_places_share() -> None:
    text = "西湖区工作方案\n西湖区人民政府\n2024年1月5日\n一、目标\n杭州市领先，服务杭州，杭州考核，杭州发展。"
    assert facts_of(text).region == "杭州市西湖区"


def test_fields_of_a_web_page_and_its_layout_tables() -> None:
    _, fields = draw("发布机构：|某省卫生健康委员会|文号：|浙卫发〔2025〕13号")
    facts = facts_of("浙江省某业行动计划\n文号：浙卫发〔2025〕13号\n发布日期：2025-08-12\n一、目标", blocks=(fields,))
    assert (facts.doc_no, facts.date) == ("浙卫发〔2025〕13号", "2025-08-12")


def test_fields_in_brackets_and_run_together() -> None:
    facts = facts_of(
        """∙【制定机关】宁波市人民政府办公厅
        ∙【公布日期】2020.01.17
        ∙【字 号】甬政办〔2020〕1号
        市人民政府办公厅关于印发2020年某业发展方案的通知
        各区人民政府：
        《2020年某业发展方案》已经市政府同意，现印发给你们。"""
    )
    assert (facts.title, facts.issuer, facts.region) == ("2020年某业发展方案", "宁波市人民政府办公厅", "宁波市")
    assert (facts.doc_no, facts.date) == ("甬政办〔2020〕1号", "2020-01-17")
    assert facts_of("发文机构宁波市人民政府发文字号甬政办〔2020〕1号\n一、目标").doc_no == "甬政办〔2020〕1号"


def test_traditional_characters_stay_as_written() -> None:
    facts = facts_of(
        """穗府辦〔2006〕19號
        關於印發2006年重點工作方案的通知
        各區人民政府：
        現將《2006年重點工作方案》印發給你們。
        廣州市人民政府辦公廳
        二○○六年四月二十八日
        2006年重點工作方案
        一、加快發展"""
    )
    assert (facts.title, facts.doc_no) == ("2006年重點工作方案", "穗府辦〔2006〕19號")
    assert (facts.issuer, facts.region, facts.date) == ("廣州市人民政府辦公廳", "广州市", "2006-04-28")


@pytest.mark.parametrize(
    "notice",
    [
        "宁波市人民政府印发《关于加强某项建设的实施意见》的通知",
        "《宁波市人民政府关于印发〈关于加强某项建设的实施意见〉的通知》",
        "关于公开征求《关于加强某项建设的实施意见（征求意见稿）》意见的公告",
    ],
)
def test_wrappings_of_other_wordings(notice: str) -> None:
    facts = facts_of(f"{notice}\n各区人民政府：\n请贯彻执行。\n宁波市人民政府\n2017年12月20日\n一、总体要求")
    assert (facts.title, facts.kind, facts.issuer) == ("关于加强某项建设的实施意见", "意见", "宁波市人民政府")


def test_cells_of_a_task_table_are_no_signature() -> None:
    _, table = draw("重点任务|责任单位|完成时限\n建设平台|市科技局|2026年12月")
    facts = facts_of("宁波市工作方案\n一、目标\n加快发展。", blocks=(table,))
    assert (facts.issuer, facts.date) == (None, None)


# --- proposals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        (
            "关于慈溪市人大十七届第一次会议\n第239号建议的协办意见\n市经信局：\n张三代表提出的《关于加快某业的建议》收悉。",
            Proposal("239", "张三", "关于加快某业的建议", "市经信局"),
        ),
        (
            "国务院办公厅对全国政协十届四次会议\n第4626号提案的答复\n李四委员：\n您提出的《关于设立热线的提案》收悉。",
            Proposal("4626", "李四", "关于设立热线的提案", "李四委员"),
        ),
        (
            "国务院办公厅对十届全国人大\n四次会议第7240号建议的答复\n王五等代表：\n你们提出的关于建立网站的建议收悉，现答复如下：",
            Proposal("7240", "王五等", "关于建立网站的建议", "王五等代表"),
        ),
        (
            "对市十三届人大二次会议第86号建议的答复\n第三代表团：\n贵团提出的《关于加快培育的建议》收悉。",
            Proposal("86", "第三代表团", "关于加快培育的建议", "第三代表团"),
        ),
        (
            "关于政协宁波市第十五届三次会议第12号提案的答复\n民盟宁波市委：\n贵委在市政协会议上提出的“关于发展某业的提案”收悉。",
            Proposal("12", "民盟宁波市委", "关于发展某业的提案", "民盟宁波市委"),
        ),
    ],
)
def test_proposals(text: str, proposal: Proposal) -> None:
    facts = facts_of(text)
    assert facts.kind == "复函"
    assert facts.proposal == proposal
    assert facts.title == "".join(text.splitlines()[: len(text.splitlines()) - 2])


def test_only_replies_have_a_proposal() -> None:
    assert facts_of("宁波市工作方案\n办理《关于某事的建议》。").proposal is None


# --- rule data and real documents ----------------------------------------------------------------------------------


def test_examples_of_endings() -> None:
    for row in load_csv("document_kinds.csv", KIND_COLUMNS):
        assert kind_of_title(row["example"]) == row["kind"], row.error("the example has another kind")
        assert binds_owned_only(row["example"]) == (row["binds"] == "owned")


def test_examples_of_lines_of_the_head() -> None:
    for row in load_csv("document_head.csv", HEAD_COLUMNS):
        assert read_line(row["example"]).kind in ("meta", "appendix"), row.error(
            "the example is read as something else"
        )


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the annotated documents are not beside this repository")
def test_facts_of_the_annotated_documents() -> None:
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        source = next((SHARED / "corpus").rglob(Path(gold["doc"]).name))
        text, blocks = lay_out(read_blocks(source).blocks)
        found = document_facts(Text.of(text), blocks, read_tables(blocks), source.name)
        for key, want in gold["meta"].items():
            value = getattr(found if hasattr(found, key) else found.proposal, key)
            got = list(value) if isinstance(value, tuple) else value
            plain = got.replace(" ", "") if isinstance(got, str) and key == "title" else got
            assert plain == (want.replace(" ", "") if isinstance(want, str) and key == "title" else want), (path, key)


PIECES = st.sampled_from(
    [
        "",
        "附件",
        "关于印发《",
        "》的通知",
        "某市",
        "2026年",
        "〔2026〕1号",
        "（征求意见稿）",
        "局",
        "：",
        "。",
        "一、",
        "规划",
        "——",
    ]
)


@given(st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=8))
def test_no_head_is_refused(lines: list[str]) -> None:
    facts = facts_of("\n".join(lines))
    assert facts.kind in get_args(DocumentKind)
    assert facts.period is None or facts.period[0] <= facts.period[1]


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("甲山市人民政府办公室关于做好某项工作的通知", "甲山市"),
        ("中共甲山县委 甲山县人民政府关于加快某业发展的意见", "甲山县"),
        ("甲湾区国民经济和社会发展第十四个五年规划", "甲湾区"),
        ("广平市人民政府关于加快某业发展的意见", "广平市"),  # 广平县 is another place
        ("推进老旧小区2025年改造工作方案", None),
        ("自治区人民政府关于加快某业发展的意见", None),
        ("加强城市“一网统管”工作方案", None),
        ("浙江省宁波市人民政府关于加快某业发展的意见", "宁波市"),
        # a longer name that only begins with a known one is another place
        ("松原县高标准农田建设方案", None),
        ("关于印发《松原县高标准农田建设方案》的通知", None),
        ("青浦湾新区2026年重点工作任务分工方案", None),
        ("青浦湾新区管理委员会关于做好某项工作的通知", "青浦湾新区"),
        ("松原市高标准农田建设方案", "松原市"),
        ("慈溪高新区建设方案", "慈溪市"),
        ("慈溪乡村振兴实施方案", "慈溪市"),
        ("宁波县域经济发展方案", "宁波市"),
        ("宁波古镇保护方案", "宁波市"),
    ],
)
def test_a_place_that_no_table_knows_is_named_as_written(title: str, region: str | None) -> None:
    assert facts_of(f"{title}\n一、总体要求\n做好工作。").region == region


@pytest.mark.parametrize(
    ("head", "own", "region"),
    [
        ("栖州市推进养老服务体系建设实施方案", "市民政局", "栖州市"),
        ("栖州市教育局2027年工作要点", "基础教育科", "栖州市"),
        ("2027年栖州市重点项目清单", "全市项目", "栖州市"),
        ("东陵市碳达峰实施方案", "市发改委", "东陵市"),  # 东陵 is the short name of another place
        ("栖州市青岚区2027年工作要点", "全区", "青岚区"),
        ("临溪自治县民生实事项目清单", "县民政局", "临溪自治县"),
        ("云岫镇乡村振兴行动方案", "镇农业农村办", "云岫镇"),
        ("栖州高新技术产业开发区发展规划", "管委会经发局", "栖州高新技术产业开发区"),
        ("锦屏旗草原生态保护方案", "旗林草局", "锦屏旗"),
        ("关于印发《临溪县冷链物流发展规划》的通知", "县商务局", "临溪县"),
        ("栖州市大数据局文件\n贯彻落实《浙江省数据条例》实施方案", "市数据局", "栖州市"),
        (
            "推进碳达峰的实施方案\n为推进栖州市碳达峰工作，结合栖州市实际，制定本方案。\n2030年，栖州市能耗下降。",
            "市发改委",
            "栖州市",
        ),
        # words that end like a place
        ("关于推进示范县建设的实施方案", "县发改局", None),
        ("乡村振兴促进行动方案", "乡农业办", None),
        ("市场主体培育行动方案", "市商务局", None),
        ("区域协调发展规划", "区发改局", None),
        ("中心城区停车设施建设方案", "区城管局", None),
        ("国家级高新区创建方案", "区科技局", None),
        ("县域商业体系建设方案", "县商务局", None),
    ],
)
def test_a_place_that_no_table_knows_counts_where_the_text_speaks_of_its_own(
    head: str, own: str, region: str | None
) -> None:
    assert facts_of(f"{head}\n一、重点任务\n（一）建设平台。（{own}负责）").region == region


def test_the_name_of_the_file_may_tell_a_place_that_no_table_knows() -> None:
    text = "2027年养老工作方案\n一、重点任务\n（一）建设平台。（市民政局负责）"
    assert facts_of(text, name="栖州市养老工作方案.txt").region == "栖州市"
    assert facts_of(text, name="城市养老工作方案.txt").region is None


def test_who_leads_is_no_part_of_a_title() -> None:
    text = "临溪县重点工作责任分解\n（各项工作首列单位为牵头单位）\n一、重点任务\n（一）建设平台。（县数据局）"
    assert facts_of(text).title == "临溪县重点工作责任分解"


def test_so_many_points_are_a_title() -> None:
    assert facts_of("临溪县优化营商环境三十二条\n1.压缩时限。").title == "临溪县优化营商环境三十二条"


def test_a_chapter_without_a_number_is_no_title() -> None:
    assert (
        facts_of("甲县某业发展实施方案\n总体目标\n到2026年，建成三个平台。\n主要任务\n做好工作。").title
        == "甲县某业发展实施方案"
    )


@pytest.mark.parametrize(
    ("line", "doc_no"),
    [
        ("（云政办发〔2025〕17号）", "云政办发〔2025〕17号"),
        ("云发改（综）〔2025〕17号", "云发改（综）〔2025〕17号"),
    ],
)
def test_the_document_number_without_the_bracket_around_it(line: str, doc_no: str) -> None:
    assert doc_no_in(read_line(line)) == doc_no


@pytest.mark.parametrize("addressee", ["民盟栖州市委：", "民建栖州市委员会：", "中共栖州市委："])
def test_a_party_is_no_part_of_a_place(addressee: str) -> None:
    assert find_region([addressee], "", "") == "栖州市"


@pytest.mark.parametrize(
    ("above", "rows", "issuer"),
    [
        ("临汀县人民政府办公室", "县招商局|引进项目|6月\n县工信局|技术改造|9月", "临汀县人民政府办公室"),
        ("2026年重点任务", "县教育局|新建学校|8月\n县住建局|改造小区|9月", None),
        ("2026年重点任务", "发布机构：|临汀县教育局\n索引号：|0000-1", "临汀县教育局"),
    ],
)
def test_cells_of_a_table_are_no_issuers(above: str, rows: str, issuer: str | None) -> None:
    assert facts_of(above, blocks=(draw(rows)[1],)).issuer == issuer


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("某局2024年工作总结", "", True),
        ("关于2024年法治建设情况的报告", "", True),
        ("关于国民经济和社会发展计划执行情况的汇报", "", True),
        ("2024年工作总结和2025年工作计划", "", False),
        ("关于2024年预算执行情况和2025年预算草案的报告", "", False),
        ("关于2025年重点任务安排情况的报告", "", False),
        ("关于第12号建议办理情况的报告", "", False),
        ("溯川市政府工作报告", "现将工作情况报告如下。", False),
        ("", "现将有关情况报告如下：", True),
        ("", "现将2024年工作情况和2025年工作安排报告如下：", False),
        ("溯川市三年行动方案", "现将有关情况报告如下：", False),
    ],
)
def test_reports_of_results(title: str, text: str, expected: bool) -> None:
    assert reports_results(title, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为规范占用绿地，制定本准则。", True),
        ("1.2 本导则适用于新建社区。", True),
        ("为推进工作，制定本方案。", False),
        ("修订管理办法，完善本地标准。", False),
    ],
)
def test_rules_that_say_so(text: str, expected: bool) -> None:
    assert sets_rules_or_tells_news(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于开展2025年度示范企业申报工作的通知", True),
        ("关于举办全市职业技能大赛的通知", True),
        ("关于表彰2024年度先进集体的决定", True),
        ("关于批准预算调整方案的决议", True),
        ("关于做好冬春农田水利建设的通知", False),
        ("关于举办灯会的实施方案", False),
        ("关于加快发展服务业的决定", False),
    ],
)
def test_calls_and_honours(title: str, expected: bool) -> None:
    assert binds_owned_only(title) == expected
