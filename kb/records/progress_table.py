"""The table of what was filled in of tasks, in portable SQL: a row a change, nothing is ever changed or deleted."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

progress_metadata = MetaData()

progress_changes = Table(
    "progress_changes",
    progress_metadata,
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
