"""Why a hit was found: which parts of the query it matches, where, and by which of its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kb.answers.highlights import holds, marks
from kb.deadline import due_in, due_label
from kb.engines.interface import CHECKED, CORRECTED, DOUBTED, SOME, UNDOUBTED, UNREVIEWED, Condition
from kb.filters import DOUBT_LABELS, FILTERS, KIND_LABELS, OWNER_LABELS, REVIEW_LABELS, ROLE_LABELS
from kb.query import And, Field, Leaf, Node, Or, Phrase, Prefix, Query, Word
from kb.results import Hit, Reason
from kb.search.question import due_of
from kb.store.document_rows import unit_key
from kb.text.folding import fold

_LABELS = {spec.name: spec.label for spec in FILTERS}
_LABELS["quarter"] = _LABELS["year"]
_MOST_PIECES = 8

Resolve = Callable[[Field], object]


def reasons(hit: Hit, query: Query, conditions: Sequence[Condition], resolve: Resolve) -> tuple[Reason, ...]:
    """The parts of the query and the filters that the hit matches, in the order of the query.

    研发 地区:慈溪市 → 研发 in 正文 by 研发, 地区:慈溪市 in 地区 by 慈溪市
    """
    found = [] if query.tree is None else [*_of(query.tree, hit, query, resolve)]
    for condition in (one for one in conditions if one.field != "copy"):
        where, values = _matched_values(hit, condition)
        found.append(Reason(where, None, where, values))
    return tuple(dict.fromkeys(found))


def _of(node: Node, hit: Hit, query: Query, resolve: Resolve) -> Iterator[Reason]:
    """What is denied gives no reason: it is not there to be shown."""
    if isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _of(part, hit, query, resolve)
    elif isinstance(node, (Word, Phrase, Prefix)):
        yield from _in_texts(node, {"标题": hit.title, "正文": hit.text}, query)
    elif isinstance(node, Field):
        yield from _of_field(node, hit, query, resolve)


def _of_field(field: Field, hit: Hit, query: Query, resolve: Resolve) -> Iterator[Reason]:
    if field.name == "title" and field.text is not None:
        yield from _in_texts(field.text, {"文件": hit.document.label}, query)
        return
    if field.text is not None:
        inside = hit.title if field.name == "indicator" and hit.kind == "target" else ""
        texts = {"指标": inside} if field.name == "indicator" else {"章节": "\n".join(hit.path)}
        yield from _in_texts(field.text, texts, query)
        return
    condition = due_of(field) if field.name == "year" else resolve(field)
    if isinstance(condition, Condition):
        where, values = _matched_values(hit, condition)
        if values:
            yield Reason(query.typed[slice(*field.span)], field.span, where, values)


def _in_texts(leaf: Leaf, texts: dict[str, str], query: Query) -> Iterator[Reason]:
    """The texts that hold something of the leaf, where all of them together hold it."""
    if not holds("\n".join(fold(text) for text in texts.values()), leaf):
        return
    typed = query.typed[slice(*leaf.span)]
    for where, text in texts.items():
        pieces = dict.fromkeys(text[start:end] for start, end in marks(text, [leaf]))
        if pieces:
            yield Reason(typed, leaf.span, where, tuple(pieces)[:_MOST_PIECES])


def _matched_values(hit: Hit, condition: Condition) -> tuple[str, tuple[str, ...]]:
    """What of the hit a condition asks for, and its values that pass."""
    facts, name = hit.document.facts, condition.field
    if name in ("unit", "role", "unit_role", "owner"):
        return _LABELS["unit"], _units(hit, condition)
    year, quarter = due_in(hit.year, hit.due_text)
    values = {
        "kind": (hit.kind, KIND_LABELS[hit.kind]),
        "document": (hit.document.id, hit.document.label),
        "region": (facts.region, facts.region or ""),
        "doc_kind": (facts.kind, facts.kind),
        "year": (year, due_label(year)),
        "quarter": (quarter, due_label(quarter or year)),
        "doubt": (DOUBTED, "、".join(hit.doubt_reasons)) if hit.doubts else (UNDOUBTED, DOUBT_LABELS[UNDOUBTED]),
        "review": (CORRECTED if hit.corrected else CHECKED, hit.review.label)
        if hit.review is not None
        else (UNREVIEWED, REVIEW_LABELS[UNREVIEWED]),
    }
    value, shown = values[name]
    return _LABELS[name], (shown,) if value in condition.values else ()


def _units(hit: Hit, condition: Condition) -> tuple[str, ...]:
    if condition.field == "owner" and not hit.units:
        return () if SOME in condition.values else (OWNER_LABELS["none"],)
    found = []
    for unit in hit.units:
        key = unit_key(unit.name, unit.canonical, hit.document.facts.region)
        asked = {"unit": key, "role": unit.role, "unit_role": f"{unit.role} {key}", "owner": SOME}[condition.field]
        if asked in condition.values:
            found.append(f"{unit.name}（{ROLE_LABELS[unit.role]}）")
    return tuple(dict.fromkeys(found))
