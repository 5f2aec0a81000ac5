"""Finds the responsibility statements of a document and applies the rules that it declares once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.models import Notice, Role, Span, Unit
from extract.sentences import bracket_end, sentence_spans
from extract.unit_lists import Reading, beside_leaders, read_unit_list
from extract.unit_rules import UnitRule, apply_rules, find_rules, rule_spans
from extract.unit_words import bare_label, framed_label, label, label_role, looks_like_unit

_OPENERS, _CLOSERS = "（〔［【〈", "）〕］】〉"
_CUE = re.compile(
    r"单位|部门|负责|牵头|配合|落实|主办|协办|会同|分工|[局委办厅部署府会院心室组班区县市]\s*(?:[、，；等）〕］】〉〔（]|$)"
)
_SENTENCE_VERB = re.compile(r"(?:负责|牵头|配合|落实|实施|抓好|承办|参与|协助|协办|抓总|分工)[）〕］】。；]*$")
_STRONG_VERB = re.compile(r"牵头|负责|落实|配合")
_NEXT_ITEM = re.compile(r"（?(?<!第)[一二三四五六七八九十]{1,3}[）、]|(?<=[一-鿿）〕】 ])\d{1,2}[.．、](?=[一-鿿])")
_DEADLINE_OF_TASK = re.compile(r"[完办推整]")
_LONGEST_LINE = 300
_LONGEST_LIST = 4000
_TELLING = re.compile(r"[市省县区州盟旗国](?![、，）]|$)|各|自治区|中央")


@dataclass(frozen=True, slots=True)
class Statement:
    """One place where the document says who answers: a bracket, a line, or the tail of a paragraph.

    `span` is all of it, brackets and label included; `own_line` says that it is a paragraph by itself.
    """

    span: Span
    units: tuple[Unit, ...]
    own_line: bool
    due: Span | None = None


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """All statements in reading order, the rules, and what could not be read for sure."""

    statements: tuple[Statement, ...]
    rules: tuple[UnitRule, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement as found; `inners` are its lists, one a bracket or line."""

    span: Span
    inners: tuple[Span, ...]
    own_line: bool


def find_responsibilities(text: str, folded: str, paragraphs: Iterable[Span]) -> Responsibilities:
    """Every statement of the running text, roles settled by the document's own rules.

    （市科技局、市财政局负责。列第一位的为牵头单位，下同） → 市科技局 lead, 市财政局 assist, basis first-listed
    """
    folded = _with_brackets(folded)
    paragraphs = tuple(paragraphs)
    rules = tuple(find_rules(text, folded, paragraphs))
    notices: list[Notice] = []
    found: list[_Found] = []
    for span in paragraphs:
        if found and _goes_on(folded, found[-1], span):
            last = found.pop()
            found.append(_Found((last.span[0], span[1]), (*last.inners[:-1], (last.inners[-1][0], span[1])), True))
            continue
        for item in _find_in_paragraph(folded, span, notices):
            if found and _belong_together(folded, found[-1], item):
                last = found.pop()
                item = _Found((last.span[0], item.span[1]), (*last.inners, *item.inners), last.own_line)
            found.append(item)
    # a rule behind the last statement (注：列第一位的为牵头单位) speaks of all of them
    closing = [rule for rule in rules if rule.span[0] >= found[-1].span[1]] if found else []
    statements = []
    for item in found:
        reading = _merged(tuple(_read(folded, inner) for inner in item.inners))
        notices += _slips(text, reading)
        if not reading.units and reading.due is None:
            continue
        active = [*(rule for rule in rules if rule.span[0] < item.span[1]), *closing]
        units = _once(apply_rules(text, reading, active), notices)
        statements.append(Statement(item.span, units, item.own_line, reading.due))
    return Responsibilities(tuple(statements), rules, tuple(sorted(notices, key=lambda notice: notice.span or (0, 0))))


def read_cell(text: str, folded: str, span: Span, role: Role, rules: Iterable[UnitRule]) -> tuple[Unit, ...]:
    """The units of a table cell whose column says the role; what the cell itself says (A牵头，B配合) comes first.

    省经信厅、省科技厅按职责分工负责 in a column 牵头单位 → both lead
    """
    reading = _read(folded, span)
    units = apply_rules(
        text, reading, [rule for rule in rules if rule.kind != "everyone"] if role == "responsible" else ()
    )
    own = any(named.role in ("lead", "assist") for named in reading.units)
    return units if own or role == "responsible" else tuple(replace(unit, role=role, rule="列名") for unit in units)


# --- where they stand ----------------------------------------------------------------------------------------------


@cache
def _heads() -> re.Pattern[str]:
    """A bracket, or a label where a paragraph or a sentence begins."""
    return re.compile(rf"[{_OPENERS}]|(?<![^。；！？ \t\n—]){label().pattern}")


