"""Indicators as tables: concepts, places by years, contradictions, values of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from kb import NATURE_LABELS, CellEntry, Contradiction, IndicatorEntry, IndicatorPoint
from views.parts.markup import document_address, indicator_address, link, tag, text

UNDATED = "未写明年份"
SIGNS = {">=": "≥ ", ">": "＞ ", "<=": "≤ ", "<": "＜ ", "~": "约 "}
SOURCES = {"text": "正文", "table": "表"}


def concept_table(entries: Sequence[IndicatorEntry]) -> str:
    """The concepts with how much is said of each."""
    head = [text("指标", "th"), text("文件中的写法", "th")]
    head += [text(label, "th", "number") for label in ("正文目标", "表中数值", "地区")]
    rows = "".join(
        tag(
            "tr",
            tag("td", link(escape(entry.concept.name), indicator_address(entry.concept.name), target="_self"))
            + text(_written(entry), "td", "under")
            + "".join(text(str(n or ""), "td", "number") for n in (entry.targets, entry.cells, entry.places)),
        )
        for entry in entries
    )
    return _table("".join(head), rows, "concepts")


def _written(entry: IndicatorEntry) -> str:
    others = [wording for wording in entry.wordings if wording != entry.concept.name]
    return "、".join(others[:5]) + (f" 等 {len(others)} 种" if len(others) > 5 else "")


def legend() -> str:
    """What the looks of a figure mean."""
    samples = (
        ("目标", "datum target", ""),
        ("实际", "datum actual", ""),
        ("预计", "datum estimate", ""),
        ("取自指标表", "datum in-table", ""),
        ("存疑", "doubted", "需要对照原文核对"),
    )
    return tag("p", "".join(text(label, css=css, title=title) for label, css, title in samples), "legend")


def rows_of(points: Sequence[IndicatorPoint]) -> tuple[str, ...]:
    """The places in the order of the table: those with most figures first, the parts of a place below it."""
    told = Counter(point.place for point in points)
    found = {(-told[point.place], point.place or "", point.scope or ""): point.where for point in points}
    return tuple(found[key] for key in sorted(found))


def series_table(points: Sequence[IndicatorPoint]) -> str:
    """Places by years; every figure leads to its sentence."""
    years: list[int | None] = [*sorted({point.year for point in points if point.year is not None})]
    if any(point.year is None for point in points):
        years.append(None)
    found: dict[tuple[str, int | None], list[IndicatorPoint]] = {}
    for point in points:
        found.setdefault((point.where, point.year), []).append(point)
    head = text("地区", "th") + "".join(text(f"{year}" if year else UNDATED, "th", "number") for year in years)
    rows = "".join(
        tag(
            "tr",
            text(where, "th", scope="row")
            + "".join(tag("td", _figures(found.get((where, year), [])), "number") for year in years),
        )
        for where in rows_of(points)
    )
    return _table(head, rows, "series")


def _figures(points: Sequence[IndicatorPoint]) -> str:
    """The figures of one place and year: what was reached before what is promised; the same figure once, with its sources."""
    same: dict[tuple[str, str, str], list[IndicatorPoint]] = {}
    for point in sorted(points, key=lambda one: (one.nature == "target", one.source)):
        same.setdefault((point.nature, point.source, point.shown), []).append(point)
    return "".join(tag("span", _figure(some), "data-line") for some in same.values())


def _figure(points: Sequence[IndicatorPoint]) -> str:
    first = figure_link(points[0])
    again = "".join(
        link(str(number), document_address(point.document, point.at), target="_blank", title=_title(point))
        for number, point in enumerate(points[1:], start=2)
    )
    return first + (tag("sup", again, "again") if again else "")


def figure_link(point: IndicatorPoint) -> str:
    """A figure that opens the sentence or cell that says it."""
    css = f"datum {point.nature}" + (" in-table" if point.source == "table" else "")
    doubted = text("", css="doubted", title="；".join(point.doubts)) if point.doubts else ""
    address = document_address(point.document, point.at)
    return link(escape(point.shown or "—"), address, css, target="_blank", title=_title(point)) + doubted


def _title(point: IndicatorPoint) -> str:
    page = f"第{point.page}页" if point.page is not None else ""
    kind = f"{NATURE_LABELS[point.nature]}，{'指标表' if point.source == 'table' else '正文'}"
    return f"{kind}：{point.quote[:120]}（{point.document.quoted}{page}）"


def contradiction_list(contradictions: Sequence[Contradiction]) -> str:
    """What cannot all hold, each figure with its document."""
    items = []
    for one in contradictions:
        where = "同一文件前后不一" if one.within else "不同文件说法不同"
        told = f"{one.where} {one.year}年 {NATURE_LABELS[one.nature]} {one.series}"
        figures = "".join(
            tag(
                "li",
                figure_link(point)
                + text(f"{SOURCES[point.source]}：{point.indicator}", css="said-as")
                + text(
                    point.document.quoted + (f"第{point.page}页" if point.page is not None else ""), css="due-source"
                ),
            )
            for point in one.points
        )
        items.append(tag("li", text(where, css="doubted") + escape(told) + tag("ul", figures)))
    head = text(f"数值不一致 {len(contradictions)} 处", "h3", "section-title")
    return tag("section", head + tag("ul", "".join(items), "contradictions"))


def cell_table(cells: Sequence[CellEntry]) -> str:
    """Values of indicator tables, a row each."""
    labels = ("指标", "数值", "计量单位", "年份", "性质", "地区", "表", "文件")
    head = "".join(text(label, "th", "number" if label == "数值" else "") for label in labels)
    rows = "".join(tag("tr", _cell(cell)) for cell in cells)
    return _table(head, rows, "cells")


def _cell(cell: CellEntry) -> str:
    sign = SIGNS.get(cell.op or "", "") if cell.nature == "target" else ""
    value = cell.text or "" if cell.value is None else sign + cell.value
    doubted = text("", css="doubted", title="；".join(cell.doubt_reasons)) if cell.doubts else ""
    address = document_address(cell.document, cell.id if cell.span is not None else None)
    where = " · ".join(part for part in (cell.document.facts.region, cell.scope) if part)
    nature = NATURE_LABELS.get(cell.nature, cell.nature)
    noted = "，".join(part for part in (nature, cell.per, cell.attribute) if part)
    return "".join(
        (
            tag("td", link(escape(cell.indicator), indicator_address(cell.indicator), target="_self")),
            tag("td", link(escape(value or "—"), address, target="_blank") + doubted, "number"),
            text(cell.uom or "", "td"),
            text("" if cell.year is None else str(cell.year), "td"),
            text(noted, "td"),
            text(where, "td"),
            text(cell.table or "", "td", "under"),
            tag("td", link(escape(cell.document.label), document_address(cell.document), target="_blank"), "under"),
        )
    )


def _table(head: str, rows: str, css: str) -> str:
    table = tag("table", tag("thead", tag("tr", head)) + tag("tbody", rows), f"listing {css}")
    return tag("div", table, "listing-frame")
