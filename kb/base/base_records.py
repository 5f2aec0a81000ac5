"""`base.records`: what people correct, check and name, and take back; each at once, and everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kb.base.base_state import WAIT, BaseState
from kb.building.write_lock import write_lock
from kb.errors import BadCorrection, BadFilter
from kb.filters import Filters
from kb.records.application import Corrected
from kb.records.contents import content_of
from kb.records.models import Alias, Conflict, Correction, Edit, ItemDetail, QueueEntry, ReviewQueue
from kb.records.proposals import item_detail, proposed, signed, state_token
from kb.records.record_set import RecordSet
from kb.records.restatement import restate, stale_documents
from kb.store import StoredDocument
from kb.store.document_entries import doubts_of
from kb.store.reading import load_review


class Records:
    """What people say of an open knowledge base: kept apart from what is derived, and never lost with it."""

    def __init__(self, state: BaseState) -> None:
        self._state = state

    def correct(
        self, document_id: str, edit: Edit, *, editor: str, reason: str = "", seen: str | None = None
    ) -> Correction:
        """Record what a person wants done with an item of a document; from then on it is shown so everywhere.

        `seen` is the `token` of the item as the person saw it. Raises BadCorrection for what cannot be, StaleCorrection
        where somebody else changed it meanwhile, Locked while a build is writing; then nothing is kept.
        """
        self._state.now()
        with write_lock(self._state.index, wait=WAIT):
            with self._state.records.alone():  # Others may record in the same database beside another index.
                one, result = self._corrected(document_id)
                label = result.document.facts.title or one.path
                wanted = proposed(edit, result, identity=one.id, label=label, editor=editor, reason=reason, seen=seen)
                kept = self._state.records.add(wanted)
                _, after = self._corrected(document_id)
                if clash := next((other for other in after.conflicts if other.correction.id == kept.id), None):
                    raise BadCorrection(f"{clash.reason}，没有保存")
                self._state.records.identify([(one.folder, one.path, one.id, one.sha256, one.text_key)])
            self._restated_or(lambda: self._state.records.forget(kept.id))
        self._state.now()
        return kept

    def undo(self, record: int, *, editor: str) -> Correction:
        """Take a record back; it stays in the history. BadCorrection where that was done already."""
        self._state.now()
        with write_lock(self._state.index, wait=WAIT):
            self._state.records.undo(record, editor=signed(editor))
            self._restated_or(lambda: self._state.records.redo(record))
        self._state.now()
        return self._state.records.correction(record)

    def name_unit(self, name: str, *, region: str | None, canonical: str, editor: str) -> Alias:
        """Keep what a person answered to “这是……？”: the official name of what documents of a place call `name`."""
        if not name.strip() or not canonical.strip():
            raise BadCorrection("请填写单位的正式名称")
        self._state.now()
        with write_lock(self._state.index, wait=WAIT):
            kept = self._state.records.add_alias(
                name.strip(), region=region, canonical=canonical.strip(), editor=signed(editor)
            )
            self._restated_or(lambda: self._state.records.undo_alias(kept.id, editor=signed(editor)))
        self._state.now()
        return kept

    def forget_name(self, alias: int, *, editor: str) -> None:
        """Take such an answer back."""
        self._state.now()
        with write_lock(self._state.index, wait=WAIT):
            self._state.records.undo_alias(alias, editor=signed(editor))
            self._restate()
            self._state.follow()
        self._state.now()

    def _restated_or(self, take_back: Callable[[], None]) -> None:
        try:
            self._restate()
        except BaseException:
            take_back()
            raise
        self._state.follow()

    def _restate(self) -> None:
        """Store anew what other records hold of now: the document itself, files with the same text, a place's units."""
        records = RecordSet.of(self._state.records)
        restate(
            self._state.store, records, stale_documents(self._state.store, records), canonical=self._state.canonical
        )

    def corrections(self, document_id: str | None = None) -> tuple[Correction, ...]:
        """The records of a document (or all), also those that were taken back, in the order in which they were made."""
        if document_id is None:
            return self._state.records.corrections()
        one = self._state.store.documents.by_id(document_id)
        return self._state.records.corrections(document=one.id, text_key=one.text_key)

    def conflicts(self, document_id: str | None = None) -> tuple[Conflict, ...]:
        """The records that no longer fit what files say, of a document or of all; also those of files that are gone."""
        self._state.now()
        records, found = RecordSet.of(self._state.records), []
        current = self._state.store.documents.current()
        for one in current:
            if document_id in (None, one.id) and records.of_document(one.id, one.text_key):
                _, result = self._corrected(one.id, records)
                found += [replace(conflict, document=one.id) for conflict in result.conflicts]
        if document_id is None:
            known = {one.id for one in current} | {one.text_key for one in current}
            lost = (c for c in self._state.records.corrections(undone=False) if not known & {c.document, c.text_key})
            found += [Conflict(one, "文件已不在知识库中", one.label, "", one.document) for one in lost]
        return tuple({(one.correction.id, one.document): one for one in found}.values())

    def items(self, document_id: str) -> tuple[ItemDetail, ...]:
        """All items of a document in the order of the text, with what can be mended of each."""
        self._state.now()
        one, result = self._corrected(document_id)
        history = self._state.records.corrections(document=one.id, text_key=one.text_key)
        details = [item_detail(item, result, one.id, history) for item in result.items.values()]
        ranks = {"task": 0, "measure": 1, "target": 2, "cell": 3}
        return tuple(sorted(details, key=lambda item: (*(item.span or (0, 0))[:1], ranks[item.kind])))

    def facts_item(self, document_id: str) -> ItemDetail:
        """What a document says of itself, as an item that can be mended."""
        self._state.now()
        one, result = self._corrected(document_id)
        content, review = content_of(result.document.facts), result.reviews.get("facts")
        history = self._state.records.corrections(document=one.id, text_key=one.text_key)
        return ItemDetail(
            id="",
            kind="facts",
            text=result.document.facts.title or "",
            span=None,
            page=None,
            content=content,
            token=state_token(content, review.record if review else None),
            review=review,
            history=tuple(record for record in history if record.kind == "facts"),
        )

    def review_left(self) -> int:
        """How many of the queue nobody has looked at: counted, where the queue itself would be read as a whole."""
        return self._state.now().store.commitments.unreviewed()

    def review_queue(
        self, *, doubt: str | None = None, document: str | None = None, unit: str | None = None
    ) -> ReviewQueue:
        """What should be looked at, and what was: by one doubt, of one document, of one unit (as the filters take them)."""
        snapshot = self._state.now()
        keys: frozenset[str] | None = None
        wanted: frozenset[str] | None = None
        for condition in snapshot.conditions(Filters(unit=unit, document=document)):
            if condition.field == "unit":
                keys = condition.values
            elif condition.field == "document":
                wanted = condition.values
        documents = {entry.id: entry for entry in snapshot.current}
        rows = self._state.store.commitments.review_rows()
        named = self._state.store.units.of_tasks({row["task"] for row in rows if row["task"] is not None})
        entries = []
        for row in rows:
            review, units = load_review(row["review"]), named.get(row["task"], [])
            doubts = doubts_of(row["doubts"]) or (review.settled if review else ())
            passes = doubts and (doubt is None or doubt in doubts) and row["document"] in documents
            if not passes or (wanted is not None and row["document"] not in wanted):
                continue
            if keys is not None and not any(key in keys for key, _ in units):
                continue
            entries.append(
                QueueEntry(
                    id=row["id"],
                    kind=row["kind"],
                    title=row["title"],
                    text=row["text"] or "",
                    page=row["page"],
                    document=documents[row["document"]],
                    units=tuple(dict.fromkeys(name for _, name in units)),
                    doubts=doubts,
                    review=review,
                )
            )
        return ReviewQueue(tuple(entries))

    def aliases(self) -> tuple[Alias, ...]:
        """What people said that names of units mean."""
        return self._state.records.aliases()

    def _corrected(self, document_id: str, records: RecordSet | None = None) -> tuple[StoredDocument, Corrected]:
        """A document as people corrected it, anew from what was extracted."""
        with self._state.store.at_one_moment():
            one = self._state.store.documents.by_id(document_id)
            extracted = self._state.store.documents.extraction(one.version)
        if extracted is None:
            raise BadFilter("这份文件正在更新，请稍后再试")
        known = records or RecordSet.of(self._state.records)
        return one, known.apply(extracted, one.id, canonical=self._state.canonical)
