"""The first page without a browser: what is due on a day of the test's own, what is to be checked, what has changed."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from page_app import Seen, count, opened
from page_base import MANY, build_page_base, read

import kb
from views.parts import clock


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_page_base(tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def _shown(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_INDEX", str(index))
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2027, 11, 2))


def follow(seen: Seen, label: str) -> dict[str, str]:
    address = urlsplit(seen.link(label))
    assert address.path == "search"
    return dict(parse_qsl(address.query))


def test_what_is_due_is_counted_and_leads_to_its_list() -> None:
    seen = Seen(opened("home"))
    assert seen.all("figure-now", "strong") == ["1", "1"]
    assert "2027年四季度" in seen.text("panel", "h3")
    assert seen.all("panel", "listing", "td") == ["松河市财政局", "1", "1"]
    assert count(opened(**follow(seen, "1"))) == 1
    undated = [label for label in seen.all("figure") if label == "未写明时限"]
    assert undated == ["未写明时限"]


def test_what_comes_next_leads_to_its_sentence() -> None:
    seen = Seen(opened("home"))
    assert seen.all("nearest", "nearest-title") == ["建设创新平台"]
    assert seen.all("nearest", "due") == ["2027年"]
    address = urlsplit(seen.link("建设创新平台"))
    assert Seen(opened(address.path, **dict(parse_qsl(address.query)))).text("paper", "mark")


def test_of_a_place_that_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("home")
    at.selectbox(key="place").set_value("临江市").run()
    assert at.query_params["place"] == "临江市"
    assert Seen(at).all("figure-now", "strong") == ["0", "0"]
    assert "没有到期的任务" in Seen(at).text("panel")
    assert Seen(opened("home", place="松河市")).all("figure-now", "strong") == ["1", "1"]
    assert Seen(opened("home", place="<b>某地")).all("figure-now", "strong") == ["1", "1"]


def test_what_is_to_be_checked_and_what_could_not_be_read() -> None:
    seen = Seen(opened("home"))
    assert "1 个单位名称未能识别" in seen.text("states")
    assert seen.link("1 个单位名称未能识别") == "units?unresolved=1"
    assert seen.text("panel-failed", "h3") == "未能读入的文件 1 个"
    assert "没有文字层，是扫描的图像。请先做文字识别" in seen.text("panel-failed", "facts")


def test_what_the_last_build_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = build_page_base(tmp_path)
    monkeypatch.setenv("KB_INDEX", str(index))
    (tmp_path / "我的 文件" / "方案9.txt").write_text("9", encoding="utf-8")
    (tmp_path / "我的 文件" / "意见.txt").unlink()
    time = datetime.datetime(2027, 11, 1, 12).astimezone()
    kb.build([tmp_path / "我的 文件"], index=index, extractor=read, time=time)
    changes = Seen(opened("home"))
    told = changes.all("states", "state")
    assert [line for line in told if line.startswith(("新增", "移除"))] == ["新增 1 份", "移除 1 份"]
    assert "11月1日 12:00 更新：" in changes.text("facts")
    assert "意见.txt" in changes.all("files", "li")
    kb.build([], index=index, time=time + datetime.timedelta(hours=20))
    again = Seen(opened("home")).text("facts")
    assert "今天 08:00 检查过文件，没有变化。" in again
    assert "11月1日 12:00 更新：" in again


def test_three_places_to_start() -> None:
    seen = Seen(opened("home"))
    starts = [(label, href) for label, href in seen.links if href.split("?")[0] in ("search", "units", "documents")][:3]
    assert [href.split("?")[0] for _, href in starts] == ["search", "units", "documents"]
    assert f"{5 + 2 * MANY} 项任务、措施和目标" in starts[0][0]
    assert "3 份文件，2 个地区" in starts[2][0]


def test_words_go_on_to_the_search() -> None:
    at = opened("home")
    at.text_input(key="q").set_value(" 研发 ").run()
    assert at.query_params["q"] == "研发"
    assert set(Seen(at).all("passage", "mark") + Seen(at).all("promise", "mark")) == {"研发"}


@pytest.mark.parametrize("parameters", [{"q": "研发"}, {"unit": "松河市科学技术局", "role": "lead"}, {"page": "2"}])
def test_an_address_of_when_this_was_the_search_page_still_leads_there(parameters: dict[str, str]) -> None:
    at = opened("home", **parameters)
    assert {name: at.query_params[name] for name in parameters} == parameters
    assert count(at) == count(opened(**parameters))


def test_nothing_of_a_document_becomes_markup() -> None:
    bodies = "".join(element.proto.body for element in opened("home").get("html"))
    assert "<script" not in bodies
    assert "<b>" not in bodies


def test_without_failures_nothing_is_said_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = build_page_base(tmp_path)
    (tmp_path / "我的 文件" / "扫描件.pdf").unlink()
    kb.build([tmp_path / "我的 文件"], index=index, extractor=read)
    monkeypatch.setenv("KB_INDEX", str(index))
    assert "未能读入" not in Seen(opened("home")).text()
    assert os.environ["KB_INDEX"] == str(index)


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("2027-11-02T10:20:00", "今天 10:20"),
        ("2027-01-09T08:05:00", "1月9日 08:05"),
        ("2025-12-01T17:30:00", "2025年12月1日 17:30"),
    ],
)
def test_a_moment_as_it_is_read(time: str, shown: str) -> None:
    moment = datetime.datetime.fromisoformat(time).astimezone().astimezone(datetime.UTC).isoformat()
    assert clock.local_time(moment, datetime.date(2027, 11, 2)) == shown
