"""Where responsibility statements stand: brackets, lines and tails that say who answers, and nothing that only names a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extract.models import Notice, Span
from extract.owners.document_rules import read_list
from extract.owners.name_proof import could_be_name
from extract.owners.owner_words import bare_label, framed_label, joined_label, label, label_role, looks_like_unit
from extract.owners.unit_lists import read_unit_list
from extract.registry.official_names import registered_kind
from extract.text.sentences import bracket_end, sentence_spans

_OPENERS, _CLOSERS = "（〔［【〈", "）〕］】〉"
_CUE = re.compile(
    r"单位|部门|负责|牵头|配合|落实|主办|协办|会同|分工|[局委办厅部署府会院心室组班区县市]\s*(?:[、，；等）〕］】〉〔（]|$)"
)
_EXPLAINS = re.compile(
    r"其中|包括|包含|含(?=[^、]*[、中站点])|不含|例如|比如|如(?!东|皋)|即(?!墨)|指(?!挥)|简称|以下|下设|下称|统称|又称|原(?!平|阳|州)|分别|召集|总召集|涉及|由.{2,20}组成"
)
"""What a bracket begins with that says what a word means or who sits in a body."""
_MEMBERS = re.compile(r"组长|召集人|召集单位|成员|组成")
_ANSWERS = re.compile(r"牵头|责任|配合|负责|主办|落实")
_GENERIC = re.compile(r"[省市县区乡镇村]级(?!各|有关|相关|部门|单位|机关|党|行业|主管)")
"""市级综合服务中心、县级服务站 are kinds of things."""
_LEAD_IN = re.compile(r"(?:以上|上述|该项?|本项|此项|具体|相关|各项)?(?:任务|工作|事项|措施)由")
_LEADS = re.compile(r"牵头(?:负责)?[。，；、]|牵头$")
_DIVIDED = re.compile(r"(?:职责|职能|分工).{0,6}(?:负责|落实)[。；]?$|分别负责[。；]?$")
_SENTENCE_VERB = re.compile(r"(?:负责|牵头|配合|落实|实施|抓好|承办|参与|协助|协办|抓总|分工)[）〕］】。；]*$")
_STRONG_VERB = re.compile(r"牵头|负责|落实|配合")
_NEXT_ITEM = re.compile(r"（?(?<!第)[一二三四五六七八九十]{1,3}[）、]|(?<=[一-鿿）〕】 ])\d{1,2}[.．、](?=[一-鿿])")
_DEADLINE_OF_TASK = re.compile(r"[完办推整]")
_LONGEST_LINE = 300
_LONGEST_LIST = 4000
_TELLING = re.compile(r"[市省县区州盟旗国](?![、，）]|$)|各|自治区|中央")


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
    for span in paragraphs:
        if found and _goes_on(folded, found[-1], span):
            last = found.pop()
            found.append(StatementSpan((last.span[0], span[1]), (*last.lists[:-1], (last.lists[-1][0], span[1])), True))
            continue
        for place in _find_in_paragraph(folded, span, notices):
            if found and _belong_together(folded, found[-1], place):
                last = found.pop()
                place = StatementSpan((last.span[0], place.span[1]), (*last.lists, *place.lists), last.own_line)
            found.append(place)
    return tuple(found), tuple(notices)


@cache
def _heads() -> re.Pattern[str]:
    """A bracket, or a label where a paragraph or a sentence begins."""
    return re.compile(rf"[{_OPENERS}]|(?<![^。；！？ \t\n—]){label().pattern}")


def _find_in_paragraph(folded: str, span: Span, notices: list[Notice]) -> Iterator[StatementSpan]:
    start, end = span
    opened = bare_label().match(folded, start, end) or joined_label().match(folded, start, end)
    if opened and read_unit_list(folded, start, end).mostly_proven:
        yield StatementSpan(span, (span,), True)
        return
    position = start
    found = False
    for match in _heads().finditer(folded, start, end):
        if match.start() < position:
            continue
        if (members := _members_end(folded, match.start(), span)) is not None:
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
    last = _last_sentence(folded, span)
    if last is not None:
        yield last
    elif end - start <= _LONGEST_LINE and _SENTENCE_VERB.search(folded, max(start, end - 20), end):
        first = next(sentence_spans(folded, start, end, stops="。！？"))
        reading = read_unit_list(folded, start, end)
        if reading.mostly_proven and reading.verbs and (first[1] == end or _is_owners(folded, *first)):
            yield StatementSpan(span, (span,), True)


def _last_sentence(folded: str, span: Span) -> StatementSpan | None:
    """A paragraph's last sentence, where only that says who leads: 建设平台。由市科技局牵头，市财政局配合。"""
    sentences = tuple(sentence_spans(folded, *span, stops="。！？"))
    if len(sentences) < 2:
        return None
    last = sentences[-1]
    if not _LEADS.search(folded, *last) and not _DIVIDED.search(folded, *last):
        return None
    if _is_owners(folded, span[0], last[0]):
        return None
    begun = _LEAD_IN.match(folded, *last)
    inner = (begun.end() if begun else last[0], last[1])
    return StatementSpan(last, (inner,), False) if _is_owners(folded, *inner) else None


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
    if not _is_statement(folded, (opened, closed), span, labelled):
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
    elif end - opened <= _LONGEST_LINE and _SENTENCE_VERB.search(folded, max(opened, end - 20), end):
        reading = read_unit_list(folded, opened + 1, end)
        if not (reading.mostly_proven and reading.verbs):
            return None
        stop = end
    else:
        return None
    notices.append(Notice("unclosed-bracket", "责任单位的括号没有闭合", (opened, stop)))
    return StatementSpan((opened, stop), ((opened + 1, stop),), opened == start and stop == end)


