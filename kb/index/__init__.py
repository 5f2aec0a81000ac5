"""The index as files: what it is told of each commitment, where it lies, and how it is kept in step with the store."""
