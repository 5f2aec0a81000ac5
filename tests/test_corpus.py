"""The demonstration corpus and its annotations: valid in form, true to the documents to the letter, consistent."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from paths import CORPUS, GOLDEN, ROOT

from extract.places.divisions import places_named
from extract.readers import read_blocks
from extract.text.layout import lay_out

ANNOTATIONS = sorted(GOLDEN.glob("*.json"))
Gold = dict[str, Any]

TEXT = {"type": "string", "minLength": 1}
MAYBE_TEXT = {"type": ["string", "null"], "minLength": 1}
NUMBER = {"type": ["number", "null"]}
YEAR = {"type": ["integer", "null"], "minimum": 2000, "maximum": 2040}
OP = {"enum": [">=", ">", "<=", "<", "~", "range"]}
TEXTS = {"type": "array", "items": TEXT}
UNITS = {
    "type": "array",
    "uniqueItems": True,
    "items": {
        "type": "object",
        "required": ["name", "role"],
        "properties": {"name": TEXT, "role": {"enum": ["lead", "assist", "responsible"]}},
        "additionalProperties": False,
    },
}
KINDS = ["level", "growth", "multiple", "coverage", "rank", "relative", "first"]
SCHEMA = {
    "type": "object",
    "required": ["doc", "meta", "unit_rule", "tasks", "optional_tasks", "targets", "cells"],
    "additionalProperties": False,
    "properties": {
        "doc": TEXT,
        "unit_rule": MAYBE_TEXT,
        "optional_tasks": TEXTS,
        "meta": {
            "type": "object",
            "required": ["title", "region", "issuer", "kind", "status", "period", "doc_no", "date"],
            "additionalProperties": False,
            "properties": {
                "title": TEXT,
                "region": {"enum": ["溯川市", "砚浦市"]},
                "issuer": TEXT,
                "kind": {"enum": ["规划", "纲要", "意见", "方案", "计划", "报告", "复函", "通知", "其他"]},
                "status": {"enum": ["征求意见稿", "正式"]},
                "period": {"type": ["array", "null"], "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
                "doc_no": MAYBE_TEXT,
                "date": {"type": "string", "pattern": r"^20\d\d(-\d\d){0,2}$"},
                "proposal_no": TEXT,
                "proposer": TEXT,
                "proposal_title": TEXT,
                "addressee": TEXT,
            },
        },
        "tasks": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["number", "title", "path", "units", "implied_units", "sentences"],
                "additionalProperties": False,
                "properties": {
                    "number": MAYBE_TEXT,
                    "title": TEXT,
                    "path": TEXTS,
                    "units": UNITS,
                    "implied_units": UNITS,
                    "sentences": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["text", "label"],
                            "additionalProperties": False,
                            "properties": {"text": TEXT, "label": {"enum": ["M", "T", "MT", "N"]}},
                        },
                    },
                },
            },
        },
        "targets": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["quote", "indicator", "op", "value", "uom", "year", "scope", "kind", "task"],
                "additionalProperties": False,
                "properties": {
                    "quote": TEXT,
                    "indicator": TEXT,
                    "op": OP,
                    "value": {"type": ["number", "null", "array"], "items": {"type": "number"}},
                    "uom": MAYBE_TEXT,
                    "year": YEAR,
                    "scope": MAYBE_TEXT,
                    "kind": {"enum": KINDS},
                    "task": MAYBE_TEXT,
                    "also": TEXTS,
                    "baseline": NUMBER,
                    "direction": {"enum": ["up", "down"]},
                    "reference": TEXT,
                },
            },
        },
        "cells": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["table", "indicator", "uom", "year", "scope", "value", "op", "nature"],
                "additionalProperties": False,
                "properties": {
                    "table": TEXT,
                    "indicator": TEXT,
                    "uom": MAYBE_TEXT,
                    "year": YEAR,
                    "scope": MAYBE_TEXT,
                    "value": NUMBER,
                    "op": {"anyOf": [OP, {"type": "null"}]},
                    "nature": {"enum": ["actual", "estimate", "target"]},
                },
            },
        },
    },
}


def load(path: Path) -> Gold:
    gold: Gold = json.loads(path.read_text("utf-8"))
    return gold


def compact(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module", params=ANNOTATIONS, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> Gold:
    return load(request.param)


@pytest.fixture(scope="module")
def text(gold: Gold) -> str:
    """The document's text without white space."""
    return compact(lay_out(read_blocks(CORPUS / gold["doc"]).blocks)[0])


def test_six_documents_in_five_formats() -> None:
    documents = {path.name for path in CORPUS.iterdir() if path.name != "README.md"}
    assert {load(path)["doc"] for path in ANNOTATIONS} == documents
    assert len(documents) == 6
    assert {Path(name).suffix for name in documents} == {".txt", ".md", ".html", ".docx", ".pdf"}
    assert all(name in (CORPUS / "README.md").read_text("utf-8") for name in documents)


def test_the_places_are_invented() -> None:
    """The overlay places them, and no table of real divisions knows the names."""
    assert [place.path for place in places_named("砚浦市")] == ["岚泽省溯川市砚浦市"]
    assert [place.path for place in places_named("溯川市")] == ["岚泽省溯川市"]
    real = (ROOT / "extract" / "data" / "divisions.csv").read_text("utf-8")
    assert [name for name in ("岚泽", "溯川", "砚浦", "望澜", "渡云", "梧澜") if name in real] == []


def test_form(gold: Gold) -> None:
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(gold)] == []


