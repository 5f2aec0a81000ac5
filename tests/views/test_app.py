"""The page's logic without a browser, on a small knowledge base: what is asked, shown, counted, linked, exported."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sqlite3
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from page_app import Seen, count, opened, pills
from page_base import MANY, build_page_base

import kb
from kb.building.write_lock import write_lock
from views.parts.downloads import exporter
from views.parts.search_request import PAGE_SIZE, request_in

# The plan stands twice and speaks once: 2 tasks, 2 measures, 1 target; the opinions have a task and a measure an item.
PLAN, OPINIONS = 5, 2 * MANY
ALL = PLAN + OPINIONS


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_page_base(tmp_path_factory.mktemp("page"))


@pytest.fixture(autouse=True)
def _shown(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_INDEX", str(index))


# --- search -------------------------------------------------------------------------------------------------------


def test_at_first_everything_is_listed_with_its_kinds() -> None:
    at = opened()
    seen = Seen(at)
    assert count(at) == ALL
    assert seen.text("count-kinds") == f"任务 {2 + MANY} · 措施 {2 + MANY} · 目标 1"
    assert len(seen.all("kind")) == PAGE_SIZE


def test_an_address_sets_widgets_and_results() -> None:
    at = opened(q="研发", unit="松河市科学技术局", role="lead", kind="target")
    assert at.text_input(key="q").value == "研发"
    assert at.query_params["unit"] == "松河市科学技术局"
    assert at.get_by_key("role").value == "lead"
    assert at.get_by_key("kind").value == "target"
    seen = Seen(at)
    assert seen.all("statement") == ["研发经费投入 ≥ 50 亿元（2028年）"]
    assert set(seen.all("promise", "mark")) == {"研发"}


def test_widgets_set_the_address_and_a_changed_search_starts_on_its_first_page() -> None:
    at = opened(page="2")
    at.selectbox(key="region").set_value("临江市").run()
    at.text_input(key="q").set_value("清单").run()
    at.get_by_key("kind").set_value("measure").run()
    assert dict(at.query_params) == {
        "q": "清单",
        "region": "临江市",
        "kind": "measure",
    }
    assert count(at) == MANY
    at.get_by_key("kind").set_value(None).run()
    at.selectbox(key="region").set_value(None).run()
    at.text_input(key="q").set_value("").run()
    assert dict(at.query_params) == {}
    assert count(at) == ALL


def test_filters_show_the_counts_that_choosing_them_gives() -> None:
    at = opened(region="松河市")
    assert pills(at, "kind") == {"任务": 2, "措施": 2, "目标": 1}
    at.get_by_key("kind").set_value("task").run()
    assert count(at) == 2
    roles = pills(at, "role")
    assert roles["牵头"] == 2
    assert [option for option in at.selectbox(key="unit").options if option.startswith("松河市财政局")] == [
        "松河市财政局（2）"
    ]


def test_copies_are_counted_where_they_are_asked_for() -> None:
    at = opened(region="松河市")
    assert count(at) == PLAN
    assert pills(at, "copies") == {"含重复": 5}
    at.get_by_key("copies").set_value("all").run()
    assert dict(at.query_params) == {"region": "松河市", "copies": "all"}
    assert count(at) == 2 * PLAN
    shown = {name: {pill.key for pill in opened(region=name).get("button_group")} for name in ("松河市", "临江市")}
    assert ("copies" in shown["松河市"], "copies" in shown["临江市"]) == (True, False)


def test_the_role_is_that_of_the_chosen_unit() -> None:
    leads = opened(unit="松河市科学技术局", role="lead", kind="task")
    assert set(Seen(leads).all("h3")) == {"落实研发补助"}
    assists = opened(unit="松河市科学技术局", role="assist", kind="task")
    assert set(Seen(assists).all("h3")) == {"建设创新平台"}


def test_several_units_are_any_of_them() -> None:
    at = opened(unit="松河市科学技术局", kind="task", role="lead")
    assert count(at) == 1
    at.selectbox(key="unit").set_value("松河市财政局").run()
    assert at.query_params["unit"] == "松河市科学技术局、松河市财政局"
    assert count(at) == 2
    assert Seen(at).all("piece")[::2][:2] == ["松河市科学技术局牵头", "或 松河市财政局牵头"]
    lifted = dict(parse_qsl(urlsplit(Seen(at).link("×")).query))
    assert lifted == {"unit": "松河市财政局", "role": "lead", "kind": "task"}
    asked = opened(unit="市科技局、松河市财政局", kind="task")
    chosen = Seen(asked).link("松河市科学技术局")
    assert dict(parse_qsl(urlsplit(chosen).query))["unit"] == "松河市科学技术局、松河市财政局"


def test_a_name_that_two_places_share_asks_for_the_place() -> None:
    at = opened(unit="市科技局")
    seen = Seen(at)
    assert "多个地区都有“市科技局”，请选择（左侧各项的数字是这 2 个单位合计）：" in seen.text("choices")
    # Until one is chosen the filters count what either answers for, not what all units do.
    led = sum(pills(opened(unit="市科技局", role="lead"), "kind").values())
    assert led == count(opened(unit="松河市科学技术局", role="lead")) < count(opened(role="lead"))
    chosen = seen.link("松河市科学技术局")
    at = opened(**dict(parse_qsl(urlsplit(chosen).query)))
    assert count(at) == PLAN
    assert count(opened(unit="市科技局", region="临江市")) == OPINIONS


def test_a_row_shows_owners_source_and_a_link_to_the_place() -> None:
    at = opened(q="联合实验室", kind="task")
    seen = Seen(at)
    assert set(seen.all("role")) == {"牵头", "配合"}
    assert set(seen.all("source-title")) == {"《松河市科技创新行动方案》"}
    assert set(seen.all("source-page")) == {"第2页"}
    assert set(seen.all("source-path")) == {"一、重点任务"}
    assert set(seen.all("due")) == {"2027年"}
    assert set(seen.all("source", "note")) == {"另有内容相同的文件"}
    address = urlsplit(seen.link("查看原文"))
    document = opened(address.path, **dict(parse_qsl(address.query)))
    assert Seen(document).all("paper", "mark") == ["建设创新平台"]


def test_a_task_shows_its_targets() -> None:
    seen = Seen(opened(q="研发补助", kind="task"))
    assert seen.all("targets", "li") == ["研发经费投入 ≥ 50 亿元（2028年）"]
    assert Seen(opened(q="联合实验室", kind="task")).all("targets") == []


def test_pages_of_results() -> None:
    at = opened(region="临江市", kind="task", page="2")
    assert len(Seen(at).all("kind")) == MANY - PAGE_SIZE
    assert len(Seen(opened(region="临江市", kind="task", page="99")).all("kind")) == MANY - PAGE_SIZE
    at = opened(region="临江市", kind="task")
    at.get("pagination")[0].set_value(2).run()
    assert at.query_params["page"] == "2"
    assert len(Seen(at).all("kind")) == MANY - PAGE_SIZE


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": "清单"},
        {"unit": "松河市科学技术局", "role": "lead"},
        {"region": "临江市", "kind": "task", "sort": "document"},
    ],
)
def test_the_export_holds_exactly_what_is_shown(parameters: dict[str, str], index: Path) -> None:
    shown: list[str] = []
    number = 1
    while len(shown) < count(at := opened(**parameters, page=str(number))):
        shown += [href for label, href in Seen(at).links if label == "查看原文"]
        number += 1
    with kb.open(index) as base:
        search = request_in(parameters)
        found = base.search(search.text, filters=search.filters, sort=search.sort, size=200)
    assert [dict(parse_qsl(urlsplit(href).query))["at"] for href in shown] == [hit.id for hit in found.hits]
    sheet = exporter(search, "csv")().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert sorted(row["重点任务"] for row in rows) == sorted({str(hit.task_title) for hit in found.hits}), (
        "a row a task"
    )
    said = "\n".join(row["具体举措"] + row["原文"] for row in rows)
    assert all(hit.text in said for hit in found.hits)


@pytest.mark.parametrize(
    ("parameters", "label", "total"),
    [
        ({"unit": "松河市财政局", "region": "临江市"}, "去掉“地区：临江市”", PLAN),
        ({"q": "联合实验室", "role": "responsible"}, "去掉“承担角色：负责”", 2),
    ],
)
def test_where_nothing_is_found_the_condition_to_lift_is_offered(
    parameters: dict[str, str], label: str, total: int
) -> None:
    seen = Seen(opened(**parameters))
    assert seen.text("empty", "h3") == "没有符合条件的承诺事项"
    there = opened(**dict(parse_qsl(urlsplit(seen.link(label)).query)))
    assert count(there) == total


def test_where_nothing_at_all_can_be_found_there_is_advice() -> None:
    assert "换一个更短的词" in Seen(opened(q="量子纠缠")).text("empty")


def test_a_slip_in_the_query_is_searched_as_words_and_pointed_at() -> None:
    at = opened(q='"研发')
    seen = Seen(at)
    assert seen.all("hint", "slip") == ['"']
    assert count(at) > 0


@pytest.mark.parametrize("parameters", [{"region": "某某市"}, {"document": "没有的文件"}, {"unit": "没有的单位"}])
def test_a_filter_that_names_nothing_says_so_and_can_be_lifted(parameters: dict[str, str]) -> None:
    at = opened(**parameters)
    ((name, value),) = parameters.items()
    assert value in Seen(at).text("notice")
    if name == "unit":
        at = opened(**dict(parse_qsl(urlsplit(Seen(at).link("×")).query)))
    else:
        assert at.selectbox(key=name).value == value
        at.selectbox(key=name).set_value(None).run()
    assert count(at) == ALL


def test_what_an_address_cannot_mean_is_said() -> None:
    at = opened(year="明年", q="实验室")
    assert "链接中的到期“明年”不是可用的条件，已忽略。" in Seen(at).all("notice")
    assert count(at) == 2


@pytest.mark.parametrize("parameters", [{"q": "<script>alert(1)</script>"}, {"unit": "<b>创新专班</b>"}, {}])
def test_nothing_from_a_document_or_an_address_becomes_markup(parameters: dict[str, str]) -> None:
    at = opened(**parameters)
    bodies = "".join(element.proto.body for element in at.get("html"))
    assert "<script" not in bodies
    assert "<b>" not in bodies


def test_files_that_failed_are_named_at_home_and_listed_with_the_remedy_but_not_over_a_search() -> None:
    assert "扫描件.pdf" in Seen(opened("home")).text("panel-failed")
    assert "扫描件" not in "".join(element.proto.body for element in opened().get("html"))
    listed = Seen(opened("documents"))
    assert listed.all("failures", "td") == ["扫描件.pdf", "没有文字层，是扫描的图像", "请先做文字识别，再放回文件夹"]


# --- documents and units ------------------------------------------------------------------------------------------


def test_documents_are_listed_with_what_was_taken_from_them() -> None:
    seen = Seen(opened("documents"))
    assert seen.all("figure", "strong") == ["3", str(2 + MANY), str(2 + MANY), "1", "0", "1"]
    assert sorted(seen.all("document-title")) == [
        "临江市<script>alert(1)</script>若干意见",
        "松河市科技创新行动方案",
        "松河市科技创新行动方案",
    ]
    assert sorted(seen.all("documents", "note")) == ["内容相同：副本/方案2.txt（不重复计数）", "内容相同：方案.txt"]
    assert "方案（征求意见稿）" in seen.all("documents", "td")
    listed = opened(**dict(parse_qsl(urlsplit(seen.link(str(MANY))).query)))
    assert count(listed) == MANY


def test_units_are_listed_with_their_roles_and_lead_to_their_lists() -> None:
    at = opened("units")
    rows = Seen(at)
    assert "松河市科学技术局" in rows.all("td", "a")
    at.text_input(key="name").set_value("财政").run()
    seen = Seen(at)
    assert seen.all("td", "a") == ["松河市财政局", "1", "1"]
    assert at.query_params["name"] == "财政"
    assert seen.link("松河市财政局").startswith("unit?id=")
    assert count(opened(**dict(parse_qsl(urlsplit(seen.link("1")).query)))) == 1


def test_units_of_a_place() -> None:
    assert Seen(opened("units", region="临江市")).all("td", "a")[0] == "临江市科学技术局"
    assert Seen(opened("units", region="某某市")).text("facts") == Seen(opened("units")).text("facts")


def test_names_that_were_not_recognised_are_listed_apart() -> None:
    at = opened("units", unresolved="1")
    assert Seen(at).all("td", "a")[0] == "<b>创新专班</b>"
    assert "照原文保留" in Seen(at).text("facts")


def test_a_document_opens_without_a_place() -> None:
    seen = Seen(opened("document", id=document_id("意见.txt")))
    assert seen.text("document-head", "h2") == "临江市<script>alert(1)</script>若干意见"
    assert seen.all("paper", "mark") == []
    assert len(seen.all("toc", "a")) == MANY


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({}, "请从检索结果或文件总览打开一份文件。"),
        ({"id": "nothing"}, "nothing"),
    ],
)
def test_an_address_without_a_document_says_what_to_do(parameters: dict[str, str], message: str) -> None:
    at = opened("document", **parameters)
    assert message in "".join([*(info.value for info in at.info), Seen(at).text("notice")])


def test_a_place_that_is_gone_is_said() -> None:
    at = opened("document", id=document_id("方案.txt"), at="gone")
    assert "已不在这份文件里" in Seen(at).text("notice")
    assert Seen(at).text("paper")


def document_id(path: str) -> str:
    with kb.open(Path(os.environ["KB_INDEX"])) as base:
        return next(document.id for document in base.documents.all() if document.path == path)


# --- nothing there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["home", "search", "units", "documents", "document"])
def test_without_a_knowledge_base_every_page_says_how_to_make_one(
    view: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "none"))
    at = opened(view, id="d1")
    seen = Seen(at)
    assert "还没有知识库" in seen.text("notice")
    assert seen.link("到“导入”页选择文件") == "import"
    assert_plain(seen)


def assert_plain(seen: Seen) -> None:
    """No path and no command stands on the page."""
    assert not any(word in seen.text() for word in ("python", "make ", "/tmp", os.sep + "indexes"))


@pytest.mark.parametrize("view", ["home", "search", "units", "documents"])
def test_a_knowledge_base_of_another_version_and_a_damaged_one_say_what_to_do(
    view: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(os.environ["KB_INDEX"], tmp_path / "old")
    with sqlite3.connect(tmp_path / "old" / "kb.sqlite3") as database:
        database.execute("UPDATE meta SET value = 'before' WHERE key = 'schema'")
    database.close()
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "old"))
    seen = Seen(opened(view))
    assert "程序已更新" in seen.text("notice")
    assert seen.link("到“导入”页重新读入") == "import"
    assert_plain(seen)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "kb.sqlite3").write_bytes(b"no database" * 1000)
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "broken"))
    seen = Seen(opened(view))
    assert "不能读取" in seen.text("notice")
    assert_plain(seen)


@pytest.mark.parametrize("view", ["home", "search", "units", "documents"])
def test_while_somebody_writes_the_page_says_so_and_shows_what_there_is(view: str) -> None:
    with write_lock(Path(os.environ["KB_INDEX"])):
        seen = Seen(opened(view))
        assert "正在更新" in seen.text("note-only")
        assert seen.text("figure") or seen.text("hits") or seen.text("listing")
    assert "正在更新" not in Seen(opened(view)).text()


def test_while_the_first_build_runs_the_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_INDEX", str(tmp_path))
    with write_lock(tmp_path):
        assert "正在建立" in Seen(opened("home")).text("note-only")


@pytest.mark.parametrize("view", ["home", "search", "documents"])
def test_an_empty_folder_is_no_error(view: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    kb.build([tmp_path / "empty"], index=tmp_path / "indexes")
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "indexes"))
    seen = Seen(opened(view))
    assert "知识库里还没有文件。" in seen.text("note-only")
    assert seen.link("到“导入”页选择文件") == "import"
