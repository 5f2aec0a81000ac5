"""The query language: what a person types → a tree with one meaning for every engine."""

from kb.query.fields import NAMES, NOBODY
from kb.query.parser import LONGEST, parse
from kb.query.repairs import DEEPEST, MOST_TERMS
from kb.query.tree import And, Field, FieldName, Leaf, Node, Not, Or, Phrase, Prefix, Query, Word, leaves
from kb.query.tree import phrase as make_phrase
from kb.query.tree import prefix as make_prefix
from kb.query.tree import word as make_word

__all__ = [
    "DEEPEST",
    "LONGEST",
    "MOST_TERMS",
    "NAMES",
    "NOBODY",
    "And",
    "Field",
    "FieldName",
    "Leaf",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Word",
    "leaves",
    "make_phrase",
    "make_prefix",
    "make_word",
    "parse",
]
