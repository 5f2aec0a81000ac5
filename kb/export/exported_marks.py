"""Short marks of what an exported row said, in its hidden cell: what was changed since in which column can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.export.export_columns import NUMBER, Value
from kb.export.export_tables import TableColumn
from kb.records.progress import FIELDS, text_digest


def column_marks(written: Mapping[str, Value], columns: Sequence[TableColumn]) -> str:
    """A mark of each printed text and figure that is not filled in by hand: 完成时限=1b2c3d4e 牵头单位=- …"""
    return " ".join(
        f"{column.name}={text_digest(plain(as_shown(written[column.name])))}"
        for column in columns
        if column.print == "printed" and column.field not in FIELDS and column.name != NUMBER
    )


def as_shown(value: Value) -> str:
    """A text or figure as its cell shows it: 4.40 → 4.4."""
    return value if isinstance(value, str) else f"{float(value):.10g}"


def changed_columns(marks: Sequence[str], texts: Mapping[str, str]) -> dict[str, str]:
    """The columns that say something else than their mark, with what they say; one that the sheet lacks is left out."""
    exported = dict(mark.rsplit("=", 1) for mark in marks if "=" in mark)
    return {
        name: texts[name]
        for name, mark in exported.items()
        if name in texts and text_digest(plain(texts[name])) != mark
    }


def plain(text: str) -> str:
    """A text without what an office program changes by itself: ends of lines, white space at the ends."""
    return text.replace("\r\n", "\n").strip()
