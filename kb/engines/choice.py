"""Which engine an index gets: one asked for by name, or by the size of the base. A third engine is a line here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Literal, TypeAlias, get_args

from kb.engines.interface import Engine
from kb.errors import KnowledgeBaseError

log = logging.getLogger(__name__)

EngineName = Literal["auto", "whoosh", "tantivy"]
EngineChoice: TypeAlias = EngineName | type[Engine]

LARGE = 20_000
"""Commitments beyond which Tantivy is taken: Whoosh answers comfortably up to there."""

_CLASSES = {"whoosh": "WhooshEngine", "tantivy": "TantivyEngine"}
NAMES = tuple(_CLASSES)


def engine_named(name: str) -> type[Engine]:
    """The engine of a name; it is loaded only now. KnowledgeBaseError where there is none, or not on this machine."""
    if name not in _CLASSES:
        raise KnowledgeBaseError(f"没有“{name}”这种检索引擎；可以是：{'、'.join(get_args(EngineName))}")
    try:
        module = import_module(f"kb.engines.{name}")
    except ImportError as error:
        raise KnowledgeBaseError(
            f"这台机器上没有检索引擎 {name}（{error}）。请重新运行 make app，或改用 --engine whoosh"
        ) from error
    engine: type[Engine] = getattr(module, _CLASSES[name])
    return engine


def engine_for(asked: EngineChoice, *, commitments: Callable[[], int], present: str | None) -> type[Engine]:
    """The engine that `asked` means for a base of so many commitments, whose index is of the engine `present`.

    auto is Tantivy in a large base; a smaller one keeps the engine that its index has, Whoosh where it has none.
    """
    if not isinstance(asked, str):
        return asked
    if asked != "auto":
        return engine_named(asked)
    name = "tantivy" if commitments() > LARGE else present if present in _CLASSES else "whoosh"
    if name == "whoosh":
        return engine_named(name)
    try:
        return engine_named(name)
    except KnowledgeBaseError as error:
        log.warning("%s", error)
        return engine_named("whoosh")
