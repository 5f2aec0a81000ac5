"""A query and filters, as typed → what an engine is asked."""