def test_every_wording_stands_in_the_document(gold: Gold, text: str) -> None:
    wordings = [gold["unit_rule"] or "", gold["meta"]["title"], *gold["optional_tasks"]]
    for task in gold["tasks"]:
        wordings += [task["title"], *task["path"], *(s["text"] for s in task["sentences"])]
        wordings += [unit["name"] for unit in task["units"] + task["implied_units"]]
    for target in gold["targets"]:
        wordings += [target["quote"], target["scope"] or "", target["uom"] if target["kind"] != "multiple" else ""]
    wordings += [wording for cell in gold["cells"] for wording in (cell["table"], cell["indicator"])]
    assert [wording for wording in wordings if compact(wording or "") not in text] == []


def test_the_sentences_of_a_task_follow_its_title_in_order(gold: Gold, text: str) -> None:
    for task in gold["tasks"]:
        first, last = (compact(task["sentences"][i]["text"]) for i in (0, -1))
        places = [match.end() for match in re.finditer(re.escape(compact(task["title"])), text)]
        starts = [place for place in places if 0 <= text.find(first, place) - place <= 12]
        assert starts, f"{task['title']}: its first sentence does not follow it"
        at = starts[0]
        for sentence in task["sentences"]:
            found = text.find(compact(sentence["text"]), at)
            assert 0 <= found - at <= 60, f"{task['title']}: {sentence['text']}"
            at = found + len(compact(sentence["text"]))
        assert text.find(last, starts[0]) + len(last) == at


def test_targets_belong_to_their_task(gold: Gold) -> None:
    bodies = {task["title"]: compact("".join(s["text"] for s in task["sentences"])) for task in gold["tasks"]}
    assert len(bodies) == len(gold["tasks"]), "titles are unique within a document"
    for target in gold["targets"]:
        if target["task"] is not None:
            assert compact(target["quote"]) in bodies[target["task"]], target["quote"]


def test_a_sentence_with_a_target_is_labelled_so(gold: Gold) -> None:
    """A sentence is labelled T or MT exactly where one of its task's targets is quoted from it."""
    for task in gold["tasks"]:
        quotes = [compact(target["quote"]) for target in gold["targets"] if target["task"] == task["title"]]
        for sentence in task["sentences"]:
            quoted = any(quote in compact(sentence["text"]) for quote in quotes)
            assert quoted == ("T" in sentence["label"]), sentence["text"]


def test_values_stand_in_their_quotes(gold: Gold) -> None:
    worded = {"三个工作日": 3, "千亿": 1000, "五百亿": 500}
    for target in gold["targets"]:
        values = target["value"] if isinstance(target["value"], list) else [target["value"]]
        if target["kind"] in ("multiple", "coverage", "first") or target["value"] in (None, 0):
            continue
        for value in values:
            figures = [float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", target["quote"])]
            figures += [figure for word, figure in worded.items() if word in target["quote"]]
            assert value in figures, target["quote"]


def test_shares_agree_between_the_documents() -> None:
    """The same share of the same place in the same year has one value, whichever document states it."""
    stated: dict[tuple[str, str, int], set[float]] = defaultdict(set)
    for gold in map(load, ANNOTATIONS):
        stretched = {t["indicator"] for t in gold["targets"] if "力争" in t["quote"]}
        for row in [*gold["targets"], *(cell for cell in gold["cells"] if cell["nature"] == "target")]:
            place = row["scope"] if row["scope"] in ("砚浦市", "溯川市") else gold["meta"]["region"]
            share = row["indicator"].endswith(("比重", "占比", "比例", "覆盖率", "治理率")) and row["uom"] == "%"
            if share and row["indicator"] not in stretched and isinstance(row["year"], int):
                stated[place, row["indicator"], row["year"]].add(row["value"])
    assert {key: values for key, values in stated.items() if len(values) > 1} == {}
    assert len(stated) >= 20


def test_the_first_run_shows_every_feature() -> None:
    golds = [load(path) for path in ANNOTATIONS]
    tasks = [task for gold in golds for task in gold["tasks"]]
    targets = [target for gold in golds for target in gold["targets"]]
    leading = {
        (gold["meta"]["region"], gold["doc"])
        for gold in golds
        for task in gold["tasks"]
        for unit in task["units"]
        if unit == {"name": "市科技局", "role": "lead"}
    }
    assert {region for region, _ in leading} == {"溯川市", "砚浦市"} and len(leading) >= 3
    assert {unit["role"] for task in tasks for unit in task["units"]} == {"lead", "assist", "responsible"}
    assert any(task["implied_units"] for task in tasks)
    assert any(not task["units"] and not task["implied_units"] for task in tasks)
    assert {target["kind"] for target in targets} == set(KINDS)
    assert {2026, 2027, 2028, 2029, 2030} <= {target["year"] for target in targets}
    assert {cell["nature"] for gold in golds for cell in gold["cells"]} == {"actual", "estimate", "target"}
    names = {unit["name"] for task in tasks for unit in task["units"]}
    assert {"市工信局", "市工业和信息化局"} <= names, "one bureau, two wordings"
    assert {"市数据局", "市大数据发展管理局"} <= names, "a bureau's new and old name"
    assert {"各行政执法部门", "市智改绿转工作专班", "智能制造创新研究院"} <= names, (
        "collective, task force, unlisted body"
    )
    promises = defaultdict(set)
    for gold in golds:
        for target in gold["targets"]:
            promises[target["indicator"], str(target["value"]), target["uom"], target["year"]].add(gold["doc"])
    assert len(promises["高新技术企业", "164", "家", 2026]) == 2
