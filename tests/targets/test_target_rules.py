"""Rule files of targets: every example does what its row says."""

from __future__ import annotations

import pytest
from rule_examples import rule_examples

from extract.models import Passage, Target
from extract.rulefiles import Row, load_csv
from extract.targets import find_targets
from extract.targets.actions import ACTION_COLUMNS, acts
from extract.targets.coordination import HEAD_COLUMNS, compose, ends_with_head, is_bare, items
from extract.targets.scopes import SCOPE_COLUMNS
from extract.targets.target_words import DECOY_COLUMNS, WORD_COLUMNS
from extract.targets.tense import TENSE_COLUMNS, evidence, heading_tense, line_tense, sentence_past, title_tense
from extract.text.characters import Text, fold
from extract.text.periods import PERIOD_COLUMNS, Clock, find_years
from extract.text.sentences import sentence_spans


def targets_of(text: str) -> tuple[Target, ...]:
    """The targets of one paragraph of a document for 2022 to 2026."""
    sentences = tuple(sentence_spans(fold(text), 0, len(text)))
    return find_targets(Text.of(text), [Passage((sentences,), ())], period=(2022, 2026))


def word(row: Row) -> str:
    return f"{row.line}-{row.cells[next(iter(row.cells))]}"


@pytest.mark.parametrize("row", load_csv("target_words.csv", WORD_COLUMNS), ids=word)
def test_words(row: Row) -> None:
    for example in rule_examples(row):
        found = [target.indicator for target in targets_of(f"到2026年，{example.text}。")]
        assert found == ([] if example.counter else [example.gives]), example.text


@pytest.mark.parametrize("row", load_csv("target_decoys.csv", DECOY_COLUMNS), ids=word)
def test_decoys(row: Row) -> None:
    for example in rule_examples(row):
        assert row["word"] in example.text
        found = [target.indicator for target in targets_of(f"到2026年，{example.text}。")]
        assert found == ([] if example.gives is None else [example.gives]), example.text


@pytest.mark.parametrize("row", load_csv("scopes.csv", SCOPE_COLUMNS), ids=word)
def test_scopes(row: Row) -> None:
    for example in rule_examples(row):
        assert row["word"] in example.text
        found = [target.scope for target in targets_of(f"到2026年，{example.text}。")]
        assert found == [example.gives or None], example.text


@pytest.mark.parametrize("row", load_csv("periods.csv", PERIOD_COLUMNS, unique="word"), ids=word)
def test_periods(row: Row) -> None:
    clock = Clock(now=2022, first=2022, last=2026)
    years = {"last": 2026, "each": None, "now": 2022 + int(row["first"] or 0), "plan": int(row["last"] or 0)}
    (mark,) = find_years(row["example"], 0, len(row["example"]), clock)
    assert mark.year == years[row["kind"]]
    assert (mark.role == "each") == (row["kind"] == "each")


@pytest.mark.parametrize("row", load_csv("tense_cues.csv", TENSE_COLUMNS), ids=word)
def test_tenses(row: Row) -> None:
    for example in rule_examples(row):
        text, tense = example.text, None if example.counter else row["tense"]
        assert row["word"] in text
        if row["where"] == "evidence":
            weight = evidence(text, 0, len(text), Clock())
            assert (weight > 0, weight < 0) == (tense == "past", tense == "future"), text
        elif row["where"] == "title":
            assert title_tense(text, None) == heading_tense(text, None) == line_tense(text, None) == tense, text
        elif row["where"] == "line":
            assert line_tense(text, None) == tense, text
        else:
            assert bool(sentence_past(text, 0, len(text))) == (tense == "past"), text


@pytest.mark.parametrize(
    ("text", "past"),
    [("上年货物吞吐量5亿吨", True), ("办好网上年货节，销售额达到5亿元", False), ("线上年货节销售额达到5亿元", False)],
)
def test_a_word_of_time_is_none_inside_other_words(text: str, past: bool) -> None:
    assert bool(sentence_past(text, 0, len(text))) == past


@pytest.mark.parametrize("row", load_csv("indicator_heads.csv", HEAD_COLUMNS, unique="word"), ids=word)
def test_heads(row: Row) -> None:
    for example in rule_examples(row):
        if example.gives is not None:
            assert compose(example.text, items(example.text, 0, len(example.text)))[0] == example.gives
        else:
            assert ends_with_head(example.text)
    assert is_bare(row["word"]) == (row["kind"] == "bare")
    assert not ends_with_head("高新技术企业")


@pytest.mark.parametrize("row", load_csv("action_verbs.csv", ACTION_COLUMNS, unique="word"), ids=word)
def test_actions(row: Row) -> None:
    for example in rule_examples(row):
        text, opens = example.text, not example.counter
        assert acts(text, 0, len(text), promised=False) == opens, text
        assert acts(text, 0, len(text), promised=True) == (opens and row["kind"] != "goal"), text


@pytest.mark.parametrize(
    "text",
    [
        "每新增1家规上企业补助10万元",
        "每招引1个亿元项目奖励5万元",
        "拥有3项专利的工程师可直接参加评审",
        "注册资本在5000万元及以上且研发投入不低于200万元的企业类、院所类项目为重大科技项目",
        "划定4类管控区",
    ],
)
def test_what_is_asked_and_what_is_paid_for_each_is_no_target(text: str) -> None:
    assert targets_of(f"{text}。") == ()


def test_people_that_there_are_are_no_target() -> None:
    assert targets_of("让800万人民过上更好日子。") == ()


def test_two_lists_joined_in_a_sentence_are_two_targets() -> None:
    found = targets_of("到2026年，建成东山、西溪等10个精品村和南塘、北苑等6个综合体。")
    assert [(target.indicator, target.value) for target in found] == [("精品村", 10), ("综合体", 6)]
