"""The tables of `kb/rules/`, read with the loader of the extractor's rules."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from extract.errors import RuleError
from extract.rulefiles import Row, parse_csv


@cache
def rows(name: str, columns: tuple[str, ...], *, unique: str | None = None) -> tuple[Row, ...]:
    """The rows of a table; a slip in it is a RuleError with file and line."""
    try:
        text = (files("kb") / "rules" / name).read_text("utf-8")
    except (OSError, UnicodeError) as error:
        raise RuleError(f"{name}:1: cannot be read: {error}") from error
    return parse_csv(name, text, columns, unique=unique)
