"""Lists of responsible units: roles by label and by verb, deadlines beside them, proof without a label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.owners.list_names import Named
from extract.owners.unit_lists import UnitList, beside_leaders, read_unit_list
from extract.text.characters import fold


def read(text: str) -> UnitList:
    return read_unit_list(fold(text), 0, len(text))


def said(text: str) -> str:
    """The names with the first letter of their role, - where no word says one."""
    found = read(text)
    words = [f"{text[slice(*named.span)]}/{named.role[0] if named.role else '-'}" for named in found.units]
    return " ".join(words + ([f"due={text[slice(*found.due)]}"] if found.due else []))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省科技厅", "省科技厅/-"),
        ("省科技厅、省财政厅", "省科技厅/- 省财政厅/-"),
        ("牵头单位：省科技厅；责任单位：省财政厅", "省科技厅/l 省财政厅/a"),
        ("责任单位：省科技厅；配合单位：省财政厅", "省科技厅/r 省财政厅/a"),
        ("省科技厅牵头，省财政厅、教育厅等按职责分工负责", "省科技厅/l 省财政厅/a 教育厅/a"),
        ("省科技厅、省财政厅牵头负责", "省科技厅/l 省财政厅/l"),
        ("省科技厅负责，省财政厅配合", "省科技厅/r 省财政厅/a"),
        ("省科技厅负责，各市落实", "省科技厅/r 各市/r"),
        ("省科技厅牵头，省财政厅配合，各市落实", "省科技厅/l 省财政厅/a 各市/r"),
        ("省科技厅牵头，省财政厅、各市按职责分工落实", "省科技厅/l 省财政厅/a 各市/a"),
        ("省委金融办，省税务局按职责分工负责", "省委金融办/r 省税务局/r"),
        ("省科技厅会同省财政厅、教育厅", "省科技厅/l 省财政厅/a 教育厅/a"),
        ("省科技厅会同省财政厅负责，各市配合", "省科技厅/l 省财政厅/a 各市/a"),
        ("由省科技厅牵头，省财政厅参与", "省科技厅/l 省财政厅/a"),
        ("省科技厅为牵头单位，省财政厅为配合单位", "省科技厅/l 省财政厅/a"),
        ("责任单位：省科技厅牵头，省财政厅配合", "省科技厅/l 省财政厅/a"),
        ("牵头单位：省科技厅、省财政厅按职责分工负责", "省科技厅/l 省财政厅/l"),
        ("牵头单位：省科技厅；省财政厅、教育厅配合", "省科技厅/l 省财政厅/a 教育厅/a"),
        ("主办：省科技厅，协办：省财政厅，会办：教育厅", "省科技厅/l 省财政厅/a 教育厅/a"),
        # short labels, with a blank or a line between
        ("牵头：市发展改革委；参加：市交通运输局", "市发展改革委/l 市交通运输局/a"),
        ("主责：市园林局 参加：市城管局", "市园林局/l 市城管局/a"),
        ("牵头：市园林局 参加：市城管局 完成时限：2026年底", "市园林局/l 市城管局/a due=2026年底"),
        ("市园林局 参加：市城管局", "市园林局/- 市城管局/a"),
        ("承办：市人社局、市教育局", "市人社局/r 市教育局/r"),
        ("主办 市园林局 会办 市财政局", "市园林局/l 市财政局/a"),
        ("主责 县林业局 配合 县财政局、县水利局", "县林业局/l 县财政局/a 县水利局/a"),
        ("主体单位：市园林局；配合：市财政局", "市园林局/r 市财政局/a"),
        ("责任部门/单位：市住建局/市财政局", "市住建局/r 市财政局/r"),
        ("牵头单位及部门：市住建局；配合单位（部门）：市财政局", "市住建局/l 市财政局/a"),
        ("谁来干：市交通运输局、市住建局", "市交通运输局/r 市住建局/r"),
        ("谁牵头：县农业农村局；谁配合：县水利局", "县农业农村局/l 县水利局/a"),
        # verbs
        ("市人社局主责，市教育局协助", "市人社局/l 市教育局/a"),
        ("市人社局主抓，市教育局配合", "市人社局/l 市教育局/a"),
        ("市人社局为主，市教育局、市财政局为辅", "市人社局/l 市教育局/a 市财政局/a"),
        ("市港航局主体负责，市公安局支持", "市港航局/r 市公安局/a"),
        ("以上由市港航局负责，市财政局视情参与", "市港航局/r 市财政局/a"),
        ("上述任务由市港航局牵头，市财政局酌情支持", "市港航局/l 市财政局/a"),
        # who is none of it
        ("不含市供销社；市商务局负责", "市商务局/r"),
        ("不包括市供销社、市科协；市商务局牵头，市财政局配合", "市商务局/l 市财政局/a"),
        ("同上", ""),
        ("〃", ""),
        ("同上、市财政局", "市财政局/-"),
        ("指导单位：省科技厅", "省科技厅/a"),
        # people, telephones and nothing
        ("牵头领导：某某、某某；牵头单位：省科技厅", "省科技厅/l"),
        ("责任单位：省科技厅；联系人：某某，电话：00000000", "省科技厅/r"),
        ("牵头单位：省科技厅；配合单位：无", "省科技厅/l"),
        ("牵头单位：省科技厅；配合单位：——", "省科技厅/l"),
        # deadlines
        ("责任单位：省科技厅；完成时限：2026年12月底", "省科技厅/r due=2026年12月底"),
        ("责任单位：省科技厅；完成时限：2026年6月底前，长期坚持。", "省科技厅/r due=2026年6月底前，长期坚持"),
        ("省科技厅负责，2026年底前完成", "省科技厅/r due=2026年底前完成"),
        ("省科技厅负责，持续推进", "省科技厅/r due=持续推进"),
        ("省科技厅负责，每年12月底前报告", "省科技厅/r due=每年12月底前报告"),
        ("完成时限：2026年；责任单位：省科技厅", "省科技厅/r due=2026年"),
        # 、 inside of a name
        ("各区、县级市", "各区、县级市/-"),
        ("省教育厅，各市（地）、县（市、区）政府（行署）", "省教育厅/- 各市（地）、县（市、区）政府（行署）/-"),
        ("各市、州、县（区）人民政府", "各市、州、县（区）人民政府/-"),
        ("各镇、街道", "各镇、街道/-"),
        ("各镇人民政府、街道办事处", "各镇人民政府/- 街道办事处/-"),
        ("各区政府、开发区管委会", "各区政府/- 开发区管委会/-"),
        ("各街道、区直各部门", "各街道/- 区直各部门/-"),
        ("市委、市政府督查室", "市委、市政府督查室/-"),
        ("市委、市政府", "市委/- 市政府/-"),
        ("各级党委、政府", "各级党委、政府/-"),
        # labels without a colon
        ("责任单位 市科技局、市财政局", "市科技局/r 市财政局/r"),
        ("牵头单位 市科技局 配合单位 市财政局", "市科技局/l 市财政局/a"),
        ("【牵头单位】市科技局【配合单位】市财政局", "市科技局/l 市财政局/a"),
        # odd separators and numbers
        ("责任单位：市科技局丶市财政局/市教育局", "市科技局/r 市财政局/r 市教育局/r"),
        ("责任单位：（1）市科技局（2）市财政局", "市科技局/r 市财政局/r"),
        ("责任单位：①市科技局②市财政局", "市科技局/r 市财政局/r"),
        ("责任单位：1、市科技局2、市财政局", "市科技局/r 市财政局/r"),
        ("市经协办负责", "市经协办/r"),
        ("市经协办", "市经协办/-"),
    ],
)
def test_units_and_roles(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        ("市科技局", True),
        ("广州、深圳市政府", True),
        ("各区、县级市负责", True),
        ("天河区负责", True),
        ("天河区、越秀区", False),
        ("龙头企业牵头", False),
        ("高校、科研院所承担", False),
        ("市科技局、龙头企业负责", True),
        ("含市财政局专户", False),
        ("市级以上科技局备案的", False),
        ("", False),
    ],
)
def test_a_list_without_a_label_must_show_that_it_is_one_of_bodies(text: str, strict: bool) -> None:
    assert read(text).strict is strict


def test_what_cannot_be_read_is_told() -> None:
    text = "牵头单位：；配合单位：按要求做好工作；完成时限："
    found = read(text)
    assert [text[slice(*span)] for span in found.empty_labels] == ["牵头单位", "配合单位"]
    assert [text[slice(*span)] for span in found.unread] == ["按要求做好工作"]
    assert (found.units, found.due, found.labelled, found.strict) == ((), None, True, False)


def test_commas_and_semicolons_before_a_name_are_counted() -> None:
    found = read("甲市科技局、甲市财政局，甲市商务局；甲市教育局")
    assert [(named.commas, named.semicolons) for named in found.units] == [(0, 0), (0, 0), (1, 0), (2, 1)]


def test_beside_a_leader_all_assist_but_those_that_carry_out() -> None:
    units = (Named((0, 1), "lead"), Named((1, 2)), Named((2, 3), "responsible", carries_out=True))
    assert [named.role for named in beside_leaders(units)] == ["lead", "assist", "responsible"]
    assert beside_leaders(units[1:]) == units[1:]


@pytest.mark.parametrize(
    "shape",
    ["市科技局、", "市科技局和", "（牵头单位：市科技局）", "市科技局", "各区、", "（", "（〔", "广州、", "1.市", " "],
)
def test_no_list_is_too_long(shape: str) -> None:
    text = "责任单位：" + shape * (50_000 // len(shape))
    assert all(named.span[1] <= len(text) for named in read(text).units)


@given(st.text(alphabet="市县区各局委办部科技和及与、，；：（）〔〕*牵头配合负责责任单位等 1.", max_size=80))
def test_spans_lie_in_the_list_in_order(text: str) -> None:
    found = read(text)
    last = 0
    for named in found.units:
        assert last <= named.span[0] < named.span[1] <= len(text)
        last = named.span[1]
    assert not found.strict or found.units
