"""Searching on the page: other names and their switch, fields, suggestions, owners, tasks together, reasons, orders."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from exported_files import opened_book, sheet_rows
from page_app import Seen, address, count, opened, pills
from page_base import Draft
from streamlit.testing.v1 import AppTest

import kb
from extract.models import Document, Facts, Target
from kb import FILTERS
from kb.query import NAMES, parse
from views.parts.downloads import exporter
from views.parts.search_request import SearchRequest, request_in
from views.parts.syntax import FIELDS, SYNTAX, examples
from views.parts.typeahead import offers

LINES = {
    "松河市": [
        "1.落实研发补助。扩大研发补助范围。到2028年，研发经费投入达到50亿元。（牵头单位：市科技局，配合单位：市财政局）",
        "2.培育科技企业。建设高新技术企业培育库。新增上市公司8家。（牵头单位：市财政局）",
        "3.办好科技节。举办科技节活动。",
    ],
    "临江市": ["1.建设研发平台。建设三个研发平台。（牵头单位：市科技局）"],
}
# Of 松河市 three tasks, a measure each, two targets; of 临江市 a task and its measure.
ALL = 10


def document(path: Path, *, name: str) -> Document:
    """Stands in for the extractor: the file's name is the place that the document governs."""
    region = path.stem
    facts = Facts(f"{region}行动方案", region, None, "方案", "正式", (2026, 2030))
    draft = Draft(name, facts, [f"{region}行动方案", "一、重点任务", *LINES[region]])
    if region == "临江市":
        draft.task("建设研发平台", "建设三个研发平台。", {"市科技局": "lead"})
        return draft.document()
    target = "研发经费投入达到50亿元"
    draft.task("落实研发补助", "扩大研发补助范围。", {"市科技局": "lead", "市财政局": "assist"}, target=target)
    draft.task("培育科技企业", "建设高新技术企业培育库。", {"市财政局": "lead"}, due=2027)
    quote = "新增上市公司8家"
    eight = Target("g2", quote, draft.span(quote), "上市公司", ">=", Decimal(8), "家", 2027, None, "level", "t2", 1)
    draft.targets.append(eight)
    draft.task("办好科技节", "举办科技节活动。", {})
    return draft.document()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    (folder / "文件").mkdir()
    for region in LINES:
        (folder / "文件" / f"{region}.txt").write_text(region, encoding="utf-8")
    report = kb.build([folder / "文件"], index=folder / "indexes", extractor=document)
    assert (report.documents, report.commitments) == (2, ALL), report
    return folder / "indexes"


@pytest.fixture(autouse=True)
def _shown(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_INDEX", str(index))


def follow(seen: Seen, label: str) -> AppTest:
    """The page that a link leads to."""
    return opened(**dict(parse_qsl(urlsplit(seen.link(label)).query)))


# --- other names --------------------------------------------------------------------------------------------------


def test_what_else_was_searched_for_is_said_and_can_be_switched_off() -> None:
    at = opened(q="高企")
    seen = Seen(at)
    assert seen.text("also").startswith("另外检索了：“高企” → 高新技术企业")
    assert set(seen.all("promise", "mark")) == {"高新技术企业"}
    assert count(at) == 2  # The task and its measure.
    off = follow(seen, "关闭同义扩展")
    assert dict(off.query_params) == {"q": "高企", "expand": "0"}
    assert Seen(off).text("empty", "h3") == "没有符合条件的承诺事项"
    assert count(follow(Seen(off), "打开同义扩展")) == 2


def test_the_switch_stays_when_the_words_change() -> None:
    at = opened(q="高企", expand="0")
    at.text_input(key="q").set_value("科技节").run()
    assert dict(at.query_params) == {"q": "科技节", "expand": "0"}
    assert count(at) == 2


def test_without_other_names_nothing_is_said() -> None:
    assert Seen(opened(q="科技节")).text("also") == ""
    assert Seen(opened(expand="0")).text("also") == ""


def test_the_export_is_without_other_names_where_the_page_is() -> None:
    assert rows(SearchRequest("高企")) != []
    assert rows(SearchRequest("高企", expand=False)) == []


def test_letters_find_what_they_stand_for() -> None:
    seen = Seen(opened(q="kjj", kind="task", region="松河市"))
    assert "“kjj” → 科技局（按拼音）" in seen.text("also")
    assert seen.all("h3") == ["落实研发补助"]


def test_what_may_have_been_meant_is_offered() -> None:
    seen = Seen(opened(q="上市工司"))
    assert seen.text("meant") == "是不是要找：上市公司"
    assert count(follow(seen, "上市公司")) == 2  # The target and its task.


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kj", "科技局"),
        ("上市", "上市公司"),
        ("科技节 上市", "上市公司"),
        ("", None),
        ("上市 ", None),
        ("上" * 61, None),
    ],
)
def test_what_is_being_typed_is_offered(typed: str, first: str | None) -> None:
    assert next((offer.text for offer in offers(typed)), None) == first


