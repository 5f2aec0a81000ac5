"""What of a search is new, or says something else, since somebody last looked: told by keys that outlive a rebuild."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.row_keys import RowMark

Seen = Mapping[str, str]
"""Row key → the digests of what was seen under it, parted by spaces."""

MOST_COMPARED = 20_000
"""Results of a search that are compared: of more nobody reads what is new."""


@dataclass(frozen=True, slots=True)
class NewResults:
    """What was not there (`added`) or said something else (`changed`), in reading order; how much is `gone`."""

    added: tuple[RowMark, ...] = ()
    changed: tuple[RowMark, ...] = ()
    gone: int = 0

    def __bool__(self) -> bool:
        """Whether anything is new or changed."""
        return bool(self.added or self.changed)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all that is new or changed, in reading order."""
        return tuple(sorted(mark.number for mark in (*self.added, *self.changed)))


def seen_now(marks: Iterable[RowMark]) -> Seen:
    """What is there to be seen."""
    found: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        found[mark.key].add(mark.digest)
    return {key: " ".join(sorted(digests)) for key, digests in found.items()}


def new_results(marks: Iterable[RowMark], seen: Seen) -> NewResults:
    """What of `marks` was not seen, or not so."""
    listed = tuple(marks)
    changed = tuple(mark for mark in listed if mark.key in seen and mark.digest not in seen[mark.key].split())
    added = tuple(mark for mark in listed if mark.key not in seen)
    return NewResults(added, changed, len(seen.keys() - {mark.key for mark in listed}))
