"""Tasks of tables in their document: their path, deadlines, doubts, owners by number, and tables that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import Document, extract_document

ROWS = "\n\n|类别|工作任务|牵头单位|\n|-|-|-|\n|服务|设立窗口|市甲局|\n|服务|优化流程|市乙局|\n"


@pytest.mark.parametrize(
    ("above", "path"),
    [
        (
            "一、工作要求\n\n各单位要认真落实任务，按时报送情况。\n\n附件：重点任务分解表",
            ("附件：重点任务分解表", "服务"),
        ),
        ("重点任务分解表", ("重点任务分解表", "服务")),
        ("一、任务安排\n\n重点任务分解表", ("一、任务安排", "重点任务分解表", "服务")),
    ],
)
def test_the_name_of_the_table_stands_once(tmp_path: Path, above: str, path: tuple[str, ...]) -> None:
    file = tmp_path / "通知.md"
    file.write_text(above + ROWS, "utf-8")
    found = [task for task in extract_document(file).tasks if task.rule == "row of a task table"]
    assert [(task.title, task.path) for task in found] == [("设立窗口", path), ("优化流程", path)]


def tasks_of(tmp_path: Path, text: str) -> Document:
    file = tmp_path / "方案.md"
    file.write_text(text, "utf-8")
    return extract_document(file)


def owners(document: Document) -> list[tuple[str, list[str]]]:
    return [(task.title, [f"{unit.role[0]} {unit.name}" for unit in task.units]) for task in document.tasks]


PLAN = """# 云岫省降低物流成本实施方案

一、优化运输结构

（一）推进公转铁。提高铁路货运比重。

（二）发展水运。疏浚航道。

二、提升枢纽能级

（一）建设物流枢纽。布局货运场站。{}

附件：任务分工

"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "|序号|责任单位|\n|-|-|\n|1-2|省交通厅|\n|3|省发展改革委、省商务厅|",
            [["r 省交通厅"], ["r 省交通厅"], ["r 省发展改革委", "r 省商务厅"]],
        ),
        (
            "|任务|牵头部门|参与部门|\n|-|-|-|\n|第1、3项|省交通厅|/|\n|第2项|省水利厅|省交通厅|",
            [["l 省交通厅"], ["l 省水利厅", "a 省交通厅"], ["l 省交通厅"]],
        ),
    ],
)
def test_owners_by_number(tmp_path: Path, table: str, expected: list[list[str]]) -> None:
    found = owners(tasks_of(tmp_path, PLAN.format("") + table))
    assert found == list(zip(("推进公转铁", "发展水运", "建设物流枢纽"), expected, strict=True))


def test_owners_that_the_text_names_stand_before_those_of_the_table(tmp_path: Path) -> None:
    table = "|序号|牵头单位|\n|-|-|\n|1|省交通厅|\n|2|省水利厅|\n|3|省商务厅|"
    assert owners(tasks_of(tmp_path, PLAN.format("（责任单位：省供销社）") + table))[2] == (
        "建设物流枢纽",
        ["r 省供销社"],
    )


def test_a_number_that_fits_no_task_or_several_is_a_notice(tmp_path: Path) -> None:
    table = "|序号|牵头单位|\n|-|-|\n|1|省交通厅|\n|2|省水利厅|\n|7|省商务厅|"
    document = tasks_of(tmp_path, PLAN.format("") + table)
    assert owners(document)[0] == ("推进公转铁", [])  # 1 stands for 推进公转铁 or 建设物流枢纽
    assert owners(document)[1] == ("发展水运", ["l 省水利厅"])
    assert [notice.code for notice in document.warnings] == ["owner-row-unplaced"] * 2


def test_a_table_that_lists_the_tasks_again_gives_them_owners(tmp_path: Path) -> None:
    table = "|序号|任务|牵头单位|时限|\n|-|-|-|-|\n|1|推进公转铁|省交通厅|2027年|\n|2|建设物流枢纽|省商务厅|长期|"
    document = tasks_of(tmp_path, PLAN.format("") + table)
    assert owners(document) == [
        ("推进公转铁", ["l 省交通厅"]),
        ("发展水运", []),
        ("建设物流枢纽", ["l 省商务厅"]),
    ]
    assert [(task.due, task.due_text, task.due_basis) for task in document.tasks] == [
        (2027, "2027年", "row"),
        (None, None, None),
        (None, "长期", "row"),
    ]


