"""What of a commitment a person can mend, as plain values, and back: the form in which records keep it.

task     title, due (year), due_text, units [{name, role}, …]
measure  text
target   indicator, op, value, uom, year, scope, kind, baseline, baseline_year, reference, direction, attribute, per,
         modality, increment
cell     indicator, uom, year, scope, op, value, text, nature, attribute, per
facts    title, region, issuer, kind, status, period [first, last], doc_no, date
Figures are decimal text (4000; 3–5 for a range). A field that nothing is known of is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias, get_args

from extract.models import (
    Attribute,
    Cell,
    DocumentKind,
    Facts,
    Measure,
    Nature,
    Op,
    Per,
    Status,
    Target,
    TargetKind,
    Task,
    Unit,
    Value,
)
from kb.errors import BadCorrection
from kb.filters import ROLE_LABELS
from kb.records.models import Content, Correction, ItemKind
from kb.store.document_rows import decimal_text

Item: TypeAlias = Task | Measure | Target | Cell | Facts
Naming: TypeAlias = Callable[[str], str | None]
"""A unit's name as written → its official name."""

_LONGEST = 2000
_YEARS = range(1900, 2101)
_DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d{1,8})?")
_DAY = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?", re.ASCII)
_YEAR_RANGE = re.compile(r"(\d{4})年?(?:[-—–－~～至到]+(\d{4})年?)?", re.ASCII)


def _text(value: Any, name: str) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise BadCorrection(f"“{name}”应是不超过 {_LONGEST} 字的文字")
    return value.strip()


def _line(value: Any, name: str) -> str | None:
    """A text without line breaks and runs of blanks: "松河市\n科技  规划" → 松河市 科技 规划."""
    said = _text(value, name)
    return None if said is None else " ".join(said.split())


def _needed(value: Any, name: str) -> str:
    said = _text(value, name)
    if said is None:
        raise BadCorrection(f"请填写“{name}”")
    return said


def _year(value: Any, name: str) -> int | None:
    if value in (None, ""):
        return None
    said = str(value).strip().removesuffix("年")
    if isinstance(value, bool) or not (said.isascii() and said.isdigit()) or int(said) not in _YEARS:
        raise BadCorrection(f"“{name}”应是四位年份，如 2026")
    return int(said)


def _figure(value: Any, name: str) -> str | None:
    """A figure in its stored form: "1,750" → 1750, "3-5" → 3–5."""
    said = _text(str(value) if isinstance(value, (int, float, Decimal)) else value, name)
    if said is None:
        return None
    ends = re.split(r"[–—~～]|(?<=\d)-(?=\d)", said.replace(",", "").replace("，", "").replace(" ", ""))
    if len(ends) > 2 or not all(_DECIMAL.fullmatch(end) for end in ends):
        raise BadCorrection(f"“{name}”应是数字，如 45.5；区间写作 3–5")
    return "–".join(ends)


def _single(value: Any, name: str) -> str | None:
    said = _figure(value, name)
    if said is not None and "–" in said:
        raise BadCorrection(f"“{name}”应是一个数字，不是区间")
    return said


def _date(value: Any, name: str) -> str | None:
    """A day, or as much of it as is known: 2026年3月1日 → 2026-03-01, 2026-3 → 2026-03, 2026年 → 2026."""
    said = _text(value, name)
    if said is None:
        return None
    found = _DAY.fullmatch("".join(said.split()))
    try:
        if found is None or int(found[1]) not in _YEARS:
            raise ValueError
        known = [int(part) for part in found.groups() if part is not None]
        whole = date(*(*known, 1, 1)[:3]).isoformat()
    except ValueError:
        raise BadCorrection(f"“{name}”应写作 2026-03-01；只知道年月可写作 2026-03") from None
    return whole[: (4, 7, 10)[len(known) - 1]]


def _period(value: Any, name: str) -> list[int] | None:
    """First and last year, as two or as they are typed: 2026—2030, 2026-2030, 2026 (one year)."""
    if isinstance(value, str):
        found = _YEAR_RANGE.fullmatch("".join(value.split()))
        value = [found[1], found[2] or found[1]] if found else value.strip()
    if not value:
        return None
    ends = list(value) if isinstance(value, (list, tuple)) else []
    try:
        first, last = (_year(end, name) for end in ends)
    except (BadCorrection, ValueError):
        first = last = None
    if first is None or last is None or first > last:
        raise BadCorrection(f"“{name}”应写作 2026—2030 或 2026")
    return [first, last]


def period_text(period: Sequence[int] | None) -> str:
    """The years as they are typed: (2026, 2030) → 2026—2030, (2026, 2026) → 2026."""
    return "" if not period else "—".join(map(str, dict.fromkeys(period)))


