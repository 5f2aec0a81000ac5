"""Many queries from a file, all that they find into another."""

from kb.batch.batch_run import BatchReport, run_batch
from kb.batch.query_file import BadRow, BatchQuery, read_queries

__all__ = ["BadRow", "BatchQuery", "BatchReport", "read_queries", "run_batch"]
