"""Blocks to a tree of sections, and what each section is for."""
