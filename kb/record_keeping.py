"""What people do with a knowledge base: correct, check, name units, and take it back; each at once, and everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from kb.answers.page_image import PageImage, page_image
from kb.building.source_files import checksum
from kb.building.write_lock import write_lock
from kb.errors import BadCorrection, BadFilter
from kb.expansion import carry_names
from kb.filters import Filters
from kb.index.index_folder import IndexFolder
from kb.index.synchronisation import synchronise
from kb.records.application import Corrected
from kb.records.contents import content_of
from kb.records.models import Alias, Conflict, Correction, Edit, ItemDetail, QueueEntry, ReviewQueue
from kb.records.proposals import item_detail, proposed, signed, state_token
from kb.records.record_set import RecordSet
from kb.records.record_store import RecordStore
from kb.records.restatement import restate, stale_documents
from kb.search.conditions import document_ids
from kb.search.snapshot import Snapshot
from kb.store import Store
from kb.store.document_entries import doubts_of
from kb.store.reading import load_review
from kb.store.review_reader import StoredDocument
from kb.units.unit_lookup import Canonical

_WAIT = 5.0


class RecordKeeping:
    """The part of a knowledge base that people write in: what they say is kept apart from what is derived."""

    index: Path
    _store: Store
    _canonical: Canonical
    _records: RecordStore

    def _now(self) -> Snapshot:
        raise NotImplementedError

    def _folder_of(self) -> IndexFolder:
        raise NotImplementedError

    # --- writing ---

    def correct(
        self, document_id: str, edit: Edit, *, editor: str, reason: str = "", seen: str | None = None
    ) -> Correction:
        """Record what a person wants done with an item of a document; from then on it is shown so everywhere.

        `seen` is the `token` of the item as the person saw it. Raises BadCorrection for what cannot be, StaleCorrection
        where somebody else changed it meanwhile, Locked while a build is writing; then nothing is kept.
        """
        self._now()
        with write_lock(self.index, wait=_WAIT):
            with self._records.alone():  # Others may record in the same database beside another index.
                one, result = self._corrected(document_id)
                label = result.document.facts.title or one.path
                wanted = proposed(edit, result, identity=one.id, label=label, editor=editor, reason=reason, seen=seen)
                kept = self._records.add(wanted)
                _, after = self._corrected(document_id)
                if clash := next((other for other in after.conflicts if other.correction.id == kept.id), None):
                    raise BadCorrection(f"{clash.reason}，没有保存")
            self._restated_or(lambda: self._records.forget(kept.id))
            self._records.identify([(one.folder, one.path, one.id, one.sha256, one.text_key)])
        self._now()
        return kept

    def undo(self, record: int, *, editor: str) -> Correction:
        """Take a record back; it stays in the history. BadCorrection where that was done already."""
        self._now()
        with write_lock(self.index, wait=_WAIT):
            self._records.undo(record, editor=signed(editor))
            self._restated_or(lambda: self._records.redo(record))
        self._now()
        return self._records.correction(record)

    def name_unit(self, name: str, *, region: str | None, canonical: str, editor: str) -> Alias:
        """Keep what a person answered to “这是……？”: the official name of what documents of a place call `name`."""
        if not name.strip() or not canonical.strip():
            raise BadCorrection("请填写单位的正式名称")
        self._now()
        with write_lock(self.index, wait=_WAIT):
            kept = self._records.add_alias(
                name.strip(), region=region, canonical=canonical.strip(), editor=signed(editor)
            )
            self._restated_or(lambda: self._records.undo_alias(kept.id, editor=signed(editor)))
        self._now()
        return kept

    def name_candidates(self, name: str, *, region: str | None, most: int = 8) -> tuple[str, ...]:
        """Official names of units of the base that a name may mean, the likeliest first: those of its place and like it."""
        known = {
            row.canonical for row in self._store.units() if row.canonical and (region is None or row.region == region)
        }
        bare = name.removeprefix(region or "").lstrip("省市区县")
        return tuple(one for one, _, _ in process.extract(bare, sorted(known), scorer=fuzz.partial_ratio, limit=most))

    def forget_name(self, alias: int, *, editor: str) -> None:
        """Take such an answer back."""
        self._now()
        with write_lock(self.index, wait=_WAIT):
            self._records.undo_alias(alias, editor=signed(editor))
            self._restate()
            self._synchronise()
        self._now()

    def _restated_or(self, take_back: Callable[[], None]) -> None:
        try:
            self._restate()
        except BaseException:
            take_back()
            raise
        self._synchronise()

    def _restate(self) -> None:
        """Store anew what other records hold of now: the document itself, files with the same text, a place's units."""
        records = RecordSet.of(self._records)
        restate(self._store, records, stale_documents(self._store, records), canonical=self._canonical)

    def _synchronise(self) -> None:
        folder = self._folder_of()
        before = folder.pointer()
        synchronise(self._store, folder)
        carry_names(self.index, before=before, now=folder.pointer())
        folder.sweep()
        self._store.purge()

    # --- reading ---

    def document_id(self, named: str) -> str:
        """The id of the document that a person means, by id, path, file name or title; BadFilter for none or several."""
        found = document_ids(named, self._now().current)
        if len(found) != 1:
            raise BadFilter(f"有 {len(found)} 个文件叫“{named}”，请写编号或路径")
        return next(iter(found))

    def corrections(self, document_id: str | None = None) -> tuple[Correction, ...]:
        """The records of a document (or all), also those that were taken back, in the order in which they were made."""
        if document_id is None:
            return self._records.corrections()
        one = self._stored(document_id)
        return self._records.corrections(document=one.id, text_key=one.text_key)

    def conflicts(self, document_id: str | None = None) -> tuple[Conflict, ...]:
        """The records that no longer fit what files say, of a document or of all; also those of files that are gone."""
        self._now()
        records, found = RecordSet.of(self._records), []
        current = self._store.current_documents()
        for one in current:
            if document_id in (None, one.id) and records.of_document(one.id, one.text_key):
                _, result = self._corrected(one.id, records)
                found += [replace(conflict, document=one.id) for conflict in result.conflicts]
        if document_id is None:
            known = {one.id for one in current} | {one.text_key for one in current}
            lost = (c for c in self._records.corrections(undone=False) if not known & {c.document, c.text_key})
            found += [Conflict(one, "文件已不在知识库中", one.label, "", one.document) for one in lost]
        return tuple({(one.correction.id, one.document): one for one in found}.values())

    def items(self, document_id: str) -> tuple[ItemDetail, ...]:
        """All items of a document in the order of the text, with what can be mended of each."""
        self._now()
        one, result = self._corrected(document_id)
        history = self._records.corrections(document=one.id, text_key=one.text_key)
        details = [item_detail(item, result, one.id, history) for item in result.items.values()]
        ranks = {"task": 0, "measure": 1, "target": 2, "cell": 3}
        return tuple(sorted(details, key=lambda item: (*(item.span or (0, 0))[:1], ranks[item.kind])))

    def facts_item(self, document_id: str) -> ItemDetail:
        """What a document says of itself, as an item that can be mended."""
        self._now()
        one, result = self._corrected(document_id)
        content, review = content_of(result.document.facts), result.reviews.get("facts")
        history = self._records.corrections(document=one.id, text_key=one.text_key)
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

    def review_queue(
        self, *, doubt: str | None = None, document: str | None = None, unit: str | None = None
    ) -> ReviewQueue:
        """What should be looked at, and what was: by one doubt, of one document, of one unit (as the filters take them)."""
        snapshot = self._now()
        keys: frozenset[str] | None = None
        wanted: frozenset[str] | None = None
        for condition in snapshot.conditions(Filters(unit=unit, document=document)):
            if condition.field == "unit":
                keys = condition.values
            elif condition.field == "document":
                wanted = condition.values
        documents = {entry.id: entry for entry in snapshot.current}
        rows = self._store.review_rows()
        named = self._store.units_of_tasks({row["task"] for row in rows if row["task"] is not None})
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

    def page_image(self, document_id: str, *, page: int, words: str) -> PageImage | None:
        """A page of a PDF as a picture with some words framed; None where the file is no PDF, or is not there as read."""
        one = self._stored(document_id)
        file = self.index.resolve().parent / one.folder / one.path
        if file.suffix.lower() != ".pdf" or not file.is_file() or checksum(file) != one.sha256:
            return None
        return page_image(file, page, words)

    def aliases(self) -> tuple[Alias, ...]:
        """What people said that names of units mean."""
        return self._records.aliases()

    def _stored(self, document_id: str) -> StoredDocument:
        for one in self._store.current_documents():
            if one.id == document_id:
                return one
        raise BadFilter(f"没有编号为“{document_id}”的文件，它可能已移出文件夹。全部文件见 python -m kb documents")

    def _corrected(self, document_id: str, records: RecordSet | None = None) -> tuple[StoredDocument, Corrected]:
        """A document as people corrected it, anew from what was extracted."""
        with self._store.at_one_moment():
            one = self._stored(document_id)
            extracted = self._store.extraction(one.version)
        if extracted is None:
            raise BadFilter("这份文件正在更新，请稍后再试")
        known = records or RecordSet.of(self._records)
        return one, known.apply(extracted, one.id, canonical=self._canonical)
