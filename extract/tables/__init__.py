"""Tables, read once a document: what they are, the cells of indicator tables, the tasks of task tables."""

from extract.tables.column_roles import UNIT_ROLES
from extract.tables.document_tables import Table, read_tables, table_notices
from extract.tables.group_owners import group_owner
from extract.tables.indicator_table import read_cells
from extract.tables.owner_rows import OwnerRow, read_owner_rows
from extract.tables.table_kinds import TableKind, value_columns
from extract.tables.task_columns import figure_columns
from extract.tables.task_table import due_years, read_task_rows
from extract.tables.unit_marks import read_legend

__all__ = [
    "UNIT_ROLES",
    "OwnerRow",
    "Table",
    "TableKind",
    "due_years",
    "figure_columns",
    "group_owner",
    "read_cells",
    "read_legend",
    "read_owner_rows",
    "read_tables",
    "read_task_rows",
    "table_notices",
    "value_columns",
]
