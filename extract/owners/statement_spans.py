"""Where responsibility statements stand: brackets, lines and tails that say who answers, and nothing that only names a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extract.models import Notice, Span
from extract.owners.name_proof import could_be_name
from extract.owners.owner_words import MARKS, bare_label, framed_label, joined_label, label, label_role, lone_label
from extract.owners.statement_brackets import is_statement, members_end
from extract.owners.unit_lists import read_unit_list
from extract.text.markers import Marker, read_marker
from extract.text.numerals import HAN_TENS
from extract.text.sentences import bracket_end, sentence_spans

_OPENERS, _CLOSERS = "（〔［【〈", "）〕］】〉"
_LEAD_IN = re.compile(
    r"(?:(?:以上|上述|该项?|本项|此项|具体|相关|各项)?(?:任务|工作|事项|措施)|[该本此][条项])由|在?[^，。；由]{2,16}(?:领导|指导|统筹|协调)下，由?"
)
_LEADS = re.compile(
    r"(?:牵头(?:负责)?|主办|主责|主抓|为主)(?:[。，；、]|$)|负责[^，。]{0,4}[，；、][^。]*(?:配合|协助|协同|参与|协办|支持)[。；]?$"
    r"|会同[^。]*(?:负责|办理|落实|实施|推进|组织)[^，。；]{0,4}[。；]?$"
)
_DIVIDED = re.compile(r"(?:职责|职能|分工).{0,6}(?:负责|落实)[。；]?$|分别负责[。；]?$")
_SAYS_WHO = re.compile("单位|部门|牵头|配合|[主协会]办|主[责抓]|为主|协助|负责|落实|会同")
"""Whatever _LEADS, _DIVIDED and a label that a name follows match holds one of these; few paragraphs do."""
_SENTENCE_VERB = re.compile(r"(?:负责|牵头|配合|落实|实施|抓好|承办|参与|协助|协办|抓总|分工)[）〕］】。；]*$")
_NEXT_ITEM = re.compile(rf"（?(?<!第)[{HAN_TENS}]{{1,3}}[）、]|(?<=[一-鿿）〕】 ])\d{{1,2}}[.．、](?=[一-鿿])")
_DEADLINE_OF_TASK = re.compile(r"[完办推整]|时限|时间节点|时间要求")
_COUNTED = re.compile(r"(?:\d{1,2}[.．、）]|[①-⑳]|（\d{1,2}）|[-•·●▪]) *")
_DASH = re.compile(r"—+ *")
_LONGEST_BARE, _FEWEST_BARE = 150, 2
_NO_NAMES = re.compile(r"[。；：]|\d{4}")
_LONGEST_LINE = 300
_LONGEST_LIST = 4000


@dataclass(frozen=True, slots=True)
class StatementSpan:
    """Where a statement stands; `lists` are its lists of units, one a bracket or line."""

    span: Span
    lists: tuple[Span, ...]
    own_line: bool


def find_places(folded: str, paragraphs: Iterable[Span]) -> tuple[tuple[StatementSpan, ...], tuple[Notice, ...]]:
    """The places of a folded text (angles as brackets) that say who answers, and the brackets that never close.

    "建设平台。（牵头单位：市科技局）（配合单位：市财政局）" → one place with two lists
    """
    found: list[StatementSpan] = []
    notices: list[Notice] = []
    paragraphs = tuple(paragraphs)
    alone: Span | None = None
    for span in paragraphs:
        label_line, alone = alone, span if lone_label().fullmatch(folded, *span) else None
        if label_line is not None and _is_below(folded, label_line, span):
            places: Iterable[StatementSpan] = (_line(label_line[0], span[1]),)
        elif found and _goes_on(folded, found[-1], span):
            last = found.pop()
            lists = (*last.lists[:-1], (last.lists[-1][0], span[1]))
            found.append(StatementSpan((last.span[0], span[1]), lists, last.own_line))
            continue
        else:
            places = _find_in_paragraph(folded, span, notices)
        for place in places:
            if found and _belong_together(folded, found[-1], place):
                last = found.pop()
                place = StatementSpan((last.span[0], place.span[1]), (*last.lists, *place.lists), last.own_line)
            found.append(place)
    if bare := [line for line in _bare_lines(folded, paragraphs) if not any(_overlap(line, f.span) for f in found)]:
        found = sorted((*found, *(_line(*span) for span in bare)), key=lambda place: place.span)
    return tuple(found), tuple(notices)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _bare_lines(folded: str, paragraphs: tuple[Span, ...]) -> list[Span]:
    """Lines of names and nothing else between the body of an item and the next one, where a document has several of them.

    "1.建设平台。优化服务。 ⏎ 市水利局 市住建局 各县区 ⏎ 2.……" → the line of names; a signature has no item behind it. Below
    a title alone the next item must go on with it, and the last line may have a sentence behind it.
    """
    lines: list[Span] = []
    followed = 0
    for index, (start, end) in enumerate(paragraphs[1:], 1):
        if not 4 <= end - start <= _LONGEST_BARE or _NO_NAMES.search(folded, start, end):
            continue
        above = folded[slice(*paragraphs[index - 1])].rstrip()
        following = folded[slice(*paragraphs[index + 1])] if index + 1 < len(paragraphs) else ""
        opens, item = read_marker(above, series=True), read_marker(following, series=True)
        if above[-1:] != "。" and not (opens and (not following or (item and _goes_past(item, opens)))):
            continue
        last = opens is not None and followed >= _FEWEST_BARE and following.rstrip().endswith("。")
        if read_marker(folded[start:end]) is not None or not (item or last or not following):
            continue
        reading = read_unit_list(folded, start, end)
        if reading.strict and not reading.labelled and reading.due is None:
            lines.append((start, end))
            followed += item is not None
    return lines if followed >= _FEWEST_BARE else []


def _goes_past(item: Marker, above: Marker) -> bool:
    """Whether an item goes on behind another or further out than it, so that what stands between them is of the first."""
    return item.rank < above.rank or (item.style == above.style and item.value == (above.value or 0) + 1)


@cache
def _heads() -> re.Pattern[str]:
    """A bracket, or a label where a paragraph or a sentence begins."""
    return re.compile(rf"[{_OPENERS}]|(?<![^。；！？ \t\n—{MARKS}]){label().pattern}")


def _find_in_paragraph(folded: str, span: Span, notices: list[Notice]) -> Iterator[StatementSpan]:
    sign = None if folded[span[0] : span[0] + 1].isalnum() else read_marker(folded[slice(*span)], series=True)
    if sign is not None and sign.series and sign.style == "bullet":
        span = (span[0] + sign.end, span[1])  # ▲责任单位：市科技局
    marker = read_marker(folded[slice(*span)])  # 第二条|市交通运输局牵头负责，市公安局配合。
    start, end = span[0] + (marker.end if marker else 0), span[1]
    opened = bare_label().match(folded, start, end) or joined_label().match(folded, start, end)
    if opened and read_unit_list(folded, start, end).mostly_proven:
        yield StatementSpan(span, ((start, end),), True)
        return
    position = start
    found = False
    for match in _heads().finditer(folded, start, end):
        if match.start() < position:
            continue
        if (members := members_end(folded, match.start(), span)) is not None:
            position = members
            continue
        head = match if match.group("label") is not None else _framed(folded, match.start(), span)
        item = _labelled(folded, head, span) if head is not None else _bracketed(folded, match.start(), span, notices)
        if item is not None:
            position = item.span[1]
            found = True
            yield item
    if found:
        return
    last = _last_sentence(folded, span) or _behind_dash(folded, span)
    if last is not None:
        yield last
    elif end - start <= _LONGEST_LINE and _SENTENCE_VERB.search(folded, max(start, end - 20), end):
        first = next(sentence_spans(folded, start, end, stops="。！？"))
        reading = read_unit_list(folded, start, end)
        if reading.mostly_proven and reading.verbs and (first[1] == end or _is_owners(folded, *first)):
            yield StatementSpan(span, ((start, end),), True)


def _last_sentence(folded: str, span: Span) -> StatementSpan | None:
    """A paragraph's last sentence, where only that says who leads: 建设平台。由市科技局牵头，市财政局配合。"""
    if _SAYS_WHO.search(folded, *span) is None:
        return None
    sentences = tuple(sentence_spans(folded, *span, stops="。！？"))
    if len(sentences) < 2:
        return None
    last = sentences[-1]
    if joined_label().match(folded, *last) and read_unit_list(folded, *last).mostly_proven:
        return StatementSpan(last, (last,), False)
    if not _LEADS.search(folded, *last) and not _DIVIDED.search(folded, *last):
        return None
    if _is_owners(folded, span[0], last[0]):
        return None
    begun = _LEAD_IN.match(folded, *last)
    inner = (begun.end() if begun else last[0], last[1])
    return StatementSpan(last, (inner,), False) if _is_owners(folded, *inner) else None


