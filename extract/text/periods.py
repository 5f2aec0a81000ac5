"""Years that a text names: written out, by a named plan (十四五), or relative to the document's own time (今年, 五年内)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from extract.models import Span
from extract.rulefiles import Row, alternatives, load_csv
from extract.text.numerals import HAN, parse_number

PERIOD_COLUMNS = ("word", "kind", "first", "last", "example")
PERIOD_KINDS = ("plan", "last", "now", "each")

YearRole = Literal["due", "past", "baseline", "each"]

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
"""A year in digits."""
PLAN = re.compile(
    r"第(?P<nth>二?十?[一二三四五六七八九]|二?十)个五年"
    r"|[“\"]?(?<![二三四五六七八九])(?P<short>十[一二三四五六七八九])五(?![十百千万])[”\"]?"
    # “十五” and the plans before it are numbers too: only in quotes or before a word for the time of a plan
    r"|[“\"](?P<quoted>十)五[”\"]|[“\"]?(?<![十二三四五六七八九])(?P<early>[六七八九十])五[”\"]?(?=期|时期|规划|计划|末)"
)
"""The name of a five-year plan: 十四五, “十五”, 第十五个五年."""
_SPAN = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d{2})(?!\d)年?(?:[./]?\d{1,2}(?:月份?)?(?:\d{1,2}日)?)?[底初]?\s?[-—~～至到]+\s?(?P<last>(?:19|20)\d{2})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """When a document speaks: `now` is its current year, `first` and `last` its period; None where it does not say."""

    now: int | None = None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class YearMark:
    """A mention of a year. due: promised for it; past: before the document's time; baseline: compared with; each: every year."""

    span: Span
    role: YearRole
    year: int | None
    first: int | None = None


_REACH = 40


@dataclass(frozen=True, slots=True)
class _Rules:
    pattern: re.Pattern[str]
    core: re.Pattern[str]
    """What every mention holds, and at most `_REACH` behind where it begins: quick to tell that a text names no year."""
    words: dict[str, Row]


_SUMS_UP = r"累计|统筹|共|新增|投入|安排|完成|引进|培育|城镇新增|补充|培训|新建|建成|招引|总投[资入]|改造|创建|[省市州县区]{1,3}[两三]级"
"""Behind so many years at the start of a promise: 三年累计培训2万人, 五年补充教师600名."""
_BEFORE = r"(?P<before>截至到|截止到|截至|截止|力争到|争取到|相比于|相较于|相对于|相比|(?<!占)比|较|与|自|从|由|到|至|在|于|用|分)?\s?"
_AFTER = (
    r"(?P<after>以来|来(?=，)|以前|之前|前后|年?(?:底|末|初)(?:之前|以前|前)?|前(?![期瞻沿景])|(?:年)?上半年|下半年|第?[一二三四]季度|"
    r"\d{1,2}月(?:\d{1,2}日)?(?:底|末)?(?:前)?|期间|时期|期末|以内|内(?!蒙|贸|河|外)|中(?![小医央心高等国药型华部])|间)?"
    r"(?P<start>\s?(?:起|开始|以后))?(?P<based>\s?(?:的|实际|同期)*(?:(?<=的)(?=(?:近|约)?[\d.一二两三四五六七八九十]{1,4}倍)|基础上|水平上|相比|基数|水平(?=翻|增|提|下|降)))?"
)


