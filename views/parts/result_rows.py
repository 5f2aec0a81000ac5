"""One result as a row: what is promised, who answers for it, and where it stands."""

from __future__ import annotations

from html import escape
from itertools import groupby
from operator import attrgetter

from kb import KIND_LABELS, DocumentEntry, Group, Hit, Reason
from views.parts.markup import document_address, doubt_line, kind_badge, link, marked_text, tag, text, units_line
from views.parts.result_page import Reasons

SPOKEN = 40
"""Characters of a result that a screen reader reads out as its name."""


def result_rows(hits: tuple[Hit, ...], reasons: Reasons) -> str:
    """The results of one page."""
    return tag("div", "".join(result_row(hit, reasons) for hit in hits), "hits")


def result_row(hit: Hit, reasons: Reasons) -> str:
    """One result: kind and year at the left, what was promised and its source at the right."""
    lines = [_promise(hit), _owners(hit), doubt_line(hit.doubt_reasons), _source(hit), _why(hit, reasons)]
    return _row(hit, lines, reasons)


def grouped_rows(groups: tuple[Group, ...], reasons: Reasons) -> str:
    """The results of one page, those of a task in one row; what stands in no task has a row of its own."""
    rows = (
        result_row(group.hits[0], reasons) if group.task_id is None else _group_row(group, reasons) for group in groups
    )
    return tag("div", "".join(rows), "hits")


def _group_row(group: Group, reasons: Reasons) -> str:
    """A task with those of its measures and targets that were found."""
    task = next((hit for hit in group.hits if hit.kind == "task"), None)
    inside = [hit for hit in group.hits if hit.kind != "task"]
    if task is not None and not inside:
        return result_row(task, reasons)
    lead = task or group.hits[0]
    items = tag("ul", "".join(_item(hit, reasons) for hit in inside), "items")
    lines = [tag("h3", marked_text(lead.heading)), items, _owners(lead), doubt_line(lead.doubt_reasons), _source(lead)]
    return _row(lead, lines, reasons, kind="task")


def _item(hit: Hit, reasons: Reasons) -> str:
    statement = text(hit.target.statement, "p", "statement") if hit.target is not None else ""
    place = link("原文", document_address(hit.document, hit.id), "evidence", target="_blank")
    lines = statement + tag("p", marked_text(hit.passage) + place, "promise") + _why(hit, reasons)
    return tag("li", kind_badge(hit.kind) + tag("div", lines))


def _row(hit: Hit, lines: list[str], reasons: Reasons, *, kind: str | None = None) -> str:
    shown = kind or hit.kind
    said = hit.title or hit.text
    news = reasons.news.get(hit.id)
    side = kind_badge(shown) + (text(news, css="news") if news else "") + _due(hit)
    return tag(
        "article",
        tag("div", side, "hit-side") + tag("div", "".join(lines), "hit-main"),
        f"hit hit-{shown}",
        data_id=hit.id,
        aria_label=f"{KIND_LABELS[shown]}：{said if len(said) <= SPOKEN else said[:SPOKEN] + '…'}",
    )


def _why(hit: Hit, reasons: Reasons) -> str:
    """Why it was found: 研发投入 标题、正文 研究与试验发展经费（同义词）."""
    parts = groupby(reasons.by_hit.get(hit.id, ()), key=attrgetter("part"))
    said = [_reason(part, tuple(same), reasons) for part, same in parts]
    return tag("p", text("匹配", css="why-label") + "".join(said), "why") if any(said) else ""


def _reason(part: str, same: tuple[Reason, ...], reasons: Reasons) -> str:
    """One part of the query: what stands in several places is told once."""
    places: dict[tuple[str, ...], list[str]] = {}
    for reason in same:
        if reason.found:
            places.setdefault(reason.found, []).append(reason.where)
    said = "，".join(
        escape("、".join(where for where in dict.fromkeys(wheres) if where != part))
        + "、".join(
            text(word, css="found") + (f"（{reasons.others[word]}）" if word in reasons.others else "")
            for word in words
        )
        for words, wheres in places.items()
    )
    return tag("span", text(part, css="typed") + said, "reason") if said else ""


def _due(hit: Hit) -> str:
    said = hit.dated_deadline
    if not said:
        return ""
    words, bracket, basis = said.partition("〔")  # What it was taken from stands on a line of its own.
    shown = escape(words) + (text(bracket + basis, css="basis") if basis else "")
    return tag("span", shown, "due", title=f"完成时限：{said}")


def _promise(hit: Hit) -> str:
    heading = marked_text(hit.heading)
    if hit.kind == "task":
        passage = (
            tag("p", marked_text(hit.passage), "passage") if hit.passage.text and hit.passage.text != hit.title else ""
        )
        return tag("h3", heading) + passage + _targets(hit)
    lines = [tag("p", marked_text(hit.passage), "promise")]
    if hit.target is not None:
        lines.insert(0, text(hit.target.statement, "p", "statement"))
    if heading:
        lines.append(tag("p", text("所属任务") + heading, "of-task"))
    return "".join(lines)


def _targets(hit: Hit) -> str:
    """The targets of a task, one after another."""
    statements = "".join(text(target.statement, "li") for target in hit.targets)
    return tag("ul", statements, "targets") if statements else ""


def _owners(hit: Hit) -> str:
    if not hit.units:
        return text("未写明责任单位", "p", "units units-none")
    return tag("p", units_line(hit.units, hit.document.facts.region), "units")


def _source(hit: Hit) -> str:
    place = " › ".join(hit.path)
    parts = [
        text(" · ".join(part for part in (hit.document.facts.region, hit.document.years) if part), css="source-place"),
        text(hit.document.quoted, css="source-title"),
        text(place, css="source-path") if place else "",
        text(f"第{hit.page}页", css="source-page") if hit.page is not None else "",
        text("另有内容相同的文件", css="note") if hit.duplicate else "",
        text(hit.review.label, css="reviewed") if hit.review is not None else "",
        link(
            "查看原文",
            document_address(hit.document, hit.id),
            "evidence",
            target="_blank",
            aria_label=f"查看原文：{(hit.title or hit.text)[:SPOKEN]}",
        ),
    ]
    return tag("p", "".join(part for part in parts if part), "source")


def facts_line(document: DocumentEntry) -> str:
    """What is known of a document in one line: 慈溪市 · 方案（征求意见稿） · 2022—2026年 · 发文单位 · 文号."""
    facts = document.facts
    status = f"（{facts.status}）" if facts.status != "正式" else ""
    parts = [facts.region, facts.kind + status, document.years, facts.issuer, facts.doc_no, facts.date]
    return " · ".join(escape(part) for part in parts if part)
