"""What a filled sheet would change: beside the tasks that there are and what was filled in before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.export.filled_sheet import FilledRow, FilledSheet, SheetProblem, not_read
from kb.records.progress import ProgressChange, TaskProgress, text_digest
from kb.row_keys import KeyedTask
from kb.text.folding import fold


@dataclass(frozen=True, slots=True)
class SheetChanges:
    """What came of a filled sheet; nothing is stored yet.

    changes   what would be filled in anew
    conflicts what would be, where somebody else has filled in another text since the sheet was exported
    same      how many rows say what is known
    gone      rows whose task no longer exists: they are not stored, and stand here with all they say
    strangers rows whose key is that of another task than the one they name: a part of the sheet was sorted without it
    problems  what of the sheet could not be read, or was changed where nothing is read
    """

    name: str
    changes: tuple[ProgressChange, ...]
    conflicts: tuple[ProgressChange, ...]
    same: int
    gone: tuple[FilledRow, ...]
    strangers: tuple[FilledRow, ...]
    problems: tuple[SheetProblem, ...]

    @property
    def rows(self) -> int:
        """How many tasks are filled in anew."""
        return len({change.key for change in self.changes})


def sheet_changes(
    sheet: FilledSheet, tasks: Mapping[str, KeyedTask], recorded: Mapping[str, TaskProgress]
) -> SheetChanges:
    """Compare a sheet with the tasks that there are (by key) and what is recorded of them."""
    changes: list[ProgressChange] = []
    conflicts: list[ProgressChange] = []
    gone, strangers, same = [], [], 0
    problems = [*sheet.problems]
    for row in sheet.rows:
        if (task := tasks.get(row.key)) is None:
            gone.append(row)
        elif row.task and fold(task.title) not in fold(row.task):
            strangers.append(row)
        else:
            before, found = recorded.get(row.key, TaskProgress()), 0
            for field, text in row.values.items():
                now, exported = getattr(before, field), row.exported.get(field)
                if text == now or text_digest(text) == exported:
                    continue  # It is as it was: what somebody else has filled in since stays.
                found += 1
                others = exported is not None and exported != text_digest(now)
                (conflicts if others else changes).append(ProgressChange(row.key, task.title, field, now, text))
            same += not found
            problems += not_read(row)
    return SheetChanges(
        sheet.name, tuple(changes), tuple(conflicts), same, tuple(gone), tuple(strangers), tuple(problems)
    )