def _flag(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise BadCorrection(f"“{name}”只能选是或否")
    return value


def _one_of(choices: Sequence[str], *, needed: bool = True) -> Callable[[Any, str], str | None]:
    def check(value: Any, name: str) -> str | None:
        if value in (None, "") and not needed:
            return None
        if value not in choices:
            raise BadCorrection(f"“{name}”没有“{value}”这一项；可以是：{'、'.join(choices)}")
        return str(value)

    return check


def _units(value: Any, name: str) -> list[dict[str, str]]:
    if not isinstance(value, (list, tuple)):
        raise BadCorrection(f"“{name}”应是单位的列表")
    found: list[dict[str, str]] = []
    for unit in value:
        if not isinstance(unit, Mapping) or unit.get("role") not in ROLE_LABELS:
            raise BadCorrection(f"“{name}”中的每个单位都要有名称和角色（{'、'.join(ROLE_LABELS.values())}）")
        one = {"name": _needed(unit.get("name"), "单位名称"), "role": str(unit["role"])}
        if one not in found:
            found.append(one)
    return found


_FIELDS: Mapping[ItemKind, Mapping[str, tuple[str, Callable[[Any, str], Any]]]] = {
    "task": {
        "title": ("任务名称", _needed),
        "due": ("到期年份", _year),
        "due_text": ("完成时限", _text),
        "units": ("责任单位", _units),
    },
    "measure": {"text": ("措施", _needed)},
    "target": {
        "indicator": ("指标", _needed),
        "op": ("比较", _one_of(get_args(Op))),
        "value": ("目标值", _figure),
        "uom": ("计量单位", _text),
        "year": ("目标年", _year),
        "scope": ("范围", _text),
        "kind": ("目标类型", _one_of(get_args(TargetKind))),
        "baseline": ("基期值", _single),
        "baseline_year": ("基期年", _year),
        "reference": ("比较对象", _text),
        "direction": ("方向", _one_of(("up", "down"), needed=False)),
        "attribute": ("属性", _one_of(get_args(Attribute), needed=False)),
        "per": ("年均或累计", _one_of(get_args(Per), needed=False)),
        "modality": ("语气", _text),
        "increment": ("新增", _flag),
    },
    "cell": {
        "indicator": ("指标", _needed),
        "uom": ("计量单位", _text),
        "year": ("年份", _year),
        "scope": ("范围", _text),
        "op": ("比较", _one_of(get_args(Op), needed=False)),
        "value": ("数值", _figure),
        "text": ("原文", _text),
        "nature": ("性质", _one_of(get_args(Nature))),
        "attribute": ("属性", _one_of(get_args(Attribute), needed=False)),
        "per": ("年均或累计", _one_of(get_args(Per), needed=False)),
    },
    "facts": {
        "title": ("标题", _line),
        "region": ("地区", _line),
        "issuer": ("发文单位", _line),
        "kind": ("文种", _one_of(get_args(DocumentKind))),
        "status": ("状态", _one_of(get_args(Status))),
        "period": ("起止年份", _period),
        "doc_no": ("发文字号", _line),
        "date": ("成文日期", _date),
    },
}
_NEW: Mapping[ItemKind, Content] = {
    "task": {"due": None, "due_text": None, "units": []},
    "measure": {},
    "target": {
        **dict.fromkeys(name for name in _FIELDS["target"] if name not in ("indicator", "op", "kind", "increment")),
        "op": ">=",
        "kind": "level",
        "increment": False,
    },
}
"""What a new item has where nothing else is said."""
_FIGURES = ("value", "baseline")


def field_label(kind: ItemKind, name: str) -> str:
    """What a person calls a field: ("target", "uom") → 计量单位."""
    return _FIELDS[kind][name][0]


_CHOICES: Mapping[str, Mapping[str, str]] = {
    "op": {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "~": "约", "range": "区间"},
    "kind": {
        "level": "数值",
        "growth": "增长或下降",
        "multiple": "倍数",
        "coverage": "覆盖率",
        "rank": "名次",
        "relative": "与其他比较",
        "first": "零的突破",
    },
    "direction": {"up": "增长", "down": "下降"},
    "nature": {"actual": "实际", "estimate": "预计", "target": "目标"},
    "attribute": {name: name for name in get_args(Attribute)},
    "per": {name: name for name in get_args(Per)},
    "status": {name: name for name in get_args(Status)},
}
_OPTIONAL = {"direction", "attribute", "per"}


def field_choices(kind: ItemKind, name: str) -> dict[str, str]:
    """What a field may be, with what a person calls it; "" where it may be nothing; empty where it is free."""
    if (kind, name) == ("facts", "kind"):
        return {one: one for one in get_args(DocumentKind)}
    known = _CHOICES.get(name, {})
    return {"": "—", **known} if name in _OPTIONAL or (kind, name) == ("cell", "op") else dict(known)


def checked_fields(kind: ItemKind, given: Content) -> dict[str, Any]:
    """Fields as a person set them, in their stored form; BadCorrection, in words, for one that cannot be."""
    if unknown := [name for name in given if name not in _FIELDS[kind]]:
        raise BadCorrection(f"没有“{'、'.join(unknown)}”这样的内容可改")
    return {name: check(given[name], label) for name, (label, check) in _FIELDS[kind].items() if name in given}


def changed_fields(kind: ItemKind, given: Content, before: Content) -> dict[str, Any]:
    """Of fields as a person set them those that are other than before, in their stored form; BadCorrection for a slip."""
    touched = {name: value for name, value in given.items() if name not in before or value != before[name]}
    return {name: value for name, value in checked_fields(kind, touched).items() if value != before.get(name)}


def new_content(kind: ItemKind, given: Content) -> dict[str, Any]:
    """All fields of a new item; BadCorrection where one that it needs is missing."""
    return checked_fields(kind, {**dict.fromkeys(_FIELDS[kind]), **_NEW[kind], **given})


def content_of(item: Item) -> dict[str, Any]:
    """All fields of an item: Target(… 2600 家) → {"indicator": "高新技术企业数量", "value": "2600", "uom": "家", …}."""
    content = {name: getattr(item, name) for name in _FIELDS[kind_of(item)]}
    for name in _FIGURES:
        if name in content:
            content[name] = decimal_text(content[name])
    if isinstance(item, Task):
        content["units"] = [{"name": unit.name, "role": unit.role} for unit in item.units]
    if isinstance(item, Facts):
        content["period"] = None if item.period is None else list(item.period)
    return content


def kind_of(item: Item) -> ItemKind:
    """What kind of item it is."""
    match item:
        case Task():
            return "task"
        case Measure():
            return "measure"
        case Target():
            return "target"
        case Cell():
            return "cell"
        case Facts():
            return "facts"


def with_content(item: Item, after: Content, naming: Naming) -> Any:
    """The item with fields set; `naming` gives new units their official names.

    What a person mended is doubted no longer; a year that a person set is the item's own.
    """
    values = {name: value for name, value in after.items() if name in _FIELDS[kind_of(item)]}
    for name in _FIGURES:
        if name in values:
            values[name] = _value(values[name])
    if isinstance(item, Task):
        if "units" in values:
            values["units"] = _named_units(item.units, values["units"], naming)
        if {"due", "due_text"} & values.keys():
            due, words = values.get("due", item.due), values.get("due_text", item.due_text)
            values["due_basis"] = None if due is None and words is None else "own"
    elif isinstance(item, Facts) and values.get("period") is not None:
        values["period"] = tuple(values["period"])
    if isinstance(item, (Task, Target, Cell)):
        values["doubts"] = ()
    return replace(item, **values)


def _named_units(before: Sequence[Unit], wanted: Sequence[Mapping[str, Any]], naming: Naming) -> tuple[Unit, ...]:
    """Units as a person listed them; one that was there before keeps its place in the text and its official name."""
    known = {(unit.name, unit.role): unit for unit in reversed(before)}
    by_name = {unit.name: unit for unit in reversed(before)}
    units = []
    for one in wanted:
        name, role = one["name"], one["role"]
        unit = known.get((name, role))
        if unit is None and (other := by_name.get(name)) is not None:
            unit = replace(other, role=role, basis="explicit")
        units.append(unit or Unit(name, role, "explicit", canonical=naming(name)))
    return tuple(units)


def _value(said: str | None) -> Value | None:
    if said is None:
        return None
    try:
        ends = [Decimal(end) for end in said.split("–")]
    except InvalidOperation:
        raise BadCorrection(f"“{said}”不是数字") from None
    return ends[0] if len(ends) == 1 else (ends[0], ends[1])


def shown_content(kind: ItemKind, content: Content) -> str:
    """Fields in one line for a person: 目标值 45，计量单位 %；units as 牵头 市科技局."""
    said = []
    for name, (label, _) in _FIELDS[kind].items():
        value = content.get(name)
        if value in (None, [], False):
            continue
        if name == "units":
            value = "、".join(f"{ROLE_LABELS[unit['role']]} {unit['name']}" for unit in value)
        elif name == "period":
            value = period_text(value)
        elif choices := field_choices(kind, name):
            value = choices.get(value, value)
        elif value is True:
            value = "是"
        said.append(f"{label} {value}")
    return "，".join(said)


def shown_change(correction: Correction) -> str:
    """What a record says: 目标值 200 → 目标值 260; of a new item, or one that was found right, all of it."""
    if correction.action != "change":
        return shown_content(correction.kind, correction.after or correction.before)
    before = {name: correction.before.get(name) for name in correction.after}
    sides = (shown_content(correction.kind, before), shown_content(correction.kind, correction.after))
    return " → ".join(side or "（空）" for side in sides)
