"""An extracted Document and people's corrections → the corrected Document, what was applied, and what no longer fits.

What a person said holds as long as the text that it was said of stands. Where the same text is read otherwise than
before, the person is right; where the text itself has changed and says something else now, neither side is chosen
silently: it is a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from extract.models import Cell, Document, Doubt, Facts, Measure, Span, Target, Task, Unit
from extract.text.layout import PageIndex
from kb.models import Review
from kb.records.anchoring import AnchoredText, Lost
from kb.records.contents import shown_change, shown_content, with_content
from kb.records.corrected_facts import corrected_facts
from kb.records.items import DocumentItem, added_by_hand, document_of, hand_name, items_of
from kb.records.models import STATES, Conflict, Correction
from kb.store.reading import ItemKeys
from kb.units.unit_lookup import Canonical

Aliases: TypeAlias = Callable[[str | None], Mapping[str, str]]
"""The place of a document → what people said that names of units mean there."""

_OVERLAP = 0.5
"""How much of two places must be the same for what is read there to be the same item."""
_TELLING = ("indicator", "value")
"""Of a figure, what tells it from others in its sentence."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document as people corrected it: its items' keys and reviews (by key), the records that hold, and conflicts."""

    document: Document
    keys: ItemKeys
    reviews: Mapping[str, Review]
    items: Mapping[str, DocumentItem]
    applied: tuple[int, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def corrected(
    document: Document,
    corrections: Iterable[Correction],
    *,
    text_key: str,
    canonical: Canonical,
    aliases: Aliases = lambda region: {},
) -> Corrected:
    """Apply corrections in their order; `text_key` is that of the document, `aliases` what people said that names of
    units mean in documents of a place. Those that are undone are left out.
    """
    held = sorted((one for one in corrections if one.undone is None), key=lambda one: one.id)
    desk = _Desk(document, text_key, canonical, aliases)
    desk.apply_facts(held)  # First: what names of units mean depends on the place.
    for correction in held:
        if correction.kind != "facts":
            desk.apply(correction)
    return desk.result()


class _Desk:
    """The document while it is being corrected."""

    def __init__(self, document: Document, text_key: str, canonical: Canonical, aliases: Aliases) -> None:
        self._document, self._text_key = document, text_key
        self._canonical, self._aliases = canonical, aliases
        self._facts = document.facts
        self._text = AnchoredText(document.text, document.sections)
        self._pages = PageIndex(document.blocks)
        self._items = items_of(document)
        self._applied: list[int] = []
        self._conflicts: list[Conflict] = []
        self._facts_review: Review | None = None

    def _naming(self, name: str) -> str | None:
        return self._aliases(self._facts.region).get(name) or self._canonical(
            name, region=self._facts.region, year=_year(self._facts)
        )

    def result(self) -> Corrected:
        self._name_units()
        document, keys = document_of(self._items, replace(self._document, facts=self._facts))
        held = [item for item in self._items if not isinstance(item.value, Measure) or self._has(item.owner)]
        reviews = {item.key: item.review for item in held if item.review is not None}
        if self._facts_review is not None:
            reviews["facts"] = self._facts_review
        items = {item.key: item for item in held}
        conflicts = sorted(self._conflicts, key=lambda one: one.correction.id)
        return Corrected(document, keys, reviews, items, tuple(sorted(self._applied)), tuple(conflicts))

    def _has(self, owner: DocumentItem | None) -> bool:
        return any(item is owner for item in self._items)

    def apply(self, correction: Correction) -> None:
        """Apply one; one that cannot be becomes a conflict."""
        place = self._place(correction)
        if isinstance(place, Lost):
            said = "原文中已找不到这段文字" if place.why == "gone" else "这段文字在原文中出现多次，无法确定是哪一处"
            self._clash(correction, said, place.now)
        elif correction.action == "add":
            self._add(correction, place)
        else:
            self._mend(correction, place)

    def _place(self, correction: Correction) -> Span | Lost | None:
        """Where it stands; None for an item that no text holds."""
        return None if correction.anchor is None else self._text.find(correction.anchor)

    def _clash(self, correction: Correction, reason: str, now: str) -> None:
        quote = correction.anchor.quote if correction.anchor is not None else ""
        said = shown_change(correction)
        recorded = f"{said}（原文：{quote}）" if quote and quote not in said else said or quote
        self._conflicts.append(Conflict(correction, reason, recorded, now))

    # --- facts ---

    def apply_facts(self, corrections: Sequence[Correction]) -> None:
        """Apply what was said of the document itself; of another place, its units are bodies of that place."""
        region = self._facts.region
        done = corrected_facts(self._facts, corrections, text_key=self._text_key)
        self._facts, self._facts_review = done.facts, done.review
        self._applied += done.applied
        self._conflicts += done.conflicts
        if self._facts.region != region:
            self._rename_units(region)

    def _rename_units(self, before: str | None) -> None:
        """A document of another place: its units are bodies of that place."""

        def renamed(unit: Unit) -> Unit:
            found = self._canonical(unit.name, region=self._facts.region, year=_year(self._facts))
            old = unit.canonical
            kept = old if old is not None and before is not None and not old.startswith(before) else None
            return replace(unit, canonical=found or kept)

        self._each_task(renamed)

    def _name_units(self) -> None:
        """Names that people explained; a task whose names are all known then is not doubted for them any more."""
        meant = self._aliases(self._facts.region)
        if not meant:
            return

        def named(unit: Unit) -> Unit:
            told = meant.get(unit.name) if unit.canonical is None else None
            return unit if told is None else replace(unit, canonical=told)

        self._each_task(named)

    def _each_task(self, change: Any) -> None:
        for item in self._items:
            if isinstance(item.value, Task) and item.value.units:
                units = tuple(map(change, item.value.units))
                if units == item.value.units:
                    continue
                doubts = item.value.doubts
                if all(unit.canonical for unit in units):
                    doubts = tuple(doubt for doubt in doubts if doubt != "unit-unknown")
                item.value = replace(item.value, units=units, doubts=doubts)

    # --- items ---

    def _mend(self, correction: Correction, place: Span | None) -> None:
        item = self._item(correction, place)
        if item is None:
            self._mend_missing(correction, place)
            return
        now, same_text = item.content, correction.text_key == self._text_key
        fields = correction.after if correction.action == "change" else correction.before
        moved = {
            name: now[name]
            for name in fields
            if name in now and now[name] not in (correction.before.get(name), fields[name])
        }
        if moved and (correction.action == "accept" or not same_text):
            why = "核对之后内容有变，请再核对" if correction.action == "accept" else "原文已改变，现在读出的与当时不同"
            self._clash(correction, why, shown_content(correction.kind, now))
            return
        if correction.action == "delete":
            self._remove(item)
        else:
            settled = tuple(getattr(item.value, "doubts", ())) or (item.review.settled if item.review else ())
            added = item.review is not None and item.review.state == "added"
            item.value = with_content(item.value, correction.after, self._naming)
            item.review = _review(correction, settled, added=added)
        self._applied.append(correction.id)

    def _mend_missing(self, correction: Correction, place: Span | None) -> None:
        """What is not read here (any more): to delete it there is nothing to do; else a person said that it is there."""
        if correction.action == "delete":
            self._applied.append(correction.id)
        elif added_by_hand(correction.item):
            self._clash(correction, "这一项是新增的，新增已经撤销", "")
        elif place is None:
            self._clash(correction, "现在没有读出这一项", "")
        else:
            self._insert(correction, place, {**correction.before, **correction.after})

    def _item(self, correction: Correction, place: Span | None) -> DocumentItem | None:
        """The item that is meant: of that kind, at that place, most like what it was."""
        if added_by_hand(correction.item):
            return next((item for item in self._items if item.key == correction.item), None)
        of_kind = [one for one in self._items if one.kind == correction.kind and not added_by_hand(one.key)]
        alike = [(item, _shared(item.place, place)) for item in of_kind if _may_be(item, correction)]
        if place is None:
            there = [item for item, _ in alike if item.content == correction.before]
        else:
            there = [item for item, share in alike if share == 1.0]
            there = there or [item for item, share in alike if share >= _OVERLAP]
        return max(there, key=lambda item: _likeness(item, correction), default=None)

    def _remove(self, item: DocumentItem) -> None:
        self._items = [one for one in self._items if one is not item and one.owner is not item]
        for one in self._items:
            if isinstance(item.value, Task) and isinstance(one.value, Target) and one.value.task_id == item.value.id:
                one.value = replace(one.value, task_id=None)

    def _add(self, correction: Correction, place: Span | None) -> None:
        assert place is not None, "only what is anchored in the text can be added"
        self._insert(correction, place, correction.after)

    def _insert(self, correction: Correction, place: Span, content: Mapping[str, Any]) -> None:
        """A new item at a place, inside the task that the place stands in."""
        name, page = hand_name(correction.id), self._pages.page(place[0])
        task = self._task_at(place)
        item: DocumentItem
        if correction.kind == "task":
            extent = self._extent(place)
            path = self._text.headings(place[0])
            marker = next((s for s in self._text.sections_at(place[0]) if s.title_span == place), None)
            if marker is not None:
                path = path[:-1]
            value: Any = Task(name, None, content["title"], path, extent, page=page)
            item = DocumentItem(f"t-{name}", value, place)
        elif correction.kind == "measure":
            if task is None:
                self._clash(correction, "措施所在的任务已不在，请先新增任务", "")
                return
            item = DocumentItem(f"m-{task.value.id}-{name}", Measure(content["text"], place, page), place, task)
        elif correction.kind == "target":
            quote = self._document.text[slice(*place)]
            start = Target(name, quote, place, "", ">=", None, None, None, None, "level", page=page)
            item = DocumentItem(f"g-{name}", replace(start, task_id=task.value.id if task else None), place)
        else:
            start_cell = Cell(None, "", None, None, None, None, None, "target", page=page, span=place)
            item = DocumentItem(f"c-{name}", start_cell, place)
        item.value = with_content(item.value, content, self._naming)
        item.review = replace(_review(correction, ()), state="added")
        self._items.append(item)
        self._applied.append(correction.id)

    def _task_at(self, place: Span) -> DocumentItem | None:
        """The innermost task that a place stands in."""
        tasks = [item for item in self._items if isinstance(item.value, Task)]
        inside = [item for item in tasks if item.value.span[0] <= place[0] and place[1] <= item.value.span[1]]
        return min(inside, key=lambda item: item.value.span[1] - item.value.span[0], default=None)

    def _extent(self, place: Span) -> Span:
        """How far a task goes that begins at a place: to the end of the section whose heading it is."""
        for section in self._text.sections_at(place[0]):
            if section.title and section.title_span[0] <= place[0] < section.title_span[1]:
                return section.span
        return place


def _year(facts: Facts) -> int | None:
    """The year that names of units are of: that of the document's date, else the first that it is for."""
    if facts.date is not None:
        return int(facts.date[:4])
    return None if facts.period is None else facts.period[0]


def _review(correction: Correction, settled: Sequence[Doubt], *, added: bool = False) -> Review:
    state = "added" if added else STATES[correction.action]
    return Review(state, correction.editor, correction.time, tuple(settled), correction.id)


def _shared(one: Span | None, other: Span | None) -> float:
    """How much of two places is the same: 1 where they are one."""
    if one is None or other is None:
        return 0.0
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0


def _may_be(item: DocumentItem, correction: Correction) -> bool:
    """Whether it can be what the record was of: of several figures of one sentence one that shares name or figure."""
    if not isinstance(item.value, (Target, Cell)):
        return True
    content = item.content
    return any(content[name] in (correction.before.get(name), correction.after.get(name)) for name in _TELLING)


def _likeness(item: DocumentItem, correction: Correction) -> tuple[bool, int]:
    """How many fields are as they were, or as they were set."""
    content = item.content
    alike = [
        content[name] == correction.before.get(name) or content[name] == correction.after.get(name) for name in content
    ]
    return item.key == correction.item and all(alike), sum(alike)
