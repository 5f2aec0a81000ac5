"""The store: the only SQL. It is the truth; an index is made from it and can always be made again."""

from kb.store.build_log import BuildLog
from kb.store.database import FILE
from kb.store.people_tables import PeopleTables
from kb.store.reader import Changes, IndexRow, IndicatorRow, StoreReader, UnitRow
from kb.store.review_reader import ReviewReader
from kb.store.writer import StoredFile, StoreWriter

__all__ = ["FILE", "Changes", "IndexRow", "IndicatorRow", "Store", "StoredFile", "UnitRow"]


class Store(StoreWriter, StoreReader, ReviewReader, BuildLog, PeopleTables):
    """The documents of one knowledge base."""
