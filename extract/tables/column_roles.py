"""What a column of a table holds: scored from its cells and from the words of its head."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import cast, get_args

from extract.rulefiles import load_csv
from extract.tables.cell_kinds import CellKind, contents

ROLES = (
    "number",
    "group",
    "indicator",
    "task",
    "detail",
    "lead",
    "assist",
    "responsible",
    "carrier",
    "office",
    "person",
    "member",
    "duty",
    "due",
    "progress",
    "score",
    "attribute",
    "uom",
    "note",
    "scope",
    "year",
    "marks",
)
UNIT_ROLES = frozenset({"lead", "assist", "responsible", "marks"})
"""`marks` is a column of marks (★, √) under the name of a unit, which answers where one stands."""

_NAMING = frozenset({"task", "indicator", "group", "detail"})
_TIME = re.compile(
    r"(?:到|至)?(?:19|20)\d{2}年?(?:度|底|末)?(?:[-—~至](?:19|20)\d{2}年?(?:度|底|末)?)?(?:目标值?|任务)?"
)
_SAID, _HINTED = 3.0, 1.5
_LEAST = 1.2
"""What a column needs whose head says nothing: six tenths of its cells of a kind that tells."""
_ROLE_IN_BRACKETS = re.compile(r"[（［【〔](?:牵头|主办|主责|配合|协办|协助|参与)")
_BRACKETS = re.compile(r"[（［【〔][^（）［］【】〔〕]*[）］】〕]")


def role_of(head: str) -> str | None:
    """What a column of this head holds by the head alone, None where it does not say.

    "牵头责任单位" → "lead"; "2025年" → None
    """
    words = head_words(head)
    return max(words, key=lambda role: words[role]) if words else None


@cache
def head_words(head: str) -> Mapping[str, float]:
    """What a head adds to the score of each role: "牵头单位" → lead 3; "单位" → uom 1.5, responsible 1.5."""
    bare = _BRACKETS.sub("", head)
    # 责任单位（牵头） says its role in the brackets, 责任单位（盖章） does not
    for text in (head, bare) if _ROLE_IN_BRACKETS.search(head) else (bare, head):
        found: dict[str, float] = {}
        for pattern, role, hint in _patterns():
            if (not found or (hint and _SAID not in found.values())) and pattern.fullmatch(text):
                found[role] = max(found.get(role, 0.0), _HINTED if hint else _SAID)
        if found:
            return MappingProxyType(found)
    return MappingProxyType({})


def column_role(heads: tuple[str, ...], texts: Sequence[str], *, of_values: bool = False) -> str | None:
    """The role of a column of these heads (from the top) and cells; None where neither says enough.

    谁来干 over 市甲局, 市乙局 → responsible; 单位 over 家, 亿元 → uom; 任务 over 1, 2, 3 → number
    `of_values`: the head names a year or whose figure it is, so that the cells give no role.
    """
    said = _words_of(heads)
    if of_values and not said:
        return None
    scores: dict[str, float] = defaultdict(float, said)
    shares = contents(texts)
    for (role, kind), weight in _weights().items():
        scores[role] += weight * shares.get(kind, 0.0)
    if not scores:
        return None
    best = max(ROLES, key=lambda role: scores.get(role, -9.0))
    return best if scores[best] >= (0.6 if said else _LEAST) else None


def _words_of(heads: tuple[str, ...]) -> Mapping[str, float]:
    """The words of the lowest head that says something; two heads of one column may be one word cut in two (序 / 号)."""
    found = next((words for text in (*reversed(heads), "".join(heads)) if (words := head_words(text))), {})
    if heads and _TIME.fullmatch(
        heads[-1]
    ):  # 目标任务 over 2026年, 2027年 names no task; 进展 over them still tells what was
        return {role: score for role, score in found.items() if role not in _NAMING}
    return found


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    found = []
    for row in load_csv("table_columns.csv", ("role", "hint", "pattern", "example")):
        if row["role"] not in ROLES:
            raise row.error(f"{row['role']} is no role of a column")
        try:
            found.append((re.compile(row["pattern"]), row["role"], row["hint"] == "yes"))
        except re.error as error:
            raise row.error(f"{row['pattern']} is no regex: {error}") from error
    return tuple(found)


@cache
def _weights() -> Mapping[tuple[str, CellKind], float]:
    found = {}
    for row in load_csv("column_contents.csv", ("role", "kind", "weight", "example")):
        if row["role"] not in ROLES or row["kind"] not in get_args(CellKind):
            raise row.error(f"{row['role']} {row['kind']}: no role of a column or no kind of cell")
        found[row["role"], cast("CellKind", row["kind"])] = float(row["weight"])
    return MappingProxyType(found)