def _members_end(folded: str, opened: int, paragraph: Span) -> int | None:
    """Where a bracket behind a word ends that says who sits in a body: 领导小组（组长：……；成员单位：……）."""
    if folded[opened] not in _OPENERS or opened == paragraph[0] or folded[opened - 1] in "。；！？":
        return None
    closed = bracket_end(folded, opened, paragraph[1])
    if closed is None or not _MEMBERS.search(folded, opened, closed) or _ANSWERS.search(folded, opened, closed):
        return None
    return closed


def _is_statement(folded: str, outer: Span, paragraph: Span, labelled: re.Match[str] | None) -> bool:
    inner = (outer[0] + 1, outer[1] - 1)
    content = folded[slice(*inner)]
    if labelled:
        due = label_role(labelled.group("label")) == "due" and not _DEADLINE_OF_TASK.match(labelled.group("label"))
        return not due or bool(read_list(folded, inner).units)
    if _EXPLAINS.match(content) or not (_CUE.search(content) or _registered(content)):
        return False
    before = folded[outer[0] - 1] if outer[0] > paragraph[0] else "。"
    after = folded[outer[1] : min(outer[1] + 4, paragraph[1])].lstrip()[:1]
    closes = after in ("", "。", "；") or (after in _OPENERS and before in "。；！？")
    if not closes and before not in "。；！？" and not (after == "，" and _STRONG_VERB.search(content)):
        return False
    if after not in ("", "。", "；", "，", *_OPENERS) and before not in "。；！？":
        return False
    reading = read_list(folded, inner)
    if (
        not reading.units
        or not (reading.likely if reading.verbs else reading.mostly_proven)
        or ("：" in content and not reading.labelled)
    ):
        return False  # （来源：市科技局）
    # a bare list is taken behind a full stop or at the end of its paragraph: elsewhere it explains a word
    if reading.verbs or before in "。；！？）〕":
        return True
    if any(_GENERIC.match(folded, *named.span) for named in reading.units):
        return False
    if after == "。" and not _last_bracket_alike(folded, outer, paragraph):
        return False
    return after in ("", "。") and (len(reading.units) > 1 or _stands_for_owner(folded, outer, paragraph))


def _registered(content: str) -> bool:
    """Whether a short list holds a name of the tables whose ending tells nothing: 共青团中央、新华社."""
    return len(content) <= _LONGEST_LINE and any(registered_kind(part) for part in re.split("[、，；]", content))


def _last_bracket_alike(folded: str, outer: Span, paragraph: Span) -> bool:
    """Whether the bare bracket of a sentence ends its paragraph, or the paragraph ends in one of the same form.

    建设平台（市科技局）。优化服务（市财政局）。 has two owners; 使用规范简称（市委网信办、市国资委）。加强审核。 has none
    """
    rest = folded[outer[1] : paragraph[1]].strip("。； ")
    if not rest:
        return True
    if rest[-1] not in _CLOSERS:
        return False
    opened = max(rest.rfind(char) for char in _OPENERS)
    inner = rest[opened + 1 : -1]
    bare = opened > 0 and rest[opened - 1] not in "。；！？" and not _STRONG_VERB.search(inner) and "：" not in inner
    return bare and read_unit_list(inner, 0, len(inner)).mostly_proven


def _stands_for_owner(folded: str, outer: Span, paragraph: Span) -> bool:
    """Whether one name in a bracket that ends a paragraph owns it: 建设平台（市科技局）, not 市数据局（市政务办）."""
    before = folded[max(paragraph[0], outer[0] - 12) : outer[0]]
    return (
        outer[0] - paragraph[0] >= 4
        and _TELLING.match(folded, outer[0] + 1) is not None
        and not any(looks_like_unit(before[-n:]) for n in (2, 3, 4))
        and re.search(r"[》”」\d]$", before) is None
    )


def _goes_on(folded: str, last: StatementSpan, span: Span) -> bool:
    """Whether a line only holds the names that the label of the line before asks for, or goes on with its list."""
    tail = folded[last.lists[-1][0] : last.span[1]].rstrip()[-1:]
    if not last.own_line or tail not in "、：】" or span[1] - span[0] > _LONGEST_LINE:
        return False
    if folded[last.span[1] : span[0]].strip():
        return False
    reading = read_unit_list(folded, *span)
    # behind a 、 the list surely goes on: 溯川发布 alone on the next line is its last name
    names = (folded[slice(*named.span)] for named in reading.units)
    return reading.mostly_proven or (tail == "、" and bool(reading.units) and all(map(could_be_name, names)))


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
