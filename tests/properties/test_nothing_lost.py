"""However a document is written down, the same tasks, units, targets and cells come out, or notices account for them.

What is known to fail stands in `open.txt` beside this file, a line each below its reason; what passes has to be struck
off there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from findings import Finding, differences, unaccounted
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from invented_plans import GROUPS, OWNERS, THINGS, TITLES, InventedPlan, Item, as_table
from paper_files import WRITERS, lines, paragraphs
from paths import CORPUS, SHARED_CORPUS
from transformations import (
    SYSTEMS,
    full_width_digits,
    half_width_marks,
    levels,
    other_brackets,
    ragged,
    renamed,
    renumbered,
    shuffled,
    spaced,
    traditional,
    width_of,
    without_breaks,
    wrapped,
)

from extract.models import Block, Document, Source, TableCell
from extract.pipeline import analyse, collect
from extract.readers import read_blocks

OPEN = Path(__file__).with_name("open.txt")
DEMONSTRATION = [path for path in sorted(CORPUS.iterdir()) if path.stem != "README"]
REAL = [
    SHARED_CORPUS / name
    for name in (
        "cixi-2022-tripod.txt",
        "ningbo-2023-opinions.txt",
        "real/13_sc_2018_42_nongji.html",
        "real/42_gd_opc.txt",
        "real/44_zhengzhou_opc.txt",
    )
    if (SHARED_CORPUS / name).exists()
]
DOCUMENTS = {path.stem: path for path in (*DEMONSTRATION, *REAL)}
# A failing example is as good as the smallest one where a failure is expected.
FEW = settings(max_examples=12, phases=(Phase.explicit, Phase.generate))


def known_to_fail() -> dict[str, str]:
    """What is known to fail, with the reason that stands above it."""
    reason, found = "", {}
    for line in OPEN.read_text("utf-8").splitlines() if OPEN.exists() else []:
        if line.startswith("#"):
            reason = line.strip("# ")
        elif line.strip():
            found[line.strip()] = reason
    return found


def cases(names: Mapping[str, Any] | Sequence[str]) -> list[Any]:
    """A test case a name; those known to fail are expected to."""
    known = known_to_fail()
    values = names if isinstance(names, Mapping) else {name: name for name in names}
    marks = {name: pytest.mark.xfail(reason=known[name], strict=True) for name in values if name in known}
    return [pytest.param(value, id=name, marks=marks.get(name, ())) for name, value in values.items()]


def read(blocks: Sequence[Block], suffix: str) -> Document:
    """What is found in blocks that are written as a file of that kind."""
    reading = read_blocks(Path(f"试{suffix}"), WRITERS[suffix](blocks))
    return collect(analyse(reading, Source(f"试{suffix}", suffix[1:], "0" * 64)))


@cache
def layout(name: str) -> tuple[Block, ...]:
    return read_blocks(DOCUMENTS[name]).blocks


@cache
def original(name: str) -> Document:
    path = DOCUMENTS[name]
    return collect(analyse(read_blocks(path), Source(path.name, path.suffix[1:], "0" * 64)))


def text_of(name: str) -> list[str]:
    return lines(layout(name))


@cache
def as_written(name: str, suffix: str) -> Document:
    """The document with nothing but its format changed; a text has no tables."""
    return read(paragraphs(text_of(name)) if suffix == ".txt" else layout(name), suffix)


# --- running text --------------------------------------------------------------------------------------------------

WRITINGS: Mapping[str, Callable[[Sequence[str]], list[str]]] = {
    "without breaks": without_breaks,
    "wrapped after 30, indented": wrapped,
    "wrapped after 17, indented": lambda text: wrapped(text, 17),
    "wrapped after 30, not indented": lambda text: wrapped(text, indent=""),
    "wrapped anywhere": ragged,
    "blanks between characters": spaced,
    "wide blanks between characters": lambda text: spaced(text, "　"),
    "traditional": traditional,
    "half-width marks": half_width_marks,
    "full-width digits": full_width_digits,
    "owners in 【】": other_brackets,
    "owners in 〔〕": lambda text: other_brackets(text, "〔〕"),
    "owners in []": lambda text: other_brackets(text, "[]"),
}


@pytest.mark.parametrize("case", cases({f"{way}: {name}": (way, name) for way in WRITINGS for name in DOCUMENTS}))
def test_another_way_to_write_it(case: tuple[str, str]) -> None:
    way, name = case
    changed = read(paragraphs(WRITINGS[way](text_of(name))), ".txt")
    assert differences(as_written(name, ".txt"), changed) == []


ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "GB 18030": lambda text: text.encode("gb18030"),
    "UTF-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "lines that end in CR LF": lambda text: text.replace("\n", "\r\n").encode(),
    "empty lines between": lambda text: text.replace("\n", "\n\n").encode(),
}


@pytest.mark.parametrize(
    "case", cases({f"{way}: {path.stem}": (way, path.stem) for way in ENCODINGS for path in DEMONSTRATION})
)
def test_other_bytes(case: tuple[str, str]) -> None:
    way, name = case
    reading = read_blocks(Path("试.txt"), ENCODINGS[way]("\n".join(text_of(name))))
    assert differences(as_written(name, ".txt"), collect(analyse(reading, Source("试.txt", "txt", "0" * 64)))) == []


ALIKE = [
    {"一、", "一."},
    {"（一）", "(一)", "〔一〕", "㈠"},
    {"Ⅰ.", "Ⅰ、", "I."},
    {"A.", "A、", "（A）", "a)"},
    {"1.", "1．", "1、", "1 ", "01 ", "⒈"},
    {"1)", "（1）", "[1]", "⑴"},
    {"①", "❶"},
]
"""Systems that a reader takes for one: not to be used on two levels of a document."""
NEVER = {"第一章": {"第一节"}, "一、": {"第一节"}}
NEVER |= {inner: {"第一章", "第一部分", "第一节"} for inner in ("第一节", "（一）", "1.")}
"""Nobody numbers chapters within sections, or parts within items."""


NUMBERED = ("suchuan-2026-opinions", "suchuan-2026-report", "yanpu-2023-reply", "yanpu-2026-plan")


def alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in ALIKE)


def changes() -> Iterator[tuple[str, str]]:
    for old in ("第一章", "第一节", "一、", "（一）", "1."):
        for new in SYSTEMS:
            if new != old and new not in NEVER[old]:
                yield old, new


@pytest.mark.parametrize("change", cases({f"{old} → {new.strip()}": (old, new) for old, new in changes()}))
def test_one_level_in_another_system(change: tuple[str, str]) -> None:
    old, new = change
    tried, wrong = 0, list[str]()
    for name in NUMBERED:
        text = text_of(name)
        if old not in levels(text) or any(alike(new, level) for level in levels(text) if level != old):
            continue
        try:
            other = paragraphs(renumbered(text, {old: new}))
        except IndexError:  # more items than the system counts
            continue
        tried += 1
        wrong += [f"{name}: {line}" for line in differences(as_written(name, ".txt"), read(other, ".txt"))]
    if not tried:
        pytest.skip("no document has room for this system")
    assert wrong == []


# --- plans made up ---------------------------------------------------------------------------------------------------

USUAL = [
    ("一、", "（一）", "1."),
    ("一、", "（一）", "（1）"),
    ("第一章", "第一节", "一、"),
    ("第一章", "（一）", "1、"),
]
FREE = [name for name in SYSTEMS if name not in ("第一章", "第一节", "第一部分")]


@st.composite
def plans(
    draw: st.DrawFn,
    systems: st.SearchStrategy[tuple[str, str, str]],
    run_in: st.SearchStrategy[bool] = st.booleans(),  # noqa: B008  # a strategy is a value
) -> InventedPlan:
    names = draw(st.permutations(OWNERS))
    titles = iter(draw(st.permutations(TITLES)))

    def item(number: int) -> Item:
        thing, count = draw(st.sampled_from(THINGS)), draw(st.integers(2, 999))
        return Item(next(titles), names[number % 3], names[3 + number % 3], thing, count, draw(st.integers(2026, 2028)))

    groups = tuple(
        (title, tuple(item(number) for number in range(draw(st.integers(2, 3)))))
        for title in draw(st.permutations(GROUPS))[: draw(st.integers(2, 3))]
    )
    return InventedPlan(groups, draw(systems), draw(run_in))


def expected(items: Sequence[Item]) -> Iterator[Finding]:
    for item in items:
        yield Finding("task", (item.title,), item.title)
        yield Finding("unit", (item.title, item.lead, "lead"), item.lead)
        yield Finding("unit", (item.title, item.assist, "assist"), item.assist)
        promise = (item.title, item.thing, ">=", str(item.count), "个", str(item.year), "None")
        yield Finding("target", promise, f"{item.thing}达到{item.count}个")


def check(items: Sequence[Item], document: Document) -> None:
    assert unaccounted(expected(items), document) == []


@FEW
@given(plans(st.sampled_from(USUAL)), st.sampled_from(sorted(WRITERS)))
def test_a_plan_in_usual_numbers_is_read_in_every_format(plan: InventedPlan, suffix: str) -> None:
    check(plan.items(), read(paragraphs(list(plan.lines())), suffix))


@FEW
@given(plans(st.sampled_from(USUAL)), st.integers(15, 45), st.sampled_from(["　　", ""]))
def wrap_a_plan(plan: InventedPlan, width: int, indent: str) -> None:
    check(plan.items(), read(paragraphs(wrapped(list(plan.lines()), width, indent)), ".txt"))


@FEW
@given(plans(st.sampled_from(USUAL), st.just(True)))  # a heading without a stop cannot be told from what follows it
def join_a_plan(plan: InventedPlan) -> None:
    check(plan.items(), read(paragraphs(without_breaks(list(plan.lines()))), ".txt"))


@FEW
@given(plans(st.sampled_from(USUAL)), st.sampled_from(sorted(WRITERS)))
def convert_a_plan(plan: InventedPlan, suffix: str) -> None:
    check(plan.items(), read(paragraphs(traditional(list(plan.lines()))), suffix))


@FEW
@given(plans(st.sampled_from(USUAL)), st.sampled_from(sorted(WRITERS)))
def space_a_plan(plan: InventedPlan, suffix: str) -> None:
    check(plan.items(), read(paragraphs(spaced(list(plan.lines()))), suffix))


def different(systems: Sequence[str]) -> bool:
    return not any(alike(one, other) for at, one in enumerate(systems) for other in systems[at + 1 :])


@FEW
@given(plans(st.tuples(*[st.sampled_from(FREE)] * 3).filter(different)))  # type: ignore[arg-type]
def number_a_plan(plan: InventedPlan) -> None:
    check(plan.items(), read(paragraphs(list(plan.lines())), ".txt"))


# A space behind an ASCII numeral is all that tells it from a figure: such a system cannot be joined without breaks.
PLANS: Mapping[str, Callable[[], None]] = {
    "a plan wrapped": wrap_a_plan,
    "a plan without breaks": join_a_plan,
    "a plan in traditional characters": convert_a_plan,
    "a plan with blanks between characters": space_a_plan,
    "a plan in any systems": number_a_plan,
}


@pytest.mark.parametrize("prove", cases(PLANS))
def test_a_plan_is_read_however_it_is_written(prove: Callable[[], None]) -> None:
    prove()


# --- formats and tables ----------------------------------------------------------------------------------------------


def plain_layout(name: str) -> bool:
    """Whether text and Markdown can hold a document: no frame, and no merged cells in a head."""
    tables = [block for block in layout(name) if block.kind == "table"]
    merged = any(cell.colspan > 1 or (cell.row == 0 and cell.rowspan > 1) for table in tables for cell in table.cells)
    return not merged and all(block.kind != "box" for block in layout(name))


FORMATS = {
    f"as {suffix}: {name}": (suffix, name)
    for suffix in WRITERS
    for name in DOCUMENTS
    if suffix not in (".txt", ".md") or plain_layout(name)
}


@pytest.mark.parametrize("case", cases(FORMATS))
def test_another_format(case: tuple[str, str]) -> None:
    suffix, name = case
    assert differences(original(name), read(layout(name), suffix)) == []


TABLES = [
    (path.stem, place)
    for path in DEMONSTRATION
    for place, block in enumerate(layout(path.stem))
    if block.kind == "table" and width_of(block.cells) > 2
]


def with_table(name: str, place: int, cells: tuple[TableCell, ...]) -> list[Block]:
    blocks = list(layout(name))
    blocks[place] = replace(blocks[place], cells=cells)
    return blocks


@FEW
@given(st.sampled_from(TABLES), st.data())
def test_columns_in_another_order(table: tuple[str, int], data: st.DataObject) -> None:
    name, place = table
    cells = layout(name)[place].cells
    order = data.draw(st.permutations(range(width_of(cells))))
    assert differences(as_written(name, ".html"), read(with_table(name, place, shuffled(cells, order)), ".html")) == []


HEADS: Mapping[str, tuple[str, ...]] = {
    "牵头单位": ("牵头部门", "主办单位", "责任单位（牵头）", "牵头", "主责单位", "第一责任单位", "责任部门（牵头）"),
    "配合单位": ("配合部门", "协办单位", "责任单位（配合）", "配合", "参与单位", "协同单位", "会办单位"),
    "完成时限": ("完成时间", "时间节点", "办结时限", "时限要求", "完成日期", "时间要求", "进度安排", "何时完成"),
    "重点任务": ("工作任务", "主要任务", "任务内容", "具体事项", "工作事项", "重点工作", "目标任务及要求", "干什么"),
    "一级任务": ("任务类别", "领域", "工作领域", "板块", "总任务", "大项"),
    "序号": ("编号", "No.", "序", "号"),
    "指标": ("指标名称", "主要指标", "指标项", "具体指标", "目标名称"),
    "指标名称": ("指标", "核心指标", "项目"),
    "单位": ("计量单位", "单 位", "量纲"),
    "2025年": ("2025年（基期）", "2025年实绩", "2025年完成值", "2025年现状值", "基期值（2025年）"),
    "2030年": ("2030年目标", "2030年目标值", "目标值（2030年）", "2030年规划值", "到2030年"),
    "属性": ("指标属性", "指标性质"),
    "类别": ("指标类别", "领域"),
}


@pytest.mark.parametrize("case", cases({f"{old} = {new}": (old, new) for old, words in HEADS.items() for new in words}))
def test_heads_in_other_words(case: tuple[str, str]) -> None:
    old, new = case
    tables = [(name, place) for name, place in TABLES if any(cell.text == old for cell in layout(name)[place].cells)]
    assert tables
    for name, place in tables:
        other = with_table(name, place, renamed(layout(name)[place].cells, {old: new}))
        assert differences(as_written(name, ".html"), read(other, ".html")) == []


@FEW
@given(plans(st.sampled_from(USUAL)), st.permutations(range(5)), st.sampled_from(sorted(WRITERS)), st.data())
def table_a_plan(plan: InventedPlan, order: list[int], suffix: str, data: st.DataObject) -> None:
    head = ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]
    words = [data.draw(st.sampled_from([name, *HEADS[name]])) for name in head]
    rows = as_table(plan.items(), order, words)
    cells = tuple(TableCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    table = Block("table", cells=cells)
    document = read((*paragraphs(["溯川市重点任务分解表"]), table), suffix)
    check(plan.items(), document)


@pytest.mark.parametrize("prove", cases({"a plan as a table": table_a_plan}))
def test_a_plan_as_a_table(prove: Callable[[], None]) -> None:
    prove()


def test_the_list_of_what_fails_names_what_there_is() -> None:
    names = [f"{way}: {name}" for way in (*WRITINGS, *ENCODINGS) for name in DOCUMENTS]
    names += [*(f"{old} → {new.strip()}" for old, new in changes()), *PLANS, *FORMATS, "a plan as a table"]
    names += [f"{old} = {new}" for old, words in HEADS.items() for new in words]
    assert all(known_to_fail().values()), "a reason above each"
    if SHARED_CORPUS.exists():
        assert set(known_to_fail()) <= set(names)
