"""The tables of a document, each read once: what it is, its caption, the roles of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.models import Block, Notice
from extract.tables.captions import caption_of, uom_of
from extract.tables.heads import Layout, lay_heads
from extract.tables.table_kinds import TableKind, seems_to_commit, table_kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document: `caption` from inside, above or the box around it, `uom` from the line above it."""

    block: Block
    layout: Layout
    kind: TableKind
    caption: str | None = None
    uom: str | None = None


def read_tables(blocks: tuple[Block, ...]) -> tuple[Table, ...]:
    """All tables in reading order, those in boxes among them.

    a paragraph 重点任务分解表 above 任务|责任单位 → one table of kind "tasks" with that caption
    """
    return tuple(_tables(blocks, None))


def table_notices(tables: tuple[Table, ...]) -> Iterator[Notice]:
    """What is to be said of the tables that were not understood although they seem to hold commitments."""
    for table in tables:
        if table.kind == "other" and seems_to_commit(table.layout):
            name = f"“{table.caption[:30]}”" if table.caption else "一张表格"
            yield Notice("table-not-understood", f"{name}的栏目未能识别，表中内容未收录", table.block.span)


def _tables(blocks: tuple[Block, ...], box: str | None) -> Iterator[Table]:
    for index, block in enumerate(blocks):
        if block.kind == "box":
            yield from _tables(block.blocks, block.text or box)
        elif block.kind == "table":
            before = blocks[:index]
            caption = block.text or caption_of(before) or box
            layout = lay_heads(block)
            yield Table(block, layout, table_kind(layout, caption), caption, uom_of(before))
