"""Writing an index: every entry arrives, however many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.engines.interface import FIELDS, Engine, Entry, Question
from kb.engines.tantivy import TantivyEngine
from kb.engines.whoosh import WhooshEngine


def entry(number: int, version: int) -> Entry:
    fields = dict.fromkeys(FIELDS, ()) | {"kind": ("measure",), "document": ("0a1f",), "owner": ("none",)}
    return Entry(number, version, "a\0b", "", f"第{number}项举措", "", "", None, None, fields)


@pytest.mark.parametrize(
    ("engine", "size"),
    [*((TantivyEngine, size) for size in (1, 1999, 2000, 2001, 2500)), (WhooshEngine, 1), (WhooshEngine, 300)],
)
def test_every_entry_arrives(tmp_path: Path, engine: type[Engine], size: int) -> None:
    engine.write(tmp_path, add=(entry(number, number % 7) for number in range(size)), remove=())
    assert engine.open(tmp_path).find(Question(), (), sort="document", start=0, size=0).total == size
