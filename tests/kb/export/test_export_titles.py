"""What an exported table is called."""

from __future__ import annotations

import pytest

from extract.models import Facts
from kb.export.export_titles import date_line, table_title
from kb.filters import Filters
from kb.models import DocumentEntry


def entry(
    title: str | None, region: str | None, period: tuple[int, int] | None = None, name: str = "a.txt"
) -> DocumentEntry:
    facts = Facts(title, region, None, "规划", "正式", period)
    return DocumentEntry("1", name, name, "f", facts, "txt", None, 1, 1, 1, 0)


PLAN = entry("溯川市科技创新规划", "溯川市", (2022, 2026))
OTHER = entry("溯川市人才意见", "溯川市", (2023, 2025))
UNDATED = entry("溯川市若干措施", "溯川市")
OF_A_REGION = entry("内蒙古自治区若干措施", "内蒙古自治区")


@pytest.mark.parametrize(
    ("filters", "documents", "title"),
    [
        (Filters(unit="市科技局", role="lead", region="溯川市"), [PLAN], "溯川市科技局牵头任务分解表（2022—2026年）"),
        (Filters(unit="市科技局"), [PLAN, OTHER], "溯川市科技局重点任务分解表（2022—2026年）"),
        (Filters(unit="溯川市科学技术局", role="assist"), [UNDATED], "溯川市科学技术局配合任务分解表"),
        (Filters(unit="市科技局@溯川市", year=2026), [PLAN], "溯川市科技局重点任务分解表（2026年到期）"),
        (Filters(unit="市科技局@溯川市", year="2026Q4"), [PLAN], "溯川市科技局重点任务分解表（2026年四季度到期）"),
        (Filters(year="2025..2027"), [PLAN, OTHER], "溯川市重点任务分解表（2025—2027年到期）"),
        (Filters(year="ongoing"), [PLAN, OTHER], "溯川市重点任务分解表（持续推进）"),
        (Filters(year="undated"), [PLAN, OTHER], "溯川市重点任务分解表（未写明时限）"),
        (Filters(unit="自治区民政厅"), [OF_A_REGION], "内蒙古自治区民政厅重点任务分解表"),
        (Filters(unit="自治州教育局@阿坝藏族羌族自治州"), [PLAN, UNDATED], "阿坝藏族羌族自治州教育局重点任务分解表"),
        (Filters(unit="州教育局@阿坝藏族羌族自治州"), [PLAN, UNDATED], "阿坝藏族羌族自治州教育局重点任务分解表"),
        (Filters(unit="盟教育局@锡林郭勒盟"), [PLAN, UNDATED], "锡林郭勒盟教育局重点任务分解表"),
        (Filters(unit="自治区民政厅@溯川市"), [PLAN, UNDATED], "自治区民政厅重点任务分解表"),
        (Filters(unit="国家发展改革委"), [PLAN], "国家发展改革委重点任务分解表（2022—2026年）"),
        (Filters(unit="宁波海关"), [PLAN], "宁波海关重点任务分解表（2022—2026年）"),
        (Filters(unit="省科技厅"), [PLAN], "省科技厅重点任务分解表（2022—2026年）"),
        (Filters(unit="公安局"), [PLAN], "溯川市公安局重点任务分解表（2022—2026年）"),
        (Filters(), [PLAN], "溯川市科技创新规划重点任务分解表（2022—2026年）"),
        (Filters(), [PLAN, OTHER], "溯川市重点任务分解表（2022—2026年）"),
        (Filters(), [PLAN, UNDATED], "溯川市重点任务分解表"),
        (Filters(region="砚浦市"), [], "砚浦市重点任务分解表"),
        (Filters(), [], "重点任务分解表"),
        (
            Filters(),
            [entry("溯川市人民政府办公室关于印发溯川市2026年实施方案的通知", "溯川市", (2026, 2026))],
            "溯川市2026年实施方案重点任务分解表",
        ),
        (Filters(), [entry(None, None, None, "实施方案.v2.docx")], "实施方案.v2重点任务分解表"),
    ],
)
def test_title(filters: Filters, documents: list[DocumentEntry], title: str) -> None:
    assert table_title(filters, documents, called="任务分解表") == title


def test_the_table_of_targets_is_called_so() -> None:
    filters = Filters(unit="市科技局", role="lead", region="溯川市")
    assert table_title(filters, [PLAN], called="主要目标分解表") == "溯川市科技局牵头主要目标分解表（2022—2026年）"


@pytest.mark.parametrize(("date", "shown"), [("2026-12-01", "2026年12月1日"), (None, ""), ("今天", "今天")])
def test_date(date: str | None, shown: str) -> None:
    assert date_line(date) == shown