def _behind_dash(folded: str, span: Span) -> StatementSpan | None:
    """The bodies that a dash sets off at the end of a paragraph: 建设平台。——市文旅局、市商务局."""
    if folded.find("—", *span) < 0:
        return None
    last = list(sentence_spans(folded, *span, stops="。！？"))[-1]
    dash = _DASH.match(folded, *last)
    if dash is None or not read_unit_list(folded, dash.end(), last[1]).strict:
        return None
    return StatementSpan(last, ((dash.end(), last[1]),), last[0] == span[0])


def _is_owners(folded: str, start: int, end: int) -> bool:
    reading = read_unit_list(folded, start, end)
    return reading.mostly_proven and reading.verbs and bool(reading.units)


def _framed(folded: str, opened: int, span: Span) -> re.Match[str] | None:
    """A label in brackets that opens a sentence: 【责任单位】市科技局, not 主持（参与）制定标准."""
    if opened > span[0] and folded[opened - 1] not in "。；！？ ":
        return None
    head = framed_label().match(folded, opened, span[1])
    return head if head and (len(head.group("label")) > 2 or folded[opened] not in "（〔") else None


def _labelled(folded: str, head: re.Match[str], span: Span) -> StatementSpan | None:
    """A statement without brackets that a label opens: a line of its own or the end of a paragraph."""
    role = label_role(head.group("label"))
    stop = _statement_end(folded, head, span[1])
    inner = (head.start(), stop)
    if role == "due" and not _DEADLINE_OF_TASK.match(head.group("label")):
        return None
    proven = head.group("end").strip() not in ("为", "是") and len(head.group("label")) > 2
    if not proven and role in ("lead", "assist", "responsible") and not read_unit_list(folded, *inner).mostly_proven:
        return None
    return StatementSpan(inner, (inner,), head.start() == span[0] and stop == span[1])


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