def _find_in_paragraph(folded: str, span: Span, notices: list[Notice]) -> Iterator[_Found]:
    start, end = span
    if bare_label().match(folded, start, end) and read_unit_list(folded, start, end).strict:
        yield _Found(span, (span,), True)
        return
    position = start
    for match in _heads().finditer(folded, start, end):
        if match.start() < position:
            continue
        head = match if match.group("label") is not None else _framed(folded, match.start(), span)
        item = _labelled(folded, head, span) if head is not None else _bracketed(folded, match.start(), span, notices)
        if item is not None:
            position = item.span[1]
            yield item
    if position == start and end - start <= _LONGEST_LINE and _SENTENCE_VERB.search(folded, max(start, end - 20), end):
        reading = read_unit_list(folded, start, end)
        if reading.strict and reading.verbs:
            yield _Found(span, (span,), True)


def _framed(folded: str, opened: int, span: Span) -> re.Match[str] | None:
    """A label in brackets that opens a sentence: 【责任单位】市科技局, not 主持（参与）制定标准."""
    if opened > span[0] and folded[opened - 1] not in "。；！？ ":
        return None
    head = framed_label().match(folded, opened, span[1])
    return head if head and (len(head.group("label")) > 2 or folded[opened] not in "（〔") else None


def _labelled(folded: str, head: re.Match[str], span: Span) -> _Found | None:
    """A statement without brackets that a label opens: a line of its own or the end of a paragraph."""
    role = label_role(head.group("label"))
    stop = _statement_end(folded, head, span[1])
    inner = (head.start(), stop)
    if role == "due" and not _DEADLINE_OF_TASK.match(head.group("label")):
        return None
    proven = head.group("end").strip() not in ("为", "是") and len(head.group("label")) > 2
    if not proven and role in ("lead", "assist", "responsible") and not read_unit_list(folded, *inner).strict:
        return None
    return _Found(inner, (inner,), head.start() == span[0] and stop == span[1])


def _statement_end(folded: str, head: re.Match[str], end: int) -> int:
    """Where the sentences that begin with labels end, or the next item whose line break was lost begins."""
    stop = head.end()
    for first, last in sentence_spans(folded, head.end(), end, stops="。！？"):
        if stop > head.end() and not label().match(folded, first, last):
            break
        stop = last
    listed = folded[head.end() : head.end() + 2].strip()[:1].isdigit()
    item = None if listed else _NEXT_ITEM.search(folded, head.end() + 2, stop)
    return item.start() if item else stop


def _bracketed(folded: str, opened: int, span: Span, notices: list[Notice]) -> _Found | None:
    start, end = span
    labelled = label().match(folded, opened + 1, min(end, opened + 60))
    closed = bracket_end(folded, opened, end)
    if closed is None and labelled:
        closed = _far_end(folded, opened, end)
    if closed is None:
        return _unclosed(folded, opened, span, labelled, notices)
    inner = (opened + 1, closed - 1)
    if not _is_statement(folded, (opened, closed), span, labelled):
        # 各县（市、区）: an inner bracket of a name is passed over with it, one in prose may hold a statement
        return None
    return _Found((opened, closed), (inner,), opened == start and not folded[closed:end].strip("。； "))


def _far_end(folded: str, opened: int, end: int) -> int | None:
    """Where a bracket that lists half a government closes: farther off than brackets of prose do."""
    depth = 0
    for match in re.compile(f"[{_OPENERS}{_CLOSERS}]").finditer(folded, opened, min(end, opened + _LONGEST_LIST)):
        depth += 1 if match.group() in _OPENERS else -1
        if depth == 0:
            return match.end()
    return None


def _unclosed(
    folded: str, opened: int, span: Span, labelled: re.Match[str] | None, notices: list[Notice]
) -> _Found | None:
    """A bracket that never closes: what follows its label, or a list with a verb, is read, and the slip is said."""
    start, end = span
    if labelled:
        stop = _statement_end(folded, labelled, end)
    elif end - opened <= _LONGEST_LINE and _SENTENCE_VERB.search(folded, max(opened, end - 20), end):
        reading = read_unit_list(folded, opened + 1, end)
        if not (reading.strict and reading.verbs):
            return None
        stop = end
    else:
        return None
    notices.append(Notice("unclosed-bracket", "责任单位的括号没有闭合", (opened, stop)))
    return _Found((opened, stop), ((opened + 1, stop),), opened == start and stop == end)


def _is_statement(folded: str, outer: Span, paragraph: Span, labelled: re.Match[str] | None) -> bool:
    inner = (outer[0] + 1, outer[1] - 1)
    if labelled:
        due = label_role(labelled.group("label")) == "due" and not _DEADLINE_OF_TASK.match(labelled.group("label"))
        return not due or bool(_read(folded, inner).units)
    content = folded[slice(*inner)]
    if not _CUE.search(content):
        return False
    before = folded[outer[0] - 1] if outer[0] > paragraph[0] else "。"
    after = folded[outer[1] : min(outer[1] + 4, paragraph[1])].lstrip()[:1]
    closes = after in ("", "。", "；") or (after in _OPENERS and before in "。；！？")
    if not closes and before not in "。；！？" and not (after == "，" and _STRONG_VERB.search(content)):
        return False
    if after not in ("", "。", "；", "，", *_OPENERS) and before not in "。；！？":
        return False
    reading = _read(folded, inner)
    if not reading.units or not reading.strict:
        return False
    # a bare list is taken behind a full stop or at the end of its paragraph: elsewhere it explains a word
    if reading.verbs or before in "。；！？）〕":
        return True
    return after in ("", "。") and (len(reading.units) > 1 or _stands_for_owner(folded, outer, paragraph))


