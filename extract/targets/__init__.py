"""Quantified targets in running text, and what a sentence that holds some says beside them."""

from extract.targets.labels import is_context, states_only_targets
from extract.targets.reading import find_targets

__all__ = ["find_targets", "is_context", "states_only_targets"]
