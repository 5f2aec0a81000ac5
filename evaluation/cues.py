"""Whether every word that says who answers is accounted for: held by a task, context, or told in a notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extract.document import extract_document
from extract.errors import ReadError
from extract.models import Document
from extract.owners.cue_accounting import CUE
from extract.readers import READERS
from extract.text.characters import fold


@dataclass(frozen=True, slots=True)
class CueCounts:
    """How many cues reached a task, are context, or have a notice, and the words that nothing accounts for."""

    placed: int = 0
    context: int = 0
    noticed: int = 0
    unaccounted: tuple[str, ...] = ()

    def __add__(self, other: CueCounts) -> CueCounts:
        return CueCounts(
            self.placed + other.placed,
            self.context + other.context,
            self.noticed + other.noticed,
            (*self.unaccounted, *other.unaccounted),
        )

    def __str__(self) -> str:
        return (
            f"cues of owners: placed {self.placed}, context {self.context}, noticed {self.noticed}, "
            f"unaccounted {len(self.unaccounted)}"
        )


def count_cues(document: Document) -> CueCounts:
    """The cues of a document; one whose record says notice although no notice lies around it is unaccounted for."""
    records = {cue.span: cue.outcome for cue in document.cues}
    noticed = [notice.span for notice in document.warnings if notice.span is not None]
    counts = {"placed": 0, "context": 0, "notice": 0}
    lost = []
    for match in CUE.finditer(fold(document.text)):
        outcome = records.get(match.span())
        told = any(start <= match.start() and match.end() <= end for start, end in noticed)
        if outcome is None or (outcome == "notice" and not told):
            lost.append(document.text[max(0, match.start() - 20) : match.end() + 20])
        else:
            counts[outcome] += 1
    return CueCounts(counts["placed"], counts["context"], counts["notice"], tuple(lost))


def count_in(paths: Iterable[Path]) -> CueCounts:
    """The cues of all files that can be read."""
    total = CueCounts()
    for path in paths:
        try:
            total += count_cues(extract_document(path))
        except ReadError:
            continue
    return total


def documents_in(folder: Path) -> tuple[Path, ...]:
    """The files of a folder and those below it that a reader takes."""
    return tuple(sorted(path for path in folder.rglob("*") if path.suffix.lower() in READERS))
