"""Places: the administrative divisions, and what a document means where it writes 市 or a short name."""
