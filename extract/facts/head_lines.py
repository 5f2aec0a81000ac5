"""The lines at the head and the end of a document, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extract.facts.dates import read_date
from extract.models import Block, Span
from extract.outline.section_use import section_use
from extract.owners.document_rules import rule_spans
from extract.owners.owner_words import MARKS, looks_like_unit
from extract.places.divisions import chain_at
from extract.rulefiles import alternatives, load_csv
from extract.tables import Table
from extract.text.appendix_labels import APPENDIX
from extract.text.characters import fold
from extract.text.markers import read_marker

LONGEST_HEAD = 60
"""So many lines are looked at from the top of a document …"""
LONGEST_END = 14
"""… and so many from its end."""
HEAD_COLUMNS = ("how", "words", "example")
BODY = ("addressee", "item", "text", "table")
"""The kinds of lines with which a document's body begins."""
_LONGEST_TITLE_LINE = 60
DOC_NO = re.compile(r"[一-鿿][一-鿿（）]{0,15}[〔［【（](?:19|20)\d{2}[〕］】）](?:第|\w{0,4}字第)?\d{1,5}号")
_LONGEST_CHAPTER = 8
_CHAPTERS = ("context", "container", "safeguard", "mixed", "past")
"""A short line without a number may head the first chapter (总体目标) where a text numbers none."""
_FIELD = re.compile(r"^[∙•·●\-]*【([^】]{2,6})】")
_NO_LABEL = re.compile(r"(?:发文字号|文号|字号)[：】]?")
_STATUS = re.compile(
    r"[（［【]?(?:公开)?(?:征求意见稿?|讨论稿|送审稿|审议稿|草案|试行|修订稿?|代拟稿|初稿|汇报稿)[^）］】]{0,12}[）］】]?"
)
_DAY = r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日"
_MEETING = re.compile(rf"(?:——+|\*)?.*{_DAY}.*(?:会议|大会).*|.*(?:会议|大会)上?（?{_DAY}.*|——+{_DAY}在.*")
_TITLE_AND_MEETING = re.compile(r"(.{2,30}报告)\s*([（(][^（）()]*(?:会议|大会).*)")
_ADOPTED = re.compile(r".*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日.*(?:第|届|批准|通过|印发|发布).*")
_APPENDIX = re.compile(rf"{APPENDIX}[：:]?")
_OF_PLACE = re.compile(r"(?:厅|局|委|办|政府|委员会|办公室)$")
_CONTENTS = re.compile(r"(?:^|批准|通过)目录$|\.{5,}|…{2,}")
_PROSE = re.compile(r"。|如下：|收悉|通知：|^现|^为")
_OFFICE = re.compile(r"(?:省长|市长|州长|县长|区长|盟长|旗长|主席|主任|书记|总理|局长|厅长|专员)\s*\S{2,12}$")
_NO_ISSUER = re.compile(
    r"关于|的|(?<=[厅局委府室院])对|^(?:加|推|建|打|支|促|实|落|全|各|深|强)|(?:[县区市镇乡省州盟旗村科股]|社区|企业|部门|单位|机构)$"
)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line: `text` as written, `plain` folded and without white space, `kind` what it is.

    docno, date, meeting (2022年1月8日在…会议上), status (（征求意见稿）), appendix (附件2), meta, bodies (names of
    bodies and nothing else), speaker (某市人民政府市长 某某), addressee (各县人民政府：), item (numbered), text
    (prose), table (one with heads stands here), title (else). `cell`: a cell of a table that lays out the page.
    """

    text: str
    plain: str
    kind: str
    cell: bool = False


def lines_of(blocks: Iterable[Block], tables: Iterable[Table]) -> Iterator[HeadLine]:
    """The paragraphs of a document as lines, in order; those in boxes and in tables without heads are among them."""
    return map(_read_part, _parts(blocks, _headed(tables)))


def outer_lines(blocks: Iterable[Block], tables: Iterable[Table]) -> tuple[HeadLine, ...]:
    """The first and the last lines of a document, as many as can say what it is."""
    parts = tuple(_parts(blocks, _headed(tables)))
    return tuple(map(_read_part, (*parts[:LONGEST_HEAD], *parts[LONGEST_HEAD:][-LONGEST_END:])))


def _headed(tables: Iterable[Table]) -> frozenset[Span]:
    return frozenset(table.block.span for table in tables if table.layout.has_heads)


def _parts(blocks: Iterable[Block], headed: frozenset[Span]) -> Iterator[tuple[str, bool]]:
    """The texts of lines, and whether each is a cell; ("", True) stands for a table with heads."""
    for block in blocks:
        if block.kind == "table":
            texts = ("",) if block.span in headed else tuple(cell.text for cell in block.cells if cell.text)
            yield from ((text, True) for text in texts)
        elif block.text:
            both = _TITLE_AND_MEETING.fullmatch(block.text.strip())
            yield from ((text, False) for text in (both.groups() if both else (block.text,)))
        yield from _parts(block.blocks, headed)


def _read_part(part: tuple[str, bool]) -> HeadLine:
    text, cell = part
    return read_line(text, cell=cell) if text else HeadLine("", "", "table", cell)


def read_line(text: str, *, cell: bool = False) -> HeadLine:
    """One line told: "国发〔2018〕42号" → docno; "二〇〇六年九月七日" → date; "王某某委员：" → addressee."""
    folded = fold(text).strip()
    plain = _FIELD.sub(r"\1：", re.sub(r"\s+", "", folded))
    return HeadLine(text.strip(), plain, _kind(folded, plain), cell)


def doc_no_in(line: HeadLine) -> str | None:
    """The 发文字号 of a line as written, without blanks: "文号：浙经信材料〔2025〕298 号" → 浙经信材料〔2025〕298号."""
    written = re.sub(r"\s+", "", line.text)
    label = _NO_LABEL.search(fold(written))
    match = DOC_NO.search(fold(written), label.end() if label else 0)
    return written[slice(*match.span())] if match else None


def bodies_in(text: str) -> tuple[str, ...]:
    """The names of bodies of which a line consists, () where it holds anything else.

    "中共某县委 某县人民政府" → both; "某省科技厅文件" → ("某省科技厅",); "浙 江 省 科 学 技 术 厅" → one
    """
    parts = [part for part in re.split(r"[\s、]+", re.sub(r"\s*文件$", "", text.strip())) if part]
    if len(parts) > 3 and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]
    marker = read_marker(fold(text))
    if (marker is not None and marker.style != "ordinal") or text.strip().startswith(tuple(MARKS)):
        return ()  # 一、市教育局 · ★市妇儿工委办 ☆市教育局
    if parts and all(map(_is_body, parts)):
        return tuple(parts)
    joined = "".join(parts)
    return (joined,) if len(parts) > 1 and max(map(len, parts)) <= 4 and _is_body(joined) else ()


def _is_body(name: str) -> bool:
    """Whether a name is one of a body that issues documents: it has the shape, or a place before 厅, 局 …."""
    name = fold(name)
    if len(name) <= 2 or _NO_ISSUER.search(name):
        return False
    return looks_like_unit(name) or (_OF_PLACE.search(name) is not None and chain_at(name, 0) is not None)


def _kind(folded: str, plain: str) -> str:
    if re.search(r"[一-鿿\d]", plain) is None:
        return "meta"
    if DOC_NO.fullmatch(plain.strip("（）")) or (DOC_NO.match(plain) and re.search(r"签发人|号\s", folded)):
        return "docno"
    if read_date(plain) is not None:
        return "date"
    if _STATUS.fullmatch(plain):
        return "status"
    if _CONTENTS.search(plain) or re.search(r"[一-鿿]", plain) is None:
        return "meta"
    if _APPENDIX.fullmatch(plain):
        return "appendix"
    if len(plain) <= _LONGEST_TITLE_LINE and rule_spans(plain, 0, len(plain)):
        return "meta"  # （各项任务列首位的为牵头单位）
    if _is_meta(plain, folded):
        return "meta"
    if plain.endswith("：") and len(plain) <= 300 and _PROSE.search(plain) is None:
        return "addressee"
    if len(plain) <= _LONGEST_TITLE_LINE and _MEETING.fullmatch(plain):
        return "meeting"
    if len(plain) > 2 * _LONGEST_TITLE_LINE or _PROSE.search(plain) or plain[-1] in "。；，" or "。" in plain:
        return "text"
    if len(plain) <= 40 and _ADOPTED.fullmatch(plain):
        return "meeting"
    if bodies_in(folded):
        return "bodies"
    if len(plain) <= 40 and _OFFICE.search(folded):
        return "speaker"
    marker = read_marker(folded)
    if marker is not None and marker.style != "ordinal" and not re.match(r"第\d+号", plain):
        return "item"
    return "item" if len(plain) <= _LONGEST_CHAPTER and section_use(plain) in _CHAPTERS else "title"


def _is_meta(plain: str, folded: str) -> bool:
    starts, whole, inside = _meta()
    return bool(
        starts.match(plain)
        or whole.fullmatch(plain)
        or (len(plain) < 60 and "，" not in plain and inside.search(folded))
    )


@cache
def _meta() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words: dict[str, list[str]] = {"starts": [], "is": [], "has": []}
    for row in load_csv("document_head.csv", HEAD_COLUMNS):
        if row["how"] not in words:
            raise row.error(f"{row['how']} is none of {' '.join(words)}")
        words[row["how"]].append(fold(row["words"]))
    brackets = alternatives(word for word in words["starts"] if word.startswith("（"))
    starts = rf"(?:{alternatives(words['starts'])})(?:[^，。]{{0,4}}[：:]|[\s/\d]|.{{0,6}}$)|(?:{brackets})"
    fields = alternatives(word for word in words["starts"] if word.endswith(("机关", "机构", "日期", "字号")))
    return (
        re.compile(rf"{starts}|(?:{fields})"),
        re.compile(alternatives(words["is"])),
        re.compile(alternatives(words["has"])),
    )