@cache
def _rules() -> _Rules:
    rows = {}
    for row in load_csv("periods.csv", PERIOD_COLUMNS, unique="word"):
        if row["kind"] not in PERIOD_KINDS:
            raise row.error(f"kind {row['kind']} is none of {', '.join(PERIOD_KINDS)}")
        if row["kind"] in ("plan", "now") and not row["first"].lstrip("-").isdigit():
            raise row.error(f"first {row['first']} is no number")
        rows[row["word"]] = row
    plans = alternatives(word for word, row in rows.items() if row["kind"] == "plan")
    others = alternatives(word for word, row in rows.items() if row["kind"] != "plan")
    count = rf"(?P<count>\d{{1,2}}|{HAN}{{1,2}})"
    first = "".join(sorted({word[0] for word in rows}))
    pattern = re.compile(
        # any of these begins a mention: a search passes over all else quickly
        rf"(?=[截力争相比较与自从由到至在于用分经通未今接连近过前第上下“\"\s\d{HAN[1:-1]}{first}])"
        rf"{_BEFORE}(?:"
        # 2021-2025年, 2021年至2025年
        r"(?<!\d)(?P<first>(?:19|20)\d\d)\s?年?\s?(?:-|—|——|～|至|到)\s?(?P<last>20\d\d)\s?(?:年|(?=[学雪榨赛]|[供采]暖季))"
        r"|(?<!\d)(?P<year>(?:19|20)\d\d)\s?年(?!前\d)度?"
        r"|(?P<han_year>二[〇零]{1}[〇零一二三四五六七八九]{2})年"
        rf"|[“\"]?(?P<plan>{plans})[”\"]?(?P<named>规划(?!期|末|目标|提出|确定|内|中)|(?:开局|收官|谋划))?(?:规划)?(?=期|时期|末|以来|初|[，。、；]|目标|[\u4e00-\u9fff])"
        # 五年内, 未来五年, 用3年时间, 连续三年
        rf"|(?P<lead>经过|通过|未来|今后|接下来|连续|力争|用|分|近|过去|(?<!学)前(?![一三]年(?:毛入|入园|幼儿)))\s?{count}\s?年(?!以上|级|制|来|行动|计划|规划|期|均)(?:左右)?(?:的?时间|的?努力)?(?:内|里|中)?"
        rf"|(?<![\d.第每{HAN[1:-1]}]){count.replace('count', 'within')}\s?年(?:之|以)?内(?!涝)"
        rf"|(?<![\d.第每{HAN[1:-1]}]){count.replace('count', 'total')}\s?年(?={_SUMS_UP})"
        rf"|(?<![网线以])(?P<word>{others})"  # 网上年货, 以上年薪
        # 6月底前, 三季度末: of the one year that the document speaks of
        r"|(?<![\d.年度月日每])(?P<part>(?:\d{1,2}月(?:份|\d{1,2}日|[上中下]旬)?|第?[一二三四]季度|[上下]半年)(?:底|末)?(?:之?前|以前|(?<=[底末])))"
        rf"){_AFTER}"
    )
    return _Rules(
        pattern,
        re.compile(r"[年月季]|\d\s?[学雪榨赛]|" + alternatives(word for word in rows if "年" not in word)),
        rows,
    )


def plans_named(text: str) -> list[tuple[int, int]]:
    """First and last year of each five-year plan that a text names: 第十五个五年规划 → (2026, 2030); “十五”末 → (2001, 2005)."""
    found = []
    for match in PLAN.finditer(text):
        number = parse_number(match["nth"] or match["short"] or match["quoted"] or match["early"])
        if number is not None:
            found.append((1951 + 5 * int(number), 1955 + 5 * int(number)))
    return found


def last_plan(text: str) -> tuple[int, int] | None:
    """The plan that a text names last, None where it names none: “十三五”“十四五” → (2021, 2025)."""
    found = plans_named(text)
    return found[-1] if found else None


def plan_years(text: str) -> list[int]:
    """The last years of the plans that a text names: “十三五”回顾与“十四五”目标 → 2020, 2025."""
    return [last for _, last in plans_named(text)]


def year_span(text: str) -> tuple[int, int] | None:
    """The first two years that a text joins to a span, months passed over: 2025年6月至2026年12月 → (2025, 2026)."""
    match = _SPAN.search(text)
    if match is None or int(match["first"]) >= int(match["last"]):
        return None
    return int(match["first"]), int(match["last"])


def find_years(folded: str, start: int, end: int, clock: Clock, *, until: int | None = None) -> list[YearMark]:
    """The years named between two offsets, in order; those that begin before `until` only, where one is given.

    到2025年 → due 2025; 比2020年 → baseline 2020; 2022年度起连续三年 → due 2024; 五年内 → the fifth year of the document's
    period; 每年 → each. A year before the document's time is past.
    """
    rules = _rules()
    marks: list[YearMark] = []
    until = end if until is None else until
    if rules.core.search(folded, start, min(end, until + _REACH)) is None:
        return marks
    since: int | None = None
    for match in rules.pattern.finditer(folded, start, end):
        if match.start() >= until:
            break
        if match["plan"] and not match["before"] and (match["named"] or _names_a_thing(folded, match, start, end)):
            continue  # 实施“十四五”规划, “十四五”收官之年, 开工“十五五”泵站群: the plan itself is spoken of
        if match["year"] and _SAYS_WHICH.match(folded, match.end(), end):
            continue  # 2000年底前建成的老旧小区
        if match["total"]:
            since = _begun(marks, parse_number(match["total"]), since)
        mark = _read(match, clock, rules, since)
        since = None
        if match["year"] and match["start"]:
            since = int(match["year"])
            if not match["after"] and _continues(folded, match.end(), end):
                continue
        marks.append(mark)
    return marks


