"""Other names of what was typed: synonyms, names of bodies, pinyin, and what may have been meant."""

from kb.expansion.name_knowledge import NameKnowledge
from kb.expansion.query_expansion import Expand, ExpandedQuery, expand
from kb.expansion.vocabulary import NameSource, carry_names

__all__ = ["Expand", "ExpandedQuery", "NameKnowledge", "NameSource", "carry_names", "expand"]
