"""Replies to proposals: which proposal, whose, and to whom the reply goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.head_lines import HeadLine
from extract.models import Proposal
from extract.text.characters import fold

_NUMBER = re.compile(r"第?\s?(?P<no>[A-Za-z]?\d{1,8})\s?号")
_SUBJECT = re.compile(r"建议|提案|议案")
_MADE = re.compile(
    r"(?P<who>[^，。；：]{1,40}?)(?:等)?(?:同志)?(?:在[^，。]{2,40}?)?(?:所)?提出的?"
    r"(?:第?[A-Za-z]?\d+号)?(?P<name>《[^》]+》|[“\"]?关于[^，。；]+?的?(?:建议|提案|议案))"
)
_NAMED = re.compile(r"《(?P<name>[^》]*(?:建议|提案|议案)?)》")
_YOU = re.compile(r"^(?:您|你|贵).{0,4}$")
_OPENING = 25
_HONOUR = re.compile(r"(?:市|省|县|区|全国)?(?:人大|政协)?(?:代表|委员|先生|女士|同志)$")


def find_proposal(title: str | None, head: Sequence[HeadLine]) -> Proposal | None:
    """What a reply says of the proposal it answers; None where title and first lines speak of none.

    关于…第239号建议的协办意见 / 市经信局： / 某某代表提出的《关于…的建议》收悉 → 239, 某某, 关于…的建议, 市经信局
    """
    opening = [line for line in head[:_OPENING] if line.kind in ("text", "title", "addressee", "item")]
    said = " ".join(filter(None, (title, *(line.plain for line in opening[:4]))))
    if _SUBJECT.search(said) is None:
        return None
    number = _NUMBER.search(fold(title or "")) or _NUMBER.search(said)
    addressee = next((line for line in head[:_OPENING] if line.kind == "addressee"), None)
    to = re.sub(r"[：:]$", "", addressee.text).strip() if addressee else None
    who = name = None
    for line in opening:
        match = _MADE.search(line.plain)
        if match:
            who, name = _written(line, match, "who"), _written(line, match, "name").strip('《》“”"')
            break
    if name is None:
        named = ((line, match) for line in opening if (match := _NAMED.search(line.plain)))
        name = next((_written(line, match, "name") for line, match in named), None)
    if who is None or _YOU.match(who):
        who = to
    return Proposal(number["no"] if number else None, _person(who), name, to)


def _written(line: HeadLine, match: re.Match[str], group: str) -> str:
    """A part of a line as written, without blanks: folding keeps the length."""
    return re.sub(r"\s+", "", line.text)[slice(*match.span(group))]


def _person(text: str | None) -> str | None:
    """The proposer without title of honour: 某某代表 → 某某; a body stays as it is."""
    if text is None:
        return None
    text = text.removeprefix("尊敬的").strip("，、 ")
    honour = _HONOUR.search(fold(text))
    return text[: honour.start()] if honour and honour.start() else text or None
