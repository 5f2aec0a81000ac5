"""Results of one task stand together, page after page as on one long page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kb_samples import FENGAN, YUNXI, built

import kb
from kb import Filters
from kb.__main__ import main
from kb.answers import grouping
from kb.answers.grouping import in_rows


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


@pytest.mark.parametrize(
    ("numbers", "tasks", "rows"),
    [
        ([], {}, []),
        ([7, 3, 8], {7: 7, 8: 7, 3: 1}, [[7, 8], [3]]),
        ([5, 4], {5: None, 4: None}, [[5], [4]]),
        ([2, 9], {2: 1}, [[2], [9]]),  # A number that the store no longer has.
    ],
)
def test_in_rows(numbers: list[int], tasks: dict[int, int | None], rows: list[list[int]]) -> None:
    assert in_rows(numbers, tasks) == rows


def as_rows(results: kb.Results) -> list[tuple[str | None, list[str]]]:
    return [(group.task_id, [hit.id for hit in group.hits]) for group in results.groups]


@pytest.mark.parametrize("sort", ["relevance", "document", "year", "value"])
@pytest.mark.parametrize("text", ["", "研发", "企业 或 建设", "化妆", "没有这个词组"])
@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_of_rows_are_pieces_of_the_whole(base: kb.KnowledgeBase, text: str, sort: kb.Sort, size: int) -> None:
    whole = as_rows(base.everything(text, sort=sort))
    first = base.search(text, sort=sort, size=size, grouped=True)
    assert (first.rows, first.pages) == (len(whole), -(-len(whole) // size))
    pages = [base.search(text, sort=sort, size=size, grouped=True, page=page) for page in range(1, first.pages + 1)]
    assert [row for page in pages for row in as_rows(page)] == whole
    assert all(page.total == base.search(text).total for page in pages)


def test_of_very_many_results_those_of_a_page_stand_together(
    base: kb.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MOST", 3)
    everything = base.everything(sort="document").hits
    assert len(everything) > 10
    found = base.search(sort="document", size=2, grouped=True)
    assert (found.rows, found.size, found.pages) == (None, 2, -(-len(everything) // 2))
    assert found.hits == everything[:2]


def test_a_task_in_one_row_on_the_command_line(base: kb.KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    index = str(base.index)
    rows = base.search("研发", grouped=True).rows
    assert rows is not None and rows < base.search("研发").total
    main(["search", "研发", "--group", "--index", index])
    lines = capsys.readouterr().out.splitlines()
    assert f"归并为 {rows} 行" in lines[0]
    assert len(lines) == rows + 2
    assert any("（措施 1" in line for line in lines)
    main(["search", "研发", "--group", "--limit", "1", "--index", index])
    assert f"另有 {rows - 1} 行未显示" in capsys.readouterr().out


def test_grouped_under_filters(base: kb.KnowledgeBase) -> None:
    found = base.search(filters=Filters(kind="measure"), grouped=True)
    assert found.rows == len({hit.task_id for hit in base.everything(filters=Filters(kind="measure")).hits})
