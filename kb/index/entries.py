"""What an index is told of each commitment: a change here makes every index anew."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from kb.deadline import due_in
from kb.engines.interface import (
    CHECKED,
    COPY,
    CORRECTED,
    DOUBTED,
    NOBODY,
    SOME,
    SPEAKS,
    UNDOUBTED,
    UNREVIEWED,
    Entry,
)
from kb.store import IndexRow, Store
from kb.store.document_entries import own_places
from kb.store.reading import load_review
from kb.text.folding import fold

Values = dict[str, tuple[str, ...]]
"""Fields of an entry with their values."""

_SCALES = (("万亿", 10**12), ("亿", 10**8), ("千万", 10**7), ("百万", 10**6), ("万", 10**4))
"""Words for large numbers before a unit of measure, the longest first."""

Step = Callable[[int, int], None]
"""Told how many documents of how many are done."""

_BATCH = 50
"""Documents that are read from the store at a time."""


def entries(store: Store, versions: Iterable[int], *, step: Step | None = None) -> Iterator[Entry]:
    """The commitments of some versions as the index sees them; measures and targets have their clause's or task's units."""
    listed = list(versions)
    for start in range(0, len(listed), _BATCH):
        if step:
            step(start, len(listed) + 1)  # One more for the engine's own work at the end, which takes as long again.
        together = listed[start : start + _BATCH]
        named: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
        for task, key, role in store.units.of_versions(together):
            named[task].append((key, role))
        of_task = {of: _units(own) for of, own in named.items()}
        section = cache(_section)
        for row in store.commitments.index_rows(together):
            units = of_task.get(row.task, _NOBODY)
            if row.units is not None:
                units = _units([named[row.task][place] for place in own_places(row.units)])
            yield _entry(row, units, section(row.path))
    if step:
        step(len(listed), len(listed) + 1)


def _units(own: Sequence[tuple[str, str]]) -> Values:
    """The fields that say who answers for what stands in a task."""
    return {
        "unit": tuple(key for key, _ in own),
        "role": tuple(role for _, role in own),
        "unit_role": tuple(f"{role} {key}" for key, role in own),
        "owner": (SOME,) if own else (NOBODY,),
    }


_NOBODY = _units(())


def _entry(row: IndexRow, units: Values, section: str) -> Entry:
    title, text = fold(row.title or row.task_title or ""), fold(row.text)
    # A line feed parts them: no folded query holds one.
    passage = text if row.kind == "measure" or title in text else f"{text}\n{title}"
    year, quarter = due_in(row.year, row.due_text)
    fields: Values = {
        "kind": (row.kind,),
        "document": (row.document,),
        "copy": (COPY if row.copy else SPEAKS,),
        "region": (row.region,) if row.region else (),
        "doc_kind": (row.doc_kind,),
        "year": (year,),
        "quarter": (quarter,) if quarter is not None else (),
        "doubt": (DOUBTED,) if row.doubts or row.task_doubts else (UNDOUBTED,),
        "review": (_review(row.review),),
        **units,
    }
    return Entry(
        number=row.number,
        version=row.version,
        place=f"{row.folder}\0{row.file}",
        title=title if title in passage else "",
        passage=passage,
        indicator=title if row.kind == "target" else "",
        section=section,
        year=row.year,
        value=_figure(row.value, row.uom),
        fields=fields,
    )


def _review(stored: str | None) -> str:
    review = load_review(stored)
    if review is None:
        return UNREVIEWED
    return CHECKED if review.state == "checked" else CORRECTED


def _section(path: str) -> str:
    """The folded headings of a stored path, a line each."""
    return "\n".join(fold(heading) for heading in json.loads(path))


def _figure(value: str | None, uom: str | None) -> float | None:
    """A figure as a number to sort by: 180, 万亩 → 1800000; of a range, 3–5, the lower."""
    if value is None:
        return None
    scale = next((factor for word, factor in _SCALES if (uom or "").startswith(word)), 1)
    return float(value.partition("–")[0]) * scale
