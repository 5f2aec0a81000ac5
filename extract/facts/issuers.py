"""Who issued a document, and when: the lines at its end or at the end of the notice around it, or its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.facts.dates import find_date, read_date
from extract.facts.head_lines import BODY, LONGEST_END, HeadLine, bodies_in
from extract.facts.titles import Title
from extract.places.divisions import region_of
from extract.text.characters import fold

_SIGNED = re.compile(r"^(?:成文日期|发文日期|印发日期)[：:]?(.+)$")
_PUBLISHED = re.compile(r"^(?:发布日期|公[开布]日期|发布时间|生成日期)[：:]?([\d年月日/.-]{6,11}).*$")
_FROM = re.compile(r"^(?:发文机[关构]|制[发定]机关|发布机构|发文单位|印发机关)[：:]?(?P<name>.+)$")
_FIELD_NAME = re.compile(r"(?:发文机[关构]|制[发定]机关|发布机构|发文单位|印发机关)[：:]?")
_ABOUT = re.compile(r"(?:关于|对)")
_SPOKE_FOR = re.compile(r"代表(?P<name>[一-鿿]{0,12}?(?:人民)?政府)[^。]{0,12}?(?:作|报告|向)")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when, as far as it is said."""

    bodies: tuple[str, ...] = ()
    date: str | None = None


def find_signature(lines: Sequence[HeadLine], title: Title) -> Signature:
    """Issuers and date: of the notice where there is one, else at the document's end, else from its head.

    … / 某市人民政府 / 2026年2月13日 / 某措施 → 某市人民政府, 2026-02-13
    """
    head_end = title.start if title.wrapped and title.start is not None else None
    signed = _above_date(lines, 0, head_end) if head_end is not None else Signature()
    if not signed.bodies:
        at_end = _above_date(lines, max(len(lines) - LONGEST_END, 0), len(lines))
        signed = Signature(signed.bodies or at_end.bodies, signed.date or at_end.date)
    head = lines[:30]
    about, field = _before_about(title), _of_fields(head)
    placed = about and region_of(about[0]) is not None
    bodies = signed.bodies or (about if placed else field or about) or _of_head(head)
    return Signature(bodies, signed.date or _date_of_head(head))


def spoken_for(lines: Sequence[HeadLine]) -> str | None:
    """The government for which a report is given, as written: 我代表市人民政府，向大会报告工作 → 市人民政府."""
    for line in lines[:12]:
        match = _SPOKE_FOR.search(line.plain)
        if match:
            return match["name"]
        if line.kind == "speaker" and (at := line.plain.find("人民政府")) > 0:
            return line.plain[: at + 4]
    return None


def _above_date(lines: Sequence[HeadLine], start: int, end: int | None) -> Signature:
    """The names of bodies right above the last date line in lines[start:end]."""
    for index in range((end if end is not None else len(lines)) - 1, start - 1, -1):
        if lines[index].kind != "date" or (end == len(lines) and lines[index].cell):
            continue
        names: list[str] = []
        above = index - 1
        while above >= start and lines[above].kind == "bodies" and not lines[above].cell:
            names[:0] = bodies_in(lines[above].text)
            above -= 1
        if names:
            return Signature(tuple(names), read_date(lines[index].plain))
    return Signature()


def _before_about(title: Title) -> tuple[str, ...]:
    """The bodies that a full title names first: 某省科技厅 某省财政厅关于印发…的通知."""
    for text in (title.notice, title.text):
        if text and (match := _ABOUT.search(text)) and match.start() > 2:
            names = bodies_in(text[: match.start()])
            if names:
                return names
    return ()


def _of_head(head: Sequence[HeadLine]) -> tuple[str, ...]:
    """Names of bodies on lines of their own above the body, of a letterhead (…文件) among them; a table's cells are none."""
    names: list[str] = []
    for line in head:
        if line.kind in BODY or (names and line.cell):
            break
        if line.cell:
            continue
        if line.kind == "bodies":
            names.extend(name for name in bodies_in(line.text) if name not in names)
    return tuple(names)


def _of_fields(head: Sequence[HeadLine]) -> tuple[str, ...]:
    """The issuer that a field of a web page names (发文机关：…), the name in the same cell or in the next one."""
    for label, name in pairwise(head):
        if name.kind == "bodies" and name.cell and _FIELD_NAME.fullmatch(label.plain):
            return bodies_in(name.text)
    return next((bodies_in(match["name"]) for line in head if (match := _FROM.match(line.plain))), ())


def _date_of_head(head: Sequence[HeadLine]) -> str | None:
    for line in head:
        if line.kind in ("text", "item", "table"):
            break
        if line.kind == "date":
            return read_date(line.plain)
        if line.kind == "meeting":
            return find_date(line.plain)
    for pattern in (_SIGNED, _PUBLISHED):
        for line in head:
            match = pattern.match(fold(line.plain))
            if match and (found := read_date(match[1])):
                return found
    return None
