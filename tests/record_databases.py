"""Databases for people's records and for stores to be tried on: a SQLite file, and PostgreSQL where a server is named.

KB_POSTGRES_URL names one (postgresql://postgres@127.0.0.1:5432/postgres), on which each test has a schema of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

VARIABLE = "KB_POSTGRES_URL"
BACKENDS = ("sqlite", "postgresql")


def database_url(backend: str, folder: Path) -> Iterator[str]:
    """The URL of a database of that kind with nothing in it; skips where there is no server."""
    if backend == "sqlite":
        yield f"sqlite:///{folder / 'office.sqlite3'}"
        return
    if not (server := os.environ.get(VARIABLE)):
        pytest.skip(f"no PostgreSQL: {VARIABLE} names no server")
    pytest.importorskip("psycopg", reason="psycopg is not installed: PostgreSQL is not tried")
    schema = f"test_{uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    own = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    try:
        yield own.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
        engine.dispose()
