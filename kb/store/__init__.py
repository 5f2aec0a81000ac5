"""The store: the only SQL. It is the truth; an index is made from it and can always be made again."""

from kb.store.store import FILE, Store
from kb.store.stored_commitments import IndexRow
from kb.store.stored_documents import Changes, StoredDocument
from kb.store.stored_files import StoredFile
from kb.store.stored_indicators import IndicatorRow
from kb.store.stored_units import UnitRow

__all__ = ["FILE", "Changes", "IndexRow", "IndicatorRow", "Store", "StoredDocument", "StoredFile", "UnitRow"]
