"""How often a unit is named so, kept as documents come and go: counting all of a large store would take seconds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from kb.store.database import chunks
from kb.store.schema import documents, named, units

_PLACE = ("key", "name", "region", "role")
"""What a row of the table is known by."""

_AT = [getattr(named.c, column) == bindparam(f"at_{column}") for column in _PLACE]
_ADD = (
    update(named)
    .where(*_AT)
    .values(tasks=named.c.tasks + bindparam("more_tasks"), documents=named.c.documents + bindparam("more_documents"))
)


def count_names(connection: Connection, versions: Collection[int], sign: int) -> None:
    """Add (1) or take off (-1) what versions of documents name; call it while they are stored."""
    for chunk in chunks(versions):
        found = _named_in(connection, chunk)
        stored = _stored_places(connection, {row.key for row in found})
        new, old = [], []
        for row in found:
            place = {column: getattr(row, column) for column in _PLACE}
            counts = {"tasks": sign * row.tasks, "documents": sign * row.documents}
            if tuple(place.values()) in stored:
                at = {f"at_{column}": value for column, value in place.items()}
                old.append(at | {f"more_{column}": count for column, count in counts.items()})
            else:
                new.append(place | {"canonical": row.canonical} | counts)
        if old:
            connection.execute(_ADD, old)
        if new:
            connection.execute(insert(named), new)
        if sign < 0:
            connection.execute(delete(named).where(named.c.documents <= 0))


def _named_in(connection: Connection, versions: Collection[int]) -> Sequence[Row[Any]]:
    region = func.coalesce(documents.c.region, "")
    place = (units.c.key, units.c.name, units.c.canonical, region, units.c.role)
    query = select(
        *place[:3],
        region.label("region"),
        units.c.role,
        func.count(units.c.task.distinct()).label("tasks"),
        func.count(documents.c.version.distinct()).label("documents"),
    ).join(documents, documents.c.version == units.c.version)
    return connection.execute(query.where(units.c.version.in_(versions)).group_by(*place)).all()


def _stored_places(connection: Connection, keys: Collection[str]) -> set[tuple[Any, ...]]:
    query = select(*(getattr(named.c, column) for column in _PLACE))
    return {
        tuple(row) for chunk in chunks(sorted(keys)) for row in connection.execute(query.where(named.c.key.in_(chunk)))
    }
