"""What codes of the extractor are called: `kb/rules/notice_names.csv` and `kb/rules/doubt_names.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from extract import rule_name
from extract.models import Doubt, Notice
from kb.rule_tables import rows

__all__ = ["doubt_reasons", "notice_counts", "notice_name", "rule_name"]

_LONGEST = 24
"""Characters of a message that stands for the name of its code."""


@cache
def _names(table: str) -> dict[str, str]:
    return {row["code"]: row["shown"] for row in rows(table, ("code", "shown"), unique="code")}


def notice_name(code: str, message: str) -> str:
    """What a kind of notice is called; one that the table does not know is called by its message.

    ("unplaced-owner", …) → 未归入任务的责任语句
    """
    known = _names("notice_names.csv").get(code)
    return known or (message if len(message) <= _LONGEST else message[:_LONGEST] + "…")


def notice_counts(notices: Iterable[Notice]) -> tuple[tuple[str, int], ...]:
    """The kinds of some notices with how many there are of each, most first.

    Two of unplaced-owner, one of table-not-understood → ((未归入任务的责任语句, 2), (未读表格, 1))
    """
    return tuple(Counter(notice_name(notice.code, notice.message) for notice in notices).most_common())


def doubt_reasons(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    """The doubts in words: ("unit-unknown",) → (单位不在名录中,)."""
    known = _names("doubt_names.csv")
    return tuple(known.get(doubt, doubt) for doubt in doubts)