# --- fields -------------------------------------------------------------------------------------------------------


def test_fields_of_the_query_and_filters_narrow_together() -> None:
    at = opened(q="牵头:市科技局 年份:2026..2028")
    assert count(at) == 1
    at = opened(q="牵头:市科技局")
    assert count(at) == 5
    at.selectbox(key="region").set_value("临江市").run()
    assert count(at) == 2
    assert dict(at.query_params) == {"q": "牵头:市科技局", "region": "临江市"}
    assert pills(at, "kind") == {"任务": 1, "措施": 1}


def test_a_field_with_a_slip_is_pointed_at() -> None:
    at = opened(q="科技节 年份:明年")
    seen = Seen(at)
    assert seen.all("hint", "slip") == ["明年"]
    assert "第 8 个字符" in seen.text("hint")


@pytest.mark.parametrize("parameters", [{"q": "单位:市水利局"}, {"unit": "市水利局"}])
def test_a_name_that_nothing_has_leads_to_the_list_of_names(parameters: dict[str, str]) -> None:
    seen = Seen(opened(**parameters))
    assert "全部单位见 责任单位" in seen.text("hint") + seen.text("notice")
    assert seen.link("责任单位") == "units"


def test_a_long_query_is_shown_around_the_slip() -> None:
    query = "研发 " * 20 + "年份:明年 " + "研发 " * 20
    shown = Seen(opened(q=query)).text("hint", "query")
    assert shown.startswith("…") and shown.endswith("…")
    assert "明年" in shown and len(shown) < 60


def test_the_panel_shows_queries_that_say_what_they_mean() -> None:
    seen = Seen(opened())
    assert sorted(seen.all("syntax", "try")) == sorted([*examples(), "地区:临江市"])
    offered = dict(seen.links)
    for query in examples():
        assert dict(parse_qsl(urlsplit(offered[query]).query)) == {"q": query}
        assert parse(query).hints == ()
    assert dict(parse_qsl(urlsplit(offered["地区:临江市"]).query)) == {"q": "地区:临江市"}


def test_the_panel_names_every_field() -> None:
    said = " ".join(names for names, _, _ in FIELDS)
    assert {field for name, field in NAMES.items() if f"{name}:" in said} == {*NAMES.values()}
    assert all(form for _, form, _, _ in SYNTAX)


# --- owners -------------------------------------------------------------------------------------------------------


def test_what_nobody_answers_for_is_a_filter_with_its_count() -> None:
    at = opened()
    assert pills(at, "owner")["无责任单位"] == 2
    at.get_by_key("owner").set_value("none").run()
    assert dict(at.query_params) == {"owner": "none"}
    assert count(at) == 2
    assert set(Seen(at).all("units-none")) == {"未写明责任单位"}
    assert count(opened(q="单位:无")) == 2


def test_a_unit_and_no_unit_replace_each_other() -> None:
    at = opened()
    at.get_by_key("owner").set_value("none").run()
    assert dict(at.query_params) == {"owner": "none"}
    at.selectbox(key="unit").set_value("松河市财政局").run()
    assert dict(at.query_params) == {"unit": "松河市财政局"}


