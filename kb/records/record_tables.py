"""The tables of people's records, in portable SQL. They are never dropped, and no build deletes from them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

VERSION = "1"
"""Of the tables. Another version is a step from the one before, written where they are made."""

record_metadata = MetaData()

record_meta = Table(
    "meta", record_metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False)
)

corrections = Table(
    "corrections",
    record_metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", String(16), nullable=False),
    Column("text_key", String(64), nullable=False),
    Column("label", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("action", String(8), nullable=False),
    Column("item", Text, nullable=False),
    Column("anchor", Text),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("time", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("undone", String(20)),
    Column("undone_by", Text),
    Index("corrections_document", "document"),
    Index("corrections_text", "text_key"),
    sqlite_autoincrement=True,
)

aliases = Table(
    "aliases",
    record_metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("region", Text),
    Column("canonical", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("time", String(20), nullable=False),
    Column("undone", String(20)),
    Column("undone_by", Text),
    sqlite_autoincrement=True,
)

# Which document a file is, where its path does not say: it was renamed, or has records.
identities = Table(
    "identities",
    record_metadata,
    Column("folder", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("document", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text_key", String(64), nullable=False),
)

# What was filled in of tasks: a row a change, nothing is ever changed or deleted.
progress_changes = Table(
    "progress_changes",
    record_metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("row_key", String(40), nullable=False),
    Column("field", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("time", String(32), nullable=False),
    Column("origin", Text, nullable=False),
    Index("progress_changes_of", "row_key", "field", "number"),
)
