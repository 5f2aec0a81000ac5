"""Task tables of all column sets to tasks."""

from __future__ import annotations

import pytest
from table_blocks import draw

from extract.models import Span, TaskRow
from extract.tables import read_legend, read_task_rows
from extract.tables.heads import lay_heads


def rows_of(rows: str, *, year: int | None = None) -> tuple[str, tuple[TaskRow, ...]]:
    text, block = draw(rows)
    return text, read_task_rows(lay_heads(block), year=year)


def at(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[slice(*span)] for span in spans]


def test_columns_for_everything() -> None:
    text, (row,) = rows_of(
        "编号|领域|任务组|重点任务|牵头单位|配合单位|完成时间\n7|算力|底座|建设中心。建成10个。|省甲厅、省乙厅|无|2026年12月"
    )
    assert (row.number, row.title, row.group) == ("7", "建设中心", ("算力", "底座"))
    assert at(text, row.description_spans) == ["建成10个。"]
    assert at(text, row.lead_spans) == ["省甲厅、省乙厅"]
    assert row.assist_spans == ()
    assert (row.due_text, row.due) == ("2026年12月", 2026)
    assert text[slice(*row.title_span)] == "建设中心"
    assert text[slice(*row.task_span)].endswith("2026年12月")


@pytest.mark.parametrize(
    ("heads", "lead", "assist", "responsible"),
    [
        ("任务|牵头负责部门|甲列", True, True, False),
        ("任务|牵头责任单位|协同责任单位", True, True, False),
        ("任务|牵头单位|责任单位", True, True, False),
        ("任务|责任单位|完成时限", False, False, True),
        ("任务|主办单位|协办单位", True, True, False),
        ("任务|承办|会办", True, True, False),
        ("任务|承办单位|协办单位", True, True, False),
        ("任务|主办|承办", True, True, False),
        ("任务|责任部门|分管领导", False, False, True),
        ("任务|单位|完成时限", False, False, True),
        ("任务|责任单位|进度要求", False, False, True),
    ],
)
def test_roles_by_columns(heads: str, lead: bool, assist: bool, responsible: bool) -> None:
    _, (row,) = rows_of(f"{heads}\n建设平台|市甲局|市乙局")
    assert (bool(row.lead_spans), bool(row.assist_spans), bool(row.responsible_spans)) == (lead, assist, responsible)


@pytest.mark.parametrize(
    ("cell", "title", "described"),
    [
        ("建设平台", "建设平台", []),
        ("建设平台：建成3个。", "建设平台", ["建成3个。"]),
        ("发展电商（1）培育主体；（2）建设中心。", "发展电商", ["（1）培育主体；（2）建设中心。"]),
        ("建设平台。开展培训；加强管理。", "建设平台", ["开展培训；加强管理。"]),
        ("（一）建设平台（一期；二期）", "建设平台（一期；二期）", []),
        ("改造住房600万套。", "改造住房600万套", ["改造住房600万套。"]),
        ("深化“办成一件事”改革", "深化“办成一件事”改革", []),
        ("推进改革，完善制度。", "推进改革，完善制度", ["推进改革，完善制度。"]),
    ],
)
def test_title_and_description_of_a_task_cell(cell: str, title: str, described: list[str]) -> None:
    text, (row,) = rows_of(f"重点任务|责任单位\n{cell}|市甲局")
    assert (row.title, at(text, row.description_spans)) == (title, described)


def test_measures_of_one_task_in_several_rows() -> None:
    text, found = rows_of(
        """一级任务|重点任务|具体举措|牵头单位
        创新|培育企业|实施倍增计划|市甲局
        ^|^|落实补助|^
        ^|建设平台|建成孵化器|市乙局"""
    )
    assert [(row.title, row.group, at(text, row.description_spans)) for row in found] == [
        ("培育企业", ("创新",), ["实施倍增计划", "落实补助"]),
        ("建设平台", ("创新",), ["建成孵化器"]),
    ]


