"""Indicator tables of any orientation: each value with the labels of its row and its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from extract.models import Cell, Nature, Op, TableCell
from extract.tables.cell_kinds import is_bare_value, is_figure
from extract.tables.cell_values import CellValue, read_values
from extract.tables.grid import distinct, plain
from extract.tables.heads import Layout
from extract.tables.indicator_labels import is_uom, read_label, table_uom
from extract.tables.indicator_rows import LabelledRow, labelled_rows, name_columns
from extract.tables.table_kinds import is_empty, value_columns
from extract.tables.table_words import longest_word, words_of
from extract.tables.value_heads import Head, are_areas, is_scope, read_head, read_time
from extract.text.appendix_labels import CAPTION
from extract.text.characters import fold
from extract.text.periods import YEAR, last_plan

Period = tuple[int, int] | None
_WHOLE_PLACE = re.compile(r"全(?:国(?!重点|性|统一|一流|文明|先进|百强)|[省市区县州旗](?!性|域))(?=..)")
_METRIC = re.compile(r"增长|增速|增幅|增量|比重|占比|比例|排名|位次")
_NAME_IN_CAPTION = re.compile(
    rf"(?:{CAPTION}[：.、]?)?(?:[“\"].{{1,4}}[”\"](?:期间|时期)?|(?:19|20)\d{{2}}年(?:度|[-—](?:19|20)\d{{2}}年)?)?"
    r"(?:[全各][省市县区州盟旗]+(?:（[^（）]*）)?|各地区?)?(?P<name>.*?)(?:目标|任务|指标|分解|计划|安排|情况|一览)*表?(?:（.*）)?"
)


@dataclass(frozen=True, slots=True)
class _Table:
    """What the whole table says, for the cells that do not say it themselves.

    `plan`: `year` ends a named plan (“十五五”), for
    which 年均 holds too. `first_target`: years before it are baselines. `by_column`: the heads name what is measured.
    """

    layout: Layout
    values: tuple[int, ...]
    heads: dict[int, Head]
    name: str | None
    uom: str | None
    year: int | None
    plan: bool
    nature: Nature | None
    first_target: int | None
    by_column: bool


def read_cells(
    layout: Layout,
    *,
    caption: str | None = None,
    period: Period = None,
    year: int | None = None,
    uom: str | None = None,
    page: int | None = None,
    columns: tuple[int, ...] | None = None,
    dues: Mapping[int, int] | None = None,
) -> tuple[Cell, ...]:
    """The values of an indicator table, row by row.

    指标|2025年目标 / 研发投入强度（%）|≥3.5 → indicator 研发投入强度, uom %, year 2025, op >=, value 3.5, nature target
    `period` and `year` are the document's; a year before them is a baseline (actual) where the head does not say.
    `uom` is what a line above the table says (单位：亿元), `page` that of cells which have none of their own. A cell
    merged over several years has none. `columns` are those that hold the values where the table is of tasks: of them
    only bare figures are values. `dues` gives the year of rows that a column of deadlines dates (`due_years`).
    """
    table = _table(layout, caption, period, year, uom, value_columns(layout) if columns is None else columns)
    if columns is not None and not period and year is None:  # what stands beside who answers is promised
        table = replace(table, first_target=None)
    found: list[Cell] = []
    seen: set[tuple[int, int]] = set()
    for row in labelled_rows(table.layout, table.values):
        for cell, reached in _value_cells(table, row.number):
            if (cell.row, cell.col) in seen or (columns is not None and not is_bare_value(plain(cell))):
                continue
            seen.add((cell.row, cell.col))
            head = _common([table.heads[col] for col in reached])
            for value in read_values(plain(cell), cell.text):
                due = dues.get(row.number) if dues else None
                made = _cell(table, row, head, value, due=due, several=len(reached) > 1)
                if made.indicator:
                    found.append(replace(made, page=cell.page if cell.page is not None else page, span=cell.span))
    return tuple(found)


def _table(
    layout: Layout, caption: str | None, period: Period, year: int | None, uom: str | None, values: tuple[int, ...]
) -> _Table:
    titles = [cell.text for cell in layout.titles]
    lines = [fold(text) for text in (caption, *titles) if text]
    name = caption or next((text for text in titles if table_uom(fold(text)) is None), None)
    folded = fold(name or "")
    plan = last_plan(folded)
    heads = {col: read_head(layout.heads[col], period or plan) for col in values}
    labels = "".join(text for col in name_columns(layout, values) for text in layout.heads[col])
    years = {int(found) for found in YEAR.findall(folded) or YEAR.findall(labels)}
    times = [head for head in heads.values() if head.year is not None] or _row_times(layout, values)
    by_column = _heads_name_indicators(layout, values, heads)
    if by_column:
        heads = {col: _naming(layout.heads[col], head) for col, head in heads.items()}
    return _Table(
        layout=layout,
        values=values,
        heads=heads,
        name=name,
        uom=uom or next((found for line in lines if (found := table_uom(line))), None),
        year=plan[1] if plan else min(years) if len(years) == 1 else None,
        plan=plan is not None,
        nature=cast("Nature | None", longest_word("nature", folded)),
        first_target=period[0] if period else year if year is not None else plan[0] if plan else _first_target(times),
        by_column=by_column,
    )


def _row_times(layout: Layout, values: tuple[int, ...]) -> list[Head]:
    """The times that rows have for labels."""
    columns = layout.columns("year") or name_columns(layout, values)
    return [time for col in columns for text in layout.texts(col) if (time := read_time(text))]


def _first_target(times: list[Head]) -> int | None:
    """The first year that is promised, by the heads alone: 2020年|2025年 → 2025; 2022年|2023年|2024年 → 2022."""
    promised = [time.year for time in times if time.year is not None and time.nature == "target"]
    years = sorted({time.year for time in times if time.year is not None})
    if promised or not years:
        return min(promised, default=None)
    return years[1] if len(years) > 1 and years[1] - years[0] > 1 else years[0]


def _heads_name_indicators(layout: Layout, values: tuple[int, ...], heads: dict[int, Head]) -> bool:
    """Whether the rows are years or places and the heads name what is measured."""
    rests = [head.rest for head in heads.values() if head.rest and not is_scope(head.rest)]
    if (
        not rests
        or are_areas([head.rest for head in heads.values()])
        or (layout.columns("indicator") and not _rows_are_years(layout, values))
    ):
        return False
    return bool(layout.columns("scope", "year")) or _rows_are_years(layout, values)


def _naming(texts: tuple[str, ...], head: Head) -> Head:
    """A head that is a name alone keeps all of it: 增加值 is no value of 增加."""
    alone = len(texts) == 1 and (head.year, head.nature, head.per) == (None, None, None)
    return replace(head, rest=texts[0]) if alone else head


def _rows_are_years(layout: Layout, values: tuple[int, ...]) -> bool:
    texts = [plain(layout.rows[number][col]) for col in name_columns(layout, values) for number in layout.body]
    return bool(texts) and all(read_time(text) for text in texts)


def _value_cells(table: _Table, number: int) -> Iterator[tuple[TableCell, list[int]]]:
    """The cells of a row that hold values, with the value columns each reaches over."""
    row = table.layout.rows[number]
    labels = [row[col] for col in range(len(row)) if col not in table.values]
    for cell in distinct(row[col] for col in table.values):
        if is_empty(cell) or any(cell is label for label in labels):
            continue
        columns = [col for col in table.values if row[col] is cell]
        after = [col for col in table.values if col > columns[-1]]
        if after and all(row[col] is None for col in after) and not is_figure(plain(cell)):
            columns += after  # a row that ends early: its last cell stands for all that is left
        yield cell, columns


def _common(heads: list[Head]) -> Head:
    """What all the heads above a cell say alike."""
    first = heads[0]
    same = {name: all(getattr(head, name) == getattr(first, name) for head in heads) for name in Head.__slots__}
    return Head(
        first.year if same["year"] else None,
        first.nature if same["nature"] else None,
        first.per if same["per"] else None,
        first.uom if same["uom"] else None,
        first.rest if same["rest"] else "",
        first.attribute if same["attribute"] else None,
    )


def _cell(table: _Table, row: LabelledRow, head: Head, value: CellValue, *, due: int | None, several: bool) -> Cell:
    label = row.label
    year = value.year or head.year or row.year
    nature = value.nature or row.nature or head.nature or _nature(table, year)
    if year is None and not several and nature == "target":
        year = due
    if (
        year is None
        and not several
        and (table.plan or head.per != "年均")
        and (nature == "target") == (table.nature != "actual")
    ):
        year = table.year
    indicator, scope, uom = label.name, row.scope, label.uom
    if table.by_column:
        named = read_label(head.rest)
        indicator, uom = named.name, head.uom or named.uom
        scope = scope or (None if row.year is not None else label.name or None)
    elif is_scope(head.rest) or (head.rest and _heads_are_scopes(table)):
        scope = head.rest if scope is None else scope
    elif head.rest and _METRIC.search(head.rest) and head.per != "年均" and not indicator.endswith(head.rest):
        indicator += head.rest
    if not indicator and table.name:
        indicator = _name_of_caption(table.name)
    whole = _WHOLE_PLACE.match(indicator) if scope is None else None
    if whole:  # 全市高新技术企业数 is 高新技术企业数 of 全市, as in running text
        scope, indicator = whole.group(), indicator[whole.end() :]
    # 年均增速[累计]: the % of the head is that of the growth, a bracketed figure is in the indicator's own uom
    own_uom = value.per == "累计" and head.per == "年均" and uom is not None
    uom = _joined_uom(uom if own_uom else head.uom or uom or table.uom, value.uom)
    op = _op(value, indicator) if nature == "target" else None
    return Cell(
        table=table.name,
        indicator=indicator,
        uom=uom,
        year=year,
        scope=scope,
        op=op,
        value=value.value,
        nature=nature,
        text=value.text,
        attribute=label.attribute or head.attribute,
        per=value.per or head.per or label.per,
    )


def _nature(table: _Table, year: int | None) -> Nature:
    if year is not None and table.first_target is not None and year < table.first_target:
        return "actual"
    return table.nature or "target"


def _heads_are_scopes(table: _Table) -> bool:
    rests = [head.rest for head in table.heads.values()]
    if are_areas(rests):
        return True
    return any(is_scope(rest) for rest in rests) and not any(_METRIC.search(rest) for rest in rests)


def _joined_uom(table: str | None, cell: str | None) -> str | None:
    """The uom of the table, or the cell's own where it is another: 人, 万 → 万人; 家/年, 家 → 家/年; %, 件 → 件.

    An amount without a uom is read as money; 1.2亿 under 万吨 is 1.2 亿吨.
    """
    if table is None or cell is None:
        return table or cell
    base = table.lstrip("百千万亿")
    if cell.endswith("亿元") and "元" not in table and is_uom(cell[:-1] + base):
        return cell[:-1] + base
    if cell in table or table in cell:
        return table if len(table) >= len(cell) else cell
    return cell + table if is_uom(cell + table) else cell


def _op(value: CellValue, indicator: str) -> Op | None:
    """A bare figure of an indicator that ought to be low (失业率) is a cap."""
    if value.bare and _has("ceiling", indicator) and not _has("floor", indicator):
        return "<="
    return value.op


def _has(kind: str, text: str) -> bool:
    return any(word in text for word in words_of(kind))


def _name_of_caption(caption: str) -> str:
    """What a table measures that only its caption says: "表3 各县（市、区）研发投入强度目标分解表" → 研发投入强度."""
    match = _NAME_IN_CAPTION.fullmatch(re.sub(r"\s+", "", fold(caption)))
    return read_label(match["name"]).name if match else ""
