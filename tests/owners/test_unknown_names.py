"""Names that no table knows: they never lose the list they stand in, and prose never becomes one."""

from __future__ import annotations

import pytest
from paragraph_documents import document, paragraphs

from extract.owners.name_proof import begins_with_verb, could_be_name, is_field, is_person
from extract.owners.owner_words import body_kind, looks_like_unit
from extract.owners.statements import find_responsibilities
from extract.text.characters import Text

UNKNOWN = [
    "溯川发布",
    "砚浦一中",
    "市特教学校",
    "溯川机场",
    "市铁投",
    "云岫矿务集团",
    "市两江办",
    "汀江管护站",
    "国网溯川",
    "溯川5G联盟",
    "市120急救指挥调度中心",
    "“云享”驿站",
    "市“12345”热线",
    "市委统筹办",
    "市社会组织孵化园",
    "市“放管服”办",
    '市"两新"组织党工委',
    "“七江三桥”指挥部",
    "振兴东北办",
    "西部开发办",
    "供销合作总社",
    "共青团中央",
    "新华社",
    "国开行",
    "国家安全部",
]
SHAPES = [
    "建设平台。（{0}、{1}、{2}负责）",
    "建设平台。（{0}牵头，{1}、{2}配合）",
    "建设平台。（{0}会同{1}、{2}负责）",
    "建设平台。（牵头单位：{0}；配合单位：{1}、{2}）",
    "建设平台。由{0}牵头，{1}、{2}配合。",
    "建设平台。〔{0}、{1}、{2}〕",
    "建设平台（{0}、{1}、{2}）。",
    "责任单位：{0}、{1}、{2}。",
    "牵头单位：{0}\n配合单位：{1}、\n{2}",
    "建设平台。（{0}、{1}、{2}等按职责分工负责，2027年底前完成）",
]


def names(text: str) -> list[str]:
    found = find_responsibilities(Text.of(text), paragraphs(text))
    return [unit.name for statement in found.statements for unit in statement.units]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_in_any_place_loses_no_list(name: str, shape: str) -> None:
    for place in range(3):
        said = ["市公安局", "市民政局（市老龄办）", "各县（市、区）人民政府"]
        said[place] = name
        assert names(shape.format(*said)) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设平台。（供销合作总社负责）", ["供销合作总社"]),
        ("建设平台。（共青团中央、新华社）", ["共青团中央", "新华社"]),
        ("建设平台。（市铁投负责）", ["市铁投"]),
        ("建设平台。（含山县政府、如东县政府、即墨区政府负责）", ["含山县政府", "如东县政府", "即墨区政府"]),
        ("建设平台（市商务局、领导小组各成员单位）。", ["市商务局", "领导小组各成员单位"]),
        ("补齐短板。（商务部、供销合作总社等和各省级人民政府负责）", ["商务部", "供销合作总社", "各省级人民政府"]),
        (
            "建设平台。（市科技局会同市财政局负责；市教育局牵头，溯川一中配合）",
            ["市科技局", "市财政局", "市教育局", "溯川一中"],
        ),
        (
            "建设平台。（市发展改革委会同交通运输、农业农村、粮食和储备等部门负责）",
            ["市发展改革委", "交通运输", "农业农村", "粮食和储备"],
        ),
        ("牵头单位：市数据局 溯川发布 市公安局", ["市数据局", "溯川发布", "市公安局"]),
        ("建设平台。（市教育局和溯川一中负责）", ["市教育局", "溯川一中"]),
        ("建设平台。（溯川一中和市教育局负责）", ["溯川一中", "市教育局"]),
        ("建设平台。（市人力资源和社会保障局负责）", ["市人力资源和社会保障局"]),
        ("建设平台。（牵头单位：市教育局、溯川一中（共同牵头））", ["市教育局", "溯川一中"]),
        ("建设平台。牵头单位市教育局，配合单位溯川一中、市财政局。", ["市教育局", "溯川一中", "市财政局"]),
        ("建设平台。（市数据局负责平台建设，市财政局负责资金保障）", ["市数据局", "市财政局"]),
        (
            "建设平台。（《溯川日报》社、溯川火车站、市融媒体中心负责）",
            ["《溯川日报》社", "溯川火车站", "市融媒体中心"],
        ),
        ("建设平台。国家发展改革委、市场监管总局等按职责分工负责。", ["国家发展改革委", "市场监管总局"]),
        # people are no units, those beside them are
        ("建设平台。（主要负责同志牵头，市科技局负责）", ["市科技局"]),
        ("建设平台。（分管副市长牵头，市科技局、溯川发布配合）", ["市科技局", "溯川发布"]),
        ("建设平台。（各级党委、政府主要负责同志牵头，市委组织部负责）", ["市委组织部"]),
        ("建设平台。（党政主要领导牵头）", []),
    ],
)
def test_lists_with_names_that_endings_do_not_tell(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "建设平台。（政府主导、企业参与、社会协同）",
        "建设平台。（专人负责）",
        "建设平台。（谁主管、谁负责）",
        "建设平台。（龙头企业牵头，高校、科研院所参与）",
        "优化分工（省级统筹、市县抓落实）。",
        "成立工作专班（组长单位市发展改革委，副组长单位市财政局）。",
        "建立联席会议（召集人：分管副市长；成员单位：市财政局、市科技局）。",
        "建立联席会议（召集单位市发展改革委，成员单位市财政局、市科技局）。定期会商。",
        "完善三级网络（市级综合服务中心、县级服务站、村级服务点）。",
        "整合设施（包括备份中心、调度中心）。",
        "完善体系（含县级服务中心、乡镇服务站）。",
        "统一使用规范简称（市委网信办、市国资委等）。加强审核。",
        "推广应用（已在市公安局、市税务局试点）。",
        "推进机构改革（撤销市外经局、市粮食局）。",
        "开展评价（涉及市教育局、市公安局等12个部门）。",
        "实施集团化办学（溯川一中、溯川二中、溯川实验小学）。",
        "启动证书试点（技工院校内由人力资源社会保障部门负责）。",
        "完善政府牵头、部门负责、社会参与的工作机制。",
    ],
)
def test_prose_in_a_bracket_is_no_list(text: str) -> None:
    assert names(text) == []


