"""Units that the prose of a task names: 由省数据局牵头, 科技部门会同财政部门, 我局将…… of a reply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.models import Basis, Facts, Role, Span, Unit
from extract.owners.list_names import Named, names_in
from extract.owners.name_proof import begins_with_level, begins_with_verb, is_field
from extract.owners.owner_words import body_kind, looks_like_unit
from extract.owners.unit_lists import read_unit_list
from extract.owners.unit_mentions import find_unit_names
from extract.places.divisions import place_at
from extract.registry.official_names import registered_kind
from extract.text.characters import Text
from extract.text.markers import read_marker
from extract.text.sentences import sentence_spans

_VERB = re.compile(
    r"牵头(?!单位|部门|人|医院|企业|地区)|会同|负责(?!人|制(?![定订作止])|同志|任(?!务)|心)|承担(?!单位)|(?<!共同)主办(?!单位|方|券)"
    r"|(?<![相互])配合(?!度|好|单位|部门|饲料)|(?<=[局委办厅部院署会府])商(?=[市省县区州国各])|(?:协助|协办|参与|参加|支持)(?=[，。；、])|按照?(?:各自)?(?:职责|职能)?分工"
)
_ALONGSIDE = frozenset({"协助", "协办", "参与", "参加", "支持"})
"""What somebody does beside others: alone it names an owner only where it is asked for (请市公安局支持)."""
_JOINED = frozenset({"会同", "商"})
_ROLES: dict[str, Role] = {
    "牵头": "lead",
    "会同": "lead",
    "负责": "responsible",
    "承担": "responsible",
    "主办": "lead",
    "商": "lead",
    "配合": "assist",
    **dict.fromkeys(_ALONGSIDE, "assist"),
}
_LEAD_IN = re.compile(
    r".{0,14}(?<![自理缘事])由(?=..)|请(?=..)|(?:进一步)?(?:强化|发挥|坚持|明确|建立健全|落实|加强|同时|其中|具体|原则上|下一步|今后|此外|另外)(?=..)"
    r"|.{0,8}(?:层面|方面|环节|期间|过程中)(?=..)"
)
_MANNER = (
    r"[要将拟需应]|在(?=各自|本|职|全|其|管)|按照?|根据|依[照据法]|结合|密切|积极|认真|切实|共同|分别|各司其职|通力|主动|具体|统一|统筹|进一步"
    r"|首要|主要|全面|加快|协[调同作]|联合|加强|强化|抓好|做好|给予|予以|牢固|继续|履行|作为|为(?=牵头|主)|每[年季月]|会(?=同)|已|曾|先后|累计|正在|的"
)
_CUT = re.compile(rf"{_MANNER}|{_VERB.pattern}")
_MODAL = re.compile(r"[要应将需拟]|按|根据|依|在|加强|强化|结合")
_CARRIED_ON = re.compile(
    r"(?:并|同时|也|还|[要将应需]|应当|分别|各自|按照?(?:各自)?职责(?:分工)?|共同|密切|积极|认真|切实|主动|具体|统筹|加强|做好|协[调同作]|通力|相互|沟通|衔接|联动)*"
    rf"(?:{_VERB.pattern})"
)
_DONE = re.compile(
    r"[已曾]|先后|累计|近[年两三]|正在|目前|截至|(?:牵头|会同|负责|承担|主办|配合)(?:完成|建成|开展|制定|出台|组织|推进)?[了过]"
)
_ELSEWHERE = re.compile(
    r"(?:此前|以前|之前|先前|前期|过去|曾经?)[^，。；由]{0,6}(?<![自理缘事])由|原[来先]?由|(?:此前|先前|以往)[^，。；]{2,20}(?:牵头|负责)"
    r"|(?:学习|借鉴|参照|参考|比照|仿照|对标)[^，。；由]{0,20}(?:牵头|负责|主办)"
)
_NOW = re.compile(r"现由|改由|转由|今后|下[一]?步|下阶段|接下来|将由|现[在已]|此后|之后由|目前")
"""Who answered before, or elsewhere, is no owner: 此前由市教育局牵头，市财政局配合; 学习杭州市公安局牵头的经验.