def test_rows_with_units_of_their_own_are_tasks_of_their_own() -> None:
    _, found = rows_of(
        """重点任务|具体举措|责任单位
        培育企业|实施倍增计划|市甲局
        ^|落实补助|市乙局"""
    )
    assert [(row.title, row.group) for row in found] == [("实施倍增计划", ("培育企业",)), ("落实补助", ("培育企业",))]


def test_rows_that_only_name_a_group() -> None:
    _, found = rows_of(
        """序号|重点工作|责任单位
        一|优化环境|<
        1|推进通办|市甲局
        （二）扩大投资|<|<
        2|推进项目|市乙局"""
    )
    assert [(row.number, row.title, row.group) for row in found] == [
        ("1", "推进通办", ("优化环境",)),
        ("2", "推进项目", ("优化环境", "（二）扩大投资")),
    ]


def test_a_blank_group_cell_repeats_the_one_above() -> None:
    _, found = rows_of("类别|工作任务|牵头单位\n科技|建实验室|市甲局\n|引进人才|市乙局")
    assert [row.group for row in found] == [("科技",), ("科技",)]


def test_a_row_without_task_goes_on_with_the_one_above() -> None:
    text, (row,) = rows_of("任务|措施|责任单位\n建设平台|完成选址|市甲局\n|完成建设|")
    assert at(text, row.description_spans) == ["完成选址", "完成建设"]


def test_a_table_without_heads() -> None:
    text, found = rows_of("1|建设农田5万亩|县甲局|2026年10月\n2|改造道路|县乙局、各乡镇|长期")
    assert [(row.number, row.title, at(text, row.responsible_spans), row.due_text) for row in found] == [
        ("1", "建设农田5万亩", ["县甲局"], "2026年10月"),
        ("2", "改造道路", ["县乙局、各乡镇"], "长期"),
    ]


@pytest.mark.parametrize(
    ("due", "year"), [("2027年6月", 2027), ("12月底", 2026), ("年内", 2026), ("持续推进", None), ("长期", None)]
)
def test_deadlines(due: str, year: int | None) -> None:
    _, (row,) = rows_of(f"任务|责任单位|完成时限\n建设平台|市甲局|{due}", year=2026)
    assert (row.due_text, row.due) == (due, year)


def test_a_unit_of_measurement_is_no_unit() -> None:
    _, (row,) = rows_of("建设任务|单位|数量|完成时限\n新建道路|公里|30|2026年")
    assert row.responsible_spans == ()


def test_what_was_done_is_no_description() -> None:
    _, (row,) = rows_of("重点事项|牵头单位|实际进度\n一、建设碧道|市甲局|已建成85公里。")
    assert (row.number, row.title, row.description_spans) == ("一", "建设碧道", ())


def test_a_table_that_names_no_task() -> None:
    assert rows_of("姓名|电话\n张三|123")[1] == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (  # ★ leads, √ beside it assists
            "任务|市教育局|市财政局\n建设学校|★|√\n建设公园||√",
            [("建设学校", ["市教育局"], ["市财政局"], []), ("建设公园", [], ["市财政局"], [])],
        ),
        (  # words for marks
            "序号|任务|市教育局|市财政局\n1|建设学校|牵头|配合\n2|建设公园||牵头",
            [("建设学校", ["市教育局"], ["市财政局"], []), ("建设公园", ["市财政局"], [], [])],
        ),
        ("任务|省教育厅|省财政厅\n建设学校|√|√", [("建设学校", [], [], ["省教育厅", "省财政厅"])]),
        ("任务|省教育厅|省财政厅\n建设学校|●|", [("建设学校", [], [], ["省教育厅"])]),
        ("任务|县教育局|县财政局\n建设学校|●|○", [("建设学校", ["县教育局"], ["县财政局"], [])]),
        (  # the heads of units under one of their role, and a row that groups those below it
            "任务|责任单位|<\n^|县教育局|县财政局\n一、社会事业|<|<\n建设学校|▲|△",
            [("建设学校", ["县教育局"], ["县财政局"], [])],
        ),
    ],
)
def test_marks_under_the_names_of_units(rows: str, expected: list[tuple[str, list[str], list[str], list[str]]]) -> None:
    text, found = rows_of(rows)
    assert [
        (row.title, at(text, row.lead_spans), at(text, row.assist_spans), at(text, row.responsible_spans))
        for row in found
    ] == expected