def _stands_for_owner(folded: str, outer: Span, paragraph: Span) -> bool:
    """Whether one name in a bracket that ends a paragraph owns it: 建设平台（市科技局）, not 市数据局（市政务办）."""
    before = folded[max(paragraph[0], outer[0] - 12) : outer[0]]
    return (
        outer[0] - paragraph[0] >= 4
        and _TELLING.match(folded, outer[0] + 1) is not None
        and not any(looks_like_unit(before[-n:]) for n in (2, 3, 4))
        and re.search(r"[》”」\d]$", before) is None
    )


def _goes_on(folded: str, last: _Found, span: Span) -> bool:
    """Whether a line only holds the names that the label of the line before asks for, or goes on with its list."""
    tail = folded[last.inners[-1][0] : last.span[1]].rstrip()[-1:]
    if not last.own_line or tail not in "、：】" or span[1] - span[0] > _LONGEST_LINE:
        return False
    return not folded[last.span[1] : span[0]].strip() and read_unit_list(folded, *span).strict


def _belong_together(folded: str, last: _Found, item: _Found) -> bool:
    """Label lines that follow each other, and brackets side by side, are one statement (牵头单位：A ⏎ 责任单位：B)."""
    if folded[last.span[1] : item.span[0]].strip() or last.own_line != item.own_line:
        return False
    if not item.own_line and "\n" in folded[last.span[1] : item.span[0]]:
        return False
    seen = {m.group("label") for inner in last.inners for m in label().finditer(folded, *inner)}
    own = {m.group("label") for inner in item.inners for m in label().finditer(folded, *inner)}
    return not seen & own and (bool(own) or not item.own_line)


def _with_brackets(folded: str) -> str:
    """Angles as the brackets that they stand for: 各县<市、区>人民政府."""
    return folded.replace("<", "〈").replace(">", "〉").replace("＜", "〈").replace("＞", "〉")


# --- what they say -------------------------------------------------------------------------------------------------


def _read(folded: str, inner: Span) -> Reading:
    """The list without the rules that are declared inside its brackets."""
    start, end = inner
    content = _with_brackets(folded[start:end])
    for _, match in rule_spans(content, 0, len(content)):
        content = content[: match.start()] + "。" * (match.end() - match.start()) + content[match.end() :]
    content = re.sub(r"(?:以?下同|后同)(?=$|[。，；）〕])", lambda match: "。" * len(match.group()), content)
    reading = read_unit_list(content, 0, end - start)
    return _shifted(reading, start)


def _shifted(reading: Reading, by: int) -> Reading:
    def moved(span: Span) -> Span:
        return span[0] + by, span[1] + by

    return replace(
        reading,
        units=tuple(replace(named, span=moved(named.span)) for named in reading.units),
        due=moved(reading.due) if reading.due else None,
        empty_labels=tuple(map(moved, reading.empty_labels)),
        unread=tuple(map(moved, reading.unread)),
    )


def _merged(readings: tuple[Reading, ...]) -> Reading:
    """What several lists of one statement say together: where one of them names who leads, the others assist."""
    if len(readings) == 1:
        return readings[0]
    units = beside_leaders(named for reading in readings for named in reading.units)
    return replace(
        readings[0],
        units=units,
        due=next((reading.due for reading in readings if reading.due is not None), None),
        empty_labels=tuple(label for reading in readings for label in reading.empty_labels),
        unread=tuple(span for reading in readings for span in reading.unread),
    )


def _slips(text: str, reading: Reading) -> Iterator[Notice]:
    for span in reading.empty_labels:
        yield Notice("empty-label", f"“{text[slice(*span)]}”后面没有单位", span)
    for span in reading.unread:
        yield Notice("unread-unit", f"责任单位中“{text[slice(*span)][:20]}”不像单位名称，未收录", span)


def _once(units: tuple[Unit, ...], notices: list[Notice]) -> tuple[Unit, ...]:
    """One entry a unit: one that is named as leader and again beside others leads."""
    kept: dict[str, Unit] = {}
    for unit in units:
        first = kept.get(unit.name)
        if first is None:
            kept[unit.name] = unit
        elif first.role != unit.role:
            notices.append(Notice("two-roles", f"“{unit.name}”同时列为牵头和配合单位，按牵头处理", unit.span))
            kept[unit.name] = first if first.role == "lead" else unit
    return tuple(kept.values())
