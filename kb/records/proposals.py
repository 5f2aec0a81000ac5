"""What a person wants to change → the record of it; what cannot be, or was changed by somebody else, is refused."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from extract.models import Document, Span, Task
from kb.errors import BadCorrection, StaleCorrection
from kb.records.anchoring import AnchoredText
from kb.records.application import Corrected
from kb.records.contents import changed_fields, content_of, new_content
from kb.records.items import DocumentItem
from kb.records.models import Correction, Edit, ItemDetail
from kb.records.record_store import now
from kb.shown_time import shown_time
from kb.store.document_rows import text_key

_LONGEST_NAME = 40
_LONGEST_REASON = 500


def state_token(content: Any, record: int | None) -> str:
    """What stands for the state of an item: its fields, and the last record of it."""
    return hashlib.sha256(json.dumps([content, record], sort_keys=True).encode()).hexdigest()[:12]


def signed(editor: str) -> str:
    """The name that a record is signed with; BadCorrection where nobody signs."""
    name = editor.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise BadCorrection(f"请填写校核人姓名（不超过 {_LONGEST_NAME} 字）")
    return name


def proposed(
    edit: Edit, result: Corrected, *, identity: str, label: str, editor: str, reason: str, seen: str | None
) -> Correction:
    """The record of an edit of a document as people have corrected it so far.

    BadCorrection, in words, for what cannot be; StaleCorrection where the item is no longer in the state `seen`.
    """
    name = signed(editor)
    if len(reason) > _LONGEST_REASON:
        raise BadCorrection(f"说明请不超过 {_LONGEST_REASON} 字")
    document = result.document
    text = AnchoredText(document.text, document.sections)
    made: dict[str, Any] = {"item": edit.item, "anchor": None, "before": {}, "after": {}}
    if edit.kind == "facts":
        made |= _of_facts(edit, result, seen)
    elif edit.action == "add":
        span = _selected(edit.span, document)
        made |= {"anchor": text.anchor(span), "after": _added(edit, document.text[slice(*span)])}
    else:
        item = _known(edit, result, identity, seen)
        made |= {"item": item.key, "before": item.content, "after": _changed(edit, item.content)}
        made["anchor"] = None if item.place is None else text.anchor(item.place)
    return Correction(
        id=0,
        document=identity,
        text_key=text_key(document.text),
        label=label,
        kind=edit.kind,
        action=edit.action,
        editor=name,
        time=now(),
        reason=reason.strip(),
        **made,
    )


def _of_facts(edit: Edit, result: Corrected, seen: str | None) -> dict[str, Any]:
    if edit.action not in ("change", "accept"):
        raise BadCorrection("文件信息只能修改或核对")
    before, review = content_of(result.document.facts), result.reviews.get("facts")
    if seen is not None and seen != state_token(before, review.record if review else None):
        raise StaleCorrection(_stale(review.editor if review else None, review.time if review else None))
    return {"before": before, "after": _changed(edit, before)}


def _known(edit: Edit, result: Corrected, identity: str, seen: str | None) -> DocumentItem:
    item = result.items.get(edit.item.removeprefix(f"{identity}-"))
    if item is None or item.kind != edit.kind:
        raise StaleCorrection("这一项已不在文件中：可能刚被他人删除，或文件已改动。请刷新后再看")
    record = item.review.record if item.review else None
    if seen is not None and seen != state_token(item.content, record):
        raise StaleCorrection(
            _stale(item.review.editor if item.review else None, item.review.time if item.review else None)
        )
    return item


def _stale(editor: str | None, time: str | None) -> str:
    who = f"这一项刚由{editor}改过（{shown_time(time)}）" if editor and time else "这一项在您打开之后有变"
    return f"{who}，您的修改没有保存。请看过现在的内容再改"


def _changed(edit: Edit, before: dict[str, Any]) -> dict[str, Any]:
    if edit.action != "change":
        return {}
    after = changed_fields(edit.kind, edit.after, before)
    if not after:
        raise BadCorrection("内容没有改动")
    return after


def _selected(span: Span | None, document: Document) -> Span:
    """The selected text without the blanks around it."""
    start, end = span or (0, 0)
    if not 0 <= start < end <= len(document.text):
        raise BadCorrection("请先在原文中选中文字")
    chosen = document.text[start:end]
    start, end = start + len(chosen) - len(chosen.lstrip()), end - (len(chosen) - len(chosen.rstrip()))
    if start >= end:
        raise BadCorrection("选中的只有空白，请选中文字")
    return start, end


def _added(edit: Edit, selected: str) -> dict[str, Any]:
    if edit.kind == "task":
        return new_content("task", {"title": " ".join(selected.split()), **edit.after})
    if edit.kind == "measure":
        return new_content("measure", {"text": selected, **edit.after})
    if edit.kind == "target":
        return new_content("target", edit.after)
    raise BadCorrection("只能新增任务、措施或目标")


def item_detail(item: DocumentItem, result: Corrected, identity: str, history: tuple[Correction, ...]) -> ItemDetail:
    """All that is known of an item."""
    value, content = item.value, item.content
    record = item.review.record if item.review else None
    span: Span | None = item.value.span
    task = None
    if isinstance(value, Task):
        task = f"{identity}-{item.key}"
    elif item.owner is not None:
        task = f"{identity}-{item.owner.key}"
    elif getattr(value, "task_id", None) is not None:
        task = f"{identity}-t-{value.task_id}"
    text = AnchoredText(result.document.text, result.document.sections)
    return ItemDetail(
        id=f"{identity}-{item.key}",
        kind=item.kind,
        text="" if span is None else result.document.text[slice(*span)],
        span=span,
        page=value.page,
        content=content,
        token=state_token(content, record),
        rule=getattr(value, "rule", None),
        doubts=getattr(value, "doubts", ()),
        units=getattr(value, "units", ()),
        task_id=task,
        path=() if span is None else text.headings(span[0]),
        review=item.review,
        history=tuple(one for one in history if one.item == item.key or f"hand{one.id}" == item.key.rpartition("-")[2]),
    )
