"""What a store knows of indicators: their wordings, their targets, and the values of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import (
    RowMapping,
    func,
    select,
)

from kb.store.database import WANTED, Database, chunks
from kb.store.schema import (
    cells,
    commitments,
    documents,
    targets,
)


class IndicatorRow(NamedTuple):
    """How often an indicator is written so in documents of a region; of targets by kind, and whether it is what is added."""

    indicator: str
    kind: str | None
    increment: bool
    region: str | None
    in_table: bool
    times: int


class StoredIndicators:
    """The indicators of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self) -> list[tuple[str, int]]:
        """The indicators of targets and of tables, with how often."""
        counted: Counter[str] = Counter()
        with self._database.reading() as connection:
            for table in (targets, cells):
                query = select(table.c.indicator, func.count()).join(documents, documents.c.version == table.c.version)
                speaking = query.where(documents.c.current, ~documents.c.copy)
                for name, count in connection.execute(speaking.group_by(table.c.indicator)):
                    counted[name] += count
        return sorted(counted.items())

    def wordings(self) -> list[IndicatorRow]:
        """The ways in which indicators are written, in targets and in tables, with how often, in documents of a region."""
        of_targets = (targets.c.indicator, targets.c.kind, targets.c.increment, documents.c.region)
        in_targets = select(*of_targets, func.count()).join(documents, documents.c.version == targets.c.version)
        of_cells = (cells.c.indicator, documents.c.region)
        in_cells = select(*of_cells, func.count()).join(documents, documents.c.version == cells.c.version)
        speaking = documents.c.current & ~documents.c.copy
        with self._database.reading() as connection:
            told = connection.execute(in_targets.where(speaking).group_by(*of_targets))
            found = [IndicatorRow(name, kind, more, region, False, times) for name, kind, more, region, times in told]
            told = connection.execute(in_cells.where(speaking).group_by(*of_cells))
            return found + [IndicatorRow(name, None, False, region, True, times) for name, region, times in told]

    def targets(self, indicators: Iterable[str]) -> Sequence[RowMapping]:
        """The targets whose indicators are written so, with the text, id, page and doubts of each, in order."""
        return self._database.rows_in(_TARGETS_OF_INDICATORS, sorted(set(indicators)))

    def cells_of(self, indicators: Iterable[str]) -> Sequence[RowMapping]:
        """The values of tables whose indicators are written so, in order."""
        return self._database.rows_in(_CELLS_OF_INDICATORS, sorted(set(indicators)))

    def cells(self, versions: Iterable[int]) -> Sequence[RowMapping]:
        """The values of the indicator tables of some versions, in order."""
        query = select(cells).order_by(cells.c.version, cells.c.position)
        return [
            row for chunk in chunks(versions) for row in self._database.rows(query.where(cells.c.version.in_(chunk)))
        ]


_TARGETS_OF_INDICATORS = (
    select(
        targets,
        commitments.c.id,
        commitments.c.text,
        commitments.c.page,
        commitments.c.doubts,
    )
    .join(commitments, commitments.c.number == targets.c.number)
    .join(documents, documents.c.version == targets.c.version)
    .where(documents.c.current, ~documents.c.copy, targets.c.indicator.in_(WANTED))
    .order_by(targets.c.number)
)
_CELLS_OF_INDICATORS = (
    select(cells)
    .join(documents, documents.c.version == cells.c.version)
    .where(documents.c.current, ~documents.c.copy, cells.c.indicator.in_(WANTED))
    .order_by(cells.c.version, cells.c.position)
)
