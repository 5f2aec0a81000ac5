"""Plain words that ask for a field: 慈溪市科技局牵头的任务有哪些 → 牵头:慈溪市科技局 类别:任务.

What was recognised can be taken back: in quotes it is searched as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from functools import cache
from itertools import chain

from extract.rulefiles import Row
from kb.deadline import UNDATED, read_due
from kb.query.tree import And, Field, FieldName, Node, Or, Query, Word, join_nodes
from kb.rule_tables import rows

Knows = Callable[[str], bool]
"""Whether a name is that of a unit of the knowledge base."""

COLUMNS = ("kind", "words", "gives", "example", "counter")
_LONGEST = 40
"""Characters of a run of words that are looked at."""
_NUMBER = re.compile(r"[一-鿿]{2,14}\s*[〔［\[（(【﹝]?\s*(?:19|20)\d\d年?\s*[〕］\]）)】﹞]?\s*第?\d{1,4}\s*号")
_ROLES: tuple[FieldName, ...] = ("lead", "assist", "responsible")


def recognise(
    query: Query, knows: Knows, is_full_name: Knows, today: Date, *, has_number: Knows = lambda number: False
) -> Query:
    """The query with fields in the place of the words that ask for them, in what must hold together.

    `has_number`: whether a document has a number that was typed: 云政发[2026]8号 alone asks for that document.

    `is_full_name`: whether a name says its place (慈溪市科技局): such a one alone asks for that unit. A unit that the
    base does not know stays a word. 今年 and 本季度 are those of `today`.
    """
    tree = query.tree
    if tree is None or not isinstance(tree, (And, Word)):
        return query
    parts: list[Node] = []
    listed = list(tree.parts) if isinstance(tree, And) else [tree]
    at = 0
    while at < len(listed):
        numbered = _number_at(query.typed, listed[at:], has_number)
        taken, fields = numbered or _at(query.typed, listed[at:], knows, is_full_name, today)
        parts += fields or listed[at : at + 1]
        at += taken
    if parts == listed:
        return query
    found = tuple(part for part in parts if part not in listed and isinstance(part, (Field, Or)))
    return replace(query, tree=join_nodes(And, tuple(parts)), recognised=found)


def _number_at(typed: str, parts: Sequence[Node], has_number: Knows) -> tuple[int, list[Field | Or]] | None:
    """How many of the parts are the number of a document, and the field: 云政发 〔2026〕 8号 are three."""
    for count in (4, 3, 2, 1):
        words = parts[:count]
        if len(words) == count and all(isinstance(part, Word) for part in words):
            span = (words[0].span[0], words[-1].span[1])
            text = typed[slice(*span)]
            if _NUMBER.fullmatch(text) and has_number("".join(text.split())):
                return count, [Field("doc_no", "".join(text.split()), span)]
    return None


def _at(
    typed: str, parts: Sequence[Node], knows: Knows, is_full_name: Knows, today: Date
) -> tuple[int, list[Field | Or]]:
    """How many of the parts make fields, and the fields: 科技局 牵头 are two parts that make one."""
    for count in (2, 1):
        words = parts[:count]
        if len(words) == count and all(isinstance(part, Word) for part in words):
            span = (words[0].span[0], words[-1].span[1])
            text = typed[slice(*span)]
            if len(text) <= _LONGEST and (fields := list(_fields(text, span[0], knows, is_full_name, today))):
                return count, fields
    return 1, []


def _fields(text: str, start: int, knows: Knows, is_full_name: Knows, today: Date) -> Iterator[Field | Or]:
    """What a run of words asks for; of one that names two roles, what each does: 科技局牵头、财政局配合的任务."""
    for pattern in (_unit_asked(), _due_asked(), _undated_asked(), _issued_asked()):
        found = pattern.fullmatch(text)
        units = _units(found.groupdict().get("unit") or "", knows) if found is not None else ()
        if found is None or (found.groupdict().get("unit") and not units):
            continue
        yield from _said(found, units, start, today)
        return
    for role in _a_role().finditer(text):
        first, second = text[: role.end("role")], text[role.end() :]
        if not role.start() or not second:
            continue
        both = [
            list(_fields(words, at, knows, is_full_name, today))
            for words, at in ((first, start), (second, start + role.end()))
        ]
        if all(both):
            yield from chain.from_iterable(both)
            return
    if is_full_name(text) and (units := _units(text, knows)):
        yield _of_units("unit", units, (start, start + len(text)))


def _units(text: str, knows: Knows) -> tuple[str, ...]:
    """The unit that is called so, or the several that are listed: 丰安市教育局和科技局 → 丰安市教育局, 丰安市科技局.

    A name that holds 和 is one: 住房和城乡建设局. What says no place is of that of the one before. () where one is not known.
    """
    if not text or knows(text):
        return (text,) if text else ()
    for between in _BETWEEN.finditer(text):
        first, others = text[: between.start()], text[between.end() :]
        if not knows(first):
            continue
        for place in (*_PLACE.finditer(first), None):
            named = others if place is None else first[: place.end()] + others
            if rest := _units(named, knows):
                return (first, *rest)
    return ()


def _of_units(name: FieldName, units: Sequence[str], span: tuple[int, int]) -> Field | Or:
    """One unit, or any of several."""
    fields = tuple(Field(name, unit, span) for unit in units)
    return fields[0] if len(fields) == 1 else Or(fields, span)


def _said(found: re.Match[str], units: Sequence[str], start: int, today: Date) -> Iterator[Field | Or]:
    """The fields of a phrase, each where its words stand."""
    groups, at = found.groupdict(), start
    if units:
        role = next((role for role in _ROLES if groups[role]), None)
        at = start + found.end(role or "unit")
        yield _of_units(role or "unit", units, (start, at))
    if groups.get("due"):
        first, dots, last = _due_value(groups["when"], today).partition("..")
        if "Q" in first:  # A half of a year is one value: 2026Q1..2.
            first, dots, last = first + dots + last, "", ""
        yield Field("year", first, (at, start + found.end("due")), until=last if dots else None)
    elif groups.get("undated"):
        yield Field("year", UNDATED, (at, start + found.end("undated")))
    elif groups.get("issued"):
        yield Field("issued", groups["year"], (at, start + found.end("issued")), until=groups["until"])
    kind = next((name for name in ("task", "measure", "target") if groups.get(name)), None)
    if kind is not None:
        yield Field("kind", kind, (start + found.start(kind), start + len(found.string)))


@cache
def _words(kind: str, gives: str = "") -> str:
    found = [row["words"] for row in rows("phrases.csv", COLUMNS) if (row["kind"], row["gives"]) == (kind, gives)]
    return "|".join(f"(?:{words})" for words in found)


@cache
def _unit_asked() -> re.Pattern[str]:
    """由市科技局牵头的任务有哪些？ 市科技局牵头哪些任务"""
    return re.compile(rf"由?{_UNIT}\s*(?:单位)?{_role()}(?:(?:的|{_words('which')})\s*{_asked()})?{_tail()}")


@cache
def _a_role() -> re.Pattern[str]:
    """A role, and what may stand between it and the next unit."""
    return re.compile(rf"(?P<role>{'|'.join(_words('role', role) for role in _ROLES)})\s*[、，,]?\s*")


_UNIT = r"(?P<unit>[^\s:：]{2,36}?)"
_BETWEEN = re.compile("、|，|,|以及|和|与|及|或")
_PLACE = re.compile("[省市县区州盟旗]")
"""Where the name of a place may end."""
_YEARS = r"(?P<year>(?:19|20)\d\d)年?(?:\s*[-—–~～至到]\s*(?P<until>(?:19|20)\d\d))?"
_PART = "第?[一二三四1-4]季度|上半年"


@cache
def _due_asked() -> re.Pattern[str]:
    """2026年到期的任务, 2025—2027年完成的事项, 市科技局今年到期的任务, 本季度到期."""
    by_day = "|".join(f"(?:{row['words']})" for row in _days())
    when = rf"(?P<when>(?={by_day}|\d{{4}}|{_PART})(?:{_YEARS}|{by_day})?(?:{_PART})?)"
    return re.compile(
        rf"(?:{_UNIT}(?:{_role()}的?)?\s*)??{when}\s*(?P<due>{_words('due')})(?:的\s*{_asked()})?{_tail()}"
    )


@cache
def _undated_asked() -> re.Pattern[str]:
    """未写明时限的任务, 没有完成期限的事项有哪些."""
    return re.compile(rf"(?P<undated>{_words('undated')})(?:的\s*{_asked()})?{_tail()}")


@cache
def _days() -> tuple[Row, ...]:
    return tuple(row for row in rows("phrases.csv", COLUMNS) if row["kind"] == "when")


def _due_value(when: str, today: Date) -> str:
    """When that is, as a filter has it: 今年 → 2026, 下季度 → 2027Q1, 三季度 → 2026Q3, 2025—2027 → 2025..2027."""
    for row in _days():
        if found := re.match(row["words"], when):
            number = int(row["gives"].removesuffix("Q"))
            if row["gives"].endswith("Q"):
                quarters = today.year * 4 + (today.month - 1) // 3 + number
                return f"{quarters // 4}Q{quarters % 4 + 1}"
            when = f"{today.year + number}年{when[found.end() :]}"
            break
    asked = read_due(when if when[:1].isdigit() and len(when) > 3 else f"{today.year}年{when}")
    assert asked is not None, when
    return str(asked)


@cache
def _issued_asked() -> re.Pattern[str]:
    """2025年印发的任务, 2023—2025年发布."""
    return re.compile(rf"{_YEARS}\s*(?P<issued>{_words('issued')})(?:的\s*{_asked()})?{_tail()}")


def _role() -> str:
    return "(?:" + "|".join(f"(?P<{role}>{_words('role', role)})" for role in _ROLES) + ")"


def _asked() -> str:
    kinds = "|".join(f"(?P<{kind}>{_words('asked', kind)})" for kind in ("task", "measure", "target"))
    return rf"(?:{kinds}|{_words('asked')})?"


def _tail() -> str:
    return rf"\s*(?:{_words('tail')})?[?？]?"
