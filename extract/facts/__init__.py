"""What a document says of itself: title, place, issuer, kind, status, years, number and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.covered_years import find_period, report_year
from extract.facts.head_lines import LONGEST_HEAD, HeadLine, doc_no_in, lines_of, outer_lines
from extract.facts.issuers import find_signature, spoken_for
from extract.facts.proposals import find_proposal
from extract.facts.regions import find_region
from extract.facts.titles import Title, find_title, kind_of_text, kind_of_title
from extract.models import Block, DocumentKind, Facts, Status
from extract.tables import Table
from extract.text.characters import Text, fold

_DRAFT = re.compile(r"征求意见|讨论稿|送审稿|代拟稿|（草案）|^草案$")
_OPENING = 3_000


def document_facts(text: Text, blocks: tuple[Block, ...], tables: tuple[Table, ...], source_name: str) -> Facts:
    """The facts of a document; what it does not say is None.

    粤发改高技〔2026〕78号 … 某省支持某业发展行动方案（2026—2028年） → kind 方案, period (2026, 2028), doc_no, …
    `source_name` counts only for the place and the year of a report, where the text says nothing.
    """
    lines = outer_lines(blocks, tables)
    head = lines[:LONGEST_HEAD]
    title = find_title(head)
    signature = find_signature(lines, title)
    kind = _kind(title, text.stored)
    period = find_period(title.text, text.folded, tables)
    spoken = spoken_for(lines) if kind == "报告" else None
    region = find_region(_said(head, title, signature.bodies, spoken), text.folded, source_name)
    if kind == "报告" and period is None:
        year = report_year(title.text, signature.date, lines_of(blocks, tables), source_name)
        period = (year, year) if year is not None else None
    issuer = " ".join(signature.bodies) or None
    if issuer is None and spoken is not None:
        issuer = _government(spoken, region)
    return Facts(
        title=title.text,
        region=region,
        issuer=issuer,
        kind=kind,
        status=_status(head, title),
        period=period,
        proposal=find_proposal(title.text, head) if kind == "复函" else None,
        doc_no=_doc_no(head),
        date=signature.date,
    )


def _kind(title: Title, text: str) -> DocumentKind:
    by_title = kind_of_title(title.text) if title.text else None
    return by_title or kind_of_text(text[:_OPENING]) or kind_of_text(text, speech=True) or "其他"


def _said(
    head: Sequence[HeadLine], title: Title, bodies: tuple[str, ...], spoken: str | None
) -> tuple[str | None, ...]:
    """The texts that name the document's place, the surest first."""
    own = tuple(line.plain for line in head[:8] if line.kind in ("meeting", "speaker"))
    addressee = next((line.plain for line in head if line.kind == "addressee"), None)
    return (*bodies, *own, spoken, title.text, title.notice, addressee)


def _government(spoken: str, region: str | None) -> str | None:
    """The full name of the government that 市人民政府 is in a report: with 汕头市 → 汕头市人民政府."""
    if region is None or spoken.startswith(region):
        return spoken
    return f"{region}人民政府"


def _status(head: Sequence[HeadLine], title: Title) -> Status:
    lines = [line.plain for line in head[:15] if line.kind in ("title", "status")]
    drafted = any(_DRAFT.search(line) for line in (*lines, fold(title.notice or "")))
    return "征求意见稿" if drafted else "正式"


def _doc_no(head: Sequence[HeadLine]) -> str | None:
    """发文字号: a line of its own, or a field (文号：…) of a web page's head."""
    for line in head:
        if line.kind == "docno" or (line.kind == "meta" and "号" in line.plain):
            found = doc_no_in(line)
            if found is not None:
                return found
    return None
