"""Reads lists of responsible units: 牵头单位：A，配合单位：B、C · A牵头，B、C按职责分工负责 · 〔A、B〕."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extract.models import Role, Span
from extract.owners.label_segments import Segment, segments
from extract.owners.list_names import Named, names_in, trim
from extract.owners.list_pieces import pieces
from extract.owners.name_proof import (
    begins_with_level,
    begins_with_verb,
    could_be_name,
    founds,
    is_field,
    is_person,
    tells,
)
from extract.owners.owner_words import (
    ROLES,
    VerbRole,
    body_kind,
    looks_like_unit,
    may_be_unit,
    named_role,
    role_of_word,
    verb_ending,
)

_ELIDED = re.compile(r"[、和](?:[一-鿿]{2,4}[、和]){0,9}[一-鿿]{2,6}[市区县州](?:人民)?政府")
_THE_OTHERS = re.compile(r"(?:其余|其他|其它|余下|后面|之后|其后)(?:的|各)?(?:责任)?(?:单位|部门)?的?$")
_NOTHING = re.compile(r"(?:无|暂无|空|没有|同[上前左]|略|待定|另行(?:确定|明确|通知)|详?见.{1,12}|[-—/\\〃″]+)$")
_LEFT_OUT = re.compile(r"不(?:含|包括|包含)|除")
"""What a list begins with that says who is none of it: （不含市供销社；市商务局负责）."""
_CHARGE = re.compile(r"(?P<verb>牵头|负责|配合|协助|承担)(?!解释|单位|部门|人)[一-鿿]{2,14}$")
_CHARGES: Mapping[str, VerbRole] = {
    "牵头": "lead",
    "负责": "responsible",
    "配合": "assist",
    "协助": "assist",
    "承担": "responsible",
}
_WITH = re.compile(r"会同|(?<=[局委办厅部院署会府])商(?=[市省县区州国各])")
_SEAM = re.compile(r"(?:牵头|主办|负责)(?=[市省县区州盟旗各])")
_DEADLINE = re.compile(
    r"(?!.*\d[万亿千]?(?:个(?!月)|[家项座处条名人件套台辆户亩元%]))(?:力争|确保|计划|争取|拟|预计)?于?(?:在)?(?:\d{4}(?:年|\.\d|[-—～]).{0,16}|\d{1,2}月.{0,8}|今明两年.{0,6}|每[年季月].{0,10}"
    r"|.{0,6}(?:年内|年底|年末|月底|月末|季度|上半年|下半年|年中|全年).{0,10}|(?:长期|持续|常态化|经常性|即时|立即|近期|适时|中长期).{0,8})"
)


_DONE_BY = re.compile(r"\d.*(?:完成|实现|前|底|末|启动)$")
"""A deadline that a list may begin with: （2027年底前完成；市文旅局负责）."""


@dataclass(frozen=True, slots=True)
class UnitList:
    """What a list says: the units in order, the deadline beside them, and what could not be read.

    `empty_labels` are labels that nothing follows, `unread` pieces behind a label that cannot be names; `labelled` says
    that a label stands in it, `verbs` that a verb gives a role. `strict` says that every piece is proven to name a
    body, `likely` that one is and the others may (溯川发布): the proof asked of a list without a label; `unproven`
    counts those others.
    """

    units: tuple[Named, ...]
    due: Span | None = None
    empty_labels: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()
    labelled: bool = False
    strict: bool = True
    verbs: bool = False
    likely: bool = True
    unproven: int = 0

    @property
    def mostly_proven(self) -> bool:
        """Whether names that nothing proves are no more than those that something does."""
        return self.likely and self.unproven * 2 <= len(self.units)


def read_unit_list(folded: str, start: int, end: int) -> UnitList:
    """The units named in folded[start:end], the inside of a responsibility bracket, line or table cell.

    "省发展改革委牵头，省科技厅、财政厅等按职责分工负责" → 省发展改革委 lead; 省科技厅, 财政厅 assist (open list)
    """
    reader = _Reader(folded)
    for segment in segments(folded, start, end):
        reader.read(segment)
    return reader.result()


def beside_leaders(units: Iterable[Named]) -> tuple[Named, ...]:
    """The units of one statement: where one of them leads, the others assist, but those that carry it out."""
    units = tuple(units)
    if not any(named.role == "lead" for named in units):
        return units
    return tuple(
        named if named.role == "lead" or named.carries_out else replace(named, role="assist") for named in units
    )


def _may_answer(name: str) -> bool:
    """Whether a piece behind a label can be who answers: 市供水保障专区, 财政 may; 优化服务, 落实好各项政策 may not."""
    if founds(name):
        return False
    return looks_like_unit(name) or (may_be_unit(name) and (len(name) == 2 or could_be_name(name)))


class _Reader:
    """Goes through the segments once; names wait in `pending` until a verb or the end of their group gives the role."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.units: list[Named] = []
        self.pending: list[Named] = []
        self.due: Span | None = None
        self.empty: list[Span] = []
        self.unread: list[Span] = []
        self.labelled = self.verbs = False
        self.strict = self.likely = True
        self.unproven = 0
        self.commas = self.semicolons = 0
        self.joined = False
        """Whether 会同 has made those behind it assist."""

    def read(self, segment: Segment) -> None:
        """Reads one label and what it governs."""
        self.labelled = self.labelled or segment.label is not None
        if segment.role == "person":
            return
        if segment.role == "due":
            span = trim(self.folded, segment.span)
            while span[0] < span[1] and self.folded[span[1] - 1] in "，；、 ":
                span = (span[0], span[1] - 1)
            if span[0] < span[1]:
                self.due = span
            return
        default = ROLES[segment.role] if segment.role is not None else None
        before = len(self.units)
        self.joined, self.commas, self.semicolons = False, 0, 0
        nothing = left_out = False
        for piece in pieces(self.folded, *segment.span):
            span = trim(self.folded, piece.span)
            chunk = self.folded[slice(*span)]
            left_out = left_out or _LEFT_OUT.match(chunk) is not None
            if _NOTHING.match(chunk):
                nothing = True
            elif left_out:
                left_out = piece.separator not in ("；", "。", "\n")
                continue
            elif chunk and piece.separator != "：" and not chunk.isdecimal():
                self._chunk(span, default, segment.label is not None)
            elif piece.separator == "：" and len(self.units) > before:
                default = None  # 牵头单位：市水利局；镇街：各镇街: a label of its own, which says no role
            self._separate(piece.separator, default)
        self._settle("assist" if self.joined else default)
        if segment.label is not None and not nothing and len(self.units) == before:
            self.empty.append(segment.label)

    def _separate(self, separator: str, default: Role | None) -> None:
        if separator != "" and separator in "；。\n":
            self._settle("assist" if self.joined else default)
            self.joined = False
        elif separator == "，" and default in ("lead", "assist"):
            # a comma may still part names that one verb speaks of, unless a label has said their role
            self._settle("assist" if self.joined else default)
        if self.units or self.pending:
            self.commas += separator in "，；。" and separator != ""
            self.semicolons += separator == "；"

    def _settle(self, role: Role | None, *, carries_out: bool = False) -> None:
        self.units += [replace(named, role=named.role or role, carries_out=carries_out) for named in self.pending]
        self.pending.clear()

    def _chunk(self, span: Span, default: Role | None, labelled: bool) -> None:
        chunk = self.folded[slice(*span)]
        stated = self.units or self.pending or labelled or _DONE_BY.search(chunk)
        if stated and _DEADLINE.fullmatch(chunk) and not looks_like_unit(chunk):
            self.due = (self.due[0], span[1]) if self.due and self.due[1] + 1 == span[0] else span
            return
        start, end = span
        seam = next((m.end() for m in _SEAM.finditer(self.folded, start + 3, end) if self._parts(start, m, end)), None)
        if seam is not None:  # 市科技局牵头|市财政局配合: the lines of a cell joined
            self._chunk((start, seam), default, labelled)
            self._chunk((seam, end), default, labelled)
            return
        role: VerbRole | None = None
        named = named_role().search(self.folded, max(start, end - 30), end)
        verb = verb_ending(self.folded, start, end)
        if named:
            end, role = named.start(), role_of_word(named.group("role"))
            if _THE_OTHERS.match(self.folded, start, end):
                return  # the second half of a rule about who leads
        elif verb is not None and not (looks_like_unit(chunk) and not self._names_stand(start, verb[1])):
            role, end = verb
        elif (charge := self._in_charge(start, end)) is not None:
            role, end = charge
        joint = _WITH.search(self.folded, start + 2, end)
        if joint and self._may_lead(self.folded[start : joint.start()].removeprefix("由")):
            if self.joined:
                self._settle("assist")  # of an earlier 会同
            self._names(start, joint.start(), labelled)
            self._settle("lead")
            self._names(joint.end(), end, labelled)
            self.verbs, self.joined = True, True
            return
        if role is not None and self.folded[start] == "由":
            self._drop_prose()
        if role is not None and self.folded[start] == "以" and self.folded.startswith("为", end):
            start += 1  # 以市文旅局|为主
        self.joined = self.joined or (self.folded.startswith("会同", start) and bool(self.units or self.pending))
        self._names(start, end, labelled)
        if role is not None:
            self.verbs = True
            if role == "assist" and not self.units and default is None:
                self._lead_before_comma()
            if role in ("lead", "assist") and not self.joined:
                self._settle(ROLES[role])
            elif self.joined or default in ("lead", "assist"):
                self._settle("assist" if self.joined else default)
            else:
                self._settle("responsible", carries_out=role == "carries-out")

    def _drop_prose(self) -> None:
        """水电气实行民用价格，由市发改委牵头: who 由 names is all there is; what stands before and is no name is a sentence."""
        names = [named for named in self.pending if looks_like_unit(self.folded[slice(*named.span)])]
        if len(names) < len(self.pending):
            self.pending, self.likely = names, False

    def _parts(self, start: int, verb: re.Match[str], end: int) -> bool:
        """Whether a verb inside of a piece ends the first of two groups."""
        following = verb_ending(self.folded, verb.end(), end)
        right = self.folded[verb.end() : following[1] if following else end]
        return following is not None and looks_like_unit(self.folded[start : verb.start()]) and looks_like_unit(right)

    def _in_charge(self, start: int, end: int) -> tuple[VerbRole, int] | None:
        """The role and the end of the names, where a piece says what they do: 市财政局|负责资金保障."""
        match = _CHARGE.search(self.folded, max(start + 3, end - 18), end)
        if match is None or not all(map(tells, self.folded[start : match.start()].split("、"))):
            return None
        return _CHARGES[match["verb"]], match.start()

    @staticmethod
    def _may_lead(name: str) -> bool:
        """Whether what stands before 会同 is a name, or the last of several."""
        return looks_like_unit(name) or could_be_name(name)

    def _lead_before_comma(self) -> None:
        """岭南海关，州口岸办配合: who stands before the comma is the one that the others assist."""
        commas = self.pending[-1].commas if self.pending else 0
        first = [replace(named, role=named.role or "lead") for named in self.pending if named.commas < commas]
        self.pending = [named for named in self.pending if named.commas == commas]
        self.units += first

    def _names_stand(self, start: int, end: int) -> bool:
        """Whether what is left of a name without its verb is a name still: 市经协办 does not end in 协办."""
        return end <= start or any(
            looks_like_unit(self.folded[slice(*named.span)]) for named in names_in(self.folded, (start, end))
        )

    def _names(self, start: int, end: int, labelled: bool) -> None:
        for named in names_in(self.folded, (start, end)):
            name = self.folded[slice(*named.span)]
            if labelled and (not _may_answer(name) or is_person(name)):
                self.unread.append(named.span)
                self.strict = False
                continue
            if is_person(name):
                # 主要负责同志牵头: people are no units, those beside them are; 党委、政府主要负责同志 are people alone
                if name.startswith(("政府", "人民政府")) and self.pending:
                    self.pending.pop()
                continue
            if begins_with_verb(name):
                self.strict = self.likely = False
            if not (looks_like_unit(name) or self._elided(named.span) or is_field(self.folded, named.span)):
                self.strict = False
                self.likely = self.likely and could_be_name(name)
                self.unproven += 1
            self.verbs = self.verbs or named.role is not None
            self.pending.append(replace(named, commas=self.commas, semicolons=self.semicolons))

    def _elided(self, span: Span) -> bool:
        """Whether a short name leans on the 政府 of a later one: 广州、深圳市政府."""
        return 2 <= span[1] - span[0] <= 4 and _ELIDED.match(self.folded, span[1]) is not None

    def result(self) -> UnitList:
        """What was read; where one unit leads, those that no word makes leaders assist."""
        units = beside_leaders(self.units)
        told = any(self._tells(named) for named in units)
        surely = any(self._tells_surely(named) for named in units)
        return UnitList(
            tuple(units),
            self.due,
            tuple(self.empty),
            tuple(self.unread),
            self.labelled,
            self.strict and told,
            self.verbs,
            (self.strict and told) or (self.likely and surely),
            self.unproven,
        )

    def _tells(self, named: Named) -> bool:
        """Whether the name alone shows that the list is of bodies: companies never do, places only with a verb."""
        kind = body_kind(self.folded[slice(*named.span)])
        return kind == "body" or (kind == "place" and self.verbs) or is_field(self.folded, named.span)

    def _tells_surely(self, named: Named) -> bool:
        """Whether the name vouches for others that nothing proves; with a verb 市铁投 does."""
        name = self.folded[slice(*named.span)]
        return tells(name) or is_field(self.folded, named.span) or (self.verbs and begins_with_level(name))
