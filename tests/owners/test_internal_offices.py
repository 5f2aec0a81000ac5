"""Offices inside a bureau answer only in a document of that bureau, school or firm."""

from __future__ import annotations

import pytest
from paragraph_documents import document

from extract.owners.internal_offices import is_office


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("养老处", True),
        ("审批科", True),
        ("市民政局养老处", True),
        ("市发展改革委价格科", True),
        ("市政府督查室", False),
        ("市公园管理处", False),
        ("某某街道办事处", False),
        ("市委政研室", False),
        ("市科技局", False),
        ("溯川发布", False),
    ],
)
def test_what_an_office_is(name: str, office: bool) -> None:
    assert is_office(name) is office


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "溯川市托育服务任务分工\n一、建设托育点。新建一处。（牵头单位：市卫生健康委，责任处室：人口处）",
            "市卫生健康委",
        ),
        (
            "溯川市托育服务任务分工\n一、培养托育师。开设班次。（牵头单位：市人社局；配合单位：市财政局社保科）",
            "市人社局",
        ),
        ("溯川市民政局2026年重点工作任务分工\n一、发展助餐。新建助餐点。（责任处室：养老处、社区处）", "养老处 社区处"),
        ("溯川职业技术学院关于加强实训的实施方案\n一、更新设备。补充机床。（教务处牵头，后勤处配合）", "教务处 后勤处"),
        (
            "溯川市林业局森林防火工作方案\n一、修复生态。造林3万亩。（生态修复科、国有林场工作站）\n二、新建隔离带。新建20公里。（防火科牵头，市财政局、市应急局配合）\n三、编制规划。编制3项。（市自然资源局、规划财务科）",
            "生态修复科 国有林场工作站 防火科 市财政局 市应急局 市自然资源局 规划财务科",
        ),
        ("2026年工作要点\n一、优化窗口。推行预约。（责任处室：审批科、信息科）", "审批科 信息科"),
    ],
)
def test_whose_document_it_is_decides(text: str, expected: str) -> None:
    found = document(text)
    assert " ".join(unit.name for task in found.tasks for unit in task.units) == expected
    dropped = [notice.code for notice in found.warnings if notice.code == "internal-office"]
    assert bool(dropped) is ("处" not in expected and "科" not in expected)
