"""Names that a body goes by beside those that documents write: its short forms and its names of before."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from extract.registry.bodies import tables
from extract.registry.official_names import place_of_body
from kb.units.unit_renamings import names_before

_PLACE = "{P}"


@lru_cache(maxsize=65536)
def other_forms(official: str) -> tuple[str, ...]:
    """What a body is called without its place, shortly, and was called before; nothing but the name where no table has it.

    慈溪市科学技术局 → 科学技术局, 科技局, 科学和技术局, 科委, 科学技术委员会, …
    """
    tail = official.removeprefix(place_of_body(official) or "")
    names = [tail, *_short_forms().get(tail, ()), *names_before(tail)]
    names += [short for before in names_before(tail) for short in _short_forms().get(before, ())]
    return tuple(dict.fromkeys(names))


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    """The names that the registry reads as a body's, by what it is called officially, or took over from: without place."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for pattern, entries in tables().patterns.items():
        written = pattern.removeprefix(_PLACE)
        if "{" in written:
            continue
        for entry in entries:
            for official in (entry.official, entry.successor or entry.official):
                found[official.removeprefix(_PLACE)][written] = None
    return {official: tuple(names) for official, names in found.items()}
