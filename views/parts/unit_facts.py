"""What stands at the head of a unit's page: names, place, counts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kb import UnitName, UnitProfile
from views.parts.markup import link, search_address, tag, text, unit_address
from views.parts.unit_tasks import LABELS

FORMER = 3
"""Bodies of before without a task that are named; the rest are counted."""
MEMBERS = 200


def names_lines(unit: UnitProfile) -> str:
    """Place, ways it is written, and bodies before and after."""
    written = [name for name in unit.names if name != unit.name]
    counted = f"{unit.tasks} 项任务 · {unit.documents} 份文件 · "
    lines = [
        tag(
            "p",
            escape(" · ".join(part for part in (unit.place, counted.removesuffix(" · ")) if part) + " · ")
            + link("在检索中打开", search_address(unit=unit.value), target="_self"),
            "facts",
        )
    ]
    if written:
        lines.append(text("文件中写作：" + "、".join(written), "p", "facts"))
    for label, names in (("此前为", unit.before), ("现为", unit.after)):
        if names:
            lines.append(tag("p", escape(label + "：") + _names(names), "facts"))
    return "".join(lines)


def _names(names: Sequence[UnitName]) -> str:
    with_tasks = [name for name in names if name.value is not None]
    without = [name for name in names if name.value is None]
    shown = [_name(name) for name in with_tasks] + [escape(name.name) for name in without[:FORMER]]
    more = f" 等 {len(names)} 个" if len(without) > FORMER else ""
    return "、".join(shown) + more


def _name(unit: UnitName) -> str:
    if unit.value is None:
        return escape(unit.name)
    return link(escape(unit.name), unit_address(unit.value), target="_self") + text(f"{unit.tasks} 项", css="note")


def unit_list(units: Sequence[UnitName], most: int) -> str:
    """Bodies one after another, those with tasks as links."""
    items = "".join(tag("li", _name(unit), "" if unit.value else "unit-untold") for unit in units[:most])
    return tag("ul", items, "unit-names")


def role_counts(unit: UnitProfile, role: str, kept: dict[str, str]) -> str:
    """牵头 11 · 配合 4 · 负责 0 · 目标 38: each opens its list; the numbers are those of the search."""
    items = []
    for each, label in LABELS.items():
        count = unit.counts[each]
        shown = text(label) + text(str(count), "strong")
        address = unit_address(unit.value, **{**kept, "role": each})
        current = {"aria_current": "true"} if each == role else {}
        items.append(
            link(shown, address, "role-count", target="_self", **current)
            if count
            else tag("span", shown, "role-count none", **current)
        )
    return tag("nav", "".join(items), "role-counts", aria_label="承担角色")
