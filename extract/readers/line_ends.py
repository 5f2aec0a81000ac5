"""What every reader must know of a line: does it open a paragraph, end one, or run on into the next."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.text.numerals import HAN_TENS

BREAK = "\n"
"""A forced line break inside a paragraph: Shift+Enter in Word, <br> in a web page."""
_NUMERAL = f"[{HAN_TENS}百〇零两]"
OPENS = re.compile(
    rf"\s*(?:第\s*(?:{_NUMERAL}{{1,4}}|\d{{1,3}})\s*(?:[章节篇编部分条]|项(?=[：:由，,]|任务|工作))"
    rf"|{_NUMERAL}{{1,3}}\s*[、.．]"
    rf"|[（(〔]\s*(?:{_NUMERAL}{{1,3}}|\d{{1,3}}|[A-Ja-j])\s*[）)〕]"
    r"|\d{1,3}\s*[、．]|\d{1,3}\s*[.](?=\s*[^\d\s])|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s*[^\d\s.%％])"
    r"|\d{1,3}\s*[）)]|[①-⒛㈠-㈩❶-❿]|[［\[]\s*\d{1,2}\s*[\]］](?=\s*[一-鿿“])"
    r"|[A-Ja-j]\s*[）)](?=\s*[一-鿿“])|[甲乙丙丁戊己庚辛壬癸]、(?![甲乙丙丁戊己庚辛壬癸])|\d{1,2}[ \u3000]+(?=[一-鿿“]{2})"
    rf"|(?:[壹贰叁肆伍陆柒捌玖拾]|[Ⅰ-Ⅻ]|[A-JＡ-Ｊ](?=\s*[、.．]\s*[一-鿿“]))\s*[、.．]|[【（(]?(?:任务|举措|事项)[{HAN_TENS}\d]{{1,2}}[】）):：]|——|专\s*栏|附\s*件|附\s*表)"
)
"""A marker that opens a paragraph: 第一章 一、（一） 1. 1．1、（1）1）① ⑴ ㈠ [1] 壹、Ⅰ、A. 任务一： —— 专栏 附件 1.1."""
BOX_TITLE = re.compile(r"专\s*栏|案例|知识链接|名词解释|资料框")
"""How the title of a framed insert begins."""
LABEL = re.compile(
    r"\s*[（(〔\[【]?[^，。；：:（(、\s]{0,8}(?:单位|部门|时限|领导|责任人|主体|牵头|主办|协办|承办|会办|配合|负责|主责|协同)[）)〕\]】]?\s*[：:]"
)
"""A label that opens a line of its own: 责任单位：, （牵头部门：, 完成时限：."""
ENDS = re.compile(r"[。！？!?…：:；;]\s*[”’」』）)〕\]】]*\s*$")
"""A line that may end a paragraph."""
STOPS = re.compile(r"[。！？!?]\s*[”’」』]*\s*$|[）)〕】\]]\s*$")
"""A line that ends a sentence, or closes with a bracket."""
LEADERS = re.compile(r"(?:[.．·․。・]\s?){4,}\s*\d{0,4}\s*$|…{2,}\s*\d{1,4}\s*$")
"""A line of a table of contents: 一、总则……3."""
_HANGS = re.compile(r"[，,、；和与及的在为对《（(“〔]\s*$")
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】", "［": "］"}
_CONTENTS_TAB = re.compile(r"(?<=\S)[ \u3000]*\t\s*(?=\d{1,4}\s*$)")
_WORD = re.compile(r"[A-Za-z0-9]")
_LAST_DIGITS = re.compile(r"(?P<word>[一-鿿、，；：（≥≤><—～\-]?)(?P<digits>\d{1,7})$")
_FIRST_DIGITS = re.compile(r"(?P<digits>\d{1,7})(?P<year>年)?(?=[^\d])")
_LABELLED = re.compile(r"(?:附[件表录]|专栏|[图表第]|[:：])\s*$")
_LONGEST_FIGURE = 7
_LONG = 25


def join_lines(lines: Iterable[str]) -> str:
    """The lines as one: nothing between Chinese characters and inside a figure, one space between Latin words or figures.

    ["全社会R&D经费", "占GDP比重"] → 全社会R&D经费占GDP比重; ["推出线路1", "25条，"] → 推出线路125条，
    """
    text = ""
    for line in lines:
        part = line.strip()
        if text and part and _WORD.match(text[-1]) and _WORD.match(part[0]) and not _cuts_figure(text, part):
            text += " "
        text += part
    return text


def _cuts_figure(text: str, part: str) -> bool:
    """Whether a line ends inside a figure: 到20｜27年, 线路1｜25条, 1｜200家; not 附件1｜2025年任务, 表2｜12个部门."""
    before, after = _LAST_DIGITS.search(text), _FIRST_DIGITS.match(part)
    if before is None or after is None or not before["word"]:
        return False
    whole = before["digits"] + after["digits"]
    if after["year"]:
        return len(whole) == 4 and whole[:2] in ("19", "20")
    return len(whole) <= _LONGEST_FIGURE and not _LABELLED.search(text[: before.start("digits")])


def with_leader(text: str) -> str:
    """A line of a table of contents with leaders in place of the tab: 一、总则⇥3 → 一、总则……3."""
    return _CONTENTS_TAB.sub("……", text)


def is_open(text: str) -> bool:
    """Whether a bracket or quote that `text` opens is still open at its end: 《关于加快 → True."""
    waiting: list[str] = []
    for char in text:
        if char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return bool(waiting)


def runs_on(line: str, following: str) -> bool:
    """Whether a forced line break stands inside a paragraph: 促进农机和｜农机装备发展 → True.

    Long lines run on only where they are running text: titles and datelines end without punctuation too.
    """
    before, after = line.rstrip(), following.strip()
    if not before or not after or following[:2] == "\u3000\u3000" or OPENS.match(after) or ENDS.search(before):
        return False
    text = len(before) >= _LONG and not OPENS.match(before) and ("。" in before or before.count("，") > 1)
    return bool(_HANGS.search(before)) or is_open(before) or text


def part_at_breaks(text: str) -> list[str]:
    """The paragraphs of a text with forced breaks: breaks inside a sentence are dropped, the others part paragraphs.

    "一、总则⏎坚持改革。⏎深化开放" → ["一、总则", "坚持改革。", "深化开放"]
    """
    pieces: list[list[str]] = []
    for line in text.split(BREAK):
        if pieces and (not line.strip() or runs_on(pieces[-1][-1], line)):
            pieces[-1].append(line)
        else:
            pieces.append([line])
    return [joined for joined in (join_lines(piece) for piece in pieces) if joined]
