"""What is asked first, because it is quick, refuses nothing that the whole pattern finds."""

from __future__ import annotations

import re

import pytest
from paths import CORPUS, ROOT

from extract.outline import contents_list
from extract.outline.openings import _labelled
from extract.owners import cue_accounting, statement_spans
from extract.owners.owner_words import joined_label, label
from extract.rulefiles import first_of, rows_of
from extract.tables import unit_marks
from extract.targets import promises, tense
from extract.tasks import due_dates
from extract.text import markers, periods, quantities
from extract.text.characters import fold

_EXAMPLES = [
    part
    for file in sorted((ROOT / "extract" / "rules").glob("*.csv"))
    for row in rows_of(file.name)
    for column in ("example", "examples", "counter")
    for part in row.cells.get(column, "").split("|")
]
_WORDS = (
    "企业开办一天办结，审批3个工作日内完成，全域15分钟内上高速，1小时通达，半天办好，一半以上，过半数，数以千计"
    "，三分之二以上，百分之八十，9月底前，第三季度，上半年，（1）选址（二）勘察①设计A.建设Ⅰ、验收甲、交付任务一：运营"
    "。责任单位：市甲局。市级牵头单位为市乙局，按职责分工负责。\n配合单位市丙局，由市甲局牵头，市乙局配合"
    "\n二、任务....12\n一、总体要求……………… 3\n注：★为牵头单位，配合单位用△表示"
)
TEXT = fold("\n".join([*_EXAMPLES, _WORDS, *(path.read_text("utf-8") for path in sorted(CORPUS.glob("*.[tm][xd]*")))]))


@pytest.mark.parametrize(
    "pattern",
    [
        markers._INSIDE,
        quantities._rules().quantity,
        tense._cues().sentence,
        periods._rules().pattern,
        cue_accounting.CUE,
        unit_marks._LEGEND,
        contents_list._TOC_LINE,
    ],
    ids=["marker", "quantity", "tense", "year", "cue", "legend", "contents"],
)
def test_looking_ahead_for_the_first_character_changes_nothing(pattern: re.Pattern[str]) -> None:
    ahead = re.match(r"\(\?=\[[^\]]*\]\)", pattern.pattern)
    assert ahead is not None
    whole = re.compile(pattern.pattern[ahead.end() :])
    lines = TEXT.split("\n")
    found = [[match.span() for match in pattern.finditer(line)] for line in lines]
    assert any(found) and found == [[match.span() for match in whole.finditer(line)] for line in lines]


@pytest.mark.parametrize(
    ("hint", "pattern"),
    [
        (promises._SERVING, promises._SERVICE),
        (promises._REACHING, promises._REACH),
        (due_dates._NAMES_PART, due_dates._PART_OF_YEAR),
        (periods._rules().core, periods._rules().pattern),
        (statement_spans._SAYS_WHO, statement_spans._LEADS),
        (statement_spans._SAYS_WHO, statement_spans._DIVIDED),
        (statement_spans._SAYS_WHO, joined_label()),
    ],
    ids=["service", "reach", "part of a year", "year", "who leads", "who has which part", "label"],
)
def test_each_match_holds_the_hint(hint: re.Pattern[str], pattern: re.Pattern[str]) -> None:
    matches = [match for line in TEXT.split("\n") for match in pattern.finditer(line)]
    assert matches and [match[0] for match in matches if hint.search(match[0]) is None] == []


def test_a_label_behind_a_stop_is_found_from_the_stop() -> None:
    behind = [match.start() for match in label().finditer(TEXT) if TEXT[match.start() - 1] in "。！？"]
    assert behind and behind == [match.end() for match in _labelled().finditer(TEXT)]


def test_first_of_escapes_what_a_set_reads_otherwise() -> None:
    assert [word for word in ("-a", "]b", "^c", "年") if re.match(first_of(["-", "]", "^", "年底"]), word)] == [
        "-a",
        "]b",
        "^c",
        "年",
    ]
