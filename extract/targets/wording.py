"""Trims a stretch of a clause to the noun phrase that is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.models import Per, Span
from extract.periods import YearMark
from extract.segment import cutter
from extract.targets.masking import HIDDEN
from extract.targets.words import words

_PER: dict[str, Per] = {"年均": "年均", "每年均": "年均", "年平均": "年均", "每年": "每年", "累计": "累计"}
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_EDGE = " 、，,：:；;—-·"
_GUARDED = {
    "均": "人户地亩年日平师",
    "共": "公",
    "增": "新净年",
    "在": "存现内所",
    "要": "主需",
    "各": "",
    "将": "",
    "保持": "水土",
}
"""A short word is not one behind these: 人均 holds no 均."""
_BASE = re.compile(
    rf"(?:，)?(?:比|较|相比|与|同)(?P<base>[^，；、{HIDDEN}]{{2,14}}?)(?:相比)?$|(?:在|按|以)(?P<on>[^，；]{{2,12}}?)(?:的)?(?:基础上|水平上|基数上)，?$"
)
_PREFACE = re.compile(r"(?:到|至|在|按照|围绕|通过|依托|面向|聚焦|根据|结合|针对|随着|以[^，]{1,8}为)[^，]{0,30}，")


@dataclass(slots=True)
class Tail:
    """What stood between an indicator and its figure: where the indicator ends, and what the words said."""

    end: int
    verb: str | None = None
    kind: str | None = None
    per: Per | None = None
    modality: str | None = None
    base: Span | None = None


def strip_tail(masked: str, start: int, end: int) -> Tail:
    """Takes the words that lead to a figure off the end of masked[start:end].

    高新技术企业数量力争达到 → indicator 高新技术企业数量, modality 力争; 产值年均增长 → 产值, verb 增长, per 年均
    """
    lexicon = words().tails
    tail = Tail(end)
    while tail.end > start:
        if masked[tail.end - 1] in _EDGE:
            tail.end -= 1
            continue
        base = _BASE.search(masked, start, tail.end)
        if base is not None and tail.base is None:
            tail.base = base.span("base" if base["base"] else "on")
            tail.end = base.start()
            continue
        word = lexicon.at_end(masked, start, tail.end)
        if word is None or _guarded(masked, start, tail.end, word):
            break
        kind = lexicon.kinds[word]
        if kind in ("grow", "fall", "reach", "reach-down"):
            if tail.kind is None:
                tail.kind, tail.verb = kind, word
            elif tail.kind not in ("reach", "reach-down") or kind not in ("grow", "fall", "reach", "reach-down"):
                break
            else:
                tail.kind, tail.verb = kind if tail.kind == "reach" else tail.kind, word
        elif kind == "modal":
            tail.modality = word
        tail.per = tail.per or _PER.get(word)
        tail.end -= len(word)
    return tail


def _guarded(masked: str, start: int, end: int, word: str) -> bool:
    before = end - len(word) - 1
    return before >= start and masked[before] in _GUARDED.get(word, "")


@dataclass(slots=True)
class Head:
    """Where an indicator begins, and what stood before it."""

    start: int
    scope: str | None = None
    modality: str | None = None
    per: Per | None = None
    verb: str | None = None


def strip_head(
    folded: str, masked: str, start: int, end: int, marks: list[YearMark], *, among: bool, verbs: str
) -> Head:
    """Takes years, scope, modal words and verbs off the start of a stretch.

    `verbs` says which verbs go: "all", or "plain" for those that cannot be the first part of a noun (投资增速).
    到2026年力争全市新增上市企业 → 上市企业, scope 全市, modality 力争, verb 新增
    """
    rules = words()
    head = Head(start)
    pattern = rules.among if among else rules.scopes
    while head.start < end:
        at = head.start
        if masked[at] in _EDGE:
            head.start += 1
            continue
        mark = next((m for m in marks if m.span[0] <= at < m.span[1]), None)
        if mark is not None:
            head.per = head.per or ("每年" if mark.role == "each" and "年均" not in folded[slice(*mark.span)] else None)
            head.start = min(mark.span[1], end)
            continue
        scope = pattern.match(masked, at, end)
        if scope is not None:
            head.scope = scope[0]
            head.start = scope.end()
            continue
        word = rules.openers.at_start(masked, at, end)
        if word is not None and not _splits_word(masked, at, end, word):
            if word in rules.modals:
                head.modality = word
            head.per = head.per or _PER.get(word)
            head.start += len(word)
            continue
        word = rules.manners.at_start(masked, at, end)
        if word is not None and (
            rules.makes.at_start(masked, at + len(word), end) or rules.openers.at_start(masked, at + len(word), end)
        ):
            head.start += len(word)
            continue
        word = rules.makes.at_start(masked, at, end)
        if (
            word is not None
            and (verbs == "all" or rules.makes.kinds[word] == "make")
            and end - at - len(word) >= 2
            and not _splits_word(masked, at, end, word)
        ):
            head.verb = word
            head.start += len(word)
            if masked[head.start : head.start + 1] in ("出", "了"):
                head.start += 1
            continue
        break
    return head


def _splits_word(masked: str, start: int, end: int, word: str) -> bool:
    """Whether the segmenter sees a longer word there: 增加 in 增加值, 服务 in 服务业."""
    run = _HAN_RUN.match(masked, start, min(end, start + 16))
    if run is None or run.end() == start + len(word):
        return False
    at = 0
    for token in cutter()(run[0]):
        if at < len(word) < at + len(token):
            return True
        at += len(token)
        if at >= len(word):
            return False
    return False


def as_written(text: str, start: int, end: int) -> str:
    """The words between two offsets without marks at their edges."""
    return text[start:end].strip(_EDGE + "。的")
