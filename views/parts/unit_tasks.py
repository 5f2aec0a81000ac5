"""What a unit owes, by the year in which it is due."""

from __future__ import annotations

from html import escape

from kb import ROLE_LABELS, FacetValue, Filters, Hit, KnowledgeBase, UnitProfile
from views.parts.markup import document_address, link, role_badge, search_address, tag, text, unit_address

LABELS = {**ROLE_LABELS, "target": "目标"}
"""What can be listed: tasks by the unit's role, and the targets of all its tasks."""


def tasks_by_year(base: KnowledgeBase, unit: UnitProfile, role: str, most: int) -> str:
    """A list a year, at most `most` rows each; what goes on and what has no date stand last."""
    years = unit.due[role]
    if not years:
        return text(f"没有{LABELS[role]}的事项。", "p", "facts")
    address = _address(_filters(unit, role))
    counted = sum(year.count for year in years)
    whole = tag("p", link(f"在检索中列出这 {counted} 项", address, target="_self"), "facts")
    return tag("div", whole + "".join(_year(base, unit, role, year, most) for year in years), "due-years")


def _address(asked: Filters) -> str:
    return search_address(unit=asked.unit, role=asked.role, kind=asked.kind, year=asked.year)


def _filters(unit: UnitProfile, role: str, year: str | None = None) -> Filters:
    """What the search page is asked for the same list."""
    if role == "target":
        return Filters(unit=unit.value, kind="target", year=year)
    return Filters(unit=unit.value, role=role, kind="task", year=year)


def _year(base: KnowledgeBase, unit: UnitProfile, role: str, year: FacetValue, most: int) -> str:
    asked = _filters(unit, role, year.value)
    results = base.search(filters=asked, sort="document", size=most, expand=False)
    address = _address(asked)
    shown = text(year.label) + link(f"{year.count} 项", address, target="_self")
    rows = "".join(tag("li", _row(hit, unit, year.label)) for hit in results.hits)
    left = results.total - len(results.hits)
    more = tag("p", link(f"另有 {left} 项", address, target="_self"), "facts") if left else ""
    return tag("section", tag("h3", shown, "due-year") + tag("ol", rows, "due-rows") + more)


def _row(hit: Hit, unit: UnitProfile, year: str) -> str:
    """`year` is what stands above: it is not said again."""
    address = document_address(hit.document, hit.id)
    said = hit.target.statement if hit.target is not None else hit.title or hit.text
    title = link(escape(said), address, "due-title", target="_blank")
    due = text(hit.dated_deadline, css="due-words") if hit.dated_deadline not in ("", year) else ""
    if hit.target is not None:
        with_whom = text(f"任务：{hit.task_title}", css="due-task") if hit.task_title else ""
    else:
        with_whom = _others(hit, unit)
    page = f"第{hit.page}页" if hit.page is not None else ""
    source = text(hit.document.quoted + page, css="due-source")
    doubted = text("", css="doubted", title="；".join(hit.doubt_reasons)) if hit.doubts else ""
    return tag("p", title + due + doubted) + tag("p", with_whom + source, "under")


def _others(hit: Hit, unit: UnitProfile) -> str:
    """The other units of a task by role."""
    groups: dict[str, list[str]] = {}
    for other in hit.units:
        region = hit.document.facts.region
        value = other.canonical or (f"{other.name}@{region}" if region else other.name)
        if value != unit.value:
            groups.setdefault(other.role, []).append(
                link(escape(other.name), unit_address(value), "unit", target="_self")
            )
    return "".join(
        tag("span", role_badge(role) + "、".join(groups[role]), "role-group") for role in ROLE_LABELS if role in groups
    )
