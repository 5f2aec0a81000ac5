"""Scoring against annotations: what counts as the same, how slips are told apart, and the baseline that never falls silently."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from paths import ROOT

from evaluation import Baseline, Slip, evaluate, score_document
from evaluation.__main__ import BASELINE, CORPUS, GOLD, main
from evaluation.baseline import BaselineError
from evaluation.matching import alike, assign, figure, plain, same_indicator, uom
from evaluation.score import MEASURES

SHARED = ROOT.parent / "shared"

GOLD_DOCUMENT: dict[str, Any] = {
    "doc": "甲.txt",
    "tasks": [
        {
            "title": "建设平台",
            "units": [{"name": "市甲局", "role": "lead"}, {"name": "市乙局", "role": "assist"}],
            "implied_units": [],
            "sentences": [{"text": "建设三个平台。", "label": "M"}, {"text": "到2027年，平台达到3个。", "label": "T"}],
        }
    ],
    "optional_tasks": ["服务行动"],
    "targets": [
        {
            "quote": "平台达到3个",
            "indicator": "平台",
            "op": ">=",
            "value": 3,
            "uom": "个",
            "year": 2027,
            "scope": None,
            "kind": "level",
            "task": "建设平台",
        }
    ],
    "cells": [
        {"indicator": "平台", "uom": "个", "year": 2027, "scope": "全市", "value": 3, "op": ">=", "nature": "target"}
    ],
}
TEXT = "建设平台。建设三个平台。到2027年，平台达到3个。"


def found() -> dict[str, Any]:
    """A prediction without a slip."""
    return {
        "text": TEXT,
        "tasks": [
            {
                "id": "k1",
                "title": "建设平台",
                "span": [0, len(TEXT)],
                "units": [
                    {"name": "市甲局", "role": "lead", "basis": "explicit"},
                    {"name": "市乙局", "role": "assist", "basis": "explicit"},
                ],
                "measures": [{"text": "建设三个平台。", "span": [5, 12]}],
            }
        ],
        "targets": [
            {**GOLD_DOCUMENT["targets"][0], "id": "t1", "task_id": "k1", "span": [TEXT.index("平台达"), len(TEXT) - 1]}
        ],
        "cells": [dict(GOLD_DOCUMENT["cells"][0])],
    }


@pytest.mark.parametrize(
    ("one", "other", "least", "same"),
    [
        ("Ｒ＆Ｄ 经费。", "R&D经费", 1.0, True),
        ("“甲”", '"甲"', 1.0, True),
        ("市委组织部〔市委人才办〕", "市委组织部(市委人才办)", 1.0, True),
        ("高新技术企业数量", "高新技术企业数", 0.9, True),
        ("高新技术企业", "科技型中小企业", 0.75, False),
        ("", "甲", 0.1, False),
    ],
)
def test_alike(one: str, other: str, least: float, same: bool) -> None:
    assert (plain(one) == plain(other) if least == 1.0 else alike(one, other, least)) is same


@pytest.mark.parametrize(
    ("annotated", "found_name", "same"),
    [
        ({"indicator": "创新带动能力强劲的区域创新极"}, "区域创新极", True),
        ({"indicator": "人工智能OPC数量", "also": ["OPC数量", "数量"]}, "数量", True),
        ({"indicator": "花生种植机械化率"}, "花生收获率", False),
    ],
)
def test_same_indicator(annotated: dict[str, Any], found_name: str, same: bool) -> None:
    assert same_indicator(annotated, {"indicator": found_name}) is same


def test_figures_and_units_of_measurement() -> None:
    assert figure(3) == figure("3.0") == 3.0
    assert figure([1, 2]) == (1.0, 2.0)
    assert figure(None) is None
    assert uom({"uom": "百分点"}) == uom({"uom": "个百分点"}) == "个百分点"


def test_each_found_item_answers_to_one_annotated_item() -> None:
    pairs, missed, spare = assign([{"n": 1}, {"n": 1}], [{"n": 1}], (lambda g, f: g["n"] == f["n"],))
    assert (len(pairs), len(missed), len(spare)) == (1, 1, 0)


def test_a_document_without_slips() -> None:
    scores = score_document(GOLD_DOCUMENT, found())
    assert scores.slips == []
    assert {m: t.f1 for m, t in scores.tallies.items() if t.f1 is not None} == dict.fromkeys(
        set(MEASURES) - {"implied_units"}, 1.0
    )


@pytest.mark.parametrize(
    ("path", "value", "slip"),
    [
        (("tasks", 0, "title"), "建立平台群", ("tasks", "missed")),
        (("tasks", 0, "units", 1, "role"), "lead", ("units", "wrong role")),
        (("tasks", 0, "units", 1, "name"), "市丙局", ("units", "spurious")),
        (("tasks", 0, "units", 1, "basis"), "document-rule", ("implied_units", "spurious")),
        (("tasks", 0, "measures", 0, "text"), "到2027年，平台达到3个。", ("measures", "missed")),
        (("targets", 0, "year"), None, ("targets", "wrong year")),
        (("targets", 0, "op"), ">", ("targets", "wrong op")),
        (("targets", 0, "value"), 5, ("targets", "missed")),
        (("targets", 0, "scope"), "全市", ("targets_full", "wrong scope")),
        (("targets", 0, "task_id"), None, ("targets_full", "wrong task")),
        (("targets", 0, "span"), [0, 2], ("provenance", "wrong span")),
        (("cells", 0, "year"), 2026, ("cells", "missed")),
        (("cells", 0, "op"), ">", ("cells_full", "wrong op or uom")),
    ],
)
def test_a_slip_is_found_and_named(path: tuple[Any, ...], value: object, slip: tuple[str, str]) -> None:
    prediction = found()
    place: Any = prediction
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    scores = score_document(GOLD_DOCUMENT, prediction)
    assert slip in {(s.measure, s.kind) for s in scores.slips}
    rate = scores.tallies[slip[0]].f1
    assert rate is not None and rate < 1


def test_what_is_optional_is_neither_right_nor_wrong() -> None:
    prediction = found()
    prediction["tasks"].append({"id": "k2", "title": "服务行动", "span": [0, 4], "units": [], "measures": []})
    tasks = score_document(GOLD_DOCUMENT, prediction).tallies["tasks"]
    assert (tasks.right, tasks.missed, tasks.spurious) == (1, 0, 0)


def test_what_is_not_scored_is_not_counted() -> None:
    gold = {**GOLD_DOCUMENT, "scored": ["tasks"]}
    scores = score_document(gold, {**found(), "targets": [], "cells": []})
    assert [m for m, t in scores.tallies.items() if t.f1 is not None] == ["tasks", "provenance"]


# --- the baseline ---------------------------------------------------------------------------------------------------

SLIP = Slip("甲.txt", "tasks", "missed", "建设平台")
OTHER = Slip("甲.txt", "tasks", "spurious", "别的")


def test_gained_lost_and_fallen() -> None:
    compared = Baseline({"tasks": 0.9, "units": 1.0}, frozenset({SLIP})).compare({"tasks": 0.95, "units": 0.8}, [OTHER])
    assert (compared.gained, compared.lost) == ((SLIP,), (OTHER,))
    assert compared.fallen == {"units": (1.0, 0.8)}


def test_a_floor_is_not_lowered_without_a_reason() -> None:
    baseline = Baseline({"tasks": 0.9}, frozenset())
    with pytest.raises(BaselineError, match=r"tasks 0\.9000 → 0\.8000"):
        baseline.pinned({"tasks": 0.8}, [SLIP], reason=None)
    lowered = baseline.pinned({"tasks": 0.8}, [SLIP], reason="标注改正")
    assert (lowered.floors, lowered.lowered) == ({"tasks": 0.8}, ("标注改正",))
    assert lowered.pinned({"tasks": 0.85}, [], reason=None).lowered == ("标注改正",)


def test_a_baseline_is_stored_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "baseline.json"
    baseline = Baseline({"units": 1.0, "tasks": 0.9}, frozenset({SLIP, OTHER}), ("一",))
    baseline.save(path)
    first = path.read_bytes()
    assert Baseline.load(path) == baseline
    baseline.save(path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("content", ["", "[]", '{"floors": {"tasks": "x"}, "slips": []}', '{"floors": {}}'])
def test_a_bad_baseline_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(content, "utf-8")
    with pytest.raises(BaselineError, match=r"b\.json"):
        Baseline.load(path)


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """A folder with one small document and its annotation."""
    (tmp_path / "甲.txt").write_text(
        "一、重点任务\n1.建设平台。建设三个平台。（牵头单位：市甲局，配合单位：市乙局）\n", "utf-8"
    )
    gold = copy.deepcopy(GOLD_DOCUMENT) | {"targets": [], "cells": []}
    gold["tasks"][0]["sentences"].pop()
    (tmp_path / "甲.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    return tmp_path


def test_evaluate_pools_the_documents_of_a_folder(annotated: Path) -> None:
    result = evaluate(annotated, annotated)
    assert result.rates == {"tasks": 1.0, "units": 1.0, "measures": 1.0, "provenance": 1.0}
    assert result.slips == ()


def test_a_document_that_cannot_be_read_counts_as_empty(annotated: Path) -> None:
    (annotated / "甲.txt").unlink()
    result = evaluate(annotated, annotated)
    assert result.rates["tasks"] == 0
    assert len(result.failures) == 1 and "甲.txt" in result.failures[0]


def test_the_command_pins_compares_and_refuses(annotated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders, baseline = [str(annotated), str(annotated)], annotated / "baseline.txt"
    assert main([*folders, "--baseline", str(baseline)]) == 1
    assert main([*folders, "--baseline", str(baseline), "--pin"]) == 0
    assert main([*folders, "--baseline", str(baseline)]) == 0
    (annotated / "甲.txt").write_text("一、重点任务\n1.别的事项。做别的事，不建平台。\n", "utf-8")
    capsys.readouterr()
    assert main([*folders, "--baseline", str(baseline)]) == 1
    printed = capsys.readouterr().out
    assert "lost against the baseline" in printed and "below the floor: tasks" in printed
    assert main([*folders, "--baseline", str(baseline), "--pin"]) == 1
    assert "--lower" in capsys.readouterr().err
    assert main([*folders, "--baseline", str(baseline), "--pin", "--lower", "文件换了"]) == 0


def test_a_folder_without_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path)]) == 1
    assert "没有标注文件" in capsys.readouterr().err


def test_the_demonstration_corpus_keeps_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert BASELINE.exists() and GOLD.exists() and CORPUS.exists()
    assert main([]) == 0, capsys.readouterr().out


@pytest.mark.skipif(not SHARED.exists(), reason="the folder of real documents is not beside this one")
def test_our_scores_equal_the_reference_scores() -> None:
    command = [sys.executable, str(SHARED / "score.py"), "--gold", str(GOLD), "--corpus", str(CORPUS)]
    command += ["--run", f"{sys.executable} -m extract {{path}}"]
    printed = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout
    reference = {
        line.split()[1]: float(line.split("F1")[1].split()[0])
        for line in printed.splitlines()
        if line.startswith("ALL")
    }
    assert {measure: round(rate, 3) for measure, rate in evaluate(GOLD, CORPUS).rates.items()} == reference
