"""What Tantivy keeps of an entry: the schema, the tokenizers, and an entry as its document. Used by the engine alone."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from typing import Any, get_args

import numpy as np
import tantivy

from extract.models import Role
from kb.deadline import ONGOING, UNDATED
from kb.engines.interface import FIELDS, NOBODY, SOME, Condition, Entry
from kb.text import analyzer

BEGINS = "\x02"
"""Stands before every run of letters or digits."""
GRAMS, TRIPLES = "grams", "triples"
PLAIN = ("kind", "copy", "region", "doc_kind", "quarter", "doubt", "review")
"""The fields that are filtered by and counted as they are; an entry has one value at most of each."""
CODED: Mapping[str, str] = {"document": "document_code", "year": "by_year"}
"""The fields that are filtered by and counted as whole numbers: the many names of a large base take three times as long."""

_ROLES = tuple(
    "+".join(some) for size in range(1, len(get_args(Role)) + 1) for some in combinations(sorted(get_args(Role)), size)
)
"""What an entry's units, or one of them, can be together: assist, …, assist+lead, …"""

_YEARLESS = {ONGOING: 10**6, UNDATED: 10**6 + 1}
"""What stands in the place of a year, after all years."""

_LINE = "\x01"
"""Stands where a line ends, so that nothing reaches from one line into the next."""
_RUN = re.compile("(?=[a-z0-9])(?<![a-z0-9])")


def schema() -> tantivy.Schema:
    """The fields of an entry."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", fast=True)
    builder.add_integer_field("version", indexed=True, fast=True)
    builder.add_text_field(GRAMS, tokenizer_name="grams", index_option="basic")
    builder.add_text_field(TRIPLES, tokenizer_name="parted", index_option="position")
    builder.add_text_field("words", tokenizer_name="parted", index_option="position")
    builder.add_text_field("title", tokenizer_name="parted", index_option="freq")
    for place in ("indicator", "section"):
        builder.add_text_field(place, tokenizer_name="parted", index_option="position")
    for name in (*PLAIN, "roles", "unit_roles"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in CODED.values():
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("by_document", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("by_value", fast=True)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Make the tokenizers known that the schema names."""
    index.register_tokenizer("parted", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    # It gives no positions: what needs them is parted beforehand.
    index.register_tokenizer("grams", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2)).build())


def marked_runs(folded: str) -> str:
    """The text with a mark before every run of letters or digits: 经r&d → 经‹r&‹d."""
    return _RUN.sub(BEGINS, folded)