def _begun(marks: list[YearMark], length: Decimal | None, since: int | None) -> int | None:
    """The year that so many years count from, where a span of as many stands before: 2025—2027年……，三年累计改造10个."""
    spans = [(mark.first, mark.year) for mark in marks if mark.first is not None and mark.year is not None]
    return next((first for first, last in reversed(spans) if last - first + 1 == length), since)


_SAYS_WHICH = re.compile(r"(?:建成|建设|建造|竣工|投用|交付|登记|注册|出生|入职|毕业|参加)[^，。；\d]{0,6}的")
_STOOD_BEFORE = '，。；：、 （市县区省州年旗盟国域“"'
_TIME_OR_DUE = re.compile(r"目标|[期时末初以]|累计|新增|力争|全市|全省|全县|全区")


def _names_a_thing(folded: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a plan is part of a name: behind a verb and right before what it names (谋划“十五五”项目)."""
    at = match.start()
    if at <= start or folded[at - 1] in _STOOD_BEFORE or match["after"] or match["start"] or match["based"]:
        return False
    following = folded[match.end() : match.end() + 1]
    return "\u4e00" <= following <= "\u9fff" and _TIME_OR_DUE.match(folded, match.end(), end) is None


_LENGTH_FOLLOWS = re.compile(rf"，?(?:的|力争|争取|用)?(?:连续|未来|今后)?(?:\d{{1,2}}|{HAN}{{1,2}})年")


def _continues(folded: str, at: int, end: int) -> bool:
    """2022年度起连续三年: the start only says from when the length counts."""
    return _LENGTH_FOLLOWS.match(folded, at, end) is not None


def _read(match: re.Match[str], clock: Clock, rules: _Rules, since: int | None) -> YearMark:
    before, after = match["before"] or "", match["after"] or ""
    year, first = _year(match, clock, rules, since)
    role: YearRole = "due"
    if match["word"] and rules.words[match["word"]]["kind"] == "each":
        role = "each"
    elif match["start"]:
        role, year = "each", None  # 2026年起 says from when, not by when
    elif match["based"] or before in ("由", "从", "自", "比", "较", "与", "相比", "相比于", "相较于", "相对于"):
        role = "baseline"
    elif (
        match["lead"] in ("近", "过去", "前")
        or "以来" in after
        or after == "来"
        or (year is not None and clock.now is not None and year < clock.now)
        or (
            before in ("截至", "截止", "截至到", "截止到")
            and clock.now is not None
            and (year is None or year <= clock.now)
        )
    ):
        role = "past"
    return YearMark(match.span(), role, year, first)


def _year(match: re.Match[str], clock: Clock, rules: _Rules, since: int | None) -> tuple[int | None, int | None]:
    if match["last"]:
        return int(match["last"]), int(match["first"])
    if match["year"]:
        return int(match["year"]), None
    if match["han_year"]:
        number = parse_number(match["han_year"].replace("零", "〇"))
        return (None if number is None else int(number)), None
    if match["plan"]:
        row = rules.words[match["plan"]]
        return int(row["last"]), int(row["first"])
    if match["part"]:
        return (clock.now if clock.last in (None, clock.first) else None), None
    if match["word"]:
        row = rules.words[match["word"]]
        if row["kind"] == "last":
            return clock.last, None
        if row["kind"] == "now" and clock.now is not None:
            return clock.now + int(row["first"]), None
        return None, None
    length = parse_number(match["count"] or match["within"] or match["total"])
    begin = since if since is not None else clock.first
    if length is None or length > 15 or begin is None or match["lead"] in ("近", "过去", "前"):
        return None, None
    year = begin + int(length) - 1
    if match["lead"] in ("通过", "经过", "用") and since is None and (clock.last is None or year > clock.last):
        return None, None  # 用3年左右时间 in a report for one year: from when on it does not say
    return year, None
