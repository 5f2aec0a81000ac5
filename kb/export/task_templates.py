"""The forms of a task table that there are to choose from: `kb/rules/export_templates.csv` and its columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kb.rule_tables import rows

STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A printed column: its heading, what stands in it, its width in half-width characters."""

    heading: str
    field: str
    width: int


@dataclass(frozen=True, slots=True)
class TaskTemplate:
    """A form: `key` picks it (standard, A, …), `name` is for who chooses, `title` what such a table is called."""

    key: str
    name: str
    title: str
    columns: tuple[TemplateColumn, ...]


@cache
def task_templates() -> dict[str, TaskTemplate]:
    """All forms, the standard one first."""
    columns = rows("export_template_columns.csv", ("template", "heading", "field", "width", "example"))
    found = {}
    for row in rows("export_templates.csv", ("template", "name", "title"), unique="template"):
        own = (column for column in columns if column["template"] == row["template"])
        parts = tuple(TemplateColumn(one["heading"], one["field"], int(one["width"])) for one in own)
        found[row["template"]] = TaskTemplate(row["template"], row["name"], row["title"], parts)
    return found
