"""The key of a task's row holds on to the task, wherever it moves."""

from __future__ import annotations

from pathlib import Path

from kb_samples import FENGAN, built

import kb
from kb.export.task_context import progress_by_key
from kb.records.progress import TaskProgress
from kb.row_keys import document_of, keyed_tasks


def keys(base: kb.KnowledgeBase) -> list[tuple[str, str]]:
    documents = [document.id for document in base.documents.all()]
    return [(task.title, task.key) for task in keyed_tasks(base._state.now().store, documents)]


def test_what_is_inserted_before_changes_no_key(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        before = dict(keys(base))
    head, rest = FENGAN.split("\n", 1)
    with built(tmp_path, a=f"{head}\n插入的一段话\nT 新的任务||\nM 新的措施。\n{rest}") as base:
        after = dict(keys(base))
    assert before.items() < after.items()


def test_tasks_of_one_title_have_keys_of_their_own(tmp_path: Path) -> None:
    text = "@ 甲|丰安市|方案\nT 加强领导||\nM 一。\nT 加强领导||\nM 二。\n"
    with built(tmp_path, a=text, b=text.replace("甲", "乙")) as base:
        found = [key for _, key in keys(base)]
    assert len(set(found)) == 4
    assert [key.endswith("-2") for key in found] == [False, True, False, True]


def test_what_was_filled_in_of_a_copy_counts(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=FENGAN) as base:
        hits = base.search("", size=100).hits
        (speaking,) = {hit.document.id for hit in hits}
        tasks = keyed_tasks(base._state.now().store, [speaking])
        (other,) = hits[0].document.duplicates
        recorded = {tasks[0].key.replace(speaking, other): TaskProgress(progress="已启动")}
        assert document_of(tasks[0].key) == speaking
        assert progress_by_key(recorded, tasks, hits) == {tasks[0].key: TaskProgress(progress="已启动")}
