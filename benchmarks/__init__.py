"""Speed beside a peer in the same run: python -m benchmarks.extract, python -m benchmarks.search."""
