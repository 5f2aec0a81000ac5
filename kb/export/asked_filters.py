"""What is asked for in the words of a query, as filters: a table that was asked for in words is called as one asked for by filters."""

from __future__ import annotations

from dataclasses import replace

from kb.filters import Filters
from kb.query import And, Field, Query

_ROLES = ("lead", "assist", "responsible")


def asked_filters(query: Query, filters: Filters) -> Filters:
    """The filters with what the query's fields ask beside them, where all of it must hold and the filters leave it open.

    牵头:市科技局 年份:2026, region 慈溪市 → unit 市科技局, role lead, year 2026, region 慈溪市
    """
    parts = query.tree.parts if isinstance(query.tree, And) else (query.tree,)
    fields = [part for part in parts if isinstance(part, Field)]
    units = [field for field in fields if field.name in (*_ROLES, "unit")]
    if filters.unit is None and len(units) == 1:
        (unit,) = units
        role = unit.name if unit.name in _ROLES else filters.role
        filters = replace(filters, unit=unit.value, role=role)
    regions = [field.value for field in fields if field.name == "region"]
    if filters.region is None and len(regions) == 1:
        filters = replace(filters, region=regions[0])
    years = [field for field in fields if field.name == "year" and field.until is None]
    if filters.year is None and len(years) == 1 and years[0].value.isdigit():
        filters = replace(filters, year=int(years[0].value))
    return filters