# --- tasks together -----------------------------------------------------------------------------------------------


def test_a_task_with_what_was_found_of_it_is_one_row() -> None:
    at = opened(region="松河市", sort="document")
    at.get_by_key("group").set_value(True).run()
    assert dict(at.query_params) == {"region": "松河市", "sort": "document", "group": "1"}
    seen = Seen(at)
    assert seen.all("h3") == ["落实研发补助", "培育科技企业", "办好科技节"]
    assert seen.all("items", "kind") == ["措施", "目标", "措施", "目标", "措施"]
    assert seen.all("items", "statement") == ["研发经费投入 ≥ 50 亿元（2028年）", "上市公司 ≥ 8 家（2027年）"]
    assert "归并为 3 行" in seen.all("count-kinds")
    assert count(at) == 8


def test_a_row_of_a_task_leads_to_each_of_its_sentences() -> None:
    seen = Seen(opened(q="上市公司", group="1"))
    assert seen.all("h3") == ["培育科技企业"]
    document = opened("document", **dict(parse_qsl(urlsplit(seen.link("原文")).query)))
    assert Seen(document).all("paper", "mark") == ["新增上市公司8家"]


def test_a_task_whose_measure_alone_was_found_is_a_row_of_the_task() -> None:
    seen = Seen(opened(kind="measure", q="三个", group="1"))
    assert (seen.all("h3"), seen.all("items", "promise", "mark")) == (["建设研发平台"], ["三个"])


def test_very_many_results_are_grouped_by_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.answers.grouping.MOST", 5)
    at = opened(group="1")
    assert "结果过多，只在每页之内归并" in Seen(at).all("count-kinds")
    assert len(Seen(at).all("h3")) == 4


@pytest.mark.parametrize("parameters", [{"group": "1"}, {"group": "1", "q": "研发"}, {"group": "1", "kind": "target"}])
def test_the_export_has_the_rows_of_the_page(parameters: dict[str, str]) -> None:
    shown = Seen(opened(**parameters))
    listed = rows(request_in(parameters))
    assert [row["重点任务"] for row in listed] == ["".join(title) for title in titles(shown)]
    items = len(shown.all("items", "kind"))
    assert sum(row["具体举措"].count("\n") + 1 for row in listed if row.get("具体举措")) <= items + len(listed)


def test_the_workbook_has_a_row_a_task_and_all_targets_by_themselves() -> None:
    tasks, targets, notes = opened_book(exporter(SearchRequest(), "xlsx")()).worksheets
    assert (len(sheet_rows(tasks)), len(sheet_rows(targets))) == (4, 2)
    by_title = {row["重点任务"]: row for row in sheet_rows(tasks)}
    assert by_title["培育科技企业"]["具体举措"] == "建设高新技术企业培育库。"
    assert by_title["培育科技企业"]["目标指标"] == "上市公司 ≥ 8 家（2027年）"
    assert any("一项任务一行" in str(row["内容"]) for row in sheet_rows(notes))


def test_the_form_and_the_format_are_chosen_before_the_file_is_taken() -> None:
    at = opened()
    assert at.get_by_key("export-format").value == "xlsx"
    assert at.get_by_key("export-template-xlsx").options[0] == "重点任务分解表"
    at.get_by_key("export-format").set_value("csv").run()
    assert at.get_by_key("export-csv").label == "下载 CSV"
    with pytest.raises(KeyError):
        at.get_by_key("export-template-xlsx")


def test_a_long_export_is_made_with_its_progress_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.parts.downloads.MANY", 3)
    at = opened()
    with pytest.raises(KeyError):
        at.get_by_key("export-xlsx")
    at.get_by_key("export-make").click().run()
    assert at.get_by_key("export-xlsx").label == "下载 Excel"
    at.text_input(key="q").set_value("研发").run()
    with pytest.raises(KeyError):
        at.get_by_key("export-xlsx")


