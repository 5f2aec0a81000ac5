"""Rules that a document declares once for all its responsibility lines: who leads in a list, who takes part in all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.errors import RuleError
from extract.models import Basis, Role, Span, Unit
from extract.owners.list_names import Named
from extract.owners.owner_words import is_role_word, looks_like_unit, role_of_word
from extract.owners.unit_lists import UnitList, read_unit_list
from extract.rulefiles import load_toml
from extract.text.characters import Text

KINDS = ("first", "separator", "order", "mark", "bold", "everyone")
_PREFILTER = re.compile(r"牵头|主办|主责|总负责|不再|均需|均由|均须|均应|均为|都是|均涉及")
_AMONG = r"(?:[^，。；：（）]{0,6}(?:任务|措施|工作|项目|事项|分工|单位|部门)中，)?"
_THE_OTHERS = r"(?:[，；、](?:其余|其他|其它|余下|后面|之后|其后|后)[^。；）〕]{0,20})?"
"""What may stand around a rule about who leads: 下列任务中，|…|，其他单位配合."""
_MARK_ALIKE = str.maketrans("＊", "*")


@dataclass(frozen=True, slots=True)
class UnitRule:
    """A rule for the whole document.

    `kind`: first (the first listed leads), separator (those before the first `sign` lead), order (the groups of a list
    have `roles`, one after the other), mark (those with the mark `sign` lead), bold (those at `places` lead), everyone
    (`units` take part in every task). `stated` is False for a mark that lists carry although no sentence explains it.
    """

    kind: str
    span: Span
    sign: str | None = None
    units: tuple[Unit, ...] = ()
    stated: bool = True
    roles: tuple[Role, ...] = ()
    places: tuple[Span, ...] = ()


@cache
def rule_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rules of the rule file; a RuleError where one does not match its own examples."""
    compiled = []
    for rule in load_toml("unit_rules.toml")["rule"]:
        pattern = re.compile(rule["pattern"])
        if rule["kind"] not in KINDS:
            raise RuleError(f"unit_rules.toml:1: {rule['kind']} is no kind of rule")
        for example in rule["examples"]:
            if not pattern.search(example):
                raise RuleError(f"unit_rules.toml:1: {example} does not match its pattern")
        if rule["kind"] != "everyone":
            pattern = re.compile(rf"{_AMONG}(?:{rule['pattern']}){_THE_OTHERS}")
        compiled.append((rule["kind"], pattern))
    return tuple(compiled)


def rule_spans(folded: str, start: int, end: int) -> list[tuple[str, re.Match[str]]]:
    """Where rules stand in folded[start:end]; of two that overlap the one of the earlier pattern."""
    if not _PREFILTER.search(folded, start, end):
        return []
    taken: list[tuple[str, re.Match[str]]] = []
    for kind, pattern in rule_patterns():
        for match in pattern.finditer(folded, start, end):
            if not any(match.start() < other.end() and other.start() < match.end() for _, other in taken):
                taken.append((kind, match))
    return taken


def find_rules(text: Text, paragraphs: Iterable[Span], bold: tuple[Span, ...] = ()) -> Iterator[UnitRule]:
    """The rules that the paragraphs declare, in the order of the paragraphs; `bold` is where the text is set in bold.

    "列第一位的为牵头单位，下同" → first; "以下均需各区政府落实，不再列出" → everyone, 各区政府
    """
    for start, end in paragraphs:
        for kind, match in rule_spans(text.folded, start, end):
            groups = match.groupdict()
            if kind == "everyone":
                units = _everyone(text, match)
                if units:
                    yield UnitRule(kind, match.span(), None, units)
            elif kind == "bold":
                yield UnitRule(kind, match.span(), match["sign"], places=bold)
            elif kind == "order":
                if roles := _roles_in_order(match["roles"]):
                    yield UnitRule(kind, match.span(), roles=roles)
            else:
                sign = groups.get("mark") or groups.get("separator")
                # who stands before the first 、 is the first one
                yield UnitRule("first", match.span()) if sign in ("、", "顿号") else UnitRule(kind, match.span(), sign)


def _roles_in_order(said: str) -> tuple[Role, ...]:
    """The roles that a legend lists: 牵头单位、配合单位和落实主体 → lead, assist, responsible; () where a word is none."""
    words = [word for word in re.split(r"[、，和及与]", said) if word]
    return tuple(role_of_word(word) for word in words) if all(map(is_role_word, words)) else ()


