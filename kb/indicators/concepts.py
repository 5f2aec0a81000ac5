"""Which wordings mean one figure: 规上工业增加值增速 → 规模以上工业增加值, and never 规模以上工业总产值.

The concepts and their wordings are data (`kb/rules/indicators.csv`), and so is what may stand around a wording without
making it another (`kb/rules/indicator_affixes.csv`); people add to them (`kb.records.wording_changes`). What matches no
concept is a concept of its own, by its wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import get_args

from extract.places.divisions import place_at
from extract.text.characters import fold as fold_width
from kb.indicators.models import Concept, Measure
from kb.records.wording_changes import WordingChange
from kb.rule_tables import rows
from kb.text.folding import fold

COLUMNS = ("concept", "aliases", "measures", "uoms", "good", "nature", "not_same", "example")
AFFIX_COLUMNS = ("where", "words", "says", "example")
ADDED = "（新增）"
"""What is added to a concept is another figure than how much there is: 5G基站（新增）."""

_BRACKET = re.compile("（[^（）]*）")
_QUOTES = str.maketrans("", "", "\"'“”‘’")
_MOST_FORMS = 64
"""Shorter forms of a wording that are tried."""
_SAID: dict[str, Measure] = {"growth": "growth", "decline": "decline", "increment": "increment"}
_WHOLE = frozenset({"全市", "全省", "全区", "全县", "全州", "全盟", "全旗", "全域"})
"""Words for all of a place, which say nothing of what is counted there."""
_SHORTEST = 3
"""Characters that a wording of no concept keeps when something is taken off."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a wording means: the concept, and how its figure is meant as far as the words tell."""

    concept: Concept
    says: Measure | None = None


@dataclass(frozen=True, slots=True)
class _Affix:
    """What may stand around a name: what it says of the figure, or inside it the form to compare by (`stands_for`)."""

    where: str
    word: str
    says: Measure | None = None
    stands_for: str = ""


@cache
def table_concepts() -> dict[str, Concept]:
    """The concepts of the table by name; a bad row is a RuleError."""
    found = {}
    for row in rows("indicators.csv", COLUMNS, unique="concept"):
        measures = row.many("measures")
        if not measures or set(measures) - {*get_args(Measure)} or row["good"] not in ("up", "down", ""):
            raise row.error("measures or good is none of what they can be")
        found[row["concept"]] = Concept(
            row["concept"],
            known=True,
            aliases=row.many("aliases"),
            measures=measures,  # type: ignore[arg-type]
            uoms=row.many("uoms"),
            good=row["good"],
            nature=row["nature"],
            not_same=row.many("not_same"),
        )
    return found


@cache
def _affixes() -> tuple[_Affix, ...]:
    found = []
    for row in rows("indicator_affixes.csv", AFFIX_COLUMNS):
        says = _SAID.get(row["says"])
        if row["where"] not in ("before", "after", "inside") or (row["where"] != "inside" and row["says"] and not says):
            raise row.error("where or says is none of what they can be")
        inside = row["says"] if row["where"] == "inside" else ""
        found += [_Affix(row["where"], fold(word), says, inside) for word in row.many("words")]
    return tuple(sorted(found, key=lambda affix: -len(affix.word)))


def _form(wording: str) -> str:
    """The form in which wordings are compared: 规模以上工业增加值 → 规上工业增加值."""
    form = fold(wording).translate(_QUOTES)
    for affix in _affixes():
        if affix.where == "inside":
            form = form.replace(affix.word, affix.stands_for)
    return form


@cache
def _table_forms() -> dict[str, str]:
    """Each wording of the table, in the form to compare by → its concept; one of two concepts is a RuleError."""
    found: dict[str, str] = {}
    for row in rows("indicators.csv", COLUMNS, unique="concept"):
        concept = table_concepts()[row["concept"]]
        for wording in (concept.name, *concept.aliases):
            if found.setdefault(_form(wording), concept.name) != concept.name:
                raise row.error(f"{wording} is a wording of {found[_form(wording)]} already")
    return found


