"""The rule files as a whole: every one is tested by its examples, and no row stands in the shadow of another."""

from __future__ import annotations

import csv
import re

import pytest
from paths import ROOT

from extract.outline.closing_lines import is_address, is_closing_line
from extract.rulefiles import Row, load_csv
from extract.text.characters import fold

FOLDER = ROOT / "extract" / "rules"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".toml"))
CLOSING = load_csv("closing_lines.csv", ("how", "word", "example"), unique="word")
# What these hold is a name or a table of names, which shows what it is by itself.
WITHOUT_EXAMPLES = {"foreign_files.csv", "rule_names.csv"}


def header(name: str) -> list[str]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return next(csv.reader([next(line for line in lines if line.strip() and not line.startswith("#"))]))


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".csv")])
def test_a_rule_file_says_what_it_is_and_gives_examples(name: str) -> None:
    first = (FOLDER / name).read_text("utf-8").splitlines()[0]
    assert first.startswith("# ") or name == "foreign_files.csv"
    columns = header(name)
    assert bool({"example", "examples"} & set(columns)) is (name not in WITHOUT_EXAMPLES)


@pytest.mark.parametrize("name", FILES)
def test_every_rule_file_has_its_test(name: str) -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    modules = "\n".join(path.read_text("utf-8") for path in (ROOT / "extract").rglob("*.py"))
    assert f'"{name}"' in tests, f"no test reads {name}"
    assert f'"{name}"' in modules, f"nothing reads {name}"


@pytest.mark.parametrize("name", sorted({name for name in FILES if name.endswith(".csv")} - WITHOUT_EXAMPLES))
def test_an_example_holds_the_word_or_matches_the_pattern(name: str) -> None:
    columns = header(name)
    key = next((column for column in ("word", "words", "ending", "pattern", "character") if column in columns), None)
    if key is None or name == "markers.csv":  # tables of units and headings are read whole in tests of their own
        return
    for row in load_csv(name, tuple(columns)):
        examples = row["examples"] if "examples" in columns else row["example"]
        assert examples, f"{name}:{row.line}: no example"
        shown = fold(examples)
        if key == "pattern":
            assert re.search(row[key], examples) or re.search(row[key], shown), f"{name}:{row.line}: {examples}"
        else:
            words = [word.partition("{")[0] for word in row[key].split("|")]  # 牵头{单位}
            assert any(fold(word).replace(" ", "") in shown.replace(" ", "") for word in words), (
                f"{name}:{row.line}: {examples}"
            )


@pytest.mark.parametrize("row", CLOSING, ids=lambda row: row["word"])
def test_a_closing_line_is_told_by_its_word_alone(row: Row) -> None:
    text = fold(row["example"])
    if row["how"] == "address":
        assert is_address(text, 0)
        return
    # a comma keeps a short line from being one by its shortness
    line = f"{text}，另行通知" if row["how"] == "starts" else text
    assert is_closing_line(line, 0, len(line))
    without = line.replace(fold(row["word"]), "建设，").removeprefix("，")
    assert not is_closing_line(without, 0, len(without))


@pytest.mark.parametrize(
    "name",
    [
        "target_words.csv",
        "action_verbs.csv",
        "comparators.csv",
        "target_decoys.csv",
        "responsibility.csv",
        "tense_cues.csv",
    ],
)
def test_examples_are_phrases_of_their_own_not_one_template(name: str) -> None:
    """An example that stays the same when the word is taken out says nothing about the word."""
    columns = header(name)
    key, cell = next(c for c in ("word", "words") if c in columns), "examples" if "examples" in columns else "example"
    frames = [
        part.partition("=")[0].replace(row[key], "", 1)
        for row in load_csv(name, tuple(columns))
        if row.cells.get("kind") != "any"
        for part in row.many(cell)
    ]
    often = {frame: frames.count(frame) for frame in set(frames) if len(frame) > 3 and frames.count(frame) > 2}
    assert not often
