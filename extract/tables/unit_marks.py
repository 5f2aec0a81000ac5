"""Matrix tables: a column a unit, and a mark (★, √, 牵头) where the unit answers for the task of the row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extract.models import Role, Span
from extract.owners.name_proof import names_field
from extract.rulefiles import first_of
from extract.tables.cell_kinds import cell_kind
from extract.tables.grid import says_nothing

_LEADS = frozenset("★◎")
_ASSISTS = frozenset("☆△○〇◇□")
_FILLED = frozenset("▲●■◆")
_WORDS: Mapping[str, Role] = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "配合": "assist",
    "协办": "assist",
    "参与": "assist",
    "协同": "assist",
    "负责": "responsible",
    "责任": "responsible",
}
_LETTERS: Mapping[str, Role] = {"主": "lead", "牵": "lead", "协": "assist", "配": "assist"}
_SIGNS = "★◎☆△○〇◇□▲●■◆√✓✔☑"
_SIGN = f"[{_SIGNS}]"
_SAYING = (*_WORDS, "承办", "会办")
_SAID = "|".join(_SAYING)
_LEGEND = re.compile(
    rf"{first_of((*_SIGNS, *_SAYING))}(?:"
    rf"(?P<mark>{_SIGN})[”\"）]?(?:号|标记|标识)?(?:的|者)?(?:为|是|表示|代表|指|即|：|=|-|—)*[“\"（]?(?P<role>{_SAID})"
    rf"|(?P<role_before>{_SAID})(?:责任)?(?:单位|部门)?(?:的)?(?:用|以|标|打|记|为|：|=)+(?:注)?[“\"（]?(?P<mark_after>{_SIGN}))"
)
_MARKED = re.compile(
    rf"(?:{_SIGN}|[{''.join(_LETTERS)}])?[（：]?(?P<word>{'|'.join(_WORDS)})(?:责任)?(?:单位|部门|方)?(?:）|（[^（）]*）)?"
    rf"|(?P<sign>{_SIGN})(?:（[^（）]*）|[，；：].*)?"
)
_MOST = 0.6


def mark_of(text: str) -> str | None:
    """The mark of a cell, what explains it left out: "★" → ★, "●（牵头）" → 牵头, "√（指导）" → √; None where it is none."""
    if text in _LETTERS:
        return text
    match = _MARKED.fullmatch(text)
    return (match["word"] or match["sign"]) if match else None


def heads_marks(head: str, below: Iterable[str]) -> bool:
    """Whether a column is one of marks under the name of a unit: 市教育局 over ★, √ → True; 教育 too."""
    return are_marks(below) and (cell_kind(head) == "bodies" or names_field(head))


def are_marks(texts: Iterable[str]) -> bool:
    """Whether most cells of a column that say anything are marks."""
    said = [text for text in texts if not says_nothing(text)]
    return sum(map(_is_mark, said)) > _MOST * len(said)


def _is_mark(text: str) -> bool:
    return mark_of(text) is not None


def read_legend(folded: str, cells: Iterable[Span] = ()) -> Mapping[str, Role]:
    """What a text says of marks: "注：★为牵头单位，○为配合单位" → ★ lead, ○ assist. A cell that is a mark (√（牵头）) says it of itself."""
    found: dict[str, Role] = {}
    marks = {span[0] for span in cells if mark_of(re.sub(r"\s+", "", folded[slice(*span)])) is not None}
    for match in _LEGEND.finditer(folded):
        if match.start() in marks:
            continue
        mark = match["mark"] or match["mark_after"]
        word = match["role"] or match["role_before"]
        found.setdefault(mark, _WORDS.get(word, "lead" if word == "承办" else "assist"))
    return found


def mark_roles(marks: Iterable[str], legend: Mapping[str, Role]) -> Mapping[str, Role]:
    """The role that each mark of one table gives; what the legend says comes first.

    ★, √ → lead, assist; ●, △ → lead, assist; √ alone → responsible
    """
    used = frozenset(marks)
    leads = {mark for mark in used if legend.get(mark) == "lead"}
    leads |= {mark for mark in used & _LEADS if mark not in legend}
    if not leads and used & _ASSISTS - legend.keys():  # filled beside hollow
        leads = {mark for mark in used & _FILLED if mark not in legend}
    leads |= {mark for mark in used if _said(mark) == "lead"}
    return {mark: _role(mark, legend, leads, alone=len(used) == 1) for mark in used}


def _role(mark: str, legend: Mapping[str, Role], leads: Iterable[str], *, alone: bool) -> Role:
    said = legend.get(mark) or _said(mark)
    if said:
        return said
    if mark in leads:
        return "lead"
    if leads or (mark in _ASSISTS and not alone):
        return "assist"
    return "responsible"


def _said(mark: str) -> Role | None:
    """The role that a word or its first character gives: 主办, 主 → lead."""
    return _WORDS.get(mark) or _LETTERS.get(mark)
