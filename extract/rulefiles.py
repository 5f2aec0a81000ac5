"""Reads the rules of `extract/rules/` and the tables of `extract/data/`: flat tables as CSV, rules of several parts as TOML.

A bad file stops the program at start with `file:line: reason`, so that a slip of the pen in the data is found where it
was made and not as a wrong extraction.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from extract.errors import RuleError

Folder = Literal["rules", "data"]
"""What decides, and what is only a table of names: places, characters."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV rule file, and where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that lists several (`家|户|所` → 家, 户, 所); empty where the cell is."""
        return tuple(part for part in self.cells[column].split("|") if part)

    def error(self, reason: str) -> RuleError:
        """The error to raise about this row: `uom.csv:12: reason`."""
        return RuleError(f"{self.file}:{self.line}: {reason}")


def read_rule_file(name: str, folder: Folder = "rules") -> str:
    """The text of one file of `extract/rules/` or `extract/data/`; a RuleError where there is none."""
    try:
        return (files("extract") / folder / name).read_text("utf-8")
    except (OSError, UnicodeError) as error:
        raise RuleError(f"{name}:1: cannot be read: {error}") from error


@cache
def load_csv(
    name: str, columns: tuple[str, ...], *, unique: str | None = None, folder: Folder = "rules"
) -> tuple[Row, ...]:
    """The rows of a CSV file of `extract/rules/` or `extract/data/` whose header is `columns`.

    Lines that begin with # and empty lines are skipped. A wrong header, a row of another length, an empty first cell or
    a value that comes twice in the column `unique` is a RuleError with its line.
    """
    return parse_csv(name, read_rule_file(name, folder), columns, unique=unique)


@cache
def rows_of(name: str) -> tuple[Row, ...]:
    """The rows of a CSV file of `extract/rules/` under the header that it has, for who reads all files alike."""
    lines = read_rule_file(name).splitlines()
    header = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return load_csv(name, tuple(next(csv.reader([header]), [])))


def parse_csv(name: str, text: str, columns: Iterable[str], *, unique: str | None = None) -> tuple[Row, ...]:
    """`load_csv` on a text that is at hand; `name` is what its errors call it."""
    want = tuple(columns)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    header = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            cells = next(csv.reader(io.StringIO(line), strict=True))
        except csv.Error as error:
            raise RuleError(f"{name}:{number}: {error}") from error
        if not header:
            if tuple(cells) != want:
                raise RuleError(f"{name}:{number}: the header is {','.join(cells)}, not {','.join(want)}")
            header = True
            continue
        if len(cells) != len(want):
            raise RuleError(f"{name}:{number}: {len(cells)} cells, not {len(want)}")
        row = Row(name, number, MappingProxyType(dict(zip(want, (cell.strip() for cell in cells), strict=True))))
        if not row[want[0]]:
            raise row.error(f"{want[0]} is empty")
        if unique is not None:
            if row[unique] in seen:
                raise row.error(f"{row[unique]} stands in line {seen[row[unique]]} already")
            seen[row[unique]] = number
        rows.append(row)
    if not header:
        raise RuleError(f"{name}:1: no header")
    return tuple(rows)


def written_out(word: str, lists: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A word that may end in the name of a list, with each word of it: 牵头{单位} → 牵头单位, 牵头部门 …; 牵头 → 牵头."""
    stem, brace, name = word.rstrip("}").partition("{")
    return [stem + end for end in lists[name]] if brace else [stem]


@cache
def load_toml(name: str) -> Mapping[str, Any]:
    """A TOML rule file as a read-only mapping; a RuleError with its line where it cannot be read."""
    return parse_toml(name, read_rule_file(name))


def parse_toml(name: str, text: str) -> Mapping[str, Any]:
    """`load_toml` on a text that is at hand; `name` is what its errors call it."""
    try:
        return MappingProxyType(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise RuleError(f"{name}:{line.group(1) if line else 1}: {error}") from error


def first_of(words: Iterable[str]) -> str:
    """A look ahead for the first character of any of the words: before a pattern that cannot say how it begins.

    A search passes over all other characters many times as quickly.
    """
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])"


def alternatives(words: Iterable[str]) -> str:
    """The words as one regex alternative, longest first, so that 千瓦时 is never read as 千瓦."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
