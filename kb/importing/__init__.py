"""Importing: files that a person chose → read apart → looked at and mended → stored when they say so, not before."""
