"""Many queries from a file, all that they find into another."""

from kb.batch.queries import BadRow, BatchQuery, read_queries
from kb.batch.run import BatchReport, run_batch

__all__ = ["BadRow", "BatchQuery", "BatchReport", "read_queries", "run_batch"]
