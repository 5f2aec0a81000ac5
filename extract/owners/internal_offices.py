"""Offices inside a bureau (养老处, 综合科): they answer only in a document of that bureau, school or firm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.models import Facts, Notice, Task, Unit
from extract.owners.name_proof import begins_with_level
from extract.owners.owner_words import body_kind
from extract.owners.unit_mentions import find_unit_names
from extract.registry.official_names import registered_kind
from extract.text.characters import fold

_OFFICE = re.compile(r"(?P<own>[一-鿿、（）]{1,12}?(?:(?<!办事)(?<!管理)处|(?<!公)司|科|股|室))(?:（[^（）]*）)?$")
_WHOSE = re.compile(r"(?:市(?!场)|[省县区州旗盟乡镇国各]|自治|中央|街道)")
_GOVERNMENT = re.compile(r"人民政府$|政府办公[室厅]$|[市省县区州旗]委(?:办公[室厅])?$|国务院")
_OWN_HOUSE = re.compile(
    r"^(?:[一-鿿（）·]{2,24}?)(?:局|厅|委员会|(?<![党市省县区州])委|大学|学院|学校|中学|小学|医院|集团|公司|研究院|研究所|银行|总队|支队|海关|中心)"
    r"(?=关于|\d{4}|《|“|年|内设|机关|各?处室|各?科室|党组|党委|重点|工作|任务|贯彻|落实|实施|督查|责任|印发|$)"
)


def is_office(name: str) -> bool:
    """Whether a name is that of an office inside a bureau: 养老处, 市民政局养老处 → True; 市政府督查室, 市公园管理处 → False."""
    plain = fold(name).replace(" ", "")
    match = _OFFICE.search(plain)
    if match is None or registered_kind(plain) is not None:
        return False
    if not _WHOSE.match(plain):
        return _OFFICE.fullmatch(plain) is not None and body_kind(plain) == "body"
    # 市民政局|养老处
    return any(
        registered_kind(plain[:cut]) == "government"
        for cut in range(3, len(plain) - 2)
        if plain[cut - 1] in "局委厅部办"
    )


def without_offices(tasks: Iterable[Task], facts: Facts) -> tuple[tuple[Task, ...], tuple[Notice, ...]]:
    """The tasks without offices of bureaus, where the document is not of one bureau, school or firm; a notice a name.

    A table of a city with 牵头单位 and 市民政局内牵头处室 → the offices go; 负责处室 in a plan of 市民政局 → they stay.
    """
    tasks = tuple(tasks)
    if _of_one_house(tasks, facts):
        return tasks, ()
    dropped: dict[str, Unit] = {}
    kept = []
    for task in tasks:
        offices = [unit for unit in task.units if is_office(unit.name)]
        for unit in offices:
            dropped.setdefault(unit.name, unit)
        kept.append(replace(task, units=tuple(u for u in task.units if u not in offices)) if offices else task)
    return tuple(kept), tuple(
        Notice("internal-office", f"“{name}”是部门内设机构，未列为责任单位", unit.span)
        for name, unit in dropped.items()
    )


def _opened_by_bureau(title: str) -> bool:
    """Whether a title opens with the name of one bureau: 溯川市林业局森林防火工作方案 → True; 市林业局等部门…… → False."""
    first = next(iter(find_unit_names(title, 0, len(title))), None)
    if first is None or first.span[0] != 0 or not first.certain or _GOVERNMENT.search(title[: first.span[1]]):
        return False
    return first.kind == "government" and title[first.span[1] : first.span[1] + 1] not in (
        "等",
        "、",
        "和",
        "与",
        "及",
        " ",
        "牵",
    )


def _of_one_house(tasks: tuple[Task, ...], facts: Facts) -> bool:
    """Whether one bureau, school or firm speaks to its own offices; where neither issuer nor title tells, who answers."""
    if facts.issuer is not None and not _GOVERNMENT.search(facts.issuer):
        return True
    if facts.title is not None and (found := _OWN_HOUSE.match(fold(facts.title))) is not None:
        return not _GOVERNMENT.search(found.group())
    if facts.title is not None and _opened_by_bureau(fold(facts.title)):
        return True
    owned = [task for task in tasks if task.units]
    # 市财政局 is of another house; 各派出机构 and a centre without a level may be of this one
    with_others = sum(
        any(not is_office(unit.name) and begins_with_level(unit.name) for unit in task.units) for task in owned
    )
    return 2 * with_others <= len(owned)
