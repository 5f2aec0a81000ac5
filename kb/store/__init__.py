"""The store: the only SQL. It is the truth; an index is made from it and can always be made again."""

from kb.store.database import FILE
from kb.store.reading import Changes, IndexedRow, Reading, UnitRow
from kb.store.writing import Known, Writing

__all__ = ["FILE", "Changes", "IndexedRow", "Known", "Store", "UnitRow"]


class Store(Writing, Reading):
    """The documents of one knowledge base."""
