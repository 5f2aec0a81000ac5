"""Sizes that say of which kind a project or a machine is: 实施东江20万吨造纸项目, 2个220千伏变电站."""

from __future__ import annotations

import re

from extract.targets.target_words import words
from extract.text.quantities import Quantity

_CAPACITY = re.compile(r"吨|千瓦|瓦|GW|MW|kW|伏|kV|KV|P$|PFlops")
_PLANT = re.compile(
    r"(?:项目|工程|生产线|装置|电站|变电站|机组|基地|厂)(?:等[^，]{0,8})?(?:建设|前期工作?|实施|落地|[^，]{0,2})[。；，]?$"
)
_RUNNING = ("实施", "建设", "开工", "开工建设", "谋划", "启动", "抓好", "储备", "续建")


def is_rating(masked: str, start: int, q: Quantity) -> bool:
    """Whether a size right behind a count says of which kind the things are: 2个220千伏变电站."""
    counted = q.figure[0] > start and masked[q.figure[0] - 1] in "个座条台套"
    return counted and q.kind == "size" and _CAPACITY.search(q.uom or "") is not None


def is_capacity(masked: str, start: int, end: int, q: Quantity) -> bool:
    """Whether a size is that of a project with a name, not what is built of a thing: 实施东江20万吨造纸项目."""
    if q.kind != "size" or _CAPACITY.search(q.uom or "") is None or not _PLANT.search(masked, q.span[1], end):
        return False
    if masked.endswith("年产", start, q.span[0]):
        return True
    makes = words().makes
    verb = makes.at_end(masked, start, q.span[0])
    return verb is None or makes.kinds[verb] == "advance" or verb in _RUNNING
