"""The command that lists what people corrected and checked."""

from __future__ import annotations

from kb.cli import json_output, terminal
from kb.knowledge_base import KnowledgeBase
from kb.records.contents import shown_content
from kb.records.models import Conflict, Correction
from kb.shown_time import shown_time


def print_records(base: KnowledgeBase, document: str | None, *, conflicts: bool, as_json: bool) -> None:
    """The records of a document or of all; with `conflicts` those that no longer fit what the file says."""
    identity = None if document is None else base.documents.named(document)
    found: tuple[Correction, ...] | tuple[Conflict, ...]
    found = base.records.conflicts(identity) if conflicts else base.records.corrections(identity)
    if as_json:
        print(json_output.dump(found))
        return
    header = ("编号", "时间", "校核人", "做了什么", "原来", "改为", "文件", "状态")
    rows = [_conflict_row(one) if isinstance(one, Conflict) else _row(one) for one in found]
    if conflicts:
        header = ("编号", "时间", "校核人", "做了什么", "记录", "现在", "文件", "为什么")
    print(terminal.table(header, rows, widest=(None, None, 12, None, 40, 40, 32, 24), total=terminal.width()))
    print(f"共 {len(found)} 条")


def _row(one: Correction) -> tuple[str, ...]:
    changed = {name: value for name, value in one.before.items() if not one.after or name in one.after}
    state = "" if one.undone is None else f"已由{one.undone_by}撤销"
    before, after = shown_content(one.kind, changed), shown_content(one.kind, one.after)
    return (str(one.id), shown_time(one.time), one.editor, one.statement, before, after, one.label, state)


def _conflict_row(one: Conflict) -> tuple[str, ...]:
    of = one.correction
    return (str(of.id), shown_time(of.time), of.editor, of.statement, one.recorded, one.now, of.label, one.reason)
