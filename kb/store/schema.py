"""The tables of the store, in portable SQL; SQLite is what it is tried with."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

VERSION = "9"
"""Raised with every change of the tables: a store of another version is built anew."""

metadata = MetaData()
"""What is made from the files, and can be made from them again."""
lasting = MetaData()
"""What no file says: it outlives a store of another version."""

# Put in order by its characters everywhere, as SQLite does, not by the rules of a language.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
# In SQLite a key of this type is the row's own address: nothing else has to be looked up, or kept in order.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", _TEXT, nullable=False))

# `records` is the stamp of people's records that went into the rows, `review` what they said of the facts.
# Of documents with the same text one speaks, the others are copies: `text_copies` says which.
# A changed file becomes a new row with a new version; the old one stays, no longer current, until the index follows.
# Versions are never used twice, so that what a reader holds of an old index cannot mean a new row.
documents = Table(
    "documents",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=True),
    Column("id", String(16), nullable=False),
    Column("folder", _TEXT, nullable=False),
    Column("path", _TEXT, nullable=False),
    Column("name", _TEXT, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("stamp", String(64), nullable=False),
    Column("text_key", String(64), nullable=False),
    Column("copy", Boolean, nullable=False),
    Column("title", _TEXT),
    Column("region", _TEXT),
    Column("issuer", _TEXT),
    Column("kind", String(8), nullable=False),
    Column("status", String(8), nullable=False),
    Column("period_from", Integer),
    Column("period_to", Integer),
    Column("doc_no", _TEXT),
    Column("date", String(10)),
    Column("proposal", _TEXT),
    Column("format", String(10), nullable=False),
    Column("pages", Integer),
    Column("tasks", Integer, nullable=False),
    Column("measures", Integer, nullable=False),
    Column("targets", Integer, nullable=False),
    Column("cells", Integer, nullable=False),
    Column("notices", Integer, nullable=False),
    Column("records", String(16), nullable=False),
    Column("review", _TEXT),
    Index("documents_id", "id"),
    Index("documents_place", "folder", "path"),
    Index("documents_text", "text_key", "current"),
    # What is asked of all documents with every build and opening, without reading them.
    Index("documents_totals", "tasks", "measures", "targets", "current", "copy"),
    Index("documents_region", "region", "current"),
    sqlite_autoincrement=True,
)


Index("documents_old", documents.c.version, sqlite_where=~documents.c.current, postgresql_where=~documents.c.current)
Index("documents_copies", documents.c.version, sqlite_where=documents.c.copy, postgresql_where=documents.c.copy)


# Versions that became a copy, or ceased to be one, since the index was last in step: it has to take them in anew.
turned = Table("turned", metadata, Column("version", Integer, primary_key=True, autoincrement=False))


def _version() -> Column[int]:
    return Column("version", Integer, ForeignKey(documents.c.version), nullable=False, index=True)


# Apart from documents, so that listing them does not read their text.
texts = Table(
    "texts",
    metadata,
    Column("version", Integer, ForeignKey(documents.c.version), primary_key=True),
    Column("text", _TEXT, nullable=False),
    Column("blocks", _TEXT, nullable=False),
    Column("sections", _TEXT, nullable=False),
)

# What was extracted, before people corrected it, as JSON: a correction is applied to it without reading the file again.
extractions = Table(
    "extractions",
    metadata,
    Column("version", Integer, ForeignKey(documents.c.version), primary_key=True),
    Column("data", _TEXT, nullable=False),
)

# `number` is the version and the place in the document in one: what the index knows a commitment by. `doubts` are its own,
# parted by spaces; `review` is what a person said of it; `units` the places (from 0) among its task's units of those that
# answer for it, as JSON, null where all do.
commitments = Table(
    "commitments",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    _version(),
    Column("id", _TEXT, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("task", _NUMBER),
    Column("title", _TEXT, nullable=False),
    Column("text", _TEXT, nullable=False),
    Column("label", _TEXT),
    Column("path", _TEXT, nullable=False),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("year", Integer),
    Column("due_text", _TEXT),
    Column("due_basis", String(8)),
    Column("doubts", _TEXT, nullable=False),
    Column("rule", _TEXT),
    Column("review", _TEXT),
    Column("units", _TEXT),
    Index("commitments_id", "id"),
    Index("commitments_task", "task"),
)

targets = Table(
    "targets",
    metadata,
    Column("number", _NUMBER, ForeignKey(commitments.c.number), primary_key=True, autoincrement=False),
    _version(),
    Column("indicator", _TEXT, nullable=False),
    Column("op", String(8), nullable=False),
    Column("value", _TEXT),
    Column("uom", _TEXT),
    Column("year", Integer),
    Column("scope", _TEXT),
    Column("kind", String(10), nullable=False),
    Column("baseline", _TEXT),
    Column("baseline_year", Integer),
    Column("reference", _TEXT),
    Column("direction", String(8)),
    Column("attribute", _TEXT),
    Column("per", _TEXT),
    Column("modality", _TEXT),
    Column("increment", Boolean, nullable=False),
)

# One row for each time a task names a unit; `key` is what the unit is known by over all documents.
units = Table(
    "units",
    metadata,
    Column("task", _NUMBER, ForeignKey(commitments.c.number), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _version(),
    Column("key", _TEXT, nullable=False),
    Column("name", _TEXT, nullable=False),
    Column("role", String(12), nullable=False),
    Column("basis", String(16), nullable=False),
    Column("canonical", _TEXT),
    Column("start", Integer),
    Column("end", Integer),
    Column("open_list", Boolean, nullable=False),
    Column("rule", _TEXT),
    sqlite_with_rowid=False,
)

# The units table counted: in how many tasks, of how many current documents of a region ("": of none), a unit is named so
# in that role. Who searches for a unit asks for all of it.
named = Table(
    "named",
    metadata,
    Column("key", _TEXT, primary_key=True),
    Column("name", _TEXT, primary_key=True),
    Column("region", _TEXT, primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("canonical", _TEXT),
    Column("tasks", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    sqlite_with_rowid=False,
)

cells = Table(
    "cells",
    metadata,
    _version(),
    Column("position", Integer, nullable=False),
    Column("id", _TEXT, nullable=False),
    Column("table_title", _TEXT),
    Column("indicator", _TEXT, nullable=False),
    Column("uom", _TEXT),
    Column("year", Integer),
    Column("scope", _TEXT),
    Column("op", String(8)),
    Column("value", _TEXT),
    Column("text", _TEXT),
    Column("nature", String(10), nullable=False),
    Column("attribute", _TEXT),
    Column("per", _TEXT),
    Column("page", Integer),
    Column("start", Integer),
    Column("end", Integer),
    Column("doubts", _TEXT, nullable=False),
    Column("review", _TEXT),
)

# What could not be read or placed, in the order of the document.
notices = Table(
    "notices",
    metadata,
    Column("version", Integer, ForeignKey(documents.c.version), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("code", _TEXT, nullable=False),
    Column("message", _TEXT, nullable=False),
    Column("page", Integer),
    Column("start", Integer),
    Column("end", Integer),
    sqlite_with_rowid=False,
)

failures = Table(
    "failures",
    metadata,
    Column("folder", _TEXT, primary_key=True),
    Column("path", _TEXT, primary_key=True),
    Column("reason", _TEXT, nullable=False),
    Column("remedy", _TEXT, nullable=False),
    Column("status", String(8), nullable=False),
)

# What each build did; `time` is UTC in ISO form. Of a build that was broken off what it had done by then.
builds = Table(
    "builds",
    lasting,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("time", String(32), nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    sqlite_autoincrement=True,
)

build_files = Table(
    "build_files",
    lasting,
    Column("build", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("outcome", String(8), nullable=False),
    Column("folder", _TEXT, nullable=False),
    Column("path", _TEXT, nullable=False),
    sqlite_with_rowid=False,
)

# Files that people took out: no build reads them until they are taken back.
removed_files = Table(
    "removed_files",
    lasting,
    Column("folder", _TEXT, primary_key=True),
    Column("path", _TEXT, primary_key=True),
    Column("label", _TEXT, nullable=False),
    Column("time", String(32), nullable=False),
)

OF_A_VERSION = (notices, cells, units, targets, commitments, extractions, texts, documents)
"""The tables that hold a document, in the order in which a version can be deleted from them."""
