"""What is exported of every target of the real documents agrees with the words it was taken from.

The check knows nothing of how targets are read: it looks for the figure in the words, for the unit behind it, and for the
words that stand right before and after it.
"""

from __future__ import annotations

import io
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from paths import SHARED_CORPUS

import kb

pytestmark = pytest.mark.skipif(
    not SHARED_CORPUS.exists(), reason="the folder of real documents is not beside this one"
)

HAN = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS, MYRIADS = {"十": 10, "百": 100, "千": 1000}, {"万": 10**4, "亿": 10**8}
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+")
SAID_OTHERWISE = (
    ("翻一番|翻番|翻.?一?倍|倍增|双倍|成倍", 2),
    ("翻两番", 4),
    ("全覆盖|全部|所有|全面|应.{0,4}尽|全员|全域|全", 100),
    ("零|清零|杜绝|无|消除|不发生|未", 0),
    ("过半|半数|一半|半", 50),
    ("首|零|第一|万亿", 1),
    ("万", 10_000),
    ("三分之二", "66.67"),
    ("三分之一", "33.33"),
)
"""Figures that are told without a numeral."""
LEFT_OUT = {"位": "名|第|位次|前", "亿元": "亿", "万亿元": "万亿", "倍": "番|倍", "万条": "万余条", "万人": "万余人"}
"""Units that the words may leave out: 全省前10, 突破百亿."""

AFTER = (("左右|上下(?!游)", "约"), ("及?以上", "不低于"), ("及?以内|及?以下|之内", "不高于"))
BEFORE = (
    ("(?<![签预])约|大约", "约"),
    ("不低于|不少于|不小于|至少|最少|不得少于|不得低于", "不低于"),
    ("不高于|不超过|不多于|不大于|最多|不得超过", "不高于"),
    ("(?<!不)(?<!得)(?:超过|突破|超出|高于|大于|多于|(?<!赶)超)", "高于"),
    ("(?<!不)(?<!得)(?:低于|少于|小于)", "低于"),
)
WORDS = {
    "约": "左右|上下|约|近|同步|持平|相当|一致|接近|基本|稳定在|保持在|维持在|水平|平均|总体|在",
    "高于": "超|突破|高于|大于|多于|快于|优于|好于|跨|过|以上|领先|冲刺|跑赢|大幅|强于|余|多",
    "低于": "低于|少于|小于|以下|以内|低|内|慢于",
    "不高于": "不高于|不超|不多于|不大于|最多|内|以下|控制|压|降|减|低|零|杜绝|无|缩|限|少|不发生|不得|未|不到|下|分钟|小时|天|日",
    "介于": "[-－—–~～至到、]|多|余|几|一两|两三|三四",
}
"""One of these stands in what is exported so."""
DOWN = "下降|降低|减少|缩短|压减|削减|缩减|降幅|负增长|回落|下调|压缩|减排|减"


@dataclass(frozen=True)
class Claim:
    """What is exported, the words, and what stands before them in the document."""

    subject: str
    manner: str
    value: str | None
    uom: str
    quote: str
    before: str
    kind: str