# --- reasons and orders -------------------------------------------------------------------------------------------


def test_a_row_says_why_it_was_found_when_asked() -> None:
    at = opened(q="高企 牵头:市财政局")
    assert Seen(at).text("why") == ""
    at.get_by_key("why").set_value(True).run()
    assert at.query_params["why"] == "1"
    seen = Seen(at)
    assert set(seen.all("why", "typed")) == {"高企", "牵头:市财政局"}
    assert set(seen.all("why", "found")) == {"高新技术企业", "市财政局（牵头）"}
    assert "正文高新技术企业（同义词）" in seen.text("why")


def test_targets_in_the_order_of_their_value() -> None:
    at = opened(kind="target", sort="value")
    assert Seen(at).all("statement") == ["研发经费投入 ≥ 50 亿元（2028年）", "上市公司 ≥ 8 家（2027年）"]
    assert [(row["指标"], row["目标值"]) for row in rows(request_in({"kind": "target", "sort": "value"}))] == [
        ("研发经费投入", "50"),
        ("上市公司", "8"),
    ]


def titles(seen: Seen) -> list[list[str]]:
    """The titles of the rows, each in its pieces: what matched is a piece of its own."""
    found: list[list[str]] = []
    for number, (around, data) in enumerate(seen.texts):
        if "h3" in around:
            before = seen.texts[number - 1][0]
            if "h3" in before:
                found[-1].append(data)
            else:
                found.append([data])
    return found


def rows(search: SearchRequest) -> list[dict[str, str]]:
    """The rows of the exported list."""
    return list(csv.DictReader(io.StringIO(exporter(search, "csv")().decode("utf-8-sig"))))


# --- filters that mean nothing here are not shown -----------------------------------------------------------------


def filters_shown(at: AppTest) -> set[str]:
    names = {spec.name for spec in FILTERS}
    return {widget.key for kind in ("button_group", "selectbox") for widget in at.get(kind)} & names


def test_a_filter_that_would_change_nothing_is_not_shown() -> None:
    everything = filters_shown(opened())
    assert {"unit", "role", "owner", "region", "kind", "document"} <= everything
    assert not {"doubt", "review"} & everything  # Nothing is in doubt, and nobody has looked at anything.
    one_document = filters_shown(opened(q="落实研发补助", kind="task"))
    assert not {"region", "doc_kind", "document", "owner"} & one_document
    assert "kind" in one_document  # Chosen: it stays, to be lifted.


def test_what_has_an_owner_has_no_choice_of_having_none_and_the_reverse() -> None:
    assert "owner" not in filters_shown(opened(unit="松河市财政局"))
    nobody = filters_shown(opened(owner="none"))
    assert ("owner" in nobody, "role" in nobody) == (True, False)


def test_a_chosen_value_without_results_stays_to_be_lifted() -> None:
    at = opened(kind="target", doc_kind="意见", region="临江市")
    assert Seen(at).all("empty", "h3") == ["没有符合条件的承诺事项"]
    assert {"kind", "doc_kind", "region"} <= filters_shown(at)
    assert pills(at, "kind")["目标"] == 0
    at.get_by_key("kind").set_value(None).run()
    assert "kind" not in address(at)


def test_what_was_clicked_under_a_label_of_before_is_what_it_said() -> None:
    """The browser tells a choice by its label, and the count in that may be another by then."""

    def script() -> None:
        import streamlit as st

        from views.parts.facet_labels import counted, meant_value

        counted("document", "8a1f", "某市方案（2026）", 12)
        counted("document", "8a1f", "某市方案（2026）", 3)
        told = ["某市方案（2026）（12）", "某市方案（2026）（3）", "某市方案（2026）", "8a1f", "方案", None]
        st.session_state["meant"] = [meant_value("document", label) for label in told]

    at = AppTest.from_function(script).run()
    assert at.session_state["meant"] == ["8a1f", "8a1f", "8a1f", "8a1f", "方案", None]
