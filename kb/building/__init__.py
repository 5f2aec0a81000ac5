"""Building: folders of files → the store → the index, by one writer at a time."""
