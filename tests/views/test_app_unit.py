"""The page of one unit without a browser: names, counts, years, second unit, question, links."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from kb_samples import FENGAN, QINGHE, YUNXI, sample_extractor, write
from page_app import Seen, address, count, opened
from page_base import MANY, build_page_base
from streamlit.testing.v1 import AppTest

import kb
from kb.base import base_records
from kb.building.write_lock import write_lock


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_page_base(tmp_path_factory.mktemp("unit"))


@pytest.fixture(autouse=True)
def _shown(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_INDEX", str(index))


def parameters(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_a_unit_is_shown_with_its_names_and_counts() -> None:
    seen = Seen(opened("unit", id="松河市科学技术局"))
    assert seen.text("h2") == "松河市科学技术局"
    assert "松河市 · 2 项任务 · 1 份文件" in seen.text("document-head")
    assert "文件中写作：市科技局" in seen.text("document-head")
    assert seen.all("role-count", "strong") == ["1", "1", "0", "1"]
    assert seen.all("due-title") == ["落实研发补助"]


def test_a_role_and_the_targets_are_listed_by_year() -> None:
    assisted = Seen(opened("unit", id="松河市科学技术局", role="assist"))
    assert assisted.all("due-year", "span") == ["2027年"]
    assert assisted.all("due-title") == ["建设创新平台"]
    targets = Seen(opened("unit", id="松河市科学技术局", role="target"))
    assert targets.all("due-title") == ["研发经费投入 ≥ 50 亿元（2028年）"]
    assert targets.all("due-task") == ["任务：落实研发补助"]


def test_every_row_leads_to_its_sentence_and_counts_to_the_same_search(index: Path) -> None:
    seen = Seen(opened("unit", id="松河市科学技术局"))
    asked = parameters(seen.link("落实研发补助"))
    with kb.open(index) as base:
        assert base.documents.one(asked["id"]).commitment(asked["at"]) is not None
    assert count(opened(**parameters(seen.link("1 项")))) == 1
    listed = parameters(seen.link("在检索中列出这 1 项"))
    assert listed == {"unit": "松河市科学技术局", "role": "lead", "kind": "task"}


def test_a_long_list_says_how_much_is_left() -> None:
    seen = Seen(opened("unit", id="临江市科学技术局"))
    assert len(seen.all("due-title")) == 20
    left = seen.link(f"另有 {MANY - 20} 项")
    assert count(opened(**parameters(left))) == MANY


def test_who_stands_in_the_same_tasks_is_listed_and_drawn() -> None:
    at = opened("unit", id="松河市科学技术局")
    seen = Seen(at)
    assert "松河市财政局" in seen.all("beside", "a")
    assert len(at.get("vega_lite_chart")) == 1
    both = parameters(next(href for label, href in seen.links if label == "2" and "q=" in href))
    assert count(opened(**both)) == 2


def test_two_units_stand_side_by_side() -> None:
    at = opened("unit", id="松河市科学技术局", **{"with": "松河市财政局"})
    seen = Seen(at)
    assert seen.text("h2") == "松河市科学技术局与松河市财政局"
    assert len(at.columns) == 2
    assert [Seen(column).text("h3", "a") for column in at.columns]
    assert count(opened(**parameters(seen.link("共同承担 2 项任务")))) == 2
    assert at.text_input(key="with").value == "松河市财政局"


def test_the_second_unit_is_written_to_the_address() -> None:
    at = opened("unit", id="松河市科学技术局", role="assist")
    at.text_input(key="with").set_value("松河市财政局").run()
    assert not at.exception
    assert address(at) == {"id": "松河市科学技术局", "role": "assist", "with": "松河市财政局"}
    at.text_input(key="with").set_value("").run()
    assert "with" not in at.query_params


def test_a_name_of_several_places_is_asked_about() -> None:
    seen = Seen(opened("unit", id="市科技局"))
    assert "在多个地区都有" in seen.text("choices")
    assert parameters(seen.link("临江市科学技术局")) == {"id": "临江市科学技术局"}
    second = Seen(opened("unit", id="松河市财政局", **{"with": "市科技局"}))
    assert parameters(second.link("临江市科学技术局")) == {"id": "松河市财政局", "with": "临江市科学技术局"}


@pytest.mark.parametrize("name", ["市航天局", "<script>alert(1)</script>", "、", "@", "市科技局@火星"])
def test_a_name_that_nobody_has_is_said(name: str) -> None:
    at = opened("unit", id=name)
    assert "没有名为" in Seen(at).text("notice")
    assert "<script>" not in "".join(
        element.proto.body for element in at.get("html") if "<style" not in element.proto.body
    )


def test_without_a_name_the_list_is_offered() -> None:
    assert "请从责任单位列表" in opened("unit").info[0].value


def test_markup_in_a_name_is_text() -> None:
    seen = Seen(opened("unit", id="<b>创新专班</b>@松河市"))
    assert seen.text("h2") == "<b>创新专班</b>"
    assert "这是……？" in seen.all("h3")


def test_the_task_list_is_downloaded_in_one_click() -> None:
    at = opened("unit", id="松河市科学技术局")
    assert at.get("download_button")


def test_lists_and_rows_lead_to_the_page_of_a_unit() -> None:
    units = Seen(opened("units"))
    assert units.link("松河市科学技术局").startswith("unit?")
    rows = Seen(opened())
    assert parameters(rows.link("市科技局"))["id"] in ("松河市科学技术局", "临江市科学技术局")
    filtered = Seen(opened(unit="松河市财政局"))
    assert parameters(filtered.link("松河市财政局的部门页")) == {"id": "松河市财政局"}


# --- the answer to 这是……？ -----------------------------------------------------------------------------------------


NOBODYS = "<b>创新专班</b>@松河市"


def answered(at: AppTest, unit: str) -> AppTest:
    """The box filled and its button pressed."""
    next(box for box in at.selectbox if box.label == "它是").set_value(unit)
    next(button for button in at.button if button.label == "记住这个答案").click().run()
    assert not at.exception
    return at


@pytest.fixture
def own_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base in which something may be changed."""
    index = build_page_base(tmp_path)
    monkeypatch.setenv("KB_INDEX", str(index))
    return index


