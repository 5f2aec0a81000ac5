"""Which sections and rows are tasks, with their owners, sentences and measures."""
