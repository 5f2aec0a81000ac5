"""Documents with the same text: one speaks for all of them, the others are copies, kept but not counted or searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from kb.store.database import chunks
from kb.store.name_counts import count_names
from kb.store.schema import documents, turned

_BEST_FIRST = ("docx", "docm", "html", "htm", "md", "txt", "pdf")
"""Formats by how much of a document's structure they keep."""


def part_copies(connection: Connection, text_keys: Collection[str]) -> None:
    """Say anew of the documents with these texts which one speaks; counts of names follow."""
    same: dict[str, list[Any]] = defaultdict(list)
    columns = (documents.c.version, documents.c.text_key, documents.c.copy, documents.c.format)
    query = select(*columns, documents.c.folder, documents.c.path).where(documents.c.current)
    for chunk in chunks(sorted(set(text_keys))):
        for row in connection.execute(query.where(documents.c.text_key.in_(chunk))):
            same[row.text_key].append(row)
    for rows in same.values():
        best = min(rows, key=lambda row: (_rank(row.format), row.folder, row.path))
        _turn(connection, [row.version for row in rows if row is not best and not row.copy], copy=True)
        _turn(connection, [best.version] if best.copy else [], copy=False)


def _rank(format: str) -> int:
    return _BEST_FIRST.index(format) if format in _BEST_FIRST else len(_BEST_FIRST)


def _turn(connection: Connection, versions: list[int], *, copy: bool) -> None:
    if not versions:
        return
    count_names(connection, versions, -1 if copy else 1)
    connection.execute(update(documents).where(documents.c.version.in_(versions)).values(copy=copy))
    connection.execute(delete(turned).where(turned.c.version.in_(versions)))
    connection.execute(insert(turned), [{"version": version} for version in versions])