class Concepts:
    """The concepts of the table and of people; what they said last of a wording holds."""

    def __init__(self, changes: Sequence[WordingChange] = ()) -> None:
        self._known = dict(table_concepts())
        self._of_form = dict(_table_forms())
        self._not_same = {
            (concept.name, _form(other)) for concept in self._known.values() for other in concept.not_same
        }
        self._parted: set[tuple[str, str]] = set()
        for change in changes:
            self._take(change)
        self.read = lru_cache(maxsize=1 << 16)(self._read)

    def _take(self, change: WordingChange) -> None:
        form = _form(change.wording)
        said = (change.concept, form)
        if change.action == "part":
            self._parted.add(said)
            if self._of_form.get(form) == change.concept:
                del self._of_form[form]
            return
        concept = self._known.get(change.concept) or Concept(change.concept, known=True)
        self._known[change.concept] = replace(concept, aliases=(*concept.aliases, change.wording))
        self._parted.discard(said)
        self._not_same.discard(said)
        self._of_form.setdefault(_form(change.concept), change.concept)
        self._of_form[form] = change.concept

    def _read(self, indicator: str, *, grows: bool = False, added: bool = False) -> Wording:
        """What an indicator as a document writes it means.

        `grows`: its figure is a growth (研发经费投入, 8 % more → 全社会研发经费投入增长); `added`: it is what is added.
        全市规上工业增加值增速 → 规模以上工业增加值, growth   新增5G基站 → 5G基站（新增）, increment   星河指数 → itself
        """
        whole = _form(indicator)
        for form, says in _forms(whole):
            name = (self._of_form.get(form + "增长") if grows else None) or self._of_form.get(form)
            if name is None or (name, whole) in self._parted:
                continue
            concept = self._known[name]
            if concept.measures[:1] == ("increment",):
                return Wording(concept, "increment")
            if (added or says == "increment") and concept.measures != ("growth",):
                return Wording(replace(concept, name=concept.name + ADDED, measures=("increment",)), "increment")
            if (concept.name, whole) not in self._not_same:
                return Wording(concept, says or _said_at_end(form))
        return _unknown(indicator, added=added)

    def named(self, name: str) -> Concept:
        """The concept of that name: of the table, what is added to one, or a wording of its own."""
        base = name.removesuffix(ADDED)
        known = self._known.get(base)
        if known is None:
            return Concept(name, measures=("increment",) if base != name else ())
        return known if base == name else replace(known, name=name, measures=("increment",))


@lru_cache(maxsize=8)
def concepts_with(changes: tuple[WordingChange, ...]) -> Concepts:
    """The concepts with what people said: made once for as long as they say nothing else."""
    return Concepts(changes)


def _forms(form: str) -> Iterator[tuple[str, Measure | None]]:
    """The form, and what is left of it as one thing after another is taken off; what was taken off may say a measure."""
    waiting: list[tuple[str, Measure | None]] = [(form, None)]
    seen = {form}
    while waiting:
        now, says = waiting.pop(0)
        yield now, says
        for shorter, told in _shorter(now):
            if shorter and shorter not in seen and len(seen) < _MOST_FORMS:
                seen.add(shorter)
                waiting.append((shorter, told or says))


def _shorter(form: str) -> Iterator[tuple[str, Measure | None]]:
    for bracket in _BRACKET.finditer(form):
        yield form[: bracket.start()] + form[bracket.end() :], None
    for affix in _affixes():
        if affix.where == "before" and form.startswith(affix.word):
            yield form.removeprefix(affix.word), affix.says
        if affix.where == "after" and form.endswith(affix.word):
            yield form.removesuffix(affix.word), affix.says
    named = place_at(form, 0)
    if named is not None:
        yield form[named[0] :], None


def _said_at_end(form: str) -> Measure | None:
    """What the end of a wording of the table says: GDP增速 → growth."""
    told = (affix.says for affix in _affixes() if affix.where == "after" and form.endswith(affix.word))
    return next((says for says in told if says), None)


def _unknown(indicator: str, *, added: bool) -> Wording:
    """A wording of no concept: itself, without the words for all of a place, and without those for growth or addition."""
    name = "".join(fold_width(indicator).split())
    says: Measure | None = None
    for affix in _affixes():
        start = affix.where == "before" and (affix.says or affix.word in _WHOLE) and name.startswith(affix.word)
        if start or (affix.where == "after" and affix.says and name.endswith(affix.word)):
            left = name.removeprefix(affix.word) if start else name.removesuffix(affix.word)
            if len(left) >= _SHORTEST:
                name, says = left, affix.says or says
    if added or says == "increment":
        return Wording(Concept(name + ADDED, measures=("increment",)), "increment")
    return Wording(Concept(name), says)


def measure_of(
    wording: Wording, *, kind: str | None, uom: str | None, direction: str | None, added: bool = False
) -> Measure:
    """How a figure is meant: by what its words say, by what kind of target it is, else by its unit of measurement.

    地区生产总值, %, nothing said → growth: its level is in 亿元   城镇化率, % → level   单位GDP能耗降低, % → decline
    """
    measures = wording.concept.measures
    if wording.says == "increment" or added:
        return "increment"
    if kind in ("multiple", "rank", "relative", "first"):
        return kind  # type: ignore[return-value]
    if kind == "growth":
        return "decline" if direction == "down" else "growth"
    percent = uom in ("%", "‰", "个百分点")
    if wording.says in ("growth", "decline") and (percent or uom is None):
        return wording.says
    if percent:
        return next((measure for measure in measures if measure in ("growth", "decline")), "level")
    return "level"
