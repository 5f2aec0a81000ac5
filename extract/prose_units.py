"""Units that the prose of a task names: 由省数据局牵头, 科技部门会同财政部门, 我局将…… of a reply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.models import Facts, Role, Span, Unit
from extract.sentences import sentence_spans
from extract.unit_lists import looks_like_unit, read_unit_list

_VERB = re.compile(r"牵头|会同|负责(?![人制同])|承担|主办|配合(?!度|好)")
_ROLES: dict[str, Role] = {
    "牵头": "lead",
    "会同": "lead",
    "负责": "responsible",
    "承担": "responsible",
    "主办": "lead",
    "配合": "assist",
}
_LEAD_IN = re.compile(r"^(?:.{0,12}(?<!自)由|强化|发挥|坚持|明确|建立健全由|建立由|成立由|同时|其中|加强)")
_ADVERB = re.compile(
    r"要|将|在(?=各自|本|职)|应当?|需|按照?|根据|依照|依据|结合|密切|积极|认真|切实|共同|分别|各司其职|通力|主动|具体|统一|进一步|首要|主要|全面|加快"
)
_BODY = re.compile(
    r"(?:局|委|办|厅|部|署|院|委员会|办公室|办公厅|部门|单位|政府|管委会|执委会|领导小组|指挥部|专班|中心|纪委|监委|街道|各区|各县|各镇|各乡|各市|区|县|市|镇)(?:[（〔][^）〕]*[）〕])?$"
)
_NO_BODY = re.compile(
    r"企业|协会|学会|商会|联盟|公司|集团|银行|院所|高校|学校|医院|机构|平台|研究院|基地|团队|主体|社会|总部|工厂|内部|全部|一部|党委办$"
)
_NO_NAME = re.compile(
    r"(?:地方)?(?:各级)?政府|(?:有关|相关|主管|职能|行业|成员|牵头|责任|配合)?(?:部门|单位|机构)|机关|[省市县区镇乡]|办公室|领导小组"
)
_OWN = re.compile(r"我[局委厅办部市区县会]")


def find_prose_units(
    doc: Doc, text: str, folded: str, paragraphs: Iterable[Iterable[Span]], facts: Facts
) -> tuple[Unit, ...]:
    """The bodies of government or party that the sentences say lead, answer for, assist or join in a task.

    "由市数据局牵头，会同市财政局制定办法。" → 市数据局 lead, 市财政局 assist (basis prose)
    """
    source = _Source(doc, text, folded)
    seen: dict[str, Unit] = {}
    for paragraph in paragraphs:
        for sentence in paragraph:
            for unit in _in_sentence(source, sentence):
                seen.setdefault(unit.name, unit)
    if not seen and facts.kind == "复函" and facts.issuer is not None:
        own = next(
            (m for p in paragraphs for s in p if (m := _OWN.search(folded, *s)) and m.group()[1] in "局委厅办部会"),
            None,
        )
        if own is not None:
            return (Unit(own.group(), "responsible", "issuer", own.span(), rule="答复单位自称"),)
    return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class _Source:
    """The analysed text; `doc.text` is made anew at each look, so it is kept beside."""

    doc: Doc
    text: str
    folded: str


def _in_sentence(source: _Source, sentence: Span) -> Iterator[Unit]:
    if not _VERB.search(source.folded, *sentence):
        return
    for start, end in sentence_spans(source.folded, *sentence, stops="，；。！？"):
        for verb in _VERB.finditer(source.folded, start, end):
            names = tuple(_subject(source, start, verb.start(), _ROLES[verb.group()]))
            if not names:
                continue
            yield from names
            if verb.group() == "会同":
                yield from _objects(source, verb.end(), end)
            break


def _subject(source: _Source, start: int, end: int, role: Role) -> Iterator[Unit]:
    """The list of bodies that is the subject of the clause whose verb begins at `end`."""
    lead_in = _LEAD_IN.match(source.folded[start:end])
    if lead_in:
        start += lead_in.end()
    adverb = _ADVERB.search(source.folded, start + 2, end) if end - start > 2 else None
    yield from _list(source, start, adverb.start() if adverb else end, role)


def _objects(source: _Source, start: int, end: int) -> Iterator[Unit]:
    """What stands behind 会同, as far as it is a list of bodies."""
    for stop in range(end, start + 1, -1):
        if stop < end and not looks_like_unit(source.folded[max(start, stop - 30) : stop]):
            continue
        found = tuple(_list(source, start, stop, "assist"))
        if found:
            yield from found
            return


def _list(source: _Source, start: int, end: int, role: Role) -> Iterator[Unit]:
    reading = read_unit_list(source.folded, start, end)
    names = [source.folded[slice(*named.span)] for named in reading.units]
    if (
        not names
        or not reading.strict
        or not all(_BODY.search(name) and not _NO_BODY.search(name) and not _NO_NAME.fullmatch(name) for name in names)
    ):
        return
    if not all(_on_tokens(source, named.span) for named in reading.units):
        return
    for named in reading.units:
        name = source.text[slice(*named.span)].replace(" ", "")
        yield Unit(name, role, "prose", named.span, open_list=named.open_list, rule="正文")


def _on_tokens(source: _Source, span: Span) -> bool:
    """Whether the name begins and ends where tokens do (宁波|市企业 holds no 市企业), or begins behind 由 or a mark."""
    start, end = span
    if start == 0 or source.text[start - 1] in "由，。、；：和及同 ":
        found = source.doc.char_span(start, end, alignment_mode="expand")
        return found is not None and found.end_char == end
    return source.doc.char_span(start, end) is not None