@pytest.mark.parametrize(
    ("head", "due", "year"),
    [
        ("完成时限", "2027年12月底前", 2027),
        ("完成时间", "2026—2028年", 2028),
        ("拟投入运营时间", "2026.10", 2026),
        ("时间节点", "11月底", 2026),
        ("时限", "长期坚持", None),
    ],
)
def test_the_deadline_of_a_row_dates_its_task_and_its_figures(
    tmp_path: Path, head: str, due: str, year: int | None
) -> None:
    table = f"# 2026年客运任务清单\n\n|任务|责任单位|{head}|\n|-|-|-|\n|改造客运站。改造客运站8座，每年新增线路2条。|市交通局|{due}|"
    document = tasks_of(tmp_path, table)
    (task,) = document.tasks
    assert (task.due, task.due_text, task.due_basis) == (year, due, "row")
    stock = next(target for target in document.targets if target.uom == "座")
    if year is not None:
        assert stock.year == year


def test_tasks_of_a_table_without_a_head_are_doubted(tmp_path: Path) -> None:
    file = tmp_path / "实事.html"
    rows = "<tr><td>1</td><td>改造农贸市场</td><td>市商务局</td></tr><tr><td>2</td><td>开通夜间公交</td><td>市交通局</td></tr>"
    file.write_text(f"<html><body><h1>民生实事</h1><table>{rows}</table></body></html>", "utf-8")
    assert [(task.title, task.doubts) for task in extract_document(file).tasks] == [
        ("改造农贸市场", ("no-table-head",)),
        ("开通夜间公交", ("no-table-head",)),
    ]


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (
            "|成员单位|主要职责|\n|-|-|\n|市应急局|统筹安全生产监管，组织事故调查。|\n|市交通局|负责道路运输安全监管。|",
            ["table-not-understood"],
        ),
        ("|单位|姓名|职务|电话|\n|-|-|-|-|\n|市应急局|李明|科长|8811223|\n|市交通局|王芳|主任|8811224|", []),
        ("|场馆|地址|面积|\n|-|-|-|\n|青岚冰场|青岚区学府路8号|1800|\n|石屏雪场|石屏县云岭村|52000|", []),
        ("|索引号|1133|发布机构|市应急局|\n|-|-|-|-|\n|文号|溯安委〔2026〕3号|发布日期|2026-03-02|", []),
    ],
)
def test_a_table_that_seems_to_commit_is_not_passed_over_in_silence(
    tmp_path: Path, table: str, codes: list[str]
) -> None:
    document = tasks_of(tmp_path, f"# 工作方案\n\n为做好工作，制定本方案。\n\n{table}")
    assert [notice.code for notice in document.warnings] == codes
    assert document.tasks == ()


def test_a_table_of_an_annex_is_no_measure_of_the_last_task(tmp_path: Path) -> None:
    table = "|场馆|地址|面积|\n|-|-|-|\n|青岚冰场|青岚区学府路8号|1800|\n|石屏雪场|石屏县云岭村|52000|"
    last = tasks_of(tmp_path, PLAN.format("（责任单位：省供销社）") + table).tasks[-1]
    assert [measure.text for measure in last.measures] == ["布局货运场站。"]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (  # the years of a task table: each figure is promised for its year
            "|任务|2026年|2028年|责任单位|\n|-|-|-|-|\n|建设充电站|60个|200个|市发展改革委|\n|完善制度|/|/|市司法局|",
            [("建设充电站", 2026, "60", "个"), ("建设充电站", 2028, "200", "个")],
        ),
        (  # a figure alone is a value, words describe the task
            "|任务|2026年目标|责任单位|\n|-|-|-|\n|新建充电桩|3000个|市发展改革委|\n|完善政策|出台办法|市财政局|",
            [("新建充电桩", 2026, "3000", "个")],
        ),
        (  # what a head counts besides is no value of the task
            "|任务|2026年计划投资（万元）|责任单位|\n|-|-|-|\n|改造管网|3000|市住建局|\n|修建道路|200|市交通局|",
            [],
        ),
        (
            "|指标|目标值|责任单位|\n|-|-|-|\n|森林覆盖率|≥45%|市林业局|\n|失业率|5.5%|—|",
            [("森林覆盖率", None, "45", "%"), ("失业率", None, "5.5", "%")],
        ),
    ],
)
def test_figures_beside_who_answers(tmp_path: Path, table: str, expected: list[tuple[str, int, str, str]]) -> None:
    cells = tasks_of(tmp_path, "任务分工表\n\n" + table).cells
    assert [(c.indicator, c.year, str(c.value), c.uom) for c in cells] == expected
    assert {cell.nature for cell in cells} <= {"target"}


def test_rows_of_indicators_that_name_who_answers_are_tasks(tmp_path: Path) -> None:
    table = "|指标|目标值|责任单位|\n|-|-|-|\n|森林覆盖率|≥45%|市林业局|\n|失业率|5.5%|—|"
    assert owners(tasks_of(tmp_path, "指标分工表\n\n" + table)) == [("森林覆盖率", ["r 市林业局"])]
