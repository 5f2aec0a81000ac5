"""ARCHITECTURE.md tells of the program that there is: its examples run, its modules and names exist."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import re
from decimal import Decimal
from pathlib import Path

import pytest
from paths import ROOT

PAGE = ROOT / "ARCHITECTURE.md"
TEXT = PAGE.read_text(encoding="utf-8")
CODE = sorted(set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", TEXT, flags=re.M | re.S))) - {">>>"})
DOTTED = [
    word
    for word in CODE
    if re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", word) and word.split(".")[0] in ("extract", "kb", "views")
]
PATHS = [word for word in CODE if "/" in word]
NAMES = [word for word in CODE if word not in DOTTED and word not in PATHS]


def defined() -> set[str]:
    """The classes, functions and type names that modules of the program define at their top."""
    found = set()
    for package in ("extract", "kb", "views", "evaluation"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                    found.add(node.name)
                elif isinstance(node, ast.Assign):
                    found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def test_the_examples_print_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest(
        TEXT, {"index": tmp_path, "Decimal": Decimal}, PAGE.name, str(PAGE), 0
    )
    assert len(example.examples) > 20
    told: list[str] = []
    assert doctest.DocTestRunner(verbose=False).run(example, out=told.append).failed == 0, "".join(told)


def test_the_page_names_modules_paths_and_values() -> None:
    assert len(DOTTED) > 20 and len(PATHS) > 3 and len(NAMES) > 20


@pytest.mark.parametrize("module", DOTTED)
def test_a_module_exists(module: str) -> None:
    assert importlib.util.find_spec(module) is not None


@pytest.mark.parametrize("path", PATHS)
def test_a_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_name_is_defined() -> None:
    assert set(NAMES) - defined() == set()


def test_the_sentence_stands_in_the_document() -> None:
    sentence = re.search(r"^> (.+)$", TEXT, flags=re.M)
    assert sentence is not None
    plain = re.sub(r"<[^>]+>", "", (ROOT / "corpus/suchuan-2026-opinions.html").read_text(encoding="utf-8"))
    assert sentence[1] in plain
    assert "列第一位的为牵头单位，下同" in plain