def _everyone(text: Text, match: re.Match[str]) -> tuple[Unit, ...]:
    reading = read_unit_list(text.folded, *match.span("units"))
    if not reading.units or not all(looks_like_unit(text.folded[slice(*named.span)]) for named in reading.units):
        return ()
    said = match.groupdict().get("role") or match.group()
    role: Role = "assist" if "配合" in said or "参与" in said else "responsible"
    return tuple(
        unit_of(text.stored, named, role, "document-rule", text.stored[slice(*match.span())][:60])
        for named in reading.units
    )


def read_list(folded: str, span: Span) -> UnitList:
    """What the list at `span` says, the rules that are declared inside of it left out."""
    start, end = span
    content = angles_as_brackets(folded[start:end])
    for _, match in rule_spans(content, 0, len(content)):
        content = content[: match.start()] + "。" * (match.end() - match.start()) + content[match.end() :]
    content = re.sub(r"(?:以?下同|后同)(?=$|[。，；）〕])", lambda match: "。" * len(match.group()), content)
    reading = read_unit_list(content, 0, end - start)
    return _shifted(reading, start)


def _shifted(reading: UnitList, by: int) -> UnitList:
    def moved(span: Span) -> Span:
        return span[0] + by, span[1] + by

    return replace(
        reading,
        units=tuple(replace(named, span=moved(named.span)) for named in reading.units),
        due=moved(reading.due) if reading.due else None,
        empty_labels=tuple(map(moved, reading.empty_labels)),
        unread=tuple(map(moved, reading.unread)),
    )


def angles_as_brackets(folded: str) -> str:
    """Angles as the brackets that they stand for: 各县<市、区>人民政府."""
    return folded.replace("<", "〈").replace(">", "〉").replace("＜", "〈").replace("＞", "〉")


def apply_rules(text: str, reading: UnitList, active: Iterable[UnitRule]) -> tuple[Unit, ...]:
    """The units of a list with the roles that its words or the document's rules give, and those that join all tasks."""
    active = tuple(active)
    explicit = any(named.role == "lead" for named in reading.units)
    rule = next((r for r in reversed(active) if r.kind != "everyone"), None)
    if rule is None or explicit:
        settled = [unit_of(text, named, named.role or "responsible", "explicit", None) for named in reading.units]
    else:
        settled = _by_rule(text, reading.units, rule)
    names = {unit.name for unit in settled}
    for everyone in (r for r in active if r.kind == "everyone"):
        settled += [unit for unit in everyone.units if unit.name not in names]
        names.update(unit.name for unit in everyone.units)
    return tuple(settled)


def _by_rule(text: str, units: tuple[Named, ...], rule: UnitRule) -> list[Unit]:
    if rule.kind == "order":
        return _in_order(text, units, rule)
    leads = [named.role != "assist" and _leads(index, named, rule) for index, named in enumerate(units)]
    if rule.kind in ("mark", "bold") and not any(leads):
        return [unit_of(text, named, named.role or "responsible", "explicit", None) for named in units]
    words = _words(rule) if rule.stated else UNSTATED
    return [
        unit_of(text, named, "lead" if lead else "assist", "first-listed", words)
        for named, lead in zip(units, leads, strict=True)
    ]


def _in_order(text: str, units: tuple[Named, ...], rule: UnitRule) -> list[Unit]:
    """The groups of a list with the roles that the legend gives them; without as many groups nothing tells them apart."""
    groups = [named.semicolons or named.commas for named in units]
    told = max(groups, default=0) > 0
    return [
        unit_of(text, named, rule.roles[group], "first-listed", "按说明的顺序")
        if told and group < len(rule.roles)
        else unit_of(text, named, named.role or "responsible", "explicit", None)
        for named, group in zip(units, groups, strict=True)
    ]


UNSTATED = "带标记者牵头（文件没有说明）"
"""The rule of units that lead by a mark which no sentence explains."""


def _words(rule: UnitRule) -> str:
    return {
        "first": "列第一位者牵头",
        "separator": "第一个分隔符号前牵头",
        "mark": f"标{rule.sign}者牵头",
        "bold": f"{rule.sign}者牵头",
    }[rule.kind]


def _leads(index: int, named: Named, rule: UnitRule) -> bool:
    if rule.kind == "first":
        return index == 0
    if rule.kind == "separator":
        return (named.semicolons if rule.sign in ("分号", "；") else named.commas) == 0
    if rule.kind == "bold":
        return any(start < named.span[1] and named.span[0] < end for start, end in rule.places)
    return named.marked is not None and named.marked.translate(_MARK_ALIKE) == (rule.sign or "").translate(_MARK_ALIKE)


def unit_of(text: str, named: Named, role: Role, basis: Basis, rule: str | None) -> Unit:
    """The unit that a name of a list stands for."""
    name = text[slice(*named.span)].replace(" ", "")
    return Unit(name, role, basis, named.span, open_list=named.open_list, rule=rule)
