"""Tables: what kind they are, the cells of indicator tables, the tasks of task tables."""

from extract.tables.grid import grid
from extract.tables.indicator_table import read_cells
from extract.tables.table_kinds import TableKind, caption_of, table_kind, uom_of
from extract.tables.task_table import read_task_rows

__all__ = ["TableKind", "caption_of", "grid", "read_cells", "read_task_rows", "table_kind", "uom_of"]
