"""Bodies: from a name as written to the official name of a body of a place."""
