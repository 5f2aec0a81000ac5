"""The filter values of all entries as arrays: filtering, counting and sorting without touching the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.deadline import ONGOING, UNDATED
from kb.engines.interface import FIELDS, Condition

Mask = npt.NDArray[np.bool_]


class FilterColumn:
    """One field with any number of values an entry: parallel arrays of entry and value."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        vocabulary: dict[str, int] = {}
        owners: list[int] = []
        codes: list[int] = []
        for owner, values in enumerate(rows):
            for value in dict.fromkeys(values):
                owners.append(owner)
                codes.append(vocabulary.setdefault(value, len(vocabulary)))
        self.size = len(rows)
        self.values = list(vocabulary)
        self._code = vocabulary
        self._owners = np.array(owners, dtype=np.int64)
        self._codes = np.array(codes, dtype=np.int64)

    def having(self, values: Iterable[str]) -> Mask:
        """The entries that have one of the values."""
        codes = [self._code[value] for value in values if value in self._code]
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[self._owners[np.isin(self._codes, codes)]] = True
        return mask

    def count(self, mask: Mask) -> dict[str, int]:
        """How many of the entries in `mask` have each value; values that none has are left out."""
        counts = np.bincount(self._codes[mask[self._owners]], minlength=len(self.values))
        return {self.values[code]: int(counts[code]) for code in np.flatnonzero(counts)}


def rank_of_due(year: Sequence[str]) -> int:
    """Where the value of the field "year" stands in the order: a year, then what goes on, then what is undated."""
    value = next(iter(year), UNDATED)
    return int(value) if value.isdecimal() else 9998 if value == ONGOING else 9999


class FilterColumns:
    """All fields of all entries, which are numbered from 0 here."""

    def __init__(
        self,
        *,
        numbers: Sequence[int],
        places: Sequence[str],
        years: Sequence[int],
        values: Sequence[float | None],
        fields: Mapping[str, Sequence[Sequence[str]]],
    ) -> None:
        self.numbers = np.array(numbers, dtype=np.int64)
        self.fields = {name: FilterColumn(fields[name]) for name in FIELDS}
        rank = {place: order for order, place in enumerate(sorted(set(places)))}
        of_document = np.array([rank[place] for place in places], dtype=np.int64)
        due = np.array(years, dtype=np.int64)
        size = np.array([np.inf if value is None else -value for value in values], dtype=np.float64)
        self._order = {
            "document": self._ranks(self.numbers, of_document),
            "year": self._ranks(self.numbers, of_document, due),
            "value": self._ranks(self.numbers, of_document, size),
        }

    def _ranks(self, *keys: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        """The place of every entry in the order by the last key, then by the one before it, …"""
        ranks = np.empty(len(self.numbers), dtype=np.int64)
        ranks[np.lexsort(keys)] = np.arange(len(self.numbers))
        return ranks

    def passing(self, conditions: Iterable[Condition]) -> Mask:
        """The entries that pass every condition."""
        mask = np.ones(len(self.numbers), dtype=np.bool_)
        for condition in conditions:
            mask &= self.fields[condition.field].having(condition.values)
        return mask

    def ordered(self, mask: Mask, by: str) -> npt.NDArray[np.int64]:
        """The entries in `mask`, in the order "document", "year" (what goes on, then what is undated, last) or "value" (largest first)."""
        entries = np.flatnonzero(mask)
        return entries[np.argsort(self._order[by][entries])]

    def count(self, matching: Mask, conditions: Sequence[Condition]) -> dict[str, dict[str, int]]:
        """Of every field how often each value occurs in `matching`, all conditions applied but its own group's."""
        counts, masks = {}, {}
        for name in FIELDS:
            group = Condition(name, frozenset()).group
            if group not in masks:
                masks[group] = matching & self.passing(c for c in conditions if c.group != group)
            counts[name] = self.fields[name].count(masks[group])
        return counts
