"""Compares one extracted document with its annotation, measure by measure, and names each slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from evaluation.matching import Item, alike, assign, figure, plain, same_indicator, uom

MEASURES = (
    "tasks",
    "units",
    "implied_units",
    "measures",
    "targets",
    "targets_full",
    "cells",
    "cells_full",
    "provenance",
)
_TARGET_FIELDS = ("value", "uom", "year", "op", "indicator")
_FULL_FIELDS = ("scope", "kind", "baseline", "task")


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """One thing that is wrong: where, in which measure, how (`missed`, `spurious`, `wrong year`, …) and what."""

    document: str
    measure: str
    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.document}  {self.measure}  {self.kind}  {self.what}"


@dataclass(slots=True)
class Tally:
    """Right, missed and spurious items of one measure."""

    right: int = 0
    missed: int = 0
    spurious: int = 0

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.missed += other.missed
        self.spurious += other.spurious

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where nothing was annotated or found."""
        total = 2 * self.right + self.missed + self.spurious
        return 2 * self.right / total if total else None


@dataclass(slots=True)
class Scores:
    """The tallies of one document and its slips."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {measure: Tally() for measure in MEASURES})
    slips: list[Slip] = field(default_factory=list)


class _Scorer:
    def __init__(self, gold: Item, found: Item) -> None:
        self.gold, self.found = gold, found
        self.name = str(gold["doc"])
        self.scored = set(gold.get("scored", MEASURES))
        self.scored |= {f"{measure}_full" for measure in ("targets", "cells") if measure in self.scored} | {
            "provenance"
        }
        self.scores = Scores()

    def count(
        self, measure: str, right: int, missed: Iterable[str], spurious: Iterable[str], kinds: Iterable[str] = ()
    ) -> None:
        """Adds to a measure; `kinds` are slips already told apart, each of which stands for a miss and a find."""
        if measure not in self.scored:
            return
        lists = {"missed": list(missed), "spurious": list(spurious)}
        told = list(kinds)
        self.scores.tallies[measure].add(
            Tally(right, len(lists["missed"]) + len(told), len(lists["spurious"]) + len(told))
        )
        for kind, items in lists.items():
            self.scores.slips += [Slip(self.name, measure, kind, what) for what in items]
        for entry in told:
            kind, _, what = entry.partition("|")
            self.scores.slips.append(Slip(self.name, measure, kind, what))

    def run(self) -> Scores:
        tasks = _items(self.found, "tasks")
        optional = self.gold.get("optional_tasks", [])
        pairs, missed, spurious = assign(
            self.gold["tasks"],
            tasks,
            (
                lambda g, f: plain(g["title"]) == plain(f.get("title")),
                lambda g, f: not _named(f, optional, 1.0) and alike(g["title"], f.get("title"), 0.9),
            ),
        )
        free = [task for task in spurious if _named(task, optional, 0.95)]
        spurious = [task for task in spurious if task not in free]
        self.count("tasks", len(pairs), (t["title"] for t in missed), (str(t.get("title")) for t in spurious))
        sides = [*pairs, *((task, {}) for task in missed), *(({}, task) for task in spurious)]
        self.units(sides)
        self.measures(sides, free)
        self.targets(tasks, pairs, optional)
        self.cells()
        self.provenance(tasks)
        return self.scores

    def units(self, sides: list[tuple[Item, Item]]) -> None:
        for measure, key, implied in (("units", "units", False), ("implied_units", "implied_units", True)):
            for gold, found in sides:
                ignored = {plain(name) for name in gold.get("optional_units", [])}
                own = [
                    unit
                    for unit in _items(found, "units")
                    if (unit.get("basis") == "document-rule") == implied and plain(unit.get("name")) not in ignored
                ]
                pairs, missed, spurious = assign(gold.get(key, []), own, (_same_unit,))
                title = gold.get("title") or found.get("title")
                roles, missed, spurious = assign(
                    missed, spurious, (lambda g, f: plain(g["name"]) == plain(f.get("name")),)
                )
                self.count(
                    measure,
                    len(pairs),
                    (f"{title}: {unit['name']} {unit['role']}" for unit in missed),
                    (f"{title}: {unit.get('name')} {unit.get('role')}" for unit in spurious),
                    (f"wrong role|{title}: {g['name']} {g['role']}, not {f.get('role')}" for g, f in roles),
                )

    def measures(self, sides: list[tuple[Item, Item]], free: list[Item]) -> None:
        same = (
            lambda g, f: plain(g["text"]) == plain(f.get("text")),
            lambda g, f: alike(g["text"], f.get("text"), 0.85),
        )
        right = 0
        lost: list[Item] = []
        extra: list[tuple[str | None, Item]] = []
        for gold, found in sides:
            acts = [sentence for sentence in gold.get("sentences", []) if sentence["label"] in ("M", "MT")]
            pairs, missed, spurious = assign(acts, _items(found, "measures"), same)
            labels = {plain(sentence["text"]): sentence["label"] for sentence in gold.get("sentences", [])}
            right, lost = right + len(pairs), lost + missed
            extra += [(labels.get(plain(item.get("text"))), item) for item in spurious]
        pairs, lost, _ = assign(lost, [item for task in free for item in _items(task, "measures")], same)
        self.count(
            "measures",
            right + len(pairs),
            (str(item["text"])[:60] for item in lost),
            (f"{label or 'no sentence'}: {str(item.get('text'))[:60]}" for label, item in extra),
        )

    def targets(self, tasks: list[Item], pairs: list[tuple[Item, Item]], optional: list[str]) -> None:
        titles = {task.get("id"): task.get("title") for task in tasks}
        titles |= {found.get("id"): gold["title"] for gold, found in pairs}

        def wrong_full(gold: Item, found: Item) -> list[str]:
            title = titles.get(found.get("task_id")) if found.get("task_id") is not None else None
            if title is not None and any(alike(name, title, 0.95) for name in optional):
                title = gold.get("task")
            checks = {
                "scope": plain(gold.get("scope")) == plain(found.get("scope")),
                "kind": gold.get("kind") == found.get("kind"),
                "baseline": figure(gold.get("baseline")) == figure(found.get("baseline")),
                "task": alike(gold.get("task"), title, 0.9),
            }
            return [name for name in _FULL_FIELDS if not checks[name]]

        def named(gold: Item, found: Item) -> bool:
            return not _wrong_fields(gold, found) and plain(gold.get("indicator")) == plain(found.get("indicator"))

        right, missed, spurious = assign(
            self.gold.get("targets", []),
            _items(self.found, "targets"),
            (
                lambda g, f: named(g, f) and not wrong_full(g, f),
                named,
                lambda g, f: not _wrong_fields(g, f),
            ),
        )
        near, missed, spurious = assign(missed, spurious, (_nearly,))
        told = [f"wrong {' and '.join(_wrong_fields(g, f))}|{_show(g)}, not {_show(f)}" for g, f in near]
        self.count("targets", len(right), map(_show, missed), map(_show, spurious), told)
        half = [(wrong, g) for g, f in right if (wrong := wrong_full(g, f))]
        self.count(
            "targets_full",
            len(right) - len(half),
            map(_show, missed),
            map(_show, spurious),
            [*told, *(f"wrong {' and '.join(wrong)}|{_show(g)}" for wrong, g in half)],
        )

    def cells(self) -> None:
        def full(gold: Item, found: Item) -> bool:
            return _same_cell(gold, found) and gold.get("op") == found.get("op") and uom(gold) == uom(found)

        right, missed, spurious = assign(self.gold.get("cells", []), _items(self.found, "cells"), (full, _same_cell))
        self.count("cells", len(right), map(_show, missed), map(_show, spurious))
        half = [gold for gold, found in right if not full(gold, found)]
        told = (f"wrong op or uom|{_show(gold)}" for gold in half)
        self.count("cells_full", len(right) - len(half), map(_show, missed), map(_show, spurious), told)

    def provenance(self, tasks: list[Item]) -> None:
        text = str(self.found.get("text") or "")
        claims = [("target", t.get("quote"), t.get("span"), True) for t in _items(self.found, "targets")]
        claims += [("task", t.get("title"), t.get("span"), False) for t in tasks]
        claims += [("measure", m.get("text"), m.get("span"), True) for t in tasks for m in _items(t, "measures")]
        wrong = []
        for what, quote, span, whole in claims:
            there = plain(text[span[0] : span[1]]) if isinstance(span, list) and len(span) == 2 else ""
            claim = plain(quote)
            if not claim or not there or (claim != there if whole else claim not in there):
                wrong.append(f"wrong span|{what} {str(quote)[:50]!r} at {span}")
        self.count("provenance", len(claims) - len(wrong), (), (), wrong)


def score_document(gold: dict[str, Any], found: dict[str, Any]) -> Scores:
    """The tallies and slips of one document: `gold` its annotation, `found` its extracted interchange form."""
    return _Scorer(gold, found).run()


def slip_kinds(slips: Iterable[Slip]) -> Counter[tuple[str, str]]:
    """How often each kind of slip came, by (measure, kind)."""
    return Counter((slip.measure, slip.kind) for slip in slips)


def _items(record: Item, key: str) -> list[Item]:
    found = record.get(key)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _named(task: Item, names: Iterable[str], least: float) -> bool:
    title = task.get("title")
    return any(plain(name) == plain(title) if least >= 1.0 else alike(name, title, least) for name in names)


def _same_unit(gold: Item, found: Item) -> bool:
    return plain(gold["name"]) == plain(found.get("name")) and gold["role"] == found.get("role")


def _wrong_fields(gold: Item, found: Item) -> list[str]:
    checks = {
        "value": figure(gold.get("value")) == figure(found.get("value")),
        "uom": uom(gold) == uom(found),
        "year": gold.get("year") == found.get("year"),
        "op": gold.get("op") == found.get("op"),
        "indicator": same_indicator(gold, found),
    }
    return [name for name in _TARGET_FIELDS if not checks[name]]


def _nearly(gold: Item, found: Item) -> bool:
    """Whether a missed and a spurious target are one promise read wrongly: their quotes share most of their words."""
    quotes = plain(gold.get("quote")), plain(found.get("quote"))
    one_value = figure(gold.get("value")) == figure(found.get("value"))
    return all(quotes) and one_value and (quotes[0] in quotes[1] or quotes[1] in quotes[0] or alike(*quotes, 0.7))


def _same_cell(gold: Item, found: Item) -> bool:
    keys = ("year", "nature")
    return (
        figure(gold.get("value")) == figure(found.get("value"))
        and all(gold.get(key) == found.get(key) for key in keys)
        and plain(gold.get("scope")) == plain(found.get("scope"))
        and alike(gold.get("indicator"), found.get("indicator"), 0.9)
        and (gold.get("value") is not None or alike(gold.get("text"), found.get("text"), 0.9))
    )


def _show(item: Item) -> str:
    parts = (item.get(key) for key in ("indicator", "op", "value", "uom", "year", "scope"))
    return " ".join(str(part) for part in parts if part is not None)