def han(text: str) -> Decimal:
    if len(text) > 1 and all(c in HAN for c in text):
        return Decimal("".join(str(HAN[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in HAN:
            digit = HAN[c]
        else:
            total, digit = total + (digit or 1) * TENS[c], 0
    return Decimal(total + digit)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text.translate(str.maketrans("０１２３４５６７８９％．，（）", "0123456789%.,()")))


def figures(text: str) -> list[tuple[int, int, Decimal]]:
    return [
        (m.start(), m.end(), Decimal(m[0].replace(",", "")) if m[0][0].isdigit() else han(m[0]))
        for m in FIGURE.finditer(text)
    ]


def wrong(claim: Claim) -> str:
    """What of a claim does not agree with its words; "" where all does."""
    if claim.value is None:
        return ""
    quote, unit = plain(claim.quote), plain(claim.uom)
    low, _, high = claim.value.partition("–")
    found = figures(quote)
    places = [(start, end) for start, end, figure in found if figure == Decimal(low)]
    if high:
        pairs = itertools.pairwise(found)
        places = [(a[0], b[1]) for a, b in pairs if (a[2], b[2]) == (Decimal(low), Decimal(high))]
    if not places:
        told = any(Decimal(value) == Decimal(low) and re.search(words, quote) for words, value in SAID_OTHERWISE)
        written = any(
            figure * times == Decimal(low) and re.match(words, quote[end:])
            for _, end, figure in found
            for words, times in (("成", 10), ("千", 1000), ("百", 100))
        )
        # What grows by four times is five times what it was.
        grown = claim.uom == "倍" and any(figure + 1 == Decimal(low) for _, _, figure in found)
        return "" if told or written or grown else "figure"
    with_unit = [place for place in places if re.match(rf"[多余来几]?{re.escape(unit)}", quote[place[1] :])]
    if unit and not with_unit and unit not in quote and not re.search(LEFT_OUT.get(claim.uom, "^$"), quote):
        return "unit"
    reasons = [wrong_around(claim, quote, place, unit) for place in with_unit or places]
    return "" if "" in reasons else reasons[0]


def wrong_around(claim: Claim, quote: str, place: tuple[int, int], unit: str) -> str:
    before, after = quote[: place[0]], quote[place[1] :].removeprefix(unit)
    manner = claim.manner
    if manner in ("前", "全覆盖", "零的突破"):
        return ""
    return wrong_comparator(claim, quote, before, after) or wrong_direction(claim, quote, before)


def wrong_comparator(claim: Claim, quote: str, before: str, after: str) -> str:
    manner = claim.manner
    floor = not re.search("约|高于|低于|介于", manner)  # 增长, 下降, 新增 alone mean at least so much
    if before.endswith("控制在"):
        wanted = "约" if after.startswith("左右") else "不高于"
        return "" if wanted in manner else f"controlled: {wanted}"
    for words, meant in BEFORE:
        if re.search(f"(?:{words})$", before):
            return "" if manner.endswith(meant) or (meant == "不低于" and floor) else f"before: {meant}"
    for words, meant in AFTER:
        if re.match(words, after):
            relative = meant == "不低于" and claim.kind == "relative"
            return "" if meant in manner or (meant == "不低于" and floor) or relative else f"after: {meant}"
    for meant, words in WORDS.items():
        if re.search(f"(?<!不){meant}", manner) and not re.search(words, quote):
            return f"not said: {meant}"
    return ""


def wrong_direction(claim: Claim, quote: str, before: str) -> str:
    before = re.sub("(?:不?超过|突破|不?[高低多少大小]于|至少|约|力争|超)+$", "", before)
    said = claim.manner + claim.subject
    down = re.search(f"(?:{DOWN})(?:了|幅度)?$", before)
    if down and not re.search("降|减|缩|回落|压", said):
        return "direction: down"
    if "下降" in claim.manner and not re.search(f"降|{DOWN}|低", quote + claim.before):
        return "direction: not down"
    if re.search("(?:增长|增加|增幅|增速)$", before) and not re.search("增", said):
        return "direction: up"
    if re.search("(?:新增|净增|新增加)$", before) and not re.search("增", said):
        return "increment"
    if "新增" in claim.manner and not re.search("新|净增|增|再|又|培育|认定|引进", quote + claim.before):
        return "increment: not said"
    return ""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    index = tmp_path_factory.mktemp("real") / "indexes"
    kb.build([SHARED_CORPUS], index=index, jobs=2)
    with kb.open(index) as opened:
        yield opened


@pytest.fixture(scope="module")
def exported(base: kb.KnowledgeBase) -> list[dict[str, Any]]:
    told = json.loads(base.sheets.export(filters=kb.Filters(kind="target", copies="all"), format="json"))
    return list(told["targets"])


def test_every_exported_target_agrees_with_its_words(base: kb.KnowledgeBase, exported: list[dict[str, Any]]) -> None:
    texts: dict[str, str] = {}
    found: list[str] = []
    for target in exported:
        document = target["document"]["id"]
        if document not in texts:
            texts[document] = base.documents.one(document).text
        start = target["span"][0]
        claim = Claim(
            target["subject"],
            target["manner"],
            target["value"],
            target["uom"] or "",
            target["quote"],
            texts[document][max(0, start - 120) : start],
            target["kind"],
        )
        if reason := wrong(claim):
            found.append(f"{reason}: {claim.quote} ⇒ {claim.subject}｜{claim.manner}｜{claim.value}｜{claim.uom}")
    assert len(exported) > 9_000
    assert found == []


def test_the_workbook_says_the_same(base: kb.KnowledgeBase, exported: list[dict[str, Any]]) -> None:
    """Every figure stands in 主要目标分解表, in the manner that the JSON says, be it in the column of its year."""
    data = base.sheets.export(filters=kb.Filters(kind="target", copies="all"), sort="value")
    sheet = load_workbook(io.BytesIO(data), read_only=True)["主要目标分解表"]
    _, _, head, *rows = sheet.iter_rows(values_only=True)
    years = [place for place, name in enumerate(head) if re.fullmatch(r"\d{4}年", str(name))]
    place = {str(name): n for n, name in enumerate(head)}
    said: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for value in (row[place["目标值"]], *(row[year] for year in years if row[year] is not None)):
            said[str(row[place["方式"]]), number(value)] += 1
    expected = Counter(
        (
            f"{target['modality'] or ''}{target['per'] or ''}{target['manner']}",
            number(None if target["kind"] == "first" else target["value"]),
        )
        for target in exported
    )
    assert said == expected


def number(value: object) -> str:
    """13.50 and 13.5 are one number; a range stays text."""
    text = "" if value is None else str(value)
    return text if not text or "–" in text else format(Decimal(text).normalize(), "f")


@pytest.mark.parametrize(
    ("quote", "manner", "value", "uom", "reason"),
    [
        ("能耗下降3.7%", "下降", "3.7", "%", ""),
        ("能耗下降3.7%", "不低于", "3.7", "%", "direction: down"),
        ("产值增长7%左右", "增长约", "7", "%", ""),
        ("产值增长7%左右", "增长", "7", "%", "after: 约"),
        ("产值增长7%左右", "约", "7", "%", "direction: up"),
        ("新增上市企业5家", "新增", "5", "家", ""),
        ("新增5家企业", "不低于", "5", "家", "increment"),
        ("企业超过5家", "高于", "5", "家", ""),
        ("企业超过5家", "不低于", "5", "家", "before: 高于"),
        ("死亡率控制在5‰以内", "不高于", "5", "‰", ""),
        ("死亡率控制在5‰以内", "不低于", "5", "‰", "controlled: 不高于"),
        ("企业达到5家", "约", "5", "家", "not said: 约"),
        ("企业达到5家", "不低于", "50", "家", "figure"),
        ("企业达到5家", "不低于", "5", "户", "unit"),
        ("企业三十五家以上", "不低于", "35", "家", ""),
    ],
)
def test_what_does_not_agree_is_found(quote: str, manner: str, value: str, uom: str, reason: str) -> None:
    subject = re.sub("新增|增长|下降|[0-9].*", "", quote)
    assert wrong(Claim(subject, manner, value, uom, quote, "", "level")) == reason
