"""The words of `rules/table_words.csv`, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from extract.rulefiles import load_csv

WORD_COLUMNS = ("kind", "word", "meaning", "example")
_MEANINGS: dict[str, tuple[str, ...] | None] = {
    "nature": ("actual", "estimate", "target"),
    "per": ("年均", "每年", "累计"),
    "attribute": ("约束性", "预期性"),
    "ceiling": ("<=",),
    "floor": ("",),
    "scope": ("",),
    "empty": ("",),
    "order": (">=", ">", "<=", "<", "~"),
}


@cache
def words_of(kind: str) -> Mapping[str, str]:
    """Word → meaning for one kind of words; the kinds are in the file's head."""
    return _words()[kind]


def longest_word(kind: str, text: str) -> str | None:
    """The meaning of the longest word of a kind that stands in a text; the last one where two are as long.

    nature: "2021年预期目标" → "target"
    """
    found = [(len(word), text.rfind(word), meaning) for word, meaning in words_of(kind).items() if word in text]
    return max(found)[2] if found else None


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return read_words()


def read_words() -> Mapping[str, Mapping[str, str]]:
    """All words by kind, read from the rule file; a RuleError for a kind or meaning that there is not."""
    kinds: dict[str, dict[str, str]] = {kind: {} for kind in _MEANINGS}
    for row in load_csv("table_words.csv", WORD_COLUMNS):
        allowed = _MEANINGS.get(row["kind"])
        if allowed is None:
            raise row.error(f"{row['kind']} is no kind of words")
        if row["meaning"] not in allowed:
            raise row.error(f"{row['meaning']} is none of {' '.join(allowed)}")
        kinds[row["kind"]][row["word"]] = row["meaning"]
    return MappingProxyType({kind: MappingProxyType(words) for kind, words in kinds.items()})
