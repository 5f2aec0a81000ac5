"""What is due this quarter and this year: counts that lead to their lists, by unit, and what comes next."""

from __future__ import annotations

from html import escape

from kb import DueOverview, DuePeriod, Hit, LeaderDue
from views.parts.markup import document_address, link, search_address, tag, text, units_line


def due_panel(due: DueOverview, region: str | None) -> str:
    """The counts, and the units that lead most of it."""
    figures = [
        _figure(due.quarter, "本季度到期", region, "figure-now"),
        _figure(due.year, "今年到期", region, "figure-now"),
        *(
            _figure(period, f"{period.label}到期" if period.value.isdigit() else period.label, region)
            for period in due.others
        ),
    ]
    heading = text(f"到期：{due.quarter.label}", "h3")
    return tag("section", heading + tag("p", "".join(figures), "figures") + _leaders(due, region), "panel")


def _figure(period: DuePeriod, label: str, region: str | None, css: str = "") -> str:
    shown = text(str(period.tasks), "strong")
    if period.tasks:
        address = search_address(kind="task", year=period.value, region=region, sort="year")
        shown = link(shown, address, target="_self", aria_label=f"{label}的任务，共 {period.tasks} 项")
    return tag("span", shown + escape(label), f"figure {css}".strip(), title=period.label)


def _leaders(due: DueOverview, region: str | None) -> str:
    if not due.leaders:
        return text("今年到期的任务都没有写明牵头单位。" if due.year.tasks else "今年没有到期的任务。", "p", "facts")
    head = [text("牵头单位", "th"), text("本季度", "th", "number"), text("今年", "th", "number")]
    rows = "".join(_leader(leader, due, region) for leader in due.leaders)
    table = tag("table", tag("thead", tag("tr", "".join(head))) + tag("tbody", rows), "listing")
    return tag("div", table, "listing-frame")


def _leader(leader: LeaderDue, due: DueOverview, region: str | None) -> str:
    place = leader.place if leader.place and leader.place not in leader.label else None
    name = escape(leader.label) + (text(place, css="note") if place else "")

    def count(number: int, period: DuePeriod) -> str:
        if not number:
            return tag("td", "", "number")
        address = search_address(unit=leader.value, role="lead", kind="task", year=period.value, region=region)
        label = f"{leader.label}牵头、{period.label}到期的任务，共 {number} 项"
        return tag("td", link(str(number), address, target="_self", aria_label=label), "number")

    return tag("tr", tag("td", name) + count(leader.quarter, due.quarter) + count(leader.year, due.year))


def nearest_panel(due: DueOverview) -> str:
    """What comes next, each with its owners and the way to its sentence."""
    heading = text("最近到期", "h3")
    if not due.nearest:
        return tag("section", heading + text("一年之内没有到期的任务。", "p", "facts"), "panel")
    return tag("section", heading + tag("ul", "".join(_task(hit) for hit in due.nearest), "nearest"), "panel")


def _task(hit: Hit) -> str:
    title = link(
        escape(hit.title or hit.text[:40]), document_address(hit.document, hit.id), "nearest-title", target="_self"
    )
    leaders = [unit for unit in hit.units if unit.role != "assist"][:3]
    owners = units_line(leaders, hit.document.facts.region) if leaders else text("未写明责任单位", css="units-none")
    source = " · ".join(part for part in (hit.document.facts.region, hit.document.label) if part)
    lines = title + tag("p", owners, "units") + text(source, "p", "source")
    return tag("li", text(hit.dated_deadline, css="due") + tag("div", lines))
