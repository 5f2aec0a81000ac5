"""What a file is to those that there are: new, the same text as one, or a newer or older version of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from extract.models import Facts
from kb.models import DocumentEntry
from kb.text.folding import fold

RelationKind = Literal["new", "same", "newer", "older"]

_DRAFT = re.compile("[（(](?:公开)?(?:征求意见稿|征求意见|送审稿|审议稿|草案|修订稿|修订版|修改稿|试行|暂行)[）)]")


@dataclass(frozen=True, slots=True)
class Relation:
    """`document` is the one that it is the same as, or a version of; `twin` the name of a file chosen along with it."""

    kind: RelationKind = "new"
    document: DocumentEntry | None = None
    twin: str | None = None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the knowledge base with the key of its text."""

    entry: DocumentEntry
    text_key: str


def relation(name: str, text_key: str, facts: Facts, known: Iterable[KnownDocument]) -> Relation:
    """What a file of that name, text and facts is to the documents that there are.

    The same title in the same place, for the same years: 关于…的意见（征求意见稿） of March, 关于…的意见 of May → newer
    """
    versions = []
    for document in known:
        if document.text_key == text_key:
            return Relation("same", document.entry)
        if _one_work(name, facts, document.entry):
            versions.append(document.entry)
    if not versions:
        return Relation()
    latest = max(versions, key=lambda entry: (*_age(entry.facts), entry.path))
    return Relation("older" if _age(facts) < _age(latest.facts) else "newer", latest)


def _one_work(name: str, facts: Facts, other: DocumentEntry) -> bool:
    known = other.facts
    if facts.doc_no and known.doc_no:
        return fold(facts.doc_no) == fold(known.doc_no) and facts.issuer == known.issuer
    if facts.title is None or known.title is None:
        return name == other.name and facts.title is None and known.title is None
    same_years = facts.period == known.period or facts.period is None or known.period is None
    return _work(facts.title) == _work(known.title) and facts.region == known.region and same_years


def _work(title: str) -> str:
    """A title without what says how far it has come: 实施意见（征求意见稿） → 实施意见."""
    return fold(_DRAFT.sub("", title)).replace(" ", "")


def _age(facts: Facts) -> tuple[int, str]:
    """Drafts before what was issued, then by date; what is not dated counts as issued last."""
    return int(facts.status == "正式"), facts.date or "9999"