Who answers now may be said in the same sentence."""
_OWN = re.compile(r"我[局委厅办部院署]")
_PROMISES = re.compile(r"将|要|拟|继续|进一步|争取|力争|计划")
_PRIVATE = re.compile(
    r"企业|协会|学会|商会|联盟|公司|集团|(?<!人民)银行|院所|高校|学校|学院|大学|医院|研究院|基地|团队|平台|项目|产业链|^全[市省县区国]"
    r"|社会(?!保|工作|治安|建设|救助|福利|事业|主义)|[总内全]部$|(?<!市)市场(?!监|管)|工厂|车间|第三方"
)
_NAMELESS = re.compile(
    r"(?:地方|当地|政府|属地|上级|下级)*(?:政府|部门|单位|机构)|(?:主管|职能|行业|成员|责任|监管|业务|审批|行政|执法)+(?:部门|单位|机构)"
    r"|(?:行政|政法)?机关|[省市县区镇乡]|办公室|领导小组|党委|指挥部|工作专班|专班|委员会|党组"
)
_RIDING = re.compile(
    r"(?:其他)?(?:有关|相关)(?:职能|主管|行业|成员)?(?:部门|单位|地区|地方|方面)(?:和(?:单位|部门|地区))?"
)
_NAMED = re.compile(
    r"[市省县区州盟旗镇乡国中各团]|自治区|街道|开发区|功能区|园区|高新区|[一-鿿]{2,6}?(?:[市省县区州镇乡]|街道)|[一-鿿（）]{2,16}(?:部门|机关|委|局|厅|部|署|办公室|小组|专班)$"
)
_TOWN = re.compile(r"[一-鿿]{1,5}(?:(?<!小|村|城)镇|(?<!城)乡|街道)")
"""A town by its name alone answers as its government does: 平桥镇负责落实场地."""
_FIRM = re.compile(r"[一-鿿（）]{2,20}(?:公司|集团)")
_GROUP = re.compile(
    r"(?!大型|企业|龙头|骨干|跨国|知名|国有|民营|重点|产业|行业|上市|大[^学]|[各某等该])[一-鿿]{2,4}集团"
)
_OF_PLACE = re.compile(r"国网|国家电网|中国|[一-鿿]{2,3}[市县](?![场域政级])")
_NO_FIRM = re.compile(r"国有|民营|市属|省属|区属|县属|企业集团|[各等某]|有关|相关|类公司|第三方")
_NO_START = re.compile(r"[即指以对向让经把由是为与和及的]")
_JOINT = re.compile(r"等?[、和及与]|以及")
_LONGEST_SUBJECT = 120
_LONGEST_OBJECT = 120
_LONGEST_NAME = 40
_FIELD_ENDS = re.compile(r"、|等|[和及与]")
_PEOPLE = re.compile(r"专人|同志|领导(?!小组)|负责人|责任人|书记|[市县区省局乡镇]长")
_MOST_CUTS = 12
_NO_VERB = re.compile("的|(?:抓总|统筹|协调)?作用")
_BETWEEN = re.compile(rf"(?!.*(?:{_PEOPLE.pattern}))[^，。；：、]{{0,6}}")


def find_prose_units(doc: Doc, text: Text, paragraphs: Iterable[Iterable[Span]], facts: Facts) -> tuple[Unit, ...]:
    """The bodies of government or party that the sentences say lead, answer for, assist or join in a task.

    "由市数据局牵头，会同市财政局制定办法。" → 市数据局 lead, 市财政局 assist (basis prose). In a reply of a known author
    我局 is a unit where it promises something (basis issuer).
    """
    source = _Source(doc, text.stored, text.folded, facts.kind == "复函" and facts.issuer is not None)
    seen: dict[str, Unit] = {}
    for paragraph in paragraphs:
        for sentence in paragraph:
            for unit in _in_sentence(source, sentence):
                seen.setdefault(unit.name, unit)
    if all(_RIDING.fullmatch(name) for name in seen):
        return ()  # 有关部门 alone is nobody
    return tuple(seen.values())


def opens_with_body(folded: str, sentence: Span) -> bool:
    """Whether a body is what a sentence speaks of first: 市水利局疏浚河道; it does something then, whatever the verb."""
    start, end = sentence
    found = find_unit_names(folded, start, min(end, start + _LONGEST_NAME))
    return bool(found) and found[0].certain and found[0].span[0] == start


def body_before_verb(folded: str, sentence: Span, roles: tuple[Role, ...] = ("lead", "responsible")) -> bool:
    """Whether a certain body stands right before a verb that says who answers in one of the roles, however it is built.

    推动市教育局统一牵头 → True; 市教育局局长牵头, 市教育局已牵头建成 → False
    """
    for verb in _VERB.finditer(folded, *sentence):
        if _ROLES.get(verb.group()) not in roles or _NO_VERB.match(folded, verb.end()):
            continue
        for body in find_unit_names(folded, max(sentence[0], verb.start() - _LONGEST_NAME), verb.start())[-1:]:
            named = (
                body.certain and body.kind != "collective" and _BETWEEN.fullmatch(folded, body.span[1], verb.start())
            )
            if named and not _DONE.search(folded, body.span[1], verb.end() + 3):
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Source:
    """The analysed text; `doc.text` is made anew at each look, so it is kept beside. `own`: 我局 is a known body."""

    doc: Doc
    text: str
    folded: str
    own: bool


def _in_sentence(source: _Source, sentence: Span) -> Iterator[Unit]:
    if not _VERB.search(source.folded, *sentence):
        own = _OWN.search(source.folded, *sentence) if source.own else None
        if own is not None and _PROMISES.search(source.folded, own.end(), min(own.end() + 12, sentence[1])):
            yield Unit(own.group(), "responsible", "issuer", own.span(), rule="答复单位自称")
        return
    carried: tuple[Named, ...] = ()
    elsewhere = others = False
    for start, end in sentence_spans(source.folded, *sentence, stops="，；。！？"):
        own_subject: tuple[Named, ...] = ()
        if _ELSEWHERE.search(source.folded, start, end):
            elsewhere = True
        elif elsewhere and _NOW.search(source.folded, start, end):
            elsewhere = False
        if elsewhere:
            carried = ()
            continue
        marker = read_marker(source.folded[start:end]) if start == sentence[0] else None
        position = start = start + (marker.end if marker else 0)
        while position < end:
            subject, rest = _subject(source, position, end)
            if not subject and carried and _CARRIED_ON.match(source.folded, position, end):
                subject, rest = carried, position
            verb = _verb_of(source.folded, rest, end) if subject else None
            if verb is not None and _PEOPLE.search(source.folded, rest, verb.start()):
                break  # 各级党委、政府|主要负责同志牵头
            if verb is None or _DONE.search(source.folded, rest, min(verb.end() + 3, end)):
                break
            if source.folded.startswith("的", verb.end()) and "由" not in source.folded[position:rest]:
                break  # 市教育局负责|的项目 only says which; 由市教育局牵头|的机制 says who
            own_subject = subject
            if others or verb.group() not in _ALONGSIDE or source.folded.startswith("请", start):
                yield from _said_of(source, subject, verb, end)
                others = True
            # 市科技局牵头抓总、市财政局配合: the next list stands behind a 、
            position = source.folded.find("、", verb.end(), end) + 1 or end
        carried = own_subject if source.folded[end - 1] == "，" else ()
        if not own_subject and source.folded[end - 1] == "，":
            subject, rest = _subject(source, start, end)
            carried = subject if subject and _MODAL.match(source.folded, rest, end) else ()


def _verb_of(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The verb of a clause; how the work is shared (按职责分工) is one where no other follows."""
    first = _VERB.search(folded, start, end)
    if first is None or first.group() in _ROLES:
        return first
    later = _VERB.search(folded, first.end(), end)
    return later or (None if _CARRIED_ON.match(folded, end) else first)  # 按职责分工，密切配合


