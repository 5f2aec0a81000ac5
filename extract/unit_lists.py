"""Reads lists of responsible units: 牵头单位：A，配合单位：B、C · A牵头，B、C按职责分工负责 · 〔A、B〕."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.models import Role, Span
from extract.rulefiles import alternatives, load_csv
from extract.sentences import bracket_end

_OPENERS = frozenset("（〔［【｛〈")
_SEPARATORS = frozenset("、，；。：\n\t|/")
_ADVERBS = r"(?:(?:均|共同|分别|具体|联合|按照|按|依照|依|根据|结合)?(?:各自|自身|有关|工作|本地|部门)?(?:职责|职能|分工|实际|任务|要求|行政区域)?(?:分工|范围)?(?:内|，)?|密切|积极|全力|主动|认真)"
_OPEN_LIST = re.compile(
    r"等(?:(?:市|省|县|区|州)(?:级|直)?|国务院|中央|有关|相关|各|多个?|其他|\d+个|[一二三四五六七八九十]+个|成员|职能|行业|主管)*(?:部门|单位|部委|机构|委办局)?$"
)
_REMARK = re.compile(r"[（〔［〈](?:含|包括|不含|以下简称|下同)[^（）〔〕［］〈〉]*[）〕］〉]$")
_CONJUNCTION = re.compile(r"以及|和|及|与|暨")


@dataclass(frozen=True, slots=True)
class Named:
    """One unit of a list: its name as it stands in the text and the role that a word at the name gives."""

    span: Span
    role: Role | None
    open_list: bool = False
    marked: str | None = None
    before_comma: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list says: the units in order, the deadline beside them, and labels that nothing follows."""

    units: tuple[Named, ...]
    due: Span | None = None
    empty_labels: tuple[Span, ...] = ()
    labelled: bool = False
    strict: bool = True
    """Whether every piece of it looks like the name of a body: the proof asked of a list without a label."""


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, Role]]:
    labels: dict[str, str] = {}
    verbs: dict[str, Role] = {}
    for row in load_csv("responsibility.csv", ("kind", "role", "word", "example")):
        if row["kind"] == "label" and row["role"] in ("lead", "assist", "responsible", "due", "person"):
            labels[row["word"]] = row["role"]
        elif row["kind"] == "verb" and row["role"] in ("lead", "assist", "responsible"):
            verbs[row["word"]] = row["role"]  # type: ignore[assignment]
        else:
            raise row.error(f"{row['kind']} {row['role']} is unknown")
    label = re.compile(rf"(?:的|、|，)?({alternatives(labels)})(?:（[^（）]{{1,8}}）)?\s*(?:：|为：?|\s(?=\S)|$)")
    verb = re.compile(rf"{_ADVERBS}(?:{alternatives(verbs)})(?:工作|实施|推进|推动|完成)?$")
    return label, verb, labels, verbs


@cache
def label_at_start() -> re.Pattern[str]:
    """Matches a label with its colon: 牵头单位："""
    _, _, labels, _ = _words()
    return re.compile(rf"\s*({alternatives(labels)})(?:（[^（）]{{1,8}}）)?\s*(?:：|为：)")


@cache
def _label_anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_words()[2])})\s*：")


@cache
def _name_ending() -> re.Pattern[str]:
    endings = alternatives(
        row["ending"] for row in load_csv("unit_endings.csv", ("ending", "example"), unique="ending")
    )
    return re.compile(rf"(?:{endings})(?:[（〔［〈][^（）〔〕［］〈〉]{{1,25}}[）〕］〉])?$")


def looks_like_unit(name: str) -> bool:
    """Whether a piece of a list has the shape of a body's name.

    "市科技局", "各县（市、区）", "市委组织部〔市委人才办〕" → True; "具体办法另行制定" → False
    """
    plain = name.replace(" ", "").lstrip("*＊☆★▲△#※●")
    return (
        2 <= len(plain) <= 40
        and _name_ending().search(plain) is not None
        and re.search(r"[，。；：“”]|进行|按照|根据", plain) is None
    )


_ELIDED = re.compile(r"[、和](?:[一-鿿]{2,4}[、和])*[一-鿿]{2,6}[市区县州](?:人民)?政府")


def _elided_place(folded: str, span: Span, piece: _Piece, end: int) -> bool:
    """Whether a short name leans on the 政府 of a later one: 广州、深圳市政府."""
    return 2 <= span[1] - span[0] <= 4 and _ELIDED.match(folded, piece.span[1], end) is not None


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    separator: str


_DEADLINE = re.compile(
    r"(?:力争|确保)?(?:\d{4}年.{0,12}|\d{1,2}月.{0,8}|.{0,6}(?:年内|年底|月底|季度).{0,10}|长期.{0,6}|持续.{0,6}|常态化.{0,6})"
)


def _pieces(folded: str, start: int, end: int) -> Iterator[_Piece]:
    """The text between separators that stand outside inner brackets; a label parts too (牵头单位：A 配合单位：B)."""
    labels = {match.start() for match in _label_anywhere().finditer(folded, start, end)}
    begin = position = start
    while position < end:
        char = folded[position]
        if position in labels and position > begin:
            yield _Piece((begin, position), "")
            begin = position
        if char in _OPENERS:
            position = bracket_end(folded, position, end) or position + 1
        elif char in _SEPARATORS:
            yield _Piece((begin, position), char)
            position += 1
            begin = position
        else:
            position += 1
    yield _Piece((begin, end), "")


def _trim(folded: str, span: Span, left: str = " ", right: str = " ") -> Span:
    start, end = span
    while start < end and folded[start] in left:
        start += 1
    while end > start and folded[end - 1] in right:
        end -= 1
    return start, end


