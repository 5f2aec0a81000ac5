"""For whom a figure holds: 全市, 市本级, 各县（市、区）, 其中市级."""

from __future__ import annotations

import re
from functools import cache

from extract.models import Span
from extract.rulefiles import alternatives, load_csv

SCOPE_COLUMNS = ("word", "kind", "example")
SCOPE_KINDS = ("start", "among", "place")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    kinds: dict[str, list[str]] = {kind: [] for kind in SCOPE_KINDS}
    for row in load_csv("scopes.csv", SCOPE_COLUMNS, unique="word"):
        if row["kind"] not in kinds:
            raise row.error(f"kind {row['kind']} is none of {', '.join(SCOPE_KINDS)}")
        kinds[row["kind"]].append(row["word"])
    places = alternatives(kinds["place"])
    # 各集聚区, 每个乡镇, 各县（市、区）, 山区县（市、区）
    actors = "管委会|人民政府|政府|部门|党委|单位|局"
    each = (
        rf"(?:各|每个?)(?!级|类|项)[^，。；、的（）\d]{{0,6}}?(?:{places})(?:（[^（）]{{1,12}}）)?"
        rf"(?!{actors}|[、和及民级市区县镇乡村州（])"
    )
    bracketed = r"[\u4e00-\u9fff]{0,6}(?:县|区|市)（[县市区旗州]、[县市区旗州、]{1,5}）"
    start = rf"(?:{alternatives(kinds['start'])})(?:范围内?)?|{each}|{bracketed}"
    among = alternatives(kinds["among"] + kinds["start"])
    return re.compile(start), re.compile(f"(?:{among})|{start}")


def scope_at(folded: str, at: int, end: int, *, among: bool) -> Span | None:
    """The scope that begins at an offset; `among` (behind 其中) lets 市级 be one, which elsewhere says what is counted.

    全市高新技术企业 → 全市; 各县（市、区）新建学校 → 各县（市、区）
    """
    match = _patterns()[among].match(folded, at, end)
    return None if match is None else match.span()
