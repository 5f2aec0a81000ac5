"""What a person keeps, on the page: saved searches and what is new in them, the history, documents of his own."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_app import Seen, address, count, opened
from page_base import MANY, build_page_base

import kb
from views.parts.search_request import request_in
from views.parts.search_words import search_words


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    built = build_page_base(tmp_path)
    monkeypatch.setenv("KB_INDEX", str(built))
    return built


def save(index: Path, parameters: dict[str, str], *, seen_all: bool, person: str = "本机") -> None:
    search = request_in(parameters)
    with kb.open(index) as base:
        marks = base.marks(search.text, filters=search.filters)
        assert marks is not None
        seen = kb.seen_now(marks if seen_all else marks[1:])
        base.personal.save(
            person,
            "已存",
            search.kept(),
            seen=seen,
            state=base.state() if seen_all else "x",
            time="2026-03-01T08:00:00Z",
        )


def test_a_search_is_remembered_and_one_that_goes_on_from_it_takes_its_place(index: Path) -> None:
    at = opened(q="清单")
    at.get_by_key("kind").set_value("measure").run()
    opened(q="研发")
    with kb.open(index) as base:
        made = base.personal.history("本机")
    assert [(one.name, one.total) for one in made] == [("“研发”", 3), ("“清单” · 措施", MANY)]


def test_the_first_page_tells_how_much_is_new_in_a_saved_search(index: Path) -> None:
    assert "已存检索" not in Seen(opened("home")).all("h3")
    save(index, {"region": "临江市", "kind": "measure"}, seen_all=False)
    seen = Seen(opened("home"))
    assert seen.all("saved-searches", "news") == ["新增 1"]
    assert "region=" in seen.link("已存") and "kind=measure" in seen.link("已存")
    save(index, {"q": "研发"}, seen_all=True, person="王芳")
    assert Seen(opened("home")).all("saved-searches", "a") == ["已存"]  # Hers are hers.


def test_a_saved_search_that_is_opened_shows_what_is_new_and_counts_as_seen(index: Path) -> None:
    save(index, {"region": "临江市", "kind": "measure"}, seen_all=False)
    at = opened(region="临江市", kind="measure")
    seen = Seen(at)
    assert "查看以来新增 1 项" in seen.text("hint")
    assert (count(at), seen.all("hit-side", "news")) == (MANY, ["新增"])
    at.get_by_key("new").set_value(True).run()
    assert address(at)["new"] == "1"
    assert (count(at), len(Seen(at).all("hit-side", "news"))) == (1, 1)
    again = Seen(opened(region="临江市", kind="measure"))
    assert "查看以来新增 1 项" in again.text("hint")  # Until the knowledge base changes again.
    assert Seen(opened("home")).all("saved-searches", "news") == []


def test_documents_that_were_picked_are_a_scope(index: Path) -> None:
    assert "mine" not in {toggle.key for toggle in opened().toggle}
    with kb.open(index) as base:
        plan = next(entry for entry in base.documents.all() if entry.facts.region == "松河市" and not entry.copy)
        base.personal.pick("本机", plan.id, on=True, time="2026-03-01T08:00:00Z")
    at = opened()
    at.get_by_key("mine").set_value(True).run()
    assert address(at) == {"mine": "1"}
    assert count(at) == count(opened(document=plan.id))
    assert "我的文件" in Seen(at).all("piece")
    listed = opened("documents", mine="1")
    assert len(Seen(listed).all("document-title")) == 1


def test_what_changed_since_the_last_look_is_told_and_marked_as_seen(index: Path) -> None:
    at = opened("home")
    assert "标为已看以后" in Seen(at).text("since-look")
    with kb.open(index) as base:
        base.personal.looked("本机", time="2020-01-01T00:00:00Z")
    at = opened("home")
    assert "新增 3 份" in Seen(at).text("since-look")
    at.get_by_key("looked").click().run()
    assert "没有新增或变化的文件" in Seen(at).text("since-look")


def test_a_search_in_words() -> None:
    given = {"q": "研发", "unit": "市科技局", "role": "lead", "year": "2026", "mine": "1"}
    assert search_words(request_in(given)) == "“研发” · 市科技局牵头 · 2026年到期 · 我的文件"
    assert search_words(request_in({})) == "全部事项"