def _said_of(source: _Source, subject: tuple[Named, ...], verb: re.Match[str], end: int) -> Iterator[Unit]:
    """The units of a clause whose subject stands with `verb`, those behind 会同 with them."""
    after = _VERB.match(source.folded, verb.end(), end)
    role = _ROLES.get((after if after and _ROLES.get(after.group()) == "lead" else verb).group(), "responsible")
    yield from (_unit(source, named, role) for named in subject)
    joined = next((v for v in _VERB.finditer(source.folded, verb.start(), end) if v.group() in _JOINED), None)
    if joined is not None:
        yield from (_unit(source, named, "assist") for named in _objects(source, joined.end(), end))


def _unit(source: _Source, named: Named, role: Role) -> Unit:
    name = source.text[slice(*named.span)].replace(" ", "")
    own = _OWN.fullmatch(name) is not None
    basis: Basis = "issuer" if own else "prose"
    rule = "答复单位自称" if own else "正文"
    return Unit(name, role, basis, named.span, open_list=named.open_list, rule=rule)


def _subject(source: _Source, start: int, end: int) -> tuple[tuple[Named, ...], int]:
    """The list of bodies with which a clause begins, and where it ends: before an adverb or a verb."""
    lead_in = _LEAD_IN.match(source.folded, start, end)
    first = lead_in.end() if lead_in else start
    for cut in _cuts(source.folded, first + 2, end):
        if any(
            source.folded.count(o, first, cut) != source.folded.count(c, first, cut) for o, c in ("（）", "〔〕", "“”")
        ):
            continue  # 公交一体化（市交通运输局|主办
        reading = read_unit_list(source.folded, first, cut)
        own = all(_is_own(source.folded[slice(*named.span)]) for named in reading.units)
        if (reading.strict or own) and not reading.verbs and all(_is_body(source, named) for named in reading.units):
            return reading.units, cut
    return (), end


