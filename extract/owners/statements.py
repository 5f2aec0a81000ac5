"""Finds the responsibility statements of a document and applies the rules that it declares once for all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from extract.models import Notice, Role, Span, Unit
from extract.owners.document_rules import UnitRule, angles_as_brackets, apply_rules, find_rules, read_list
from extract.owners.numbered_sentences import find_numbered
from extract.owners.numbered_statements import NumberedStatement
from extract.owners.owner_words import MARKS
from extract.owners.statement_spans import find_places
from extract.owners.unexplained_marks import mark_notice, unexplained_mark, unseen_notice
from extract.owners.unit_lists import UnitList, beside_leaders
from extract.text.characters import Text


@dataclass(frozen=True, slots=True)
class Statement:
    """One place where the document says who answers: a bracket, a line, or the tail of a paragraph.

    `span` is all of it, brackets and label included; `own_line` says that it is a paragraph by itself.
    """

    span: Span
    units: tuple[Unit, ...]
    own_line: bool
    due: Span | None = None


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """All statements in reading order, the rules, what could not be read for sure, and statements that name numbers."""

    statements: tuple[Statement, ...]
    rules: tuple[UnitRule, ...]
    notices: tuple[Notice, ...]
    numbered: tuple[NumberedStatement, ...] = ()


def find_responsibilities(
    text: Text,
    paragraphs: Iterable[Span],
    cells: Iterable[Span] = (),
    heads: Mapping[Span, tuple[Role, Span]] = MappingProxyType({}),
    bold: tuple[Span, ...] = (),
) -> Responsibilities:
    """Every statement of the running text, roles settled by the document's own rules; `cells` may show marks too.

    `heads` are headings that name who owns what stands below, with the role and the span of the names; `bold` is where
    the text is set in bold.

    （市科技局、市财政局负责。列第一位的为牵头单位，下同） → 市科技局 lead, 市财政局 assist, basis first-listed
    """
    text = replace(text, folded=angles_as_brackets(text.folded))
    paragraphs = tuple(paragraphs)
    cells = tuple(cells)
    rules = tuple(find_rules(text, paragraphs, bold))
    numbered, paragraphs = find_numbered(text, paragraphs, rules)
    found, slips = find_places(text.folded, paragraphs)
    stops = dict(iter(heads))
    starts = sorted(stops)
    found = tuple(item for item in found if not _stands_in(item.span, starts, stops))
    notices = list(slips)
    # what a head or the last row of a table says (责任单位（标☆的为牵头单位）) holds for tables, not for the running text
    in_cells = tuple(rule for rule in find_rules(text, cells, bold) if rule.kind != "everyone")
    readings = [_merged(tuple(read_list(text.folded, inner) for inner in item.lists)) for item in found]
    # a rule behind the last statement (注：列第一位的为牵头单位) speaks of all of them
    last = max((item.span[1] for item, reading in zip(found, readings, strict=True) if reading.units), default=None)
    closing = [rule for rule in rules if last is not None and rule.span[0] >= last]
    marked_cells = (
        read_list(text.folded, cell) for cell in cells if any(mark in text.folded[slice(*cell)] for mark in MARKS)
    )
    mark = unexplained_mark(text.folded, (*readings, *marked_cells), (*rules, *in_cells))
    if mark is not None:
        closing.append(mark)
        rules = (*rules, mark)
        notices.append(mark_notice(mark))
    notices += (unseen_notice(rule) for rule in (*rules, *in_cells) if rule.kind == "bold" and not rule.places)
    statements = []
    for item, reading in zip(found, readings, strict=True):
        notices += _slips(text.stored, reading)
        if not reading.units and reading.due is None:
            continue
        active = [*(rule for rule in rules if rule.span[0] < item.span[1]), *closing]
        units = _once(apply_rules(text.stored, reading, active), notices)
        statements.append(Statement(item.span, units, item.own_line, reading.due))
    for head, (role, names) in heads.items():
        statements.append(Statement(head, read_cell(text, names, role, rules), False))
    ordered = tuple(sorted(notices, key=lambda notice: notice.span or (0, 0)))
    statements.sort(key=lambda statement: statement.span)
    return Responsibilities(tuple(statements), (*rules, *in_cells), ordered, numbered)


def _stands_in(span: Span, starts: Sequence[int], stops: Mapping[int, int]) -> bool:
    """Whether a span has a character of one of the headings from `starts` to `stops`."""
    at = bisect_left(starts, span[1]) - 1
    return at >= 0 and stops[starts[at]] > span[0]


def read_cell(text: Text, span: Span, role: Role, rules: Iterable[UnitRule]) -> tuple[Unit, ...]:
    """The units of a table cell whose column says the role; what the cell itself says (A牵头，B配合) comes first.

    省经信厅、省科技厅按职责分工负责 in a column 牵头单位 → both lead
    """
    reading = read_list(text.folded, span)
    units = apply_rules(
        text.stored, reading, [rule for rule in rules if rule.kind != "everyone"] if role == "responsible" else ()
    )
    own = any(named.role in ("lead", "assist") for named in reading.units)
    return units if own or role == "responsible" else tuple(replace(unit, role=role, rule="列名") for unit in units)


def read_brackets(text: Text, spans: Iterable[Span], rules: Iterable[UnitRule]) -> tuple[Statement, ...]:
    """The statements in the words of table cells: （1）推行免申即享。（市财政局、市经信局） → 市财政局, 市经信局 responsible."""
    rules = tuple(rule for rule in rules if rule.kind != "everyone")
    found = []
    for start, end in spans:
        places, _ = find_places(angles_as_brackets(text.folded[start:end]), [(0, end - start)])
        for place in places:
            lists = tuple(read_list(text.folded, (start + first, start + stop)) for first, stop in place.lists)
            units = apply_rules(text.stored, _merged(lists), rules)
            if units:
                span = (start + place.span[0], start + place.span[1])
                found.append(Statement(span, units, place.own_line))
    return tuple(found)


def _merged(readings: tuple[UnitList, ...]) -> UnitList:
    """What several lists of one statement say together: where one of them names who leads, the others assist."""
    if len(readings) == 1:
        return readings[0]
    units = beside_leaders(named for reading in readings for named in reading.units)
    return replace(
        readings[0],
        units=units,
        due=next((reading.due for reading in readings if reading.due is not None), None),
        empty_labels=tuple(label for reading in readings for label in reading.empty_labels),
        unread=tuple(span for reading in readings for span in reading.unread),
    )


def _slips(text: str, reading: UnitList) -> Iterator[Notice]:
    for span in reading.empty_labels:
        yield Notice("empty-label", f"“{text[slice(*span)]}”后面没有单位", span)
    for span in reading.unread:
        yield Notice("unread-unit", f"责任单位中“{text[slice(*span)][:20]}”不像单位名称，未收录", span)


def _once(units: tuple[Unit, ...], notices: list[Notice]) -> tuple[Unit, ...]:
    """One entry a unit: one that is named as leader and again beside others leads."""
    kept: dict[str, Unit] = {}
    for unit in units:
        first = kept.get(unit.name)
        if first is None:
            kept[unit.name] = unit
        elif first.role != unit.role:
            notices.append(Notice("two-roles", f"“{unit.name}”同时列为牵头和配合单位，按牵头处理", unit.span))
            kept[unit.name] = first if first.role == "lead" else unit
    return tuple(kept.values())
