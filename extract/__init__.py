"""Reads one planning document and takes out what it commits to.

The public interface is the stages by name: `read_blocks`, `build_outline`, and `extract_document`, which runs them all.
They are imported on first use: who only needs the segmenter or the registry does not wait for spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.document import extract_document, read_source
    from extract.errors import ExtractError, ReadError
    from extract.explain import rule_name
    from extract.interchange import to_json
    from extract.models import Document
    from extract.outline.tree import build_outline
    from extract.readers import read_blocks

__all__ = [
    "Document",
    "ExtractError",
    "ReadError",
    "build_outline",
    "extract_document",
    "read_blocks",
    "read_source",
    "rule_name",
    "to_json",
]

_HOME = {
    "Document": "extract.models",
    "ExtractError": "extract.errors",
    "ReadError": "extract.errors",
    "build_outline": "extract.outline.tree",
    "extract_document": "extract.document",
    "read_blocks": "extract.readers",
    "read_source": "extract.document",
    "rule_name": "extract.explain",
    "to_json": "extract.interchange",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