def _cuts(folded: str, start: int, end: int) -> Iterator[int]:
    """Where a list may end, nearest first; a clause names its subject early or not at all."""
    for count, match in enumerate(_CUT.finditer(folded, start, min(end, start + _LONGEST_SUBJECT))):
        if count == _MOST_CUTS:
            return
        yield match.start()


def _objects(source: _Source, start: int, end: int) -> Iterator[Named]:
    """What stands behind 会同, as far as it is a list of bodies: 会同市统计局、各有关部门对指标开展评估."""
    position = start
    end = min(end, start + _LONGEST_OBJECT)
    while position < end:
        field = _field(source.folded, position, end)
        if field is not None:  # 会同|交通运输、粮食和储备等|部门
            yield Named((position, field), open_list=True)
            if source.folded[field] not in "、和及与":
                return
            position = field + 1
            continue
        stop = _name_end(source, position, end)
        named = next(names_in(source.folded, (position, stop)), None) if stop is not None else None
        if stop is None or named is None or not _is_body(source, named):
            return
        yield named
        joint = _JOINT.match(source.folded, stop, end)
        if joint is None:
            return
        position = joint.end()


def _field(folded: str, start: int, end: int) -> int | None:
    """Where what a department is for ends, the longest that the tables know: 粮食和储备|等部门."""
    ends = (m.start() for m in _FIELD_ENDS.finditer(folded, start + 2, min(end, start + 10)))
    return max((stop for stop in ends if is_field(folded, (start, stop))), default=None)


def _name_end(source: _Source, start: int, end: int) -> int | None:
    """Where the name at `start` ends: that of the registry, else the shortest run of tokens that is one, drawn on."""
    mention = next((m for m in find_unit_names(source.folded, start, end) if m.span[0] == start and m.certain), None)
    found = mention.span[1] if mention else None
    tokens = source.doc.char_span(start, end, alignment_mode="contract")
    for token in tokens if tokens is not None else ():
        stop = token.idx + len(token.text)
        if found is not None and stop <= found:
            continue
        if stop - start > _LONGEST_NAME:
            break
        name = source.folded[start:stop]
        if name.count("（") == name.count("）") and looks_like_unit(name) and body_kind(name) == "body":
            found = stop
        elif found is not None:
            break
    return found


def _is_own(name: str) -> bool:
    """Whether a name is that of a town or of a certain firm, which answer where they are said to: 平桥镇, 市城投集团."""
    if _TOWN.fullmatch(name):
        return True
    if not _FIRM.fullmatch(name) or _NO_FIRM.search(name) or begins_with_verb(name):
        return False
    return (
        begins_with_level(name)
        or _OF_PLACE.match(name) is not None
        or _GROUP.fullmatch(name) is not None
        or place_at(name, 0, len(name)) is not None
        or registered_kind(name) is not None
    )


def _is_body(source: _Source, named: Named) -> bool:
    """Whether a name is that of a body of government or party, and of a certain one (科技部门, not 主管部门)."""
    name = source.folded[slice(*named.span)].replace(" ", "")
    if name[0] in "我本":
        return source.own and _OWN.fullmatch(name) is not None
    if _NO_START.match(name) or begins_with_verb(name):
        return False
    if any(mention.span == named.span and mention.certain for mention in find_unit_names(source.folded, *named.span)):
        return True
    if _RIDING.fullmatch(name) or is_field(source.folded, named.span):
        return True
    return _is_own(name) or (
        body_kind(name) == "body"
        and bool(_NAMED.match(name))
        and not _NAMELESS.fullmatch(name)
        and not _PRIVATE.search(name)
    )