def triples(text: str) -> str:
    """Every three neighbouring characters, parted by spaces: 研发经费 → "研发经 发经费"."""
    if len(text) < 3:
        return ""
    codes = np.frombuffer(text.replace("\n", _LINE).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    parted = np.empty((len(codes) - 2, 4), dtype=np.uint32)
    parted[:, 0], parted[:, 1], parted[:, 2], parted[:, 3] = codes[:-2], codes[1:-1], codes[2:], ord(" ")
    return parted.tobytes().decode("utf-32-le", "replace")


@lru_cache(maxsize=1 << 10)
def characters(folded: str) -> str:
    """Every character of a text with its marks, parted by spaces: 经r&d → "经 ‹ r & ‹ d"; headings are often the same."""
    return " ".join(marked_runs(folded).replace("\n", _LINE))


def code(name: str, value: str) -> int | None:
    """A value of a coded field as a whole number, a document's id by its hexadecimal digits; None for what is none.

    year 2028 → 2028   document 0a1f → 0x10a1f
    """
    try:
        number = _YEARLESS.get(value) or int(value) if name == "year" else int(f"1{value}", 16)
    except ValueError:
        return None
    return number if abs(number) < 1 << 63 and code_value(name, number) == value else None


def code_value(name: str, number: int) -> str:
    """The value again: document 0x10a1f → 0a1f."""
    if name != "year":
        return f"{number:x}"[1:]
    return next((value for value, code in _YEARLESS.items() if code == number), str(number))


def document(entry: Entry) -> tantivy.Document:
    """An entry as Tantivy's document."""
    passage = marked_runs(entry.passage)
    roles, unit_roles = _roles_held(entry.fields["unit_role"])
    fields: dict[str, Any] = {
        "number": entry.number,
        "version": entry.version,
        GRAMS: passage,
        TRIPLES: triples(passage),
        "words": analyzer.spaced_words(entry.passage),
        "roles": roles,
        "unit_roles": unit_roles,
        "by_document": f"{entry.place}\0{entry.number:020d}",
    }
    # What is empty is left out: every field takes its time.
    if entry.title:
        fields["title"] = analyzer.spaced_words(entry.title)
    if entry.indicator:
        fields["indicator"] = characters(entry.indicator)
    if entry.section:
        fields["section"] = characters(entry.section)
    for name in PLAIN:
        if values := entry.fields[name]:
            (fields[name],) = values
    for name, coded in CODED.items():
        if values := entry.fields[name]:
            fields[coded] = code(name, *values)
    if entry.value is not None:
        fields["by_value"] = _falling(entry.value)
    return tantivy.Document(**fields)


@lru_cache(maxsize=1 << 10)
def _roles_held(pairs: tuple[str, ...]) -> tuple[str, list[str]]:
    """All roles of an entry, and its units with theirs: (lead 市科技局, assist 市财政局) → assist+lead, and both as they are.

    The entries of a task have the same.
    """
    held: dict[str, str] = {}
    every: set[str] = set()
    for pair in pairs:
        role, _, key = pair.partition(" ")
        held[key] = "+".join(sorted({*held[key].split("+"), role})) if key in held else role
        every.add(role)
    return "+".join(sorted(every)) or NOBODY, [f"{roles} {key}" for key, roles in held.items()]


def kept(condition: Condition) -> tuple[str, list[Any]]:
    """The field that tells what a condition asks, and its values: units are kept with all their roles.

    role in {assist} → roles in [assist, assist+lead, …]   unit in {市科技局} → unit_roles in [assist 市科技局, …]
    """
    values = sorted(condition.values)
    if condition.field in CODED:
        codes = [code(condition.field, value) for value in values]
        return CODED[condition.field], [number for number in codes if number is not None]
    if condition.field == "owner":
        return "roles", [NOBODY] * (NOBODY in values) + [*_ROLES] * (SOME in values)
    if condition.field == "role":
        return "roles", [roles for value in values for roles in _with(value)]
    if condition.field == "unit":
        return "unit_roles", [f"{roles} {key}" for key in values for roles in _ROLES]
    if condition.field == "unit_role":
        pairs = [value.partition(" ") for value in values]
        return "unit_roles", [f"{roles} {key}" for role, _, key in pairs for roles in _with(role)]
    return condition.field, values


def _with(role: str) -> list[str]:
    return [roles for roles in _ROLES if role in roles.split("+")]


def _falling(value: float) -> int:
    """A figure as a whole number that sorts the largest first: Tantivy's counts do not keep the order of fractions."""
    bits = int.from_bytes(struct.pack(">d", value + 0.0), signed=True)
    return -bits if bits >= 0 else -(bits ^ 0x7FFF_FFFF_FFFF_FFFF)


def spread(counted: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """The counts by field: roles and units are counted together, lead+assist 市科技局, and taken apart here."""
    counts: dict[str, dict[str, int]] = {name: dict(counted.get(name, {})) for name in FIELDS}
    for roles, count in counted["roles"].items():
        named = [] if roles == NOBODY else roles.split("+")
        for role in named:
            counts["role"][role] = counts["role"].get(role, 0) + count
        owner = SOME if named else NOBODY
        counts["owner"][owner] = counts["owner"].get(owner, 0) + count
    of_unit, of_pair = counts["unit"], counts["unit_role"]
    for together, count in counted["unit_roles"].items():
        key, apart = _apart(together)
        of_unit[key] = of_unit.get(key, 0) + count
        for pair in apart:
            of_pair[pair] = of_pair.get(pair, 0) + count
    return counts


@lru_cache(maxsize=1 << 16)
def _apart(together: str) -> tuple[str, tuple[str, ...]]:
    """A unit and what it is counted as: assist+lead 市科技局 → 市科技局 and (assist 市科技局, lead 市科技局)."""
    roles, _, key = together.partition(" ")
    return key, tuple(f"{role} {key}" for role in roles.split("+"))
