"""What a section is for and what tense its text has, told by the head noun of its title; see `rules/sections.csv`.

目标, 原则, 背景 head sections that hold no tasks, 任务, 举措 those that only hold them; a verb in front makes the noun its
object (完善指标体系), and a title without a known head is "action".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast, get_args

from extract.rulefiles import Row, alternatives, load_csv
from extract.text.characters import fold
from extract.text.numerals import HAN_ONES

SectionUse = Literal["context", "past", "mixed", "container", "safeguard", "closing", "action"]
TitleTense = Literal["past", "present", "future"]

SECTION_COLUMNS = ("use", "how", "word", "tense", "example", "counter")
_HOW = ("ends", "is", "has", "opens")
_YEARS = re.compile(
    rf"[（(]?(?:\d{{4}}年?(?:[-—~～至到]\d{{4}}年?)?|[“\"]?十[{HAN_ONES}]五[”\"]?(?:时期|期间)?)的?[）)]?"
)
_JOINT = re.compile(r"以及|[和与及暨、]")
_LONGEST = 30
_LONGEST_HEADED = 16
"""A title of more characters, or of clauses, says what is done, whatever its last noun is (…，全面提升城市发展环境)."""
_SEES = re.compile(r"[^，。；]{0,3}(?:认识|认清|看清|把握)(?=[^，；。]+$)")
"""A verb after which a title of any length only says what is to be seen (准确把握面临的新机遇新挑战), where its head is context."""
_NOUNS = "发展|建设|实施|规划|改革|整治|工作"
_ANY = "[^，。]"
_OBJECT_OF = "(?<![夯固筑打补见破解抓促增提])(?<!(?<!加)强)"
"""A verb of one character right before a noun makes it the object: 藏粮于地强基础, 奋斗见成效."""
_PLAIN = "主要|重点|总体|基本|具体|相关|有关|工作"


@dataclass(frozen=True, slots=True)
class TitleReading:
    """What a title tells; `use` is None where it is not listed, `tense` where it says nothing or both."""

    use: SectionUse | None
    tense: TitleTense | None


@dataclass(frozen=True, slots=True)
class _Heads:
    rows: dict[tuple[str, str], Row]
    patterns: dict[str, re.Pattern[str]]
    opens: re.Pattern[str]
    modifies: re.Pattern[str]
    """A verb that stands as a noun before the head noun: 发展目标, 建设主要任务."""


@cache
def _heads() -> _Heads:
    rows: dict[tuple[str, str], Row] = {}
    for row in load_csv("sections.csv", SECTION_COLUMNS):
        if row["use"] not in get_args(SectionUse):
            raise row.error(f"{row['use']} is no use of a section")
        if row["how"] not in _HOW:
            raise row.error(f"{row['how']} is no way to match")
        if row["tense"] not in ("", *get_args(TitleTense)):
            raise row.error(f"{row['tense']} is no tense of a title")
        rows[row["how"], row["word"]] = row

    def words(how: str, *uses: str) -> str:
        return alternatives(
            word for (way, word), row in rows.items() if way == how and (not uses or row["use"] in uses)
        )

    verbs = load_csv("action_verbs.csv", ("word", "kind", "example"), unique="word")
    doing = alternatives(row["word"] for row in verbs if len(row["word"]) > 1)
    ends = words("ends")
    transitive = words("opens", "action")
    return _Heads(
        rows,
        {
            "is": re.compile(rf"^(?:{words('is')})$"),
            "has": re.compile(words("has")),
            "opens": re.compile(rf"^(?:{words('opens', 'context')})"),
            "ends": re.compile(rf"{_OBJECT_OF}(?:{ends})$"),
        },
        re.compile(rf"(?:{transitive}|{doing})(?!的)"),
        re.compile(
            rf"(?:(?!{transitive})(?:{doing})(?={_ANY}{{2}}(?:$|{_JOINT.pattern}))|(?:{_NOUNS})(?:的?(?:{_PLAIN}))?)(?:{ends})(?:$|{_JOINT.pattern})"
        ),
    )


@cache
def section_use(title: str) -> SectionUse:
    """The use of a section with this title.

    "指导思想" → context; "重点任务" → container; "加强组织领导" → safeguard; "建设科创平台" → action
    """
    return read_title(title).use or "action"


@lru_cache(maxsize=4096)
def read_title(title: str) -> TitleReading:
    """The use and the tense that the head noun of a title tells.

    "阶段目标" → context, future; "回顾与展望" → mixed, None; "完善指标体系", "综合交通" → None, None
    """
    plain = fold(title).replace(" ", "").rstrip("。：；")
    for how in ("is", "has", "opens"):
        match = _heads().patterns[how].search(plain)
        if match is not None and len(plain) <= _LONGEST:
            return _told([_heads().rows[how, match[0]]])
    bare = _YEARS.sub("", plain)
    sees = _SEES.match(bare)
    if sees is not None and (rows := _headed(bare[sees.end() :])) and all(row["use"] == "context" for row in rows):
        return _told(rows)
    if not bare or len(bare) > _LONGEST_HEADED or re.search("[，；。]", bare):
        return TitleReading(None, None)
    rows = _headed(bare)
    if opens_with_verb(bare):
        return _told(rows) if rows and all(row["use"] == "safeguard" for row in rows) else TitleReading(None, None)
    return _told(rows)


def opens_with_verb(title: str) -> bool:
    """Whether a title names a doing by its first verb: 完善指标体系, 加强形势研判; not 发展目标, 实施原则."""
    heads = _heads()
    return heads.opens.match(title) is not None and heads.modifies.match(title) is None


def names_doing(title: str) -> bool:
    """Whether a title has a verb of doing anywhere: 面向学生提供托管服务; not 综合交通, 会议地点."""
    return _heads().opens.search(title) is not None


def _headed(title: str) -> list[Row]:
    """The head nouns of a title and of its coordinated parts; none where its last part has none."""
    rows: list[Row] = []
    parts = [part for part in _JOINT.split(title) if part]
    for at, part in enumerate(reversed(parts)):
        if ("is", part) in _heads().rows:
            rows.append(_heads().rows["is", part])
            continue
        match = _heads().patterns["ends"].search(part)
        if match is None:
            if at == 0:
                return []
            continue
        rows.append(_heads().rows["ends", match[0]])
        # 目标任务 has two heads
        before = _heads().patterns["ends"].search(part[: match.start()])
        if before is not None and rows[-1]["use"] != "past":
            rows.append(_heads().rows["ends", before[0]])
    return rows


def _told(rows: list[Row]) -> TitleReading:
    uses = {cast(SectionUse, row["use"]) for row in rows}
    tenses = {row["tense"] for row in rows if row["tense"]}
    backward, told = tenses & {"past", "present"}, None
    if not (backward and "future" in tenses):
        told = "past" if "past" in tenses else next(iter(tenses), None)
    return TitleReading(_use(uses), cast("TitleTense | None", told))


def _use(uses: set[SectionUse]) -> SectionUse | None:
    if not uses:
        return None
    if len(uses) == 1:
        return next(iter(uses))
    if "container" in uses or "mixed" in uses:
        return "mixed" if uses & {"context", "past", "mixed"} else "container"
    return "context" if "context" in uses else next(iter(uses))