@pytest.mark.parametrize(
    ("text", "legend"),
    [
        ("注：★为牵头单位，○为配合单位。", {"★": "lead", "○": "assist"}),
        ("“√”表示牵头，“△”表示参与", {"√": "lead", "△": "assist"}),
        ("牵头单位用●标注，配合单位用○标注", {"●": "lead", "○": "assist"}),
        ("加星号（★）的为民生实事", {}),
    ],
)
def test_what_a_legend_says_of_marks(text: str, legend: dict[str, str]) -> None:
    assert read_legend(text) == legend


def test_a_legend_stands_before_what_marks_say_themselves() -> None:
    text, block = draw("任务|市教育局|市财政局\n建设学校|√|○")
    (row,) = read_task_rows(lay_heads(block), legend={"√": "lead", "○": "responsible"})
    assert (at(text, row.lead_spans), at(text, row.responsible_spans)) == (["市教育局"], ["市财政局"])


def test_heads_that_nobody_knows_never_become_tasks() -> None:
    _, found = rows_of("任务|操盘手|帮手\n建设学校|市教育局|市财政局\n建设公园|市园林局|市财政局")
    assert [(row.title, row.doubts) for row in found] == [("建设学校", ()), ("建设公园", ())]


@pytest.mark.parametrize("ditto", ["同上", "〃", "″", "同前"])
def test_units_that_repeat_those_above(ditto: str) -> None:
    text, found = rows_of(
        f"任务|牵头单位|配合单位\n建设学校|市教育局|市财政局\n建设公园|{ditto}|{ditto}\n修路|市交通局|"
    )
    assert [(at(text, row.lead_spans), at(text, row.assist_spans)) for row in found] == [
        (["市教育局"], ["市财政局"]),
        (["市教育局"], ["市财政局"]),
        (["市交通局"], []),
    ]


@pytest.mark.parametrize("head", ["方向", "建设内容"])
def test_a_merged_name_on_the_left_groups_the_rows(head: str) -> None:
    text, found = rows_of(
        f"{head}|重点任务|责任单位\n算力|建设中心|省甲厅\n^|建设网络|省乙厅\n软件|培育企业|省丙厅\n^|办好大赛|省丁厅"
    )
    assert [(row.title, row.group, at(text, row.description_spans)) for row in found] == [
        ("建设中心", ("算力",), []),
        ("建设网络", ("算力",), []),
        ("培育企业", ("软件",), []),
        ("办好大赛", ("软件",), []),
    ]


@pytest.mark.parametrize(
    ("group", "lead", "responsible"),
    [
        ("一、市教育局牵头事项|<|<", ["市教育局"], []),
        ("市教育局（12项中的3项）|<|<", [], ["市教育局"]),
        ("市教育局（3项）||", [], ["市教育局"]),
        ("一、民生事项|<|<", [], []),
    ],
)
def test_a_group_row_names_who_answers_where_the_row_names_none(
    group: str, lead: list[str], responsible: list[str]
) -> None:
    text, found = rows_of(f"任务|责任单位|完成时限\n{group}\n建设学校||2026年底\n修建食堂|市商务局|2027年底")
    assert [(row.title, at(text, row.lead_spans), at(text, row.responsible_spans)) for row in found] == [
        ("建设学校", lead, responsible),
        ("修建食堂", [], ["市商务局"]),
    ]


@pytest.mark.parametrize(
    "heads", ["谁来干|干什么|何时完成|谁督办", "责任单位|任务|完成时限|督办", "谁负责|做什么|啥时候完成|由谁督办"]
)
def test_who_watches_over_a_task_does_not_answer_for_it(heads: str) -> None:
    text, rows = rows_of(
        f"{heads}\n市教育局|新建学校3所|2026年底|市政府督查室\n市住建局|改造小区|2026年10月|市委督查室"
    )
    assert [row.title for row in rows] == ["新建学校3所", "改造小区"]
    assert [at(text, row.responsible_spans) for row in rows] == [["市教育局"], ["市住建局"]]
