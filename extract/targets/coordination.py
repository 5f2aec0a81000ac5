"""Indicators that share a part: 花生种植、收获机械化率 is two, 花生种植机械化率 and 花生收获机械化率."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from extract.models import Span
from extract.rulefiles import alternatives, load_csv
from extract.targets.indicator_wording import as_written
from extract.targets.target_words import words
from extract.text.characters import fold
from extract.text.numerals import HAN, parse_number
from extract.text.segment import tokens

HEAD_COLUMNS = ("word", "kind", "example")
HEAD_KINDS = ("", "bare", "link")
_AND = re.compile(r"、|以及|(?<![共饱])和(?![谐平])|(?<!参)与|(?<![普涉])及|跟|或")
_COMMA = re.compile(r"、")
_LEVELS = rf"(?:国家|世界|省部|国|部|省|市|县|区|镇|乡|村|自治区|(?:{HAN}|\d)星|[2-5]A)级(?:以上)?"
_LEVEL, LEVEL_AT_END = re.compile(_LEVELS), re.compile(f"{_LEVELS}$")
_LENT = ("排放", "使用", "施用", "消费", "消耗")
_LONG_WORD = 4
_SUM = re.compile(rf"(?P<number>{HAN}|\d+)(?P<of>[大个类项条种家])(?=[\u4e00-\u9fff]{{2}})")
_EACH_OF = re.compile(r"每[十百千万]*(?:常住|户籍)?人口?(?:拥有)?")
_RATE = re.compile(r"(?:年均|同比|平均)?(?:增速|增幅|增长率|占比|比重|增长|覆盖率|达标率)$")


@cache
def _kinds(*kinds: str) -> frozenset[str]:
    found: dict[str, list[str]] = {kind: [] for kind in HEAD_KINDS}
    for row in load_csv("indicator_heads.csv", HEAD_COLUMNS, unique="word"):
        if row["kind"] not in found:
            raise row.error("kind must be bare, link or nothing")
        found[row["kind"]].append(row["word"])
    return frozenset(word for kind in kinds for word in found[kind])


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(_kinds('', 'bare'))})(?:（[^）]*）)?$")


_OF_ALL = re.compile(r"(?<=..)(?:行业|领域|单位(?=产品|面积|增加值))")
"""What stands behind the last of the things that are named and goes with each of them: 平板玻璃单位产品能耗."""


def is_bare(indicator: str) -> bool:
    """Whether an indicator names a measure but not of what: 产值, 增速."""
    return fold(indicator) in _kinds("bare")


def bare_end(indicator: str) -> str:
    """The measure that an indicator ends with (产量 of 饮用水产量), "" where there is none."""
    return next((indicator[-length:] for length in range(6, 1, -1) if fold(indicator[-length:]) in _kinds("bare")), "")


def ends_with_head(text: str) -> bool:
    """Whether a noun phrase ends with what can be measured by itself (率, 增加值, 面积)."""
    return _heads().search(fold(text)) is not None


def items(masked: str, start: int, end: int, wanted: int | None = None) -> list[Span]:
    """The coordinated parts of masked[start:end]: as many as `wanted` where one way of cutting gives that, else all."""
    cuts = [_cut(_AND, masked, start, end), _cut(_COMMA, masked, start, end)]
    if wanted is not None:
        fitting = [spans for spans in cuts if len(spans) == wanted]
        if fitting:
            return fitting[0]
        mixed = _pairs_merged(masked, cuts[0], wanted)
        if mixed is not None:
            return mixed
    elif len(cuts[1]) > 1 and masked[cuts[0][-1][0] - 1] == "、":
        return cuts[1]  # 新建和改建学校、医院: what 和 joins before the last 、 is one
    return cuts[0]


def _cut(pattern: re.Pattern[str], masked: str, start: int, end: int) -> list[Span]:
    spans, begin = [], start
    for match in pattern.finditer(masked, start, end):
        if match.start() > begin:
            spans.append((begin, match.start()))
            begin = match.end()
    if end > begin:
        spans.append((begin, end))
    return spans


def _pairs_merged(masked: str, spans: list[Span], wanted: int) -> list[Span] | None:
    """Where the cut gives too many parts, an 和 inside a name was cut: join what is joined by 和 and no 、, from the left."""
    spans = list(spans)
    while len(spans) > wanted:
        for at in range(len(spans) - 1):
            if masked[spans[at][1]] != "、" and at + 1 < len(spans) - 1:
                spans[at : at + 2] = [(spans[at][0], spans[at + 1][1])]
                break
        else:
            return None
    return spans if len(spans) == wanted else None


def compose(text: str, spans: list[Span]) -> list[str]:
    """Each coordinated part as an indicator of its own, with what it shares with the others put back.

    马铃薯种植、收获机械化率 → 马铃薯种植机械化率, 马铃薯收获机械化率; 核心产业和相关产业规模 → 核心产业规模, 相关产业规模
    """
    parts = [as_written(text, *span) for span in spans]
    if len(parts) < 2:
        return parts
    if (summed := _summed(parts)) is not None:
        return summed
    last = parts[-1]
    if (graded := by_level(parts)) is not None:
        return graded
    rate = _RATE.search(last)
    if not ends_with_head(last):
        return parts
    strong = _strong_end(last)
    if strong:
        return [part if part.endswith(strong) else part + strong for part in parts]
    if all(ends_with_head(part) for part in parts):
        if (
            rate is not None
            and rate.start() > 0
            and not any(_RATE.search(part) or part[-1] in "率度" for part in parts[:-1])
        ):
            return [part + rate[0] for part in parts[:-1]] + [last]
        return parts
    lent = _shared_end(parts[0], last)
    borrows = bool(lent) and not ends_with_head(parts[0]) and not last.startswith(parts[0][:2])
    prefix = _shared_start(parts[0]) if borrows else ""
    each = _EACH_OF.match(parts[0])
    whole = []
    for at, part in enumerate(parts):
        suffix = _shared_end(part, last) if at < len(parts) - 1 else ""
        own = part.removesuffix(lent)
        alike = len(own) < _LONG_WORD or parts[0].endswith(own[-2:])  # 养老保险、医疗保险
        if at and prefix and alike and len(_words(own)) <= 1:
            part = prefix + part
        elif at and each is not None and not part.startswith("每"):
            part = each[0] + part
        if suffix and not ends_with_head(part):
            part += suffix
        whole.append(part)
    return whole


def by_level(parts: list[str]) -> list[str] | None:
    """Levels that share their noun: 国家级、省级农业产业园 → 国家级农业产业园, 省级农业产业园; None where there are none."""
    own = _LEVEL.match(parts[-1])
    if len(parts) < 2 or own is None or len(parts[-1]) - own.end() < 2:
        return None
    if not all(_LEVEL.fullmatch(part) for part in parts[:-1]):
        return None
    return [part + parts[-1][own.end() :] for part in parts[:-1]] + [parts[-1]]


def _words(text: str) -> list[str]:
    """The words of a text, cut as in its simplified form."""
    return [text[at : at + len(token)] for token, at in tokens(fold(text)) if token[0].isalnum()]


def _strong_end(last: str) -> str:
    """Two measuring words in a row at the end belong to every part: 化学需氧量、氨氮排放总量."""
    end = ""
    for count, token in enumerate(reversed(_words(last))):
        if not ends_with_head(token):
            return end if count >= 2 and end.startswith(_LENT) else ""
        end = token + end
    return ""


def _shared_end(part: str, last: str) -> str:
    """What the last part lends to one before it."""
    ends = list(accumulate(map(len, _words(last))))
    for length in range(min(len(part), len(last) - 2), 0, -1):
        at = last.find(part[-length:])
        if length == 1 and at + 1 not in ends:
            continue  # 小学 and 学历 have nothing in common
        if at >= 0 and at + length <= len(last) - 2:
            return last[at + length :]  # 核心产业、相关产业规模: behind what they have in common
    kind = _OF_ALL.search(last)
    if kind is not None and kind.start() in ends and not _OF_ALL.search(part):
        return last[kind.start() :]  # 水泥、建筑陶瓷行业产能占比
    own, head = _own_end(part, last, ends), _heads().search(fold(last))
    if head is None or (len(part) < _LONG_WORD and len(_words(part)) == 1 and len(head[0]) <= len(last) - own):
        return last[own:]  # 城镇、农村居民收入: one word for one; but the segmenter cuts 初中班 off 额
    at = next(begin for begin in reversed([0, *ends]) if begin <= head.start()) or head.start()
    while (link := _link_before(last, at)) > 0:
        at = link
    return last[at:]


def _own_end(part: str, last: str, ends: list[int]) -> int:
    """Where the word ends that the last part has for itself: 农村 of 农村居民收入, where 城镇 stands before it."""
    short = len(part)
    alike = part + last[short : ends[0]]  # 城镇居民 is a word as 农村居民 is; 高铁公路 is none as 高速公路 is
    cut = short < ends[0] - 1 and len(_words(alike)) == len(_words(last[:short])) == 1
    return short if cut else ends[0]


def _link_before(last: str, at: int) -> int:
    """Where a word begins that goes with what is measured behind it: 种植 of 种植面积, 机械化 of 机械化率; 0 where none does."""
    link = words().makes.at_end(last, 0, at)
    if link is not None and words().makes.kinds[link] == "make-noun":
        return at - len(link)
    if any(last.endswith(word, 0, at) for word in _kinds("", "bare", "link") if len(word) > 1):
        return at - 2
    return at - 3 if last.endswith("化", 0, at) and at > 3 else 0


def _shared_start(first: str) -> str:
    """What the first part lends to single words behind it: 马铃薯 of 马铃薯种植."""
    own = _words(first)
    start = "".join(own[:-1])
    return start if len(start) > 1 else ""


def _summed(parts: list[str]) -> list[str] | None:
    """Parts that a numeral sums up, each with what stands behind it; None where none does.

    装备、新材料两大产业产值 → 装备产业产值, 新材料产业产值; 工信、商务两个部门满意率 → 工信满意率, 商务满意率
    """
    last = parts[-1]
    told = _SUM.search(last, 1)
    if told is None or parse_number(told["number"]) != len(parts):
        return None
    behind = last[told.end() :] if told["of"] == "大" else "".join(_words(last[told.end() :])[1:])
    return [part + behind for part in (*parts[:-1], last[: told.start()])]
