"""What of a query is still being typed, and which names could stand there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kb.expansion.expand import UNIT_FIELDS
from kb.expansion.names import NameKind
from kb.query.fields import NAMES

# The last run without white space, from a minus, a bracket, a field's name and a quote on: -牵头:市财政局、市科
_LAST = re.compile(
    r"(?P<before>(?:.*\s)?[-－−(（]*(?:(?P<field>[^\W\d_]{1,8})[:：](?:[(（])?(?:[^\s“”\"]*[、，])?)?(?P<quote>[“\"])?)"
    r"(?P<word>[^\s“”\"]*)",
    re.DOTALL,
)
_CLOSING = {"“": "”", '"': '"'}
_EVERY: frozenset[NameKind] = frozenset(("unit", "indicator", "word"))


@dataclass(frozen=True, slots=True)
class Completed:
    """The piece that is being typed, the kinds of names that it may become, and the query around it."""

    word: str
    kinds: Collection[NameKind]
    before: str
    after: str

    def query(self, name: str) -> str:
        """The query with a name in the place of the piece."""
        return f"{self.before}{name}{self.after}"


def completed(typed: str) -> Completed | None:
    """The last piece of what was typed; None where no name can stand there.

    "研发 kjj" → kjj, any name   "-牵头:市科" → 市科, a unit   "年份:20" → None   "研发“高新" → 高新, its quote closed
    """
    found = _LAST.fullmatch(typed)
    if found is None or not found["word"]:
        return None
    kinds = _EVERY
    if found["field"]:
        name = NAMES.get(found["field"])
        if name in UNIT_FIELDS:
            kinds = frozenset(("unit",))
        elif name == "indicator":
            kinds = frozenset(("indicator",))
        elif name != "section":
            return None
    return Completed(found["word"], kinds, found["before"], _CLOSING.get(found["quote"] or "", ""))
