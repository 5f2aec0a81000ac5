"""What names a knowledge base holds: read from the store once for each state of it, and kept beside the index."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from extract.text import segment
from kb.expansion.name_index import Name, NameIndex, NameKind, name_of
from kb.expansion.pinyin import stamp as spelling_stamp
from kb.store import UnitRow

log = logging.getLogger(__name__)

FILE = "names.json"
_FORM = "1"
"""Raised with every change of the file or of what is kept in it."""
_MOST_WORDS = 60_000
_MOST_TEXT = 4_000_000
"""Characters of running text that are read for words: what a base speaks of often is found in them."""
_LONGEST_INDICATOR = 40
_LONGEST_PAIR = 10
_HAN = re.compile(r"[一-鿿㐀-䶿]{2,}")
_LEVELS = "省市区县州旗盟镇乡"
_BODY = "局委办厅部处院会所站队社校行心司"


@dataclass(frozen=True, slots=True)
class NameSource:
    """Where names are read from: the units by name and region; the indicators of targets and tables, with how often; the
    titles of tasks, then their texts, up to so many characters.
    """

    units: Callable[[], Sequence[UnitRow]]
    indicators: Callable[[], Sequence[tuple[str, int]]]
    passages: Callable[[int], Iterable[str]]


def names_of(source: NameSource, *, folder: Path, pointer: bytes) -> NameIndex:
    """The names of a base; from the file beside the index where that is of this state of it, else read anew.

    A folder that cannot be written costs time, not the answer.
    """
    stamp = _stamp(pointer)
    kept = _kept(folder / FILE, stamp)
    if kept is not None:
        return NameIndex(kept)
    found = [name_of(text, kind, count) for text, kind, count in collect(source)]
    _keep(folder / FILE, stamp, found)
    return NameIndex(found)


def carry_names(folder: Path, *, before: bytes, now: bytes) -> None:
    """Let the names that are kept stand for the next state of a base, in which a person mended one document.

    A new name is offered after the next build: to collect them all would take longer than the correction.
    """
    path, old = folder / FILE, _stamp(before)
    try:
        kept = path.read_text("utf-8")
    except FileNotFoundError:
        return
    if old in kept[: 2 * len(old)]:
        _put(path, kept.replace(old, _stamp(now), 1))


def _stamp(pointer: bytes) -> str:
    return hashlib.sha256(f"{_FORM} {spelling_stamp()} ".encode() + pointer).hexdigest()


def collect(source: NameSource) -> Iterator[tuple[str, NameKind, int]]:
    """The names with their kind and number; a unit as written, and without the word for its level: 市科技局, 科技局."""
    units: Counter[str] = Counter()
    for row in source.units():
        units[row.name] += row.tasks
        bare = row.name[1:] if len(row.name) > 2 and row.name[0] in _LEVELS else ""
        if bare and bare[-1] in _BODY:
            units[bare] += row.tasks
    yield from _listed(units, "unit")
    indicators: Counter[str] = Counter()
    for name, count in source.indicators():
        if len(name) <= _LONGEST_INDICATOR:
            indicators[" ".join(name.split())] += count
    yield from _listed(indicators, "indicator")
    known = {*units, *indicators}
    yield from ((word, "word", count) for word, count in _words(source, indicators) if word not in known)


def _listed(names: Counter[str], kind: NameKind) -> Iterator[tuple[str, NameKind, int]]:
    return ((text, kind, count) for text, count in sorted(names.items()) if text)


def _words(source: NameSource, indicators: Counter[str]) -> list[tuple[str, int]]:
    """Words of texts, and two that stand beside each other more than once: 研发, 投入, 研发投入."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in (*indicators, *source.passages(_MOST_TEXT)):
        for run in _HAN.findall(text):
            cut = segment.words(run)
            words.update(word for word in cut if len(word) > 1)
            pairs.update(one + two for one, two in pairwise(cut) if len(one) > 1 and len(two) > 1)
    words.update({pair: count for pair, count in pairs.items() if count > 1 and len(pair) <= _LONGEST_PAIR})
    return words.most_common(_MOST_WORDS)


def _kept(path: Path, stamp: str) -> list[Name] | None:
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["stamp"] != stamp:
            return None
        return [Name(*fields) for fields in data["names"]]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be used and is made anew: %s", path, error)
        return None


def _keep(path: Path, stamp: str, names: Iterable[Name]) -> None:
    rows = [(name.text, name.kind, name.count, name.folded, name.spelt, name.initials) for name in names]
    _put(path, json.dumps({"stamp": stamp, "names": rows}, ensure_ascii=False))


def _put(path: Path, content: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        draft.write_text(content, "utf-8")
        os.replace(draft, path)
    except OSError as error:
        log.warning("%s cannot be written: %s", path, error)
