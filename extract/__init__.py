"""Reads one planning document and takes out what it commits to."""
