"""HTML from document text: everything that came out of a file is escaped here, and nowhere else is HTML put together
from it without these functions."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from kb import KIND_LABELS, ROLE_LABELS, DocumentEntry, HitUnit, Marked

BASIS_LABELS = {
    "explicit": "原文写明",
    "first-listed": "按文件约定，由所列次序或标记确定",
    "document-rule": "文件统一规定，适用于各项任务",
    "prose": "正文语句中写明",
    "issuer": "由发文单位自任",
}


LISTS = {"python -m kb units": ("units", "责任单位"), "python -m kb documents": ("documents", "文件总览")}


SEARCH = "search"
"""The address of the search page."""


def tag(name: str, content: str, css: str = "", **attributes: str) -> str:
    """An element around content that is HTML already; attribute values are escaped here."""
    given = {"class": css, **attributes}
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in given.items() if value
    )
    return f"<{name}{written}>{content}</{name}>"


def text(content: str, name: str = "span", css: str = "", **attributes: str) -> str:
    """An element around text as it stands in a document."""
    return tag(name, escape(content), css, **attributes)


def card_row(labels: Iterable[str], cells: Iterable[tuple[str, str]]) -> str:
    """A row of a table that is a card on a telephone, where each cell says what it is; cells are (HTML, class)."""
    return tag(
        "tr",
        "".join(tag("td", content, css, data_label=label) for label, (content, css) in zip(labels, cells, strict=True)),
    )


def marked_text(piece: Marked) -> str:
    """A piece of text with what matched in <mark>, and an ellipsis where it was cut.

    Marked("扩大研发投入", ((2, 6),), after=True) → 扩大<mark>研发投入</mark>…
    """
    parts, position = ["…" if piece.before else ""], 0
    for start, end in piece.marks:
        parts += [escape(piece.text[position:start]), "<mark>", escape(piece.text[start:end]), "</mark>"]
        position = end
    return "".join([*parts, escape(piece.text[position:]), "…" if piece.after else ""])


def notice(message: str) -> str:
    """A line that a person should see. Not Streamlit's own boxes: they read Markdown, in which a link in the text of an
    address or a document could make the browser ask elsewhere."""
    return tag("p", message_html(message), "notice")


def message_html(message: str) -> str:
    """A message of the knowledge base, with links where it names a command that lists what a page lists, too."""
    written = escape(message)
    for command, (address, label) in LISTS.items():
        written = written.replace(command, link(label, address, target="_self"))
    return written


def link(content: str, address: str, css: str = "", **attributes: str) -> str:
    """A link around content that is HTML already."""
    return tag("a", content, css, href=address, **attributes)


def document_address(document: DocumentEntry, commitment: str | None = None) -> str:
    """Where a document opens, at a commitment if one is given: document?id=…&at=…."""
    parameters = {"id": document.id}
    if commitment is not None:
        parameters["at"] = commitment
    return "document?" + urlencode(parameters)


def search_address(**filters: str | int | None) -> str:
    """The search page with these filters: search?unit=…&role=lead."""
    return SEARCH + "?" + urlencode({name: value for name, value in filters.items() if value is not None})


def unit_address(unit: str, **parameters: str | None) -> str:
    """The page of a unit, by its value in a list or any name: unit?id=慈溪市科学技术局&role=lead."""
    given = {"id": unit, **parameters}
    return "unit?" + urlencode({name: value for name, value in given.items() if value})


def indicator_address(name: str, **parameters: str | None) -> str:
    """The page of an indicator: indicators?id=地区生产总值."""
    given = {"id": name, **parameters}
    return "indicators?" + urlencode({name: value for name, value in given.items() if value})


def cells_address(words: str) -> str:
    """The values of indicator tables that hold these words."""
    return "indicators?" + urlencode({"list": "cells", "q": words})


def both_units_address(first: str, second: str) -> str:
    """The search for the tasks in which both of two units stand."""
    return search_address(q=f'单位:"{first}" 单位:"{second}"', kind="task", expand="0")


def doubt_line(reasons: Iterable[str]) -> str:
    """存疑, with why; nothing where nothing is doubted."""
    said = "；".join(reasons)
    return tag("p", text("存疑", css="doubted") + escape(said), "doubts") if said else ""


def kind_badge(kind: str) -> str:
    """任务, 措施 or 目标."""
    return text(KIND_LABELS[kind], css=f"kind kind-{kind}")


def role_badge(role: str) -> str:
    """牵头, 配合 or 负责."""
    return text(ROLE_LABELS[role], css=f"role role-{role}")


def units_line(units: Iterable[HitUnit], region: str | None) -> str:
    """The units by role, each with a link to all that it answers for, and what gave it the role on hovering."""
    groups: dict[str, list[str]] = {}
    for unit in units:
        title = "，".join(part for part in (unit.canonical or "未能识别为具体单位", BASIS_LABELS[unit.basis]) if part)
        local = f"{unit.name}@{region}" if region else unit.name
        address = unit_address(unit.canonical or local)
        groups.setdefault(unit.role, []).append(
            link(
                escape(unit.name),
                address,
                "unit" + ("" if unit.canonical else " unit-unknown"),
                title=title,
                target="_self",
            )
        )
    return "".join(
        tag("span", role_badge(role) + "、".join(groups[role]), "role-group") for role in ROLE_LABELS if role in groups
    )


def piece(label: str, without: str) -> str:
    """What was asked, with the link that lifts it: 2026年到期 ×."""
    lift = link("×", without, "lift", target="_self", title=f"去掉“{label}”", aria_label=f"去掉“{label}”")
    return tag("span", escape(label) + lift, "piece")
