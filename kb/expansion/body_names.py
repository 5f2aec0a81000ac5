"""Bodies named in a query: the names that this knowledge base has for them, in whatever words they were typed."""

from __future__ import annotations

from collections.abc import Sequence

from kb.expansion.query_expansion import UNIT_FIELDS
from kb.expansion.synonyms import LONGEST_WORD
from kb.query import Field, Query
from kb.query.tree import nodes
from kb.store import UnitRow
from kb.units.unit_lookup import Canonical, unit_rows
from kb.units.unit_renamings import is_body

_ENDINGS = tuple("局委办厅部处院会所站队社校行司署室府心")
"""How the name of a body ends: nothing else waits for the registry to be read."""
_OWN = ("我", "本")
"""我局 is another body in every document: as a word of the text it names nobody."""


def other_names(folded: str, rows: Sequence[UnitRow], canonical: Canonical) -> tuple[str, ...]:
    """The names of the body that a word names, as the documents write them; the most frequent first.

    "市科委" → ("市科技局", "科技局", "市科学技术局")
    """
    if not 1 < len(folded) <= LONGEST_WORD or not folded.endswith(_ENDINGS) or not is_body(folded):
        return ()
    named, renamed = unit_rows(folded, rows, canonical=canonical)
    counts: dict[str, int] = {}
    for row in (*named, *renamed):
        if row.name.startswith(_OWN):
            continue
        counts[row.name] = counts.get(row.name, 0) + row.tasks
        official = row.canonical or ""
        if row.region and official.startswith(row.region) and len(official) > len(row.region) + 2:
            counts.setdefault(official.removeprefix(row.region), 0)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def fields_of_units(query: Query) -> tuple[Field, ...]:
    """The fields of a query that name a unit: 单位:市科技局, 牵头:市财政局."""
    below = () if query.tree is None else nodes(query.tree)
    return tuple(node for node in below if isinstance(node, Field) and node.name in UNIT_FIELDS)
