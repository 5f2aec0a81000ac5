"""Which form an export takes: one of those that there are, or a file of the office's own."""

from __future__ import annotations

from pathlib import Path

from kb.errors import BadFilter, KnowledgeBaseError
from kb.export.task_templates import STANDARD, TaskTemplate, task_templates

SUFFIXES = (".docx", ".xlsx")


def template_choices(folder: Path) -> tuple[tuple[str, str], ...]:
    """What there is to choose from, each with what to call it: the forms, then the files in the office's folder."""
    forms = ((form.key, form.name) for form in task_templates().values())
    return (*forms, *((path.name, path.name) for path in _office_files(folder)))


def chosen_template(name: str, format: str, *, folder: Path) -> tuple[TaskTemplate, bytes | None]:
    """The form of that name; for a file of the office's, by its name in the folder or its path, its bytes as well.

    Raises BadFilter where there is none, or where it is not of the format.
    """
    forms = task_templates()
    if name in forms:
        return forms[name], None
    path = next((path for path in _office_files(folder) if path.name == name), Path(name))
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES or not path.is_file():
        listed = "、".join(key for key, _ in template_choices(folder))
        raise BadFilter(f"没有“{name}”这种模板；可以是：{listed}，或一个 .docx、.xlsx 文件")
    if suffix != f".{format}":
        raise BadFilter(f"用模板“{path.name}”只能导出为 {suffix} 文件，请改选格式（或文件名的后缀）")
    try:
        return forms[STANDARD], path.read_bytes()
    except OSError as error:
        raise KnowledgeBaseError(
            f"模板“{path.name}”读不出来（{error.strerror or error}）。请检查文件是否还在"
        ) from error


def _office_files(folder: Path) -> tuple[Path, ...]:
    """The templates that an office has put into its folder, by name; what an open Word leaves beside them is none."""
    if not folder.is_dir():
        return ()
    found = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    return tuple(sorted(path for path in found if not path.name.startswith(("~", "."))))
