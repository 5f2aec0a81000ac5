"""The tables of what a person keeps for himself, in portable SQL."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

personal_metadata = MetaData()

# `parameters` are those of a search's address, as JSON. `seen` are the results when it was last opened (row key → digests,
# JSON), at `opened`, in the `state` that the knowledge base had then; `before` and `before_opened` the same of the time
# before that: what was new stays to be seen until the knowledge base changes again.
saved_searches = Table(
    "saved_searches",
    personal_metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("parameters", Text, nullable=False),
    Column("saved", String(20), nullable=False),
    Column("opened", String(20), nullable=False),
    Column("state", Text, nullable=False),
    Column("seen", Text),
    Column("before_opened", String(20)),
    Column("before", Text),
    Column("removed", String(20)),
    Index("saved_searches_person", "person"),
)

searches_made = Table(
    "searches_made",
    personal_metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("parameters", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("time", String(20), nullable=False),
    Index("searches_made_person", "person", "id"),
)

picked_documents = Table(
    "picked_documents",
    personal_metadata,
    Column("person", String(200), primary_key=True),
    Column("document", String(16), primary_key=True),
    Column("time", String(20), nullable=False),
)

looks = Table(
    "looks",
    personal_metadata,
    Column("person", String(200), primary_key=True),
    Column("time", String(20), nullable=False),
)