def test_two_bare_brackets_of_a_paragraph_are_two_lists() -> None:
    assert names("建设平台（市科技局、市数据局）。优化服务（市财政局、市教育局）。") == [
        "市科技局",
        "市数据局",
        "市财政局",
        "市教育局",
    ]


def test_what_may_be_a_name() -> None:
    assert all(map(could_be_name, ("溯川发布", "市一中", "“云享”驿站", "推进长三角一体化办公室")))
    assert not any(map(could_be_name, ("强化协同", "社会力量", "工作机制", "支持企业", "由市场运作", "群众")))
    assert all(map(is_person, ("主要负责同志", "分管副市长", "市委书记", "责任人")))
    assert not any(map(is_person, ("市委领导小组", "市人大常委会办公室", "市林长办")))
    assert begins_with_verb("撤销市外经局") and not begins_with_verb("推进长三角一体化办公室")
    text = "会同交通运输、粮食和储备等部门"
    assert is_field(text, (2, 6)) and is_field(text, (7, 12)) and not is_field("交通运输、农业", (0, 4))


def test_tables_are_asked_before_endings() -> None:
    assert [body_kind(name) for name in ("供销合作总社", "共青团中央", "新华社", "国开行")] == [
        "body",
        "body",
        "body",
        "actor",
    ]
    assert looks_like_unit("市“放管服”办") and not looks_like_unit("实施“放管服”改革")


TASKS = """溯川市推进数据共享实施方案
二、重点任务
（一）归集数据。建立目录。（市数据局牵头，市公安局、溯川发布配合）
（二）开放数据。建立清单。（市数据局、各区政府负责）
（三）治理数据。溯川发布牵头，砚浦传媒配合。
"""


def test_an_unknown_name_stays_doubted_and_is_said_once() -> None:
    found = document(TASKS)
    first, second, third = found.tasks
    assert [unit.name for unit in first.units] == ["市数据局", "市公安局", "溯川发布"]
    assert (first.units[2].canonical, first.doubts, second.doubts, third.units) == (None, ("unit-unknown",), (), ())
    assert [(notice.code, found.text[slice(*notice.span or (0, 0))]) for notice in found.warnings] == [
        ("unit-unknown", "溯川发布"),
        ("unplaced-owner", "溯川发布牵头，砚浦传媒配合。"),
    ]
