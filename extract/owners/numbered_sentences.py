"""Sentences that say who answers for the tasks of some numbers: 第1、3项由市科技局牵头，市财政局配合."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from extract.models import Role, Span
from extract.owners.document_rules import UnitRule, apply_rules, read_list
from extract.owners.name_proof import could_be_name
from extract.owners.numbered_statements import NumberedStatement
from extract.owners.unit_lists import UnitList, read_unit_list
from extract.text.characters import Text
from extract.text.numerals import HAN_TENS, parse_number
from extract.text.sentences import sentence_spans

_NUMERAL = rf"（?(?:\d{{1,3}}|[{HAN_TENS}]{{1,3}})）?"
_KIND = r"(?:重点|主要|具体|工作|目标)*(?:任务|措施|举措|事项|工作|项目|内容)"
_NUMBERS = rf"(?P<numbers>第?{_NUMERAL}项?(?:(?:[、，和及与至到]|—+|-|～)第?{_NUMERAL}(?:项(?!目))?)*)"
_SECTION = (
    rf"(?:(?P<section>“[^“”]{{2,30}}”|第（?[{HAN_TENS}\d]{{1,3}}）?(?:部分|章|节|大项)|[{HAN_TENS}]{{1,3}}、[^，。；、第]{{0,30}}?"
    rf"|（[{HAN_TENS}]{{1,3}}）[^，。；、第]{{0,30}}?)(?:部分|章节)?(?:中|里|内)?的?，?)?"
)
_NAMED = rf"(?:{_KIND}|序号|编号){_NUMBERS.replace('<numbers>', '<named>')}"
_HEAD = (
    r"(?:其中，?)?(?:本|上述|以上|前述)?(?:方案|意见|措施|计划|清单|附件|分工)?(?:中|的)*"
    rf"{_SECTION}(?:(?=第){_NUMBERS}(?:(?:项|条(?=由)){_KIND}?|{_KIND}|(?<=项))|{_NAMED})"
)
_SUBJECT = re.compile(
    rf"{_HEAD}(?:，|：|—+| )?(?:均|都|分别)?(?:[“《（][^，。；：由]{{2,30}}[”》）]|[^，。；：由]{{2,30}}?(?=由))?由?"
)
_NEXT = re.compile(rf"[，；](?={re.sub(r'[?]P<[a-z]+>', '?:', _HEAD)})")
_HINT = re.compile(rf"第{_NUMERAL}.{{0,16}}?项|(?:任务|措施|举措|事项|项目|序号|编号){_NUMERAL}")
_OTHER = re.compile(rf"；(?=[^；。]{{2,80}}第{_NUMERAL})")
_ITEM = re.compile(
    rf"(?:(?P<number>\d{{1,3}}|[{HAN_TENS}]{{1,3}})[.．、]|（(?P<inside>{_NUMERAL})）"
    rf"|第(?P<counted>{_NUMERAL})[条项](?:[：，]| )) *(?=[^\d ])"
)
_DIVISION = re.compile(
    r"(?:任务|责任|职责|工作)?分工(?:表|清单|安排|方案|情况)?[：:]?$|责任清单[：:]?$|责任单位[：:]?$"
)
"""A heading below which the tasks are told again by number with who answers for them."""
_BY_TITLE = re.compile(r"“?(?P<title>[^，。；：“”\n]{3,40}?)”?(?:(?:任务|工作|事项)?(?:：|—+)|(?:任务|工作|事项)?由)")
_TITLE = re.compile(r"(?:^|(?<=[\n、.．）\d 　]))(?=(?P<title>[^，。；：“”\n]{3,40})[。：\n])")
"""A title, with its number and without: both 1.优化办事流程 and 优化办事流程."""
_OBJECT = re.compile(rf"{_SECTION}(?=第){_NUMBERS}(?:项|条)?{_KIND}?(?:（(?P<role>牵头|主办|配合|负责|协办)）)?")
_RANGE = re.compile(rf"({_NUMERAL})(?:项)?(?:[至到]|—+|-|～)第?({_NUMERAL})")
_EACH = re.compile(_NUMERAL)
_VERB = re.compile(
    r"(?:牵头(?:负责|落实|推进|实施)?|主办|负责(?:落实|推进|实施)?|承担|承办|配合(?:做好|落实|实施)?|协办|参与)$"
)
_LONGEST, _LONGEST_PARAGRAPH = 400, 8000


def find_numbered(
    text: Text, paragraphs: Iterable[Span], rules: Iterable[UnitRule]
) -> tuple[tuple[NumberedStatement, ...], tuple[Span, ...]]:
    """The statements that name their tasks by number, and the paragraphs without those sentences.

    "任务1、3由市科技局负责。" → numbers 1, 3, 市科技局 responsible; "市数据局牵头第2项，配合第4—6项。" → 2; 4, 5, 6
    """
    rules = tuple(rules)
    found: list[NumberedStatement] = []
    rest: list[Span] = []
    divided = False
    titles: dict[str, int] = {}
    for start, end in paragraphs:
        for title in _TITLE.finditer(text.folded, start, min(end + 1, start + 60)):
            titles.setdefault(title["title"], title.start())
        position = start
        item = _ITEM.match(text.folded, start, end)
        if item is None or divided is False:
            below = divided and _BY_TITLE.match(text.folded, start, end) is not None
            divided = below or (end - start <= 30 and _DIVISION.search(text.folded, start, end) is not None)
        elif (own := _item_of_owners(text, (start, end), item, rules)) is not None:
            found.append(own)
            continue
        if divided and (told := _told_by_title(text, (start, end), item, rules, titles)) is not None:
            found.append(told)
            continue
        if end - start <= _LONGEST_PARAGRAPH and _HINT.search(text.folded, start, end):
            for sentence in _sentences(text.folded, start, end):
                here = tuple(_in_sentence(text, sentence, rules))
                if not here:
                    continue
                if sentence[0] > position:
                    rest.append((position, sentence[0]))
                found += here
                position = sentence[1]
        if position < end:
            rest.append((position, end))
    return tuple(found), tuple(rest)


def _sentences(folded: str, start: int, end: int) -> Iterator[Span]:
    """The sentences, cut where the next number begins: 第1项由甲牵头|，第2项由乙牵头。"""
    for first, last in sentence_spans(folded, start, end, stops="。！？"):
        cuts = {cut.end() for pattern in (_NEXT, _OTHER) for cut in pattern.finditer(folded, first + 2, last)}
        for cut in sorted(cuts):
            yield first, cut
            first = cut
        yield first, last


def _item_of_owners(
    text: Text, paragraph: Span, item: re.Match[str], rules: tuple[UnitRule, ...]
) -> NumberedStatement | None:
    """An item below 责任分工 that is all owners: 1.市商务局牵头，市城管局配合。"""
    if paragraph[1] - paragraph[0] > _LONGEST:
        return None
    reading = read_list(text.folded, (item.end(), paragraph[1]))
    if not reading.units or not reading.mostly_proven or not (reading.verbs or reading.labelled):
        return None
    return NumberedStatement(
        (item["number"] or item["inside"] or item["counted"],), apply_rules(text.stored, reading, rules), paragraph
    )


def _told_by_title(
    text: Text,
    paragraph: Span,
    item: re.Match[str] | None,
    rules: tuple[UnitRule, ...],
    titles: Mapping[str, int],
) -> NumberedStatement | None:
    """A line below 责任分工 that names a task by a title told before: 优化办事流程由市数据局牵头，市公安局配合。"""
    head = _BY_TITLE.match(text.folded, item.end() if item else paragraph[0], paragraph[1])
    if head is None or paragraph[1] - paragraph[0] > _LONGEST:
        return None
    if titles.get(head["title"], paragraph[0]) >= paragraph[0]:
        return None
    reading = read_list(text.folded, (head.end(), paragraph[1]))
    if not reading.units or not reading.mostly_proven or not (reading.verbs or reading.labelled):
        return None
    return NumberedStatement(
        (), apply_rules(text.stored, reading, rules), paragraph, title=text.stored[slice(*head.span("title"))]
    )


def _in_sentence(text: Text, sentence: Span, rules: tuple[UnitRule, ...]) -> Iterator[NumberedStatement]:
    start, end = sentence
    if end - start > _LONGEST:
        return
    for begin in (
        start,
        *(
            m.end()
            for m in re.compile(r"(?:\d{1,2}[.．、]|（\d{1,2}）|[-—·●] *) *").finditer(text.folded, start, start + 6)
        ),
    ):
        head = _SUBJECT.match(text.folded, begin, end)
        if head is not None:
            yield from _owners_behind(text, sentence, head, rules)
            return
    yield from _owners_before(text, sentence)


def _owners_behind(
    text: Text, sentence: Span, head: re.Match[str], rules: tuple[UnitRule, ...]
) -> Iterator[NumberedStatement]:
    """第1项由市科技局牵头，市财政局配合: the numbers lead."""
    numbers = tuple(_numbers(head["numbers"] or head["named"]))
    for first in dict.fromkeys((head.end(), _past_numbers(head))):
        inner = (first, sentence[1])
        while inner[1] > inner[0] and text.folded[inner[1] - 1] in "。；，！？ ":
            inner = (inner[0], inner[1] - 1)
        while inner[0] < inner[1] and text.folded[inner[0]] in "：， 由的":
            inner = (inner[0] + 1, inner[1])
        if inner[0] < inner[1] and text.folded[inner[0]] in "（〔" and text.folded[inner[1] - 1] in "）〕":
            inner = (inner[0] + 1, inner[1] - 1)
        reading = read_list(text.folded, inner)
        if reading.units and _is_list_of_owners(reading):
            yield NumberedStatement(numbers, apply_rules(text.stored, reading, rules), sentence, head["section"])
            return


def _past_numbers(head: re.Match[str]) -> int:
    return head.end("numbers") if head["numbers"] else head.end("named")


def _is_list_of_owners(reading: UnitList) -> bool:
    return (reading.labelled and not reading.unread) or (reading.verbs and reading.likely)


def _owners_before(text: Text, sentence: Span) -> Iterator[NumberedStatement]:
    """市数据局牵头第2项，配合第4项: the names lead, each group of numbers has its verb."""
    start, end = sentence
    names: UnitList | None = None
    position = start
    for match in _OBJECT.finditer(text.folded, start, end):
        before = text.folded[position : match.start()].lstrip("，、；： 并")
        verb = _VERB.search(before)
        if verb is None and not (match["role"] and (names is not None or before.rstrip("："))):
            return
        if names is None:
            stop = match.start() - (len(before) - verb.start() if verb else 0)
            while stop > start and text.folded[stop - 1] in "：， ":
                stop -= 1
            names = read_unit_list(text.folded, start, stop)
            bare = (text.folded[slice(*named.span)] for named in names.units)
            if not names.units or names.verbs or not (names.mostly_proven or all(map(could_be_name, bare))):
                return
        elif verb is not None and before[: verb.start()].strip("，并同时"):
            return
        said = match["role"] or (verb.group() if verb else "")
        units = tuple(replace(unit, role=_role(said)) for unit in apply_rules(text.stored, names, ()))
        if _OBJECT.search(text.folded, match.end(), end) is None:
            beside = read_unit_list(text.folded, match.end(), end)
            if beside.verbs and beside.mostly_proven:  # 市科技局牵头第1项，市财政局配合
                role: Role = "assist" if units[0].role == "lead" else "responsible"
                units += tuple(replace(unit, role=role) for unit in apply_rules(text.stored, beside, ()))
        yield NumberedStatement(tuple(_numbers(match["numbers"])), units, sentence, match["section"])
        position = match.end()


def _role(verb: str) -> Role:
    return (
        "lead" if verb[:2] in ("牵头", "主办") else "assist" if verb[:2] in ("配合", "协办", "参与") else "responsible"
    )


def _numbers(written: str) -> Iterator[str]:
    """1、3 → 1, 3; 第一至三项 → 一, 2, 三 (what lies between is written in digits)."""
    position = 0
    for span in _RANGE.finditer(written):
        yield from _EACH.findall(written, position, span.start())
        low, high = (parse_number(group.strip("（）")) for group in span.groups())
        yield span[1]
        if low is not None and high is not None and low < high <= low + 60:
            yield from (str(number) for number in range(int(low) + 1, int(high)))
        yield span[2]
        position = span.end()
    yield from _EACH.findall(written, position)