def read_unit_list(folded: str, start: int, end: int) -> Reading:
    """The units named in folded[start:end], the inside of a responsibility bracket, line or table cell.

    "省发展改革委牵头，省科技厅、财政厅等按职责分工负责" → 省发展改革委 lead; 省科技厅, 财政厅 assist (open list)
    """
    label_pattern, verb_pattern, labels, verbs = _words()
    units: list[Named] = []
    pending: list[Named] = []
    default: str | None = None
    due: Span | None = None
    empty: list[Span] = []
    label_span: Span | None = None
    labelled, strict, comma_seen = False, True, False

    def settle(role: Role | None) -> None:
        units.extend(replace(name, role=role) for name in pending)
        pending.clear()

    for piece in _pieces(folded, start, end):
        span = _trim(folded, piece.span, " （〔［【", " 。.")
        chunk = folded[slice(*span)]
        if chunk:
            label = label_pattern.match(chunk + ("：" if piece.separator == "：" else ""))
            if label and ((piece.separator == "：" and label.end() >= len(chunk)) or label.end() < len(chunk)):
                settle(_role(default))
                if label_span is not None:
                    empty.append(label_span)
                default, labelled = labels[label.group(1)], True
                label_span = (span[0] + label.start(1), span[0] + label.end(1))
                span = _trim(folded, (min(span[0] + label.end(), span[1]), span[1]))
                chunk = folded[slice(*span)]
                comma_seen = False
        if not chunk:
            comma_seen = comma_seen or piece.separator in "，；"
            continue
        if default == "due":
            due = (due[0] if due else span[0], span[1])
            label_span = None
            continue
        if default == "person":
            label_span = None
            continue
        if (units or pending) and _DEADLINE.fullmatch(chunk) and not looks_like_unit(chunk):
            due = span
            continue
        for name, role, ended in _names(folded, span, verb_pattern, verbs):
            if name is not None:
                if folded[slice(*name.span)] == "无":
                    label_span = None
                    continue
                strict = strict and (
                    looks_like_unit(folded[slice(*name.span)]) or _elided_place(folded, name.span, piece, end)
                )
                pending.append(replace(name, before_comma=not comma_seen))
                label_span = None
            if ended:
                settle(role)
                if role == "lead" and folded[slice(*span)].find("会同") >= 0:
                    default = "assist"
        if (
            default in ("lead", "assist", "responsible")
            and piece.separator not in "、"
            and not _verb_ahead(folded, piece.span[1], end, verb_pattern)
        ):
            settle(_role(default))
        comma_seen = comma_seen or (piece.separator in "，；" and bool(units or pending))
    settle(_role(default))
    if label_span is not None:
        empty.append(label_span)
    strict = strict and bool(units)
    if any(unit.role == "lead" for unit in units):
        units = [replace(unit, role="assist") if unit.role != "lead" else unit for unit in units]
    return Reading(tuple(units), due, tuple(empty), labelled, strict)


def _role(word: str | None) -> Role | None:
    return word if word in ("lead", "assist", "responsible") else None  # type: ignore[return-value]


def _verb_ahead(folded: str, position: int, end: int, verb: re.Pattern[str]) -> bool:
    """Whether a list that a label opened goes on to a verb (责任单位：A牵头，B、C配合)."""
    return any(
        verb.search(folded[slice(*_trim(folded, piece.span, " ", " 。）〕"))])
        for piece in _pieces(folded, position, end)
    )


def _names(
    folded: str, span: Span, verb: re.Pattern[str], verbs: dict[str, Role]
) -> Iterator[tuple[Named | None, Role | None, bool]]:
    """The names of one piece, each with the role that a verb at the end of the piece gives: (name, role, verb stands)."""
    start, end = span
    chunk = folded[start:end]
    ending = verb.search(chunk)
    role: Role | None = None
    if ending:
        stem = next(word for word in sorted(verbs, key=len, reverse=True) if word in ending.group())
        role = verbs[stem]
        end = start + ending.start()
    joint = folded.find("会同", start, end)
    if joint > start:
        lead = list(_split(folded, (start, joint)))
        for name in lead[:-1]:
            yield name, None, False
        yield lead[-1], "lead", True
        for name in _split(folded, (joint + 2, end)):
            yield name, None, False
        yield None, "assist", True
        return
    names = list(_split(folded, (start, end)))
    for name in names[:-1]:
        yield name, None, False
    yield (names[-1] if names else None), role, ending is not None


def _split(folded: str, span: Span) -> Iterator[Named]:
    """Parts A和B where both sides are names; drops 由, 等 and marks."""
    start, end = _trim(folded, span)
    if folded.startswith("由", start) and end - start > 3:
        start += 1
    opened = _OPEN_LIST.search(folded[start:end])
    if opened and opened.start() > 0:
        end = start + opened.start()
    remark = _REMARK.search(folded[start:end])
    if remark and remark.start() > 0:
        end = start + remark.start()
    start, end = _trim(folded, (start, end))
    if start >= end:
        return
    for conjunction in _CONJUNCTION.finditer(folded, start + 2, end - 1):
        left, right = folded[start : conjunction.start()], folded[conjunction.end() : end]
        if left.count("（") == left.count("）") and looks_like_unit(left) and looks_like_unit(right) and len(right) > 2:
            yield from _split(folded, (start, conjunction.start()))
            for name in _split(folded, (conjunction.end(), end)):
                yield replace(name, open_list=name.open_list or opened is not None)
            return
    mark = folded[start] if folded[start] in "*＊☆★▲△#※●■◆" else None
    if mark:
        start, end = _trim(folded, (start + 1, end))
    elif folded[end - 1] in "*＊☆★▲△#※":
        mark = folded[end - 1]
        end -= 1
    if start < end:
        yield Named((start, end), None, opened is not None, mark)
