"""The peer: SQLite FTS5 over the same commitments, cut into words by the same segmenter before they are indexed.

Contentless, with the filter values as terms of a column of their own (three to eight times as fast here as joining a
table of them), texts and values to count in tables beside it. A query gives the best twenty by bm25 with the same
highlights, made by the same function; it gives no total and no counts of kinds, which our search() does.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.asked import Asked
from extract.text import segment
from kb.answers.highlights import highlight
from kb.engines.interface import Entry
from kb.query import parse
from kb.text.folding import fold

_TABLES = """
CREATE VIRTUAL TABLE found USING fts5(words, filters, content='', tokenize="unicode61 tokenchars '&./-%+'");
CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE facets (number INTEGER PRIMARY KEY, kind INT, document INT, region INT, doc_kind INT, year INT);
CREATE TABLE units (number INT, unit INT, role INT, PRIMARY KEY (number, unit, role)) WITHOUT ROWID;
CREATE TABLE codes (value TEXT PRIMARY KEY, code INTEGER) WITHOUT ROWID;
"""
_COUNTED = ("kind", "document", "region", "doc_kind", "year")
_BATCH = 5000


class Peer:
    """An opened database of the peer."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.database = sqlite3.connect(file, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=NORMAL")
        if not self.database.execute("SELECT 1 FROM sqlite_master WHERE name = 'found'").fetchone():
            self.database.executescript(_TABLES)
        self.codes: dict[str, int] = dict(self.database.execute("SELECT value, code FROM codes"))

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def write(self, entries: Iterable[Entry]) -> None:
        """Add entries, in one transaction."""
        known = len(self.codes)
        self.database.execute("BEGIN")
        batch: list[Entry] = []
        for entry in entries:
            batch.append(entry)
            if len(batch) == _BATCH:
                self._insert(batch)
                batch = []
        self._insert(batch)
        self.database.executemany("INSERT INTO codes VALUES (?, ?)", list(self.codes.items())[known:])
        self.database.execute("COMMIT")

    def _code(self, value: str) -> int:
        return self.codes.setdefault(value, len(self.codes))

    def _insert(self, batch: list[Entry]) -> None:
        found, facets, units = [], [], []
        for entry in batch:
            fields = entry.fields
            own = [tuple(pair.split(" ", 1)) for pair in fields["unit_role"]]
            terms = [f"{name}:{value}" for name in ("unit", "role", "unit_role", "region") for value in fields[name]]
            filters = " ".join(f"f{self._code(term)}" for term in terms)
            found.append((entry.number, " ".join(segment.words(entry.passage)), filters))
            facets.append((entry.number, *(self._code(next(iter(fields[name]), "")) for name in _COUNTED)))
            units += [(entry.number, self._code(f"unit:{unit}"), self._code(f"role:{role}")) for role, unit in own]
        run = self.database.executemany
        run("INSERT INTO found (rowid, words, filters) VALUES (?, ?, ?)", found)
        run("INSERT INTO texts VALUES (?, ?)", [(entry.number, entry.passage) for entry in batch])
        run("INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?)", facets)
        run("INSERT OR IGNORE INTO units VALUES (?, ?, ?)", units)

    def _match(self, asked: Asked) -> str:
        """The query in FTS5's own language."""
        cut = [segment.words(fold(word)) for word in asked.words]
        together = [" ".join(words) for words in cut] if asked.phrase else [word for words in cut for word in words]
        wanted = [f'"{term}"' for term in together]
        terms = []
        filters = asked.filters
        if asked.unit is not None:
            terms.append(f"unit:{asked.unit}" if filters.role is None else f"unit_role:{filters.role} {asked.unit}")
        elif filters.role is not None:
            terms.append(f"role:{filters.role}")
        if filters.region is not None:
            terms.append(f"region:{filters.region}")
        narrowed = "".join(f' AND filters : "f{self.codes.get(term, -1)}"' for term in terms)
        return f"(words : ({' AND '.join(wanted)})){narrowed}"

    def search(self, asked: Asked, *, size: int = 20) -> int:
        """The best, with highlights; how many were shown."""
        query = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found, 1.0, 0.0) LIMIT ?"
        numbers = [row[0] for row in self.database.execute(query, (self._match(asked), size))]
        holes = ",".join("?" * len(numbers))
        texts = dict(self.database.execute(f"SELECT number, text FROM texts WHERE number IN ({holes})", numbers))
        terms = parse(asked.text).terms
        return len([highlight(texts[number], terms) for number in numbers])

    def total(self, asked: Asked) -> int:
        """How many are found in all."""
        query = "SELECT count(*) FROM found WHERE found MATCH ?"
        return int(self.database.execute(query, (self._match(asked),)).fetchone()[0])

    def facets(self, asked: Asked) -> dict[str, dict[int, int]]:
        """How often each value occurs in what is found."""
        run = self.database.execute
        run("CREATE TEMP TABLE IF NOT EXISTS hits (number INTEGER PRIMARY KEY)")
        run("DELETE FROM hits")
        run("INSERT INTO hits SELECT rowid FROM found WHERE found MATCH ?", (self._match(asked),))
        counts: dict[str, dict[int, int]] = {
            name: dict(run(f"SELECT {name}, count(*) FROM hits JOIN facets USING (number) GROUP BY 1"))
            for name in _COUNTED
        }
        of_unit: defaultdict[int, int] = defaultdict(int)
        for unit, _, times in run("SELECT unit, role, count(*) FROM hits JOIN units USING (number) GROUP BY 1, 2"):
            of_unit[unit] += times
        by_role = run("SELECT role, count(DISTINCT number) FROM hits JOIN units USING (number) GROUP BY 1")
        return {**counts, "unit": dict(of_unit), "role": dict(by_role)}
