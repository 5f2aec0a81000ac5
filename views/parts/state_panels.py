"""The state of the knowledge base: what is to be checked, what the last builds changed, what could not be read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from html import escape

from kb import BuildEntry, BuildOutcome, DocumentEntry, Failure, FilePlace, Filters, KnowledgeBase
from views.parts.clock import local_time
from views.parts.markup import document_address, link, search_address, tag, text

OUTCOMES: dict[BuildOutcome, str] = {"added": "新增", "changed": "更新", "removed": "移除"}
MOST = 5


def checks_panel(base: KnowledgeBase, documents: tuple[DocumentEntry, ...]) -> str:
    """What a person should look at before it is relied on: doubts, notices, names that nobody knows."""
    doubted = base.records.review_left()
    noticed = [document for document in documents if document.notices and not document.copy]
    unknown = len(base.units.all(unresolved=True))
    lines = []
    if doubted:
        listed = link(f"{doubted} 项存疑待核对", "review", target="_self")
        why = text("文件的写法不止一种读法，或单位、年份没有把握", css="facts")
        touched = base.search(filters=Filters(doubt="some"), size=1).total
        search = link(f"检索结果中涉及 {touched} 条", search_address(doubt="some"), target="_self")
        lines.append(tag("li", listed + why + tag("span", search + "（任务存疑，其措施和目标也算在内）", "facts")))
    if noticed:
        kinds = "，".join(f"{name} {count}" for name, count in base.documents.notice_totals()[:3])
        counted = f"{sum(document.notices for document in noticed)} 处提示"
        lines.append(tag("li", escape(counted) + text(kinds, css="facts") + _most_noticed(noticed)))
    if unknown:
        listed = link(f"{unknown} 个单位名称未能识别", "units?unresolved=1", target="_self")
        lines.append(tag("li", listed + text("照原文保留，没有对上正式名称", css="facts")))
    if not lines:
        return tag("section", text("需要核对", "h3") + text("没有需要核对之处。", "p", "facts"), "panel")
    return tag("section", text("需要核对", "h3") + tag("ul", "".join(lines), "states"), "panel")


def _most_noticed(documents: list[DocumentEntry]) -> str:
    most = sorted(documents, key=lambda document: (-document.notices, document.label))[:MOST]
    rows = (
        tag(
            "li",
            link(escape(entry.label), document_address(entry), target="_self")
            + text(f"{entry.notices} 处", css="note"),
        )
        for entry in most
    )
    return tag("ul", "".join(rows), "files")


def changes_panel(builds: tuple[BuildEntry, ...], documents: tuple[DocumentEntry, ...], day: datetime.date) -> str:
    """What the last build changed; where it changed nothing, that, and what the last one did that changed anything."""
    heading = text("最近的变化", "h3")
    if not builds:
        return tag("section", heading + text("还没有更新过。", "p", "facts"), "panel")
    notes, listed = [], []
    changing = next((entry for entry in builds if not entry.changed_nothing), None)
    if builds[0].changed_nothing:
        notes.append(f"{local_time(builds[0].time, day)} 检查过文件，没有变化。")
    if changing is not None:
        by_place = {(document.folder, document.path): document for document in documents}
        notes.append(f"{local_time(changing.time, day)} 更新：")
        listed = [
            tag(
                "li",
                text(f"{OUTCOMES[outcome]} {count} 份", css="state") + _files(changing.files[outcome], count, by_place),
            )
            for outcome, count in changing.counts.items()
            if count and outcome != "failed"
        ]
    said = "".join(text(note, "p", "facts") for note in notes)
    return tag("section", heading + said + (tag("ul", "".join(listed), "states") if listed else ""), "panel")


def since_line(
    builds: tuple[BuildEntry, ...], seen: str | None, documents: tuple[DocumentEntry, ...], day: datetime.date
) -> str:
    """What builds added, changed and removed since `seen` (UTC in ISO form): 自上次查看（今天 10:20）以来：新增 2 份（…）."""
    if seen is None:
        return text("标为已看以后，这里列出此后新增、更新和移除的文件。", "p", "facts since-look")
    by_place = {(document.folder, document.path): document for document in documents}
    said = []
    for outcome, name in OUTCOMES.items():
        later = [build for build in builds if build.time > seen and build.counts.get(outcome)]
        count = sum(build.counts[outcome] for build in later)
        places = dict.fromkeys(place for build in later for place in build.files[outcome])
        if count:
            said.append(f"{name} {count} 份" + _named_files(list(places)[:MOST], by_place))
    since = text(f"自上次查看（{local_time(seen, day)}）以来：", "strong")
    return tag("p", since + ("，".join(said) or "没有新增或变化的文件。"), "facts since-look")


def _named_files(places: list[FilePlace], by_place: dict[tuple[str, str], DocumentEntry]) -> str:
    """The documents as links, in brackets; files that are gone by their name."""
    named = []
    for place in places:
        entry = by_place.get((place.folder, place.path))
        named.append(
            link(escape(entry.label), document_address(entry), target="_self") if entry else escape(place.path)
        )
    return f"（{'、'.join(named)}）" if named else ""


def _files(places: Iterable[FilePlace], total: int, by_place: dict[tuple[str, str], DocumentEntry]) -> str:
    shown = list(places)[:MOST]
    rows = []
    for place in shown:
        entry = by_place.get((place.folder, place.path))
        rows.append(
            tag("li", link(escape(entry.label), document_address(entry), target="_self"))
            if entry
            else text(place.path, "li")
        )
    if total > len(shown):
        rows.append(tag("li", link(f"……共 {total} 份", "documents", target="_self")))
    return tag("ul", "".join(rows), "files")


def failures_panel(failures: tuple[Failure, ...]) -> str:
    """The files that could not be read, with why and what to do; nothing where all could."""
    failed = [failure for failure in failures if failure.status == "failed"]
    if not failed:
        return ""
    rows = "".join(
        tag("li", text(failure.path, css="state") + text(f"{failure.reason}。{failure.remedy}", "p", "facts"))
        for failure in failed[:MOST]
    )
    more = link("全部文件和处理办法", "documents", target="_self") if len(failed) > MOST else ""
    heading = text(f"未能读入的文件 {len(failed)} 个", "h3")
    return tag("section", heading + tag("ul", rows, "states failed") + more, "panel panel-failed")
