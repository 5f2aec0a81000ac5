"""What Tantivy keeps of an entry: the schema, the tokenizers, and an entry as its document. Used by the engine alone."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import tantivy

from kb import analyzer
from kb.engines.base import FIELDS, NOBODY, SOME, Entry

BEGINS = "\x02"
"""Stands before every run of letters or digits."""
GRAMS, TRIPLES = "grams", "triples"
PLAIN = ("kind", "region", "doc_kind", "year")
"""The fields that are filtered by and counted as they are."""
DOCUMENT = "document_code"
"""A document as a whole number, to be counted: the many names of a large base take three times as long."""

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
    builder.add_integer_field(DOCUMENT, fast=True)
    for name in ("document", "unit", "role", "unit_role", "owner"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("by_document", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("by_year", fast=True)
    builder.add_integer_field("by_value", fast=True)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Make the tokenizers known that the schema names."""
    index.register_tokenizer("parted", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    # It gives no positions: what needs them is parted beforehand.
    index.register_tokenizer("grams", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2)).build())


def marked(folded: str) -> str:
    """The text with a mark before every run of letters or digits: 经r&d → 经‹r&‹d."""
    return _RUN.sub(BEGINS, folded)


def triples(text: str) -> str:
    """Every three neighbouring characters, parted by spaces: 研发经费 → "研发经 发经费"."""
    if len(text) < 3:
        return ""
    codes = np.frombuffer(text.replace("\n", _LINE).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    parted = np.full((len(codes) - 2, 4), 32, dtype=np.uint32)
    parted[:, 0], parted[:, 1], parted[:, 2] = codes[:-2], codes[1:-1], codes[2:]
    return parted.tobytes().decode("utf-32-le", "replace")


@lru_cache(maxsize=1 << 10)
def characters(folded: str) -> str:
    """Every character of a text with its marks, parted by spaces: 经r&d → "经 ‹ r & ‹ d"; headings are often the same."""
    return " ".join(marked(folded).replace("\n", _LINE))


def code(document: str) -> int:
    """A document's id, hexadecimal digits, as a whole number: 0a1f → 0x10a1f."""
    return int(f"1{document}", 16)


def document_of(code: int) -> str:
    """The id again: 0x10a1f → 0a1f."""
    return f"{code:x}"[1:]


def document(entry: Entry) -> tantivy.Document:
    """An entry as Tantivy's document."""
    passage = marked(entry.passage)
    held: dict[str, str] = {}
    for pair in entry.fields.get("unit_role", ()):
        role, _, key = pair.partition(" ")
        held[key] = "+".join(sorted({*held[key].split("+"), role})) if key in held else role
    fields: dict[str, Any] = {
        "number": entry.number,
        "version": entry.version,
        GRAMS: passage,
        TRIPLES: triples(passage),
        "words": analyzer.parted(entry.passage),
        "title": analyzer.parted(entry.title),
        "indicator": characters(entry.indicator),
        "section": characters(entry.section),
        "roles": "+".join(sorted(set(entry.fields.get("role", ())))) or NOBODY,
        "unit_roles": [f"{roles} {key}" for key, roles in held.items()],
        DOCUMENT: [code(document) for document in entry.fields.get("document", ())],
        "by_document": f"{entry.place}\0{entry.number:020d}",
    }
    for name in (*PLAIN, "document", "unit", "role", "unit_role", "owner"):
        fields[name] = list(entry.fields.get(name, ()))
    if entry.year is not None:
        fields["by_year"] = entry.year
    if entry.value is not None:
        fields["by_value"] = _falling(entry.value)
    return tantivy.Document(**fields)


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
