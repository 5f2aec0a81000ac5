"""Quantified targets in running text, and what a sentence that holds some says beside them."""

from extract.targets.passage_targets import find_targets, without_repeats
from extract.targets.sentence_labels import is_context, states_only_targets

__all__ = ["find_targets", "is_context", "states_only_targets", "without_repeats"]