def _bracketed(folded: str, opened: int, span: Span, notices: list[Notice]) -> StatementSpan | None:
    start, end = span
    labelled = label().match(folded, opened + 1, min(end, opened + 60))
    closed = bracket_end(folded, opened, end)
    if closed is None and labelled:
        closed = _far_end(folded, opened, end)
    if closed is None:
        return _unclosed(folded, opened, span, labelled, notices)
    inner = (opened + 1, closed - 1)
    if not is_statement(folded, (opened, closed), span, labelled):
        # 各县（市、区）: an inner bracket of a name is passed over with it, one in prose may hold a statement
        return None
    return StatementSpan((opened, closed), (inner,), opened == start and not folded[closed:end].strip("。； "))


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
) -> StatementSpan | None:
    """A bracket that never closes: what follows its label, or a list with a verb, is read, and the slip is said."""
    start, end = span
    if labelled:
        stop = _statement_end(folded, labelled, end)
        reading = read_unit_list(folded, opened + 1, stop)
        if reading.unread or (reading.units and not reading.likely):  # where the list ends nobody can tell
            notices.append(Notice("unclosed-bracket", "责任单位的括号没有闭合，未能读出", (opened, stop)))
            return None
    elif end - opened <= _LONGEST_LINE and _SENTENCE_VERB.search(folded, max(opened, end - 20), end):
        reading = read_unit_list(folded, opened + 1, end)
        if not (reading.mostly_proven and reading.verbs):
            return None
        stop = end
    else:
        return None
    notices.append(Notice("unclosed-bracket", "责任单位的括号没有闭合", (opened, stop)))
    return StatementSpan((opened, stop), ((opened + 1, stop),), opened == start and stop == end)


def _line(start: int, end: int) -> StatementSpan:
    return StatementSpan((start, end), ((start, end),), True)


def _is_below(folded: str, label_line: Span, span: Span) -> bool:
    """Whether a line is the list that a label on the line before asks for."""
    if folded[label_line[1] : span[0]].strip() or span[1] - span[0] > _LONGEST_LINE:
        return False
    return read_unit_list(folded, *span).mostly_proven


def _goes_on(folded: str, last: StatementSpan, span: Span) -> bool:
    """Whether a line only holds the names that the label of the line before asks for, or goes on with its list."""
    tail = folded[last.lists[-1][0] : last.span[1]].rstrip()[-1:]
    if span[1] - span[0] > _LONGEST_LINE:
        return False
    if last.own_line and _COUNTED.match(folded, *span) and _counts_names(folded, last):
        reading = read_unit_list(folded, *span)
        return reading.strict and not reading.verbs and not folded[last.span[1] : span[0]].strip()
    if not (last.own_line or tail == "、") or tail not in "、：】":
        return False
    if folded[last.span[1] : span[0]].strip():
        return False
    reading = read_unit_list(folded, *span)
    # behind a 、 the list surely goes on: 溯川发布 alone on the next line is its last name
    names = (folded[slice(*named.span)] for named in reading.units)
    return reading.mostly_proven or (tail == "、" and bool(reading.units) and all(map(could_be_name, names)))


def _counts_names(folded: str, last: StatementSpan) -> bool:
    """Whether the list so far stands below its label, a name a line: 责任单位： ⏎ 1.区民政局."""
    start, end = last.lists[-1]
    first, newest = folded.find("\n", start, end), folded.rfind("\n", start, end)
    return first > 0 and folded[start:first].rstrip()[-1:] == "：" and _COUNTED.match(folded, newest + 1) is not None


def _belong_together(folded: str, last: StatementSpan, item: StatementSpan) -> bool:
    """Label lines that follow each other, and brackets side by side, are one statement (牵头单位：A ⏎ 责任单位：B)."""
    if folded[last.span[1] : item.span[0]].strip() or last.own_line != item.own_line:
        return False
    if not item.own_line and "\n" in folded[last.span[1] : item.span[0]]:
        return False
    seen, own = _labels(folded, last), _labels(folded, item)
    return not seen & own and (bool(own) or not item.own_line)


def _labels(folded: str, place: StatementSpan) -> set[str]:
    forms = (label(), bare_label())
    return {m.group("label") for inner in place.lists for form in forms for m in form.finditer(folded, *inner)}
