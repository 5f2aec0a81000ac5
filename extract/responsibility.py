"""Finds the responsibility statements of a document and applies the rules that it declares once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.errors import RuleError
from extract.models import Basis, Notice, Role, Span, Unit
from extract.rulefiles import load_toml
from extract.sentences import bracket_end
from extract.unit_lists import Named, Reading, label_at_start, looks_like_unit, read_unit_list

_BRACKET = re.compile(r"[（〔［【]")
_STOPS = "。；！？"
_CUE = re.compile(
    r"单位|部门|负责|牵头|配合|落实|主办|协办|会同|主体|[局委办厅部署府会院心]\s*(?:[、，；等）〕］】〔（]|$)"
)
_SENTENCE_VERB = re.compile(r"(?:负责|牵头|配合|落实|组织实施|抓好|承办)[）〕］】。；]*$")


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
class UnitRule:
    """A rule for the whole document: who leads in a list (first, comma, mark), or who takes part in every task."""

    kind: str
    span: Span
    mark: str | None = None
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """All statements in reading order, the rules, and what could not be read for sure."""

    statements: tuple[Statement, ...]
    rules: tuple[UnitRule, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    inner: Span
    own_line: bool


@cache
def _rule_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    compiled = []
    for rule in load_toml("unit_rules.toml")["rule"]:
        pattern = re.compile(rule["pattern"])
        if not pattern.search(rule["example"]):
            raise RuleError(f"unit_rules.toml:1: {rule['example']} does not match its pattern")
        compiled.append((rule["kind"], pattern))
    return tuple(compiled)


def find_responsibilities(
    text: str, folded: str, paragraphs: Iterable[Span], cells: Iterable[Span] = ()
) -> Responsibilities:
    """Every statement of the running text, roles settled by the document's own rules.

    （市科技局、市财政局负责。列第一位的为牵头单位，下同） → 市科技局 lead, 市财政局 assist, basis first-listed
    """
    paragraphs = tuple(paragraphs)
    rules = tuple(_find_rules(text, folded, paragraphs))
    notices: list[Notice] = []
    found = [item for span in paragraphs for item in _find_in_paragraph(folded, span, notices)]
    statements = []
    for item in _joined(folded, found):
        inside = [rule for rule in rules if item.inner[0] <= rule.span[0] < item.inner[1]]
        reading = _read(folded, item.inner, inside)
        for label in reading.empty_labels:
            notices.append(Notice("empty-label", f"{text[slice(*label)]}后面没有单位", label))
        if not reading.units and reading.due is None:
            continue
        active = [rule for rule in rules if rule.span[0] < item.inner[1]] or _closing_rules(rules, found)
        units = _apply(text, reading, active)
        statements.append(Statement(item.span, units, item.own_line, reading.due))
    return Responsibilities(tuple(statements), rules, tuple(notices))


def read_cell(text: str, folded: str, span: Span, role: Role, rules: Iterable[UnitRule]) -> tuple[Unit, ...]:
    """The units of a table cell whose column says the role; what the cell itself says (A牵头，B配合) comes first."""
    reading = read_unit_list(folded, *span)
    units = _apply(text, reading, [rule for rule in rules if rule.kind != "everyone"] if role == "responsible" else [])
    own = any(named.role for named in reading.units)
    return units if own or role == "responsible" else tuple(replace(unit, role=role, rule="列名") for unit in units)


# --- where they stand ----------------------------------------------------------------------------------------------


def _find_in_paragraph(folded: str, span: Span, notices: list[Notice]) -> Iterator[_Found]:
    start, end = span
    label = label_at_start()
    if label.match(folded, start, end):
        yield _Found(span, span, True)
        return
    position = start
    while match := _BRACKET.search(folded, position, end):
        opened = match.start()
        closed = bracket_end(folded, opened, end)
        if closed is None:
            labelled = label.match(folded, opened + 1, end)
            if labelled:  # a bracket that never closes: what follows the label is read, and the slip is said
                notices.append(Notice("unclosed-bracket", "责任单位的括号没有闭合", (opened, end)))
                yield _Found((opened, end), (opened + 1, end), opened == start)
                return
            position = opened + 1
            continue
        inner = (opened + 1, closed - 1)
        if _is_statement(folded, (opened, closed), inner, span):
            yield _Found((opened, closed), inner, opened == start and not folded[closed:end].strip("。； "))
            position = closed
        else:
            # 各县（市、区）: an inner bracket of a name is passed over with it, one in prose may hold a statement
            position = opened + 1
    yield from _find_tail(folded, span)


def _is_statement(folded: str, outer: Span, inner: Span, paragraph: Span) -> bool:
    content = folded[slice(*inner)]
    if label_at_start().match(content):
        return True
    if not _CUE.search(content):
        return False
    before = folded[outer[0] - 1] if outer[0] > paragraph[0] else "。"
    after = folded[outer[1] : paragraph[1]].lstrip()[:1]
    ends_here = before in "。；！？）〕" or after in ("", "。", "；")
    if not ends_here or (after and after not in "。；（〔" and before not in "。；！？"):
        return False
    rules = [m.span() for _, pattern in _rule_patterns() for m in pattern.finditer(content)]
    reading = _read(content, (0, len(content)), [UnitRule("", r) for r in rules])
    if not reading.units or not reading.strict:
        return False
    has_verb = any(unit.role for unit in reading.units)
    # a bare list is taken only behind a full stop or at the end of its paragraph: elsewhere it explains a word
    return has_verb or before in "。；！？" or (after in ("", "。") and len(reading.units) > 1)


def _find_tail(folded: str, span: Span) -> Iterator[_Found]:
    """Without brackets: 。责任单位：市委组织部、市科技局。 at the end, or a line of its own 市科技局牵头，市财政局配合。"""
    start, end = span
    for match in label_at_start().finditer(folded, start, end):
        if match.start() > start and folded[match.start() - 1] in "。；！？ ":
            yield _Found((match.start(), end), (match.start(), end), False)
            return
    if end - start <= 200 and _SENTENCE_VERB.search(folded[start:end]) and not _BRACKET.match(folded, start):
        reading = read_unit_list(folded, start, end)
        if reading.strict and any(unit.role for unit in reading.units):
            yield _Found(span, span, True)


def _joined(folded: str, found: list[_Found]) -> list[_Found]:
    """Label lines that follow each other are one statement (牵头单位：A ⏎ 责任单位：B)."""
    joined: list[_Found] = []
    for item in found:
        if joined and item.own_line and joined[-1].own_line and not folded[joined[-1].span[1] : item.span[0]].strip():
            last = joined[-1]
            first_labels = {m.group(1) for m in label_at_start().finditer(folded, *last.inner)}
            own = label_at_start().match(folded, item.inner[0])
            if own and own.group(1) not in first_labels:
                joined[-1] = _Found((last.span[0], item.span[1]), (last.inner[0], item.inner[1]), True)
                continue
        joined.append(item)
    return joined


# --- the rules of the document -------------------------------------------------------------------------------------


def _find_rules(text: str, folded: str, paragraphs: tuple[Span, ...]) -> Iterator[UnitRule]:
    for start, end in paragraphs:
        if not re.search(r"牵头|不再|均需|均由|均须", folded[start:end]):
            continue
        taken: list[Span] = []
        for kind, pattern in _rule_patterns():
            for match in pattern.finditer(folded, start, end):
                if any(match.start() < last and first < match.end() for first, last in taken):
                    continue
                groups = match.groupdict()
                units: tuple[Unit, ...] = ()
                if kind == "everyone":
                    units = _everyone(text, folded, match)
                    if not units:
                        continue
                taken.append(match.span())
                yield UnitRule(kind, match.span(), groups.get("mark"), units)


def _everyone(text: str, folded: str, match: re.Match[str]) -> tuple[Unit, ...]:
    reading = read_unit_list(folded, *match.span("units"))
    if not reading.units or not all(looks_like_unit(folded[slice(*named.span)]) for named in reading.units):
        return ()
    role: Role = "assist" if "配合" in match.group() or "参与" in match.group() else "responsible"
    return tuple(_unit(text, named, role, "document-rule", match.group()[:60]) for named in reading.units)


def _closing_rules(rules: tuple[UnitRule, ...], found: list[_Found]) -> list[UnitRule]:
    """A rule behind the last statement (注：列第一位的为牵头单位) speaks of all of them."""
    last = found[-1].span[1] if found else 0
    return [rule for rule in rules if rule.span[0] >= last]


def _read(folded: str, inner: Span, rules: Iterable[UnitRule]) -> Reading:
    """The list without the rules that are declared inside its brackets."""
    start, end = inner
    content = folded[start:end]
    for rule in rules:
        first, last = max(rule.span[0] - start, 0), rule.span[1] - start
        content = content[:first] + "，" * (last - first) + content[last:]
    content = re.sub(r"下同|见下", lambda m: "，" * len(m.group()), content)
    reading = read_unit_list(content, 0, end - start)
    return _shifted(reading, start)


def _shifted(reading: Reading, by: int) -> Reading:
    def moved(span: Span) -> Span:
        return span[0] + by, span[1] + by

    return replace(
        reading,
        units=tuple(replace(named, span=moved(named.span)) for named in reading.units),
        due=moved(reading.due) if reading.due else None,
        empty_labels=tuple(moved(label) for label in reading.empty_labels),
    )


def _apply(text: str, reading: Reading, active: list[UnitRule]) -> tuple[Unit, ...]:
    units = reading.units
    explicit = any(named.role == "lead" for named in units)
    rule = next((r for r in reversed(active) if r.kind in ("first", "comma", "mark")), None)
    settled: list[Unit] = []
    if rule is None or explicit:
        settled = [_unit(text, named, named.role or "responsible", "explicit", None) for named in units]
    else:
        words = {"first": "列第一位者牵头", "comma": "第一个逗号前牵头", "mark": f"标{rule.mark}者牵头"}[rule.kind]
        marked = any(named.marked == rule.mark for named in units) if rule.kind == "mark" else True
        for index, named in enumerate(units):
            leads = {
                "first": index == 0,
                "comma": named.before_comma,
                "mark": named.marked == rule.mark if marked else False,
            }[rule.kind]
            role: Role = "lead" if leads else ("assist" if marked else "responsible")
            settled.append(_unit(text, named, role, "first-listed" if marked else "explicit", words))
    names = {unit.name for unit in settled}
    for everyone in (r for r in active if r.kind == "everyone"):
        settled += [unit for unit in everyone.units if unit.name not in names]
        names.update(unit.name for unit in everyone.units)
    return tuple(settled)


def _unit(text: str, named: Named, role: Role, basis: Basis, rule: str | None) -> Unit:
    name = text[slice(*named.span)].replace(" ", "")
    return Unit(name, role, basis, named.span, open_list=named.open_list, rule=rule)
