"""The interchange form: valid, with plain values, and every span the text that it claims."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paragraph_documents import document
from paths import ROOT

from extract.document import extract_document
from extract.interchange import block_json, section_json, to_json
from extract.models import Block, Cell, Document, Facts, Notice, Section, Source, TableCell, Target, Task, Unit

CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
SCHEMA = SHARED / "document.schema.json"
NAMES = sorted(path.name for path in CORPUS.iterdir() if path.stem != "README")
PLAIN = (str, int, float, bool, type(None))


def valid(record: dict[str, Any]) -> None:
    jsonschema.validate(record, json.loads(SCHEMA.read_text("utf-8")), jsonschema.Draft202012Validator)


def only_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and only_plain(part) for key, part in value.items())
    return all(map(only_plain, value)) if isinstance(value, list) else isinstance(value, PLAIN)


def check_spans(record: dict[str, Any]) -> None:
    text = record["text"]
    for task in record["tasks"]:
        start, end = task["span"]
        assert 0 <= start < end <= len(text)
        assert task["title"] in text[start:end].replace("\n", "")
        for measure in task["measures"]:
            assert text[slice(*measure["span"])] == measure["text"]
        for unit in task["units"]:
            assert text[slice(*unit["span"])].replace(" ", "") == unit["name"]
    for target in record["targets"]:
        assert text[slice(*target["span"])] == target["quote"]
        assert target["task_id"] is None or target["task_id"] in {task["id"] for task in record["tasks"]}
    for cell in record["cells"]:
        assert 0 <= cell["span"][0] < cell["span"][1] <= len(text)
    for notice in record["warnings"]:
        assert notice["span"] is None or 0 <= notice["span"][0] <= notice["span"][1] <= len(text)


@pytest.mark.parametrize("name", NAMES)
def test_spans_are_the_text_they_claim(name: str) -> None:
    record = to_json(extract_document(CORPUS / name))
    check_spans(record)
    assert only_plain(record)
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema is not beside this folder")
@pytest.mark.parametrize("name", NAMES)
def test_the_demonstration_is_valid(name: str) -> None:
    valid(to_json(extract_document(CORPUS / name)))


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema is not beside this folder")
@pytest.mark.parametrize("name", ["cixi-2022-tripod.txt", "real/44_zhengzhou_opc.txt", "real/23_sc_fh_cppcc2741.html"])
def test_real_documents_are_valid(name: str) -> None:
    record = to_json(extract_document(SHARED / "corpus" / name))
    valid(record)
    check_spans(record)


FACTS = Facts(None, None, None, "其他", "正式", None)
SOURCE = Source("试.txt", "txt", "0" * 64)
TARGET = Target(
    "g1", "达到1.5万亿元", (0, 7), "产值", ">=", Decimal("1.5"), "万亿元", 2027, None, "level", rule="reach"
)
BARE_CELL = Cell(None, "产值", "亿元", 2025, None, None, Decimal(20), "actual")


def test_values_are_numbers_and_what_is_missing_is_null() -> None:
    targets = (
        TARGET,
        Target("g2", "3—5家", (0, 4), "平台", "range", (Decimal(3), Decimal("5.5")), "家", None, None, "level"),
    )
    record = to_json(Document(FACTS, SOURCE, "达到1.5万亿元", targets=targets, cells=(BARE_CELL,)))
    assert [target["value"] for target in record["targets"]] == [1.5, [3, 5.5]]
    assert isinstance(record["targets"][1]["value"][0], int)
    assert (record["targets"][0]["scope"], record["targets"][0]["baseline"]) == (None, None)
    assert (record["cells"][0]["value"], record["cells"][0]["op"]) == (20, None)
    assert record["document"]["proposal"] is None
    assert record["schema"] == 1


def test_a_unit_says_what_it_has() -> None:
    unit = Unit("市科技局", "lead", "explicit", (0, 4))
    task = Task("k1", None, "建设平台", (), (0, 4), (unit,))
    record = to_json(Document(FACTS, SOURCE, "市科技局", (task,), warnings=(Notice("x", "y"),)))
    assert record["tasks"][0]["units"] == [
        {"name": "市科技局", "role": "lead", "basis": "explicit", "span": [0, 4], "canonical": None, "open_list": False}
    ]
    assert record["warnings"] == [{"code": "x", "message": "y", "span": None}]


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema is not beside this folder")
def test_the_least_that_can_be_said_is_valid() -> None:
    task = Task("k1", None, "建设平台", (), (0, 4), (Unit("市科技局", "lead", "explicit"),))
    valid(to_json(Document(FACTS, SOURCE, "")))
    valid(to_json(Document(FACTS, SOURCE, "建设平台", (task,), (TARGET,), (BARE_CELL,), (Notice("x", "y"),))))


def test_the_stages_before() -> None:
    cell = TableCell("甲", 0, 0, rowspan=2)
    table = Block("table", "表", page=1, cells=(cell,), span=(0, 3))
    box = Block("box", "专栏", blocks=(Block("paragraph", "乙", span=(4, 5)),), breaks=((1, 2),), span=(0, 5))
    assert block_json(table) == {
        "kind": "table", "text": "表", "span": [0, 3], "page": 1,
        "cells": [{"text": "甲", "row": 0, "col": 0, "rowspan": 2, "page": None, "span": [0, 0]}],
    }  # fmt: skip
    assert block_json(box)["blocks"] == [{"kind": "paragraph", "text": "乙", "span": [4, 5], "page": None}]
    assert block_json(box)["breaks"] == [[1, 2]]
    assert block_json(Block("heading", "甲", level=2))["level"] == 2
    inner = Section("1.1", "numbered", 2, "1", "1.", "乙", (2, 4), (3, 4))
    outer = Section("1", "numbered", 1, "一", "一、", "甲", (0, 4), (0, 1), ((1, 2),), (inner,))
    record = section_json(outer)
    assert (record["body"], record["children"][0]["title"]) == ([[1, 2]], "乙")
    assert only_plain(record)


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema is not beside this folder")
@settings(deadline=None)
@given(st.text(alphabet="一二（）、1.2。，；：市科技局财政牵头负责单位责任建设平台达到超过10家年2027%\n", max_size=160))
def test_any_document_is_valid(text: str) -> None:
    record = to_json(document(text))
    valid(record)
    check_spans(record)
