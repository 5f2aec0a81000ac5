"""What the knowledge base raises on purpose; each message is one line in Chinese for a person."""

from __future__ import annotations

from dataclasses import dataclass


class KnowledgeBaseError(Exception):
    """Base of all errors this package raises on purpose; `str()` is one line that can be shown as it is."""


class NotBuilt(KnowledgeBaseError):
    """There is no knowledge base in the folder, or not one that this version reads."""


class OldVersion(NotBuilt):
    """The knowledge base in the folder is one that another version of the program made."""


class Locked(KnowledgeBaseError):
    """Another process is writing; the message says which."""


class BadFolder(KnowledgeBaseError):
    """A folder to build from that is not there or is no folder."""


class BadFilter(KnowledgeBaseError):
    """A filter value that means nothing here; the message says what would."""


class BadCorrection(KnowledgeBaseError):
    """A correction that cannot be: a field that is none, a figure that is no figure, a place without text."""


class BadEditor(KnowledgeBaseError):
    """An editor who cannot be listed, or is not; or a sign-in that is refused, with what to do."""


class StaleCorrection(KnowledgeBaseError):
    """Somebody else changed the same thing after it was shown; nothing was stored."""


class BaseChanged(KnowledgeBaseError):
    """Somebody else changed the knowledge base, so that what a person decided about it may no longer be what they want."""


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """One of the units that a typed name may mean: `value` picks it when used as a unit filter."""

    value: str
    name: str
    place: str | None
    tasks: int


class AmbiguousUnit(BadFilter):
    """A unit name that several places share: `places` lists them, so that a person can choose."""

    def __init__(self, name: str, places: tuple[UnitPlace, ...]) -> None:
        super().__init__(name, places)
        self.name = name
        self.places = places

    def __str__(self) -> str:
        listed = "、".join(f"{p.place or '地区不明'}（{p.name}，{p.tasks} 项任务）" for p in self.places)
        return f"“{self.name}”在多个地区都有：{listed}。请再选定地区"
