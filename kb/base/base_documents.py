"""`base.documents`: what there is, what became of which file, and what of it could not be read or placed."""

from __future__ import annotations

from collections import Counter

from kb.answers.list_narrowing import documents_called
from kb.answers.page_image import PageImage, page_image
from kb.base.base_state import BaseState
from kb.building.source_files import checksum
from kb.errors import BadFilter
from kb.models import BuildEntry, DocumentEntry, DocumentView, Failure, RemovedFile
from kb.search.conditions import document_ids
from kb.shown_names import notice_name
from kb.store.document_entries import document_entries, document_view


class Documents:
    """The documents of an open knowledge base, and the files that they are made from."""

    def __init__(self, state: BaseState) -> None:
        self._state = state

    def all(self, called: str = "") -> tuple[DocumentEntry, ...]:
        """All documents, by folder and path; `called`: those with these words in title, number, place, issuer, date."""
        return documents_called(self._state.now().current, called)

    def one(self, document_id: str) -> DocumentView:
        """One document with its text, layout and commitments; BadFilter where there is none with that id."""
        store = self._state.now().store
        with store.at_one_moment():
            stored = store.documents.by_id(document_id)
            rows, text = store.documents.all(), store.documents.text(stored.version)
            assert text is not None, "a document that is current has a text"
            entry, notices = document_entries(rows)[stored.version], store.documents.notices(stored.version)
            commitments = store.commitments.of_versions([stored.version])
            return document_view(entry, text, commitments, notices, store.indicators.cells([stored.version]))

    def named(self, words: str) -> str:
        """The id of the document that a person means, by id, path, file name or title; BadFilter for none or several."""
        found = document_ids(words, self.all())
        if len(found) != 1:
            raise BadFilter(f"有 {len(found)} 个文件叫“{words}”，请写编号或路径")
        return next(iter(found))

    def page_image(self, document_id: str, *, page: int, words: str) -> PageImage | None:
        """A page of a PDF as a picture with some words framed; None where the file is no PDF, or is not there as read."""
        one = self._state.store.documents.by_id(document_id)
        file = self._state.index.resolve().parent / one.folder / one.path
        if file.suffix.lower() != ".pdf" or not file.is_file() or checksum(file) != one.sha256:
            return None
        return page_image(file, page, words)

    def failures(self) -> tuple[Failure, ...]:
        """The files that are not in the knowledge base as they stand on disk, with reason and remedy."""
        return self._state.now().store.files.failures()

    def removed(self) -> tuple[RemovedFile, ...]:
        """The files that people took out of the knowledge base, the last one first."""
        return self._state.now().store.files.removed()

    def builds(self, most: int = 1, *, files: int = 20) -> tuple[BuildEntry, ...]:
        """What the last builds did, newest first, with the first `files` files of each outcome."""
        return self._state.now().store.builds.last(most, files=files)

    def notice_totals(self) -> tuple[tuple[str, int], ...]:
        """The kinds of notices of all documents, in words, with how many there are of each, most first."""
        counted: Counter[str] = Counter()
        for (code, message), count in self._state.now().store.documents.notice_totals().items():
            counted[notice_name(code, message)] += count
        return tuple(counted.most_common())