def test_an_answer_is_stored_with_who_gave_it(own_base: Path) -> None:
    at = opened("unit", id=NOBODYS)
    assert "松河市科学技术局" in next(box for box in at.selectbox if box.label == "它是").options
    at = answered(at, "松河市科学技术局")
    assert "填写您的姓名" in Seen(at).text("notice")
    with kb.open(own_base) as base:
        assert base.records.aliases() == ()
    at.get_by_key("editor").set_value("张三")
    at = answered(at, "松河市科学技术局")
    with kb.open(own_base) as base:
        (told,) = base.records.aliases()
    assert (told.name, told.region, told.canonical, told.editor) == (
        "<b>创新专班</b>",
        "松河市",
        "松河市科学技术局",
        "张三",
    )
    assert address(at)["id"] == "松河市科学技术局"
    assert "已记住" in Seen(at).text("recorded")


def test_what_cannot_be_stored_is_said(own_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("unit", id=NOBODYS)
    at.get_by_key("editor").set_value("张三")
    monkeypatch.setattr(base_records, "WAIT", 0)
    with write_lock(own_base):
        at = answered(at, "松河市财政局")
    assert "正在更新，没有保存" in Seen(at).text("notice")
    assert address(at)["id"] == NOBODYS


# --- collectives ---------------------------------------------------------------------------------------------------

DISTRICTS = """@ 宁波市分工方案|宁波市|方案
T 建设园区|2026|lead 市科技局；responsible 各区县政府
T 建设平台|2027|lead 慈溪市政府
"""


def test_a_collective_is_shown_with_its_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"宁波": DISTRICTS, "丰安": FENGAN, "云溪": YUNXI, "清禾": QINGHE}
    kb.build([write(tmp_path / "docs", **files)], index=tmp_path / "indexes", extractor=sample_extractor)
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "indexes"))
    seen = Seen(opened("unit", id="各区县政府@宁波市"))
    assert "包括下列单位（10 个" in seen.text("facts")
    assert "海曙区人民政府" in seen.all("unit-names", "li")
    undated = Seen(opened("unit", id="丰安市财政局", role="lead"))
    assert undated.all("due-year", "span") == ["未写明时限"]
