"""A place in a text is found again after edits elsewhere, and never somewhere else."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.models import Section, Span
from kb.records.anchoring import AnchoredText, Lost
from kb.records.models import Anchor

PLAN = """一、总体要求
到2030年，数字经济占比达到45%。
二、重点任务
（一）提升创新能力。扩大研发补助范围，支持龙头企业。
（二）完善平台体系。建设三家联合实验室，完善服务机制。
三、保障措施
加强组织领导，完善服务机制。
"""


def section(title: str, marker: str, start: str, end: str, *, text: str = PLAN) -> Section:
    at = text.index(start)
    return Section(marker, "numbered", 1, None, marker, title, (at, text.index(end) + len(end)), (at, at + len(start)))


SECTIONS = (
    section("总体要求", "一、", "一、总体要求", "45%。"),
    section("重点任务", "二、", "二、重点任务", "（二）完善平台体系。建设三家联合实验室，完善服务机制。"),
    section("保障措施", "三、", "三、保障措施", "加强组织领导，完善服务机制。"),
)


def place(words: str, text: str = PLAN, *, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def anchor(words: str, *, nth: int = 0) -> Anchor:
    return AnchoredText(PLAN, SECTIONS).anchor(place(words, nth=nth))


def found(text: str, anchored: Anchor) -> str | Lost:
    """The words found with what stands before them, to tell which place it is."""
    result = AnchoredText(text, ()).find(anchored)
    return result if isinstance(result, Lost) else text[max(0, result[0] - 4) : result[1]]


def test_what_is_taken_down() -> None:
    taken = anchor("完善服务机制", nth=1)
    assert (taken.quote, taken.prefix[-4:], taken.suffix) == ("完善服务机制", "织领导，", "。\n")
    assert (taken.section, taken.ordinal, taken.count) == (("三、保障措施",), 1, 2)


CASES = [
    # what is looked for, which of several, what was written for what, what is found with four characters before
    ("达到45%", 0, "一、总体要求", "一、总体要求（修订）", "经济占比达到45%"),
    ("扩大研发补助范围", 0, "占比达到45%", "占比力争达到45.5%左右", "新能力。扩大研发补助范围"),
    ("完善服务机制", 1, "加强组织领导", "切实加强组织领导和统筹", "导和统筹，完善服务机制"[-10:]),
    ("完善服务机制", 0, "三家联合实验室", "五家联合实验室", "实验室，完善服务机制"),
    ("完善服务机制", 1, "（二）完善平台体系。", "", "织领导，完善服务机制"),
    ("达到45%", 0, "数字经济", "数 字\n经 济", "经 济占比达到45%"[-9:]),
]


@pytest.mark.parametrize(("words", "nth", "before", "after", "expected"), CASES)
def test_an_edit_elsewhere_does_not_lose_it(words: str, nth: int, before: str, after: str, expected: str) -> None:
    text = PLAN.replace(before, after)
    assert text != PLAN
    assert found(text, anchor(words, nth=nth)) == expected


def test_width_and_blanks_do_not_matter() -> None:
    assert found(PLAN.replace("达到45%", "达到 ４５％"), anchor("达到45%")) == "经济占比达到 ４５％"


def test_what_is_gone_is_said_to_be_gone_with_what_stands_there_now() -> None:
    lost = found(PLAN.replace("达到45%", "达到46%"), anchor("达到45%"))
    assert lost == Lost("gone", "达到46%")
    assert isinstance(found(PLAN.replace("扩大研发补助范围，", ""), anchor("扩大研发补助范围")), Lost)


def test_the_same_words_elsewhere_are_not_taken_for_those_that_are_gone() -> None:
    text = PLAN.replace("加强组织领导，完善服务机制。", "加强组织领导。")
    assert isinstance(found(text, anchor("完善服务机制", nth=1)), Lost)


def test_sections_that_change_places_keep_their_own() -> None:
    first = "（一）提升创新能力。支持企业组建创新联合体，梯度培育科技型企业，完善服务机制，壮大创新主体，推动研发活动覆盖。\n"
    second = (
        "（二）建设平台体系。布局中试基地和概念验证中心，推动设备共享，完善服务机制，鼓励高校院所开放实验室资源。\n"
    )
    anchored = AnchoredText(first + second, ()).anchor(place("完善服务机制", first + second, nth=1))
    result = AnchoredText(second + first, ()).find(anchored)
    assert result == place("完善服务机制", second + first)


def test_twins_with_one_gone_are_a_conflict() -> None:
    row = "发展平台经济，完善服务机制，加强监测。\n" * 3
    anchored = AnchoredText(row, ()).anchor(place("完善服务机制", row, nth=1))
    assert AnchoredText(row, ()).find(anchored) == place("完善服务机制", row, nth=1)
    fewer = row[: len(row) // 3 * 2]
    assert isinstance(AnchoredText(fewer, ()).find(anchored), Lost)


LETTERS = st.text("数字经济研发补助平台服务，。\n12%", min_size=0, max_size=6)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, Span, str, Span]:
    """A text with a chosen place, and the same text after small edits outside that place, with where it is then."""
    text = draw(st.text("数字经济研发补助平台服务，。\n12%", min_size=30, max_size=240))
    start = draw(st.integers(0, len(text) - 2))
    end = draw(st.integers(start + 1, min(len(text), start + 40)))
    assume(text[start:end].strip() and not text[start].isspace() and not text[end - 1].isspace())
    before, chosen, after = text[:start], text[start:end], text[end:]
    for _ in range(draw(st.integers(1, 2))):
        inserted, removed = draw(LETTERS), draw(st.integers(0, 4))
        if draw(st.booleans()):
            at = draw(st.integers(0, len(before)))
            before = before[:at] + inserted + before[min(len(before), at + removed) :]
        else:
            at = draw(st.integers(0, len(after)))
            after = after[:at] + inserted + after[min(len(after), at + removed) :]
    now = before + chosen + after
    return text, (start, end), now, (len(before), len(before) + len(chosen))


def times(words: str, text: str) -> int:
    """How often words stand in a text, blanks aside; also where they overlap themselves."""
    whole, part = bare(text), bare(words)
    return sum(whole.startswith(part, at) for at in range(len(whole)))


def bare(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=400, deadline=None)
@given(edited())
def test_small_edits_elsewhere_never_lose_or_move_what_stands_once(case: tuple[str, Span, str, Span]) -> None:
    text, span, now, expected = case
    anchored = AnchoredText(text, ()).anchor(span)
    result = AnchoredText(now, ()).find(anchored)
    once = anchored.count == 1 and times(anchored.quote, now) == 1
    if isinstance(result, Lost):
        assert not once, "words that stand once, before and now, are found"
    elif once:
        assert result == expected


@settings(max_examples=400, deadline=None)
@given(edited())
def test_what_is_found_again_is_the_place_itself(case: tuple[str, Span, str, Span]) -> None:
    """Of several alike: the place itself, or nothing; unless an edit wrote the same words anew beside it."""
    text, span, now, expected = case
    anchored = AnchoredText(text, ()).anchor(span)
    result = AnchoredText(now, ()).find(anchored)
    assume(anchored.count == times(anchored.quote, now))
    assume(len(bare(anchored.quote)) >= 4)
    assert isinstance(result, Lost) or result == expected


@given(st.text("数字经济，。\n1", min_size=2, max_size=80), st.data())
def test_nothing_changed_finds_every_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    assume(words.strip() and words == words.strip())
    assert AnchoredText(text, ()).find(AnchoredText(text, ()).anchor((start, end))) == (start, end)
