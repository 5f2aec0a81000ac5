"""The examples of a rule file, all of which its tests run: `text=what it gives|text=`, parted by `|`.

What stands behind the = is what the reader must find in the text; `text=` is a counter-example, where the row's word stands
and must find nothing. An example without = is a text on which the row does what its kind says.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.rulefiles import Row


@dataclass(frozen=True, slots=True)
class RuleExample:
    """One example: its text, and what it gives (None where the row alone says it, "" for a counter-example)."""

    text: str
    gives: str | None

    @property
    def counter(self) -> bool:
        """Whether the row must not do here what it does."""
        return self.gives == ""


def rule_examples(row: Row) -> list[RuleExample]:
    """`举办专场招聘会120场=专场招聘会|文创园区=` → one that gives 专场招聘会, one counter-example."""
    cell = "examples" if "examples" in row.cells else "example"
    parts = (part.partition("=") for part in row.many(cell))
    return [RuleExample(text, gives if stroke else None) for text, stroke, gives in parts]
