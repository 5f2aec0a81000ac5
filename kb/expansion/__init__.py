"""Other names of what was typed: synonyms, names of bodies, pinyin, and what may have been meant."""

from kb.expansion.expand import Expand, Expanded, expand
from kb.expansion.known import Known

__all__ = ["Expand", "Expanded", "Known", "expand"]
