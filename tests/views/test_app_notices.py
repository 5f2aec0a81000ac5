"""What the page shows of notices, doubts and deadlines, without a browser."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from notice_base import build_notice_base
from page_app import Seen, count, opened, pills

import kb


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_notice_base(tmp_path_factory.mktemp("notices"))


@pytest.fixture(autouse=True)
def _shown(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_INDEX", str(index))


def document_id() -> str:
    with kb.open(Path(os.environ["KB_INDEX"])) as base:
        return base.documents.all()[0].id


def test_rows_say_what_dates_them_and_what_speaks_against_them() -> None:
    seen = Seen(opened(kind="task", sort="document"))
    assert seen.all("due") == [
        "2025年",
        "〔据目标〕",
        "6月底前（2026年）",
        "2030年",
        "〔据规划期〕",
        "2027年",
        "〔据章节〕",
    ]
    assert seen.all("targets", "li")[0] == "新增上市企业 ≥ 10 家"
    assert seen.all("hit", "doubts") == ["存疑", "单位不在名录中"]
    seen = Seen(opened(q="算力", kind="target"))
    assert seen.all("hit", "doubts") == ["存疑", "数值未能读准；单位不在名录中"]
    grouped = Seen(opened(q="算力", kind="target", group="1"))
    assert grouped.all("hit", "doubts") == ["存疑", "数值未能读准；单位不在名录中"]


def test_what_is_doubted_can_be_listed() -> None:
    at = opened()
    assert pills(at, "doubt") == {"有存疑": 5, "无存疑": 5}
    at.get_by_key("doubt").set_value("some").run()
    assert count(at) == 5
    assert at.query_params["doubt"] == "some"


def test_a_document_lists_its_notices_with_links_to_their_places() -> None:
    seen = Seen(opened("document", id=document_id()))
    assert seen.text("notices", "summary") == "提示 3未归入任务的责任语句 2，附件未随文 1"
    assert seen.all("notices", "li") == [
        "附件未随文",
        "“（责任单位：数产专班）”前面没有任务，这里的责任单位未能归入",
        "第8页",
        "“另行通知”前面没有任务，这里的责任单位未能归入",
        "第8页",
    ]
    assert seen.all("paper", "noticed") == ["（责任单位：数产专班）", "另行通知"]
    address = next(href for label, href in seen.links if label.startswith("“另行通知”"))
    there = Seen(opened("document", **dict(parse_qsl(urlsplit(address).query))))
    assert there.all("paper", "mark") == ["另行通知"]
    assert there.all("chosen-line", "kind") == ["提示"]
    assert there.all("notices", "current") == ["“另行通知”前面没有任务，这里的责任单位未能归入", "第8页"]


def test_a_chosen_commitment_says_what_speaks_against_it() -> None:
    with kb.open(Path(os.environ["KB_INDEX"])) as base:
        (hit,) = base.search("算力", filters=kb.Filters(kind="target")).hits
    seen = Seen(opened("document", id=hit.document.id, at=hit.id))
    assert seen.all("doubts") == ["存疑", "数值未能读准；单位不在名录中"]
    with kb.open(Path(os.environ["KB_INDEX"])) as base:
        (hit,) = base.search("遴选", filters=kb.Filters(kind="measure")).hits
    seen = Seen(opened("document", id=hit.document.id, at=hit.id))
    assert seen.all("doubts") == ["存疑", "单位不在名录中"]  # That of its task.


def test_the_overview_counts_the_notices_of_each_document() -> None:
    seen = Seen(opened("documents"))
    assert seen.all("noticed", "a") == ["3"]
    assert "处提示" in seen.all("figure")
    assert f"document?id={document_id()}" in [href for label, href in seen.links if label == "3"]
