"""The interchange form: valid, with plain values, and every span the text that it claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paragraph_documents import document
from paths import ROOT

from extract.document import extract_document
from extract.interchange import block_json, schema, section_json, to_json
from extract.models import (
    Attribute,
    Basis,
    Block,
    Cell,
    Document,
    DocumentKind,
    Doubt,
    DueBasis,
    Facts,
    Measure,
    Nature,
    Notice,
    Op,
    Per,
    Role,
    Section,
    Source,
    Status,
    TableCell,
    Target,
    TargetKind,
    Task,
    Unit,
)

CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
BESIDE = SHARED / "document.schema.json"
SCHEMAS = [schema(), *([json.loads(BESIDE.read_text("utf-8"))] if BESIDE.exists() else [])]
NAMES = sorted(path.name for path in CORPUS.iterdir() if path.stem != "README")
PLAIN = (str, int, float, bool, type(None))


def valid(record: dict[str, Any]) -> None:
    """Holds a record to the program's schema, and to that beside the project where there is one."""
    for described in SCHEMAS:
        jsonschema.validate(record, described, jsonschema.Draft202012Validator)


def closed(described: Any) -> Any:
    """A schema that allows no key that it does not describe."""
    if isinstance(described, list):
        return [closed(part) for part in described]
    if not isinstance(described, dict):
        return described
    inner = {key: closed(part) for key, part in described.items()}
    return {**inner, "additionalProperties": False} if described.get("type") == "object" else inner


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


@pytest.mark.parametrize("name", NAMES)
def test_the_demonstration_is_valid(name: str) -> None:
    record = to_json(extract_document(CORPUS / name))
    valid(record)
    jsonschema.validate(record, closed(schema()), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("due_basis", (*get_args(DueBasis), None)),
        ("role", get_args(Role)),
        ("basis", get_args(Basis)),
        ("kind", get_args(TargetKind)),
        ("kind", get_args(DocumentKind)),
        ("status", get_args(Status)),
        ("nature", get_args(Nature)),
        ("op", get_args(Op)),
        ("attribute", (*get_args(Attribute), None)),
        ("per", (*get_args(Per), None)),
        ("doubts", get_args(Doubt)),
    ],
)
def test_the_schema_lists_the_words_that_the_values_can_have(key: str, kinds: tuple[str | None, ...]) -> None:
    assert list(kinds) in list(lists(schema(), key))


def lists(described: Any, key: str) -> Iterator[list[Any]]:
    """Every list of words that a schema gives for a key."""
    for name, part in described.items() if isinstance(described, dict) else enumerate(described):
        if isinstance(part, dict) and name == key and ("enum" in part or "items" in part):
            yield part["enum"] if "enum" in part else part["items"]["enum"]
        if isinstance(part, (dict, list)):
            yield from lists(part, key)


def test_the_schema_knows_every_field_of_the_values() -> None:
    properties = schema()["properties"]
    of = {key: properties[key]["items"]["properties"] for key in ("tasks", "targets", "cells", "warnings")}
    of["measures"] = of["tasks"]["measures"]["items"]["properties"]
    of["units"] = schema()["$defs"]["units"]["items"]["properties"]
    values = {"tasks": Task, "targets": Target, "cells": Cell, "warnings": Notice, "units": Unit, "measures": Measure}
    assert {key: set(of[key]) for key in of} == {
        key: {field.name for field in fields(value)} for key, value in values.items()
    }


@pytest.mark.skipif(not BESIDE.exists(), reason="the folder of real documents is not beside this one")
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


def test_what_dates_a_task_and_what_to_doubt_is_said() -> None:
    task = Task(
        "k1", None, "建设平台", (), (0, 4), due=2027, due_text="2027年底", due_basis="row", doubts=("list-open",)
    )
    target = replace(TARGET, increment=True, doubts=("figure-unclear",))
    cell = replace(BARE_CELL, doubts=("no-table-head",))
    record = to_json(Document(FACTS, SOURCE, "建设平台", (task,), (target,), (cell,)))
    valid(record)
    assert [record["tasks"][0][key] for key in ("due", "due_text", "due_basis", "doubts")] == [
        2027, "2027年底", "row", ["list-open"],
    ]  # fmt: skip
    assert [record["targets"][0][key] for key in ("increment", "doubts")] == [True, ["figure-unclear"]]
    assert record["cells"][0]["doubts"] == ["no-table-head"]


def test_what_says_nothing_is_left_out() -> None:
    bare = Task(
        "k1", None, "建设平台", (), (0, 4), (Unit("市科技局", "lead", "explicit"),), (Measure("建设。", (0, 3)),)
    )
    record = to_json(Document(FACTS, SOURCE, "建设平台", (bare,), cells=(BARE_CELL,)))
    task = record["tasks"][0]
    assert not {"rule", "span"} & {*task["units"][0], *record["cells"][0]}
    assert "rule" not in task and "rule" not in task["measures"][0]
    assert (task["due"], task["due_basis"], task["doubts"]) == (None, None, [])


def test_a_unit_says_what_it_has() -> None:
    unit = Unit("市科技局", "lead", "explicit", (0, 4))
    task = Task("k1", None, "建设平台", (), (0, 4), (unit,))
    record = to_json(Document(FACTS, SOURCE, "市科技局", (task,), warnings=(Notice("x", "y"),)))
    assert record["tasks"][0]["units"] == [
        {"name": "市科技局", "role": "lead", "basis": "explicit", "span": [0, 4], "canonical": None, "open_list": False}
    ]
    assert record["warnings"] == [{"code": "x", "message": "y", "span": None}]


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


@settings(deadline=None)
@given(st.text(alphabet="一二（）、1.2。，；：市科技局财政牵头负责单位责任建设平台达到超过10家年2027%\n", max_size=160))
def test_any_document_is_valid(text: str) -> None:
    record = to_json(document(text))
    valid(record)
    check_spans(record)
