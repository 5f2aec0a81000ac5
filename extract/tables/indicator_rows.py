"""The rows of an indicator table and what their labels say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from extract.models import Attribute, Nature, TableCell
from extract.tables.grid import distinct, plain
from extract.tables.heads import Layout
from extract.tables.indicator_labels import Label, read_label, read_uom
from extract.tables.table_kinds import is_empty
from extract.tables.table_words import longest_word
from extract.tables.value_heads import Head, is_scope, read_head, read_time
from extract.text.periods import YEAR


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A row with values: what is measured, in what, for whom, when."""

    number: int
    label: Label
    scope: str | None = None
    year: int | None = None
    nature: Nature | None = None


def labelled_rows(layout: Layout, values: tuple[int, ...]) -> Iterator[LabelledRow]:
    """The rows that hold values, top to bottom.

    其中：市本级 has the indicator above it with the scope 市本级; rows below an indicator that has a uom but no values
    of its own (减排：化学需氧量, 氨氮 …) have its name before theirs. A blank name repeats the one above.
    """
    names = name_columns(layout, values)
    numbers = layout.columns("number")
    cells: tuple[TableCell, ...] = ()
    parent: LabelledRow | None = None
    heading: Label | None = None
    for number in layout.body:
        row = layout.rows[number]
        numbered = any(cell.row == number for cell in distinct(row[col] for col in numbers))
        cells = distinct(row[col] for col in names) or cells
        if all(row[col] is None or is_empty(row[col]) or row[col] in cells for col in values):
            label = _label(layout, number, cells)
            heading = label if label.uom and numbered else None
            continue
        time = _time(layout, number, cells)
        label = _label(layout, number, cells)
        found = LabelledRow(number, label, _scope(layout, number), time.year, time.nature)
        if found.label.child and parent is not None:
            found = _below(parent, found)
        elif heading is not None and not numbered:
            name = heading.name + found.label.name
            found = replace(found, label=replace(found.label, name=name, uom=found.label.uom or heading.uom))
        else:
            parent, heading = found, None
        yield found


def name_columns(layout: Layout, values: tuple[int, ...]) -> tuple[int, ...]:
    """The columns that name the indicator, more than one where a name is parted over them (减排 | 化学需氧量)."""
    found = layout.columns("indicator") or layout.columns("task")
    found = tuple(col for col in found if col not in values)
    if not found:
        taken = {*values, *layout.columns("number", "group", "uom", "scope", "year", "attribute", "note")}
        return tuple(col for col in range(len(layout.roles)) if col not in taken)[:1]
    if len({layout.heads[col] for col in found}) > 1:
        return found[-1:]
    spread = any(layout.rows[number][found[0]] is layout.rows[number][found[-1]] is not None for number in layout.body)
    return found if spread else found[-1:]


def _label(layout: Layout, number: int, cells: tuple[TableCell, ...]) -> Label:
    """The label that the name cells and the cells of uom and attribute beside them make."""
    row = layout.rows[number]
    parts = [read_label(plain(cell)) for cell in cells]
    if not parts:
        return Label("")
    label = parts[-1]
    if len(parts) > 1:
        name = "".join(part.name for part in parts)
        label = replace(label, name=name, uom=label.uom or parts[0].uom, child=False)
    for col in layout.columns("uom"):
        uom, per = read_uom(plain(row[col]))
        label = replace(label, uom=label.uom or uom, per=label.per or per)
    for col in layout.columns("attribute"):
        attribute = cast("Attribute | None", longest_word("attribute", plain(row[col])))
        label = replace(label, attribute=label.attribute or attribute)
    return label


def _scope(layout: Layout, number: int) -> str | None:
    cells = distinct(layout.rows[number][col] for col in layout.columns("scope"))
    return cells[-1].text if cells else None


def _time(layout: Layout, number: int, cells: tuple[TableCell, ...]) -> Head:
    """The year of a row, and whose figures it holds where a label says nothing else (2025年实际)."""
    texts = [plain(layout.rows[number][col]) for col in layout.columns("year")] or [plain(cell) for cell in cells]
    for text in texts:
        time = read_time(text)
        if time is not None:
            return time
        if (layout.columns("year") or YEAR.match(text)) and (year := read_head((text,), None).year) is not None:
            return Head(year)
    return Head()


def _below(parent: LabelledRow, child: LabelledRow) -> LabelledRow:
    """A row that begins with 其中: its name is a scope of the indicator above, or an indicator of its own."""
    uom = child.label.uom or parent.label.uom
    if is_scope(child.label.name):
        label = replace(parent.label, uom=uom, attribute=child.label.attribute or parent.label.attribute, child=True)
        return replace(child, label=label, scope=child.label.name)
    return replace(child, label=replace(child.label, uom=uom))
