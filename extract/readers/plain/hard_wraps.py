"""Hard-wrapped text (copied from pages: all lines of about one width) back to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from extract.readers.line_ends import ENDS, LABEL, LEADERS, OPENS, STOPS, is_open, join_lines
from extract.text.numerals import HAN_TENS
from extract.text.segment import tokens

_PAGE_LINE = re.compile(
    r"[ \u3000]*(?:[—－–\-_·~～]+\s*(\d{1,4})\s*[—－–\-_·~～]+"
    r"|第\s*(\d{1,4})\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?|(\d{1,4})\s*/\s*\d{1,4})\s*$"
)
_DIGITS = re.compile(r"\d+")
_LATIN = re.compile(r"[A-Za-z0-9.%％+&/-]+")
_REST_OF_TITLE = re.compile(r"[^，,；;。]{1,20}。.")
_SENTENCE = re.compile(r"[。；;]")
_TITLED = re.compile(
    rf"\s*(?:第\s*\S{{1,4}}\s*[章节篇编部]|[{HAN_TENS}]{{1,3}}\s*[、.．])(?:[^，]*，?[^，]*)$"
    rf"|(?:{OPENS.pattern})[^，]*$"
)
"""A marked line that may be a heading as long as the page is wide: a chapter's may have a comma, an item's has none."""
_AFTER_FIGURE = " .．、，,%％)）-—~～:：/"  # what stands behind a figure of the text itself
_BARE_NUMBER = re.compile(r"[ \u3000]*(\d{1,4})\s*$")
_DOC_NO = re.compile(r"[一-鿿]{2,12}[〔［\[（(](?:19|20)\d\d[〕］\]）)] ?第?\d{1,4}号")
_ADDRESSED = re.compile(r"各[^。；]*[：:]")
"""Lines for themselves below a title: 云政发〔2026〕8号, 各县（市、区）人民政府："""
_PROSE = re.compile(r"[，。；、]")  # lists of names have none
_NAME_ENDS = re.compile(r"(?:[局办委府部会厅院站队镇乡所司室处区县市团]|中心|街道|公司|单位|部门)\s*$")
_CLAUSES = re.compile(r"[^，、；。：]{4,}(?:，[^，。]*[。\d]|，[^，。]{4,}$|。.)")
_MIN_LINES = 8
_FEWEST_FULL = 4  # lines that break off at one width
_FEWEST_HUNG = 3  # lines below an indented one that begin at the very left
_FIRST_LINE, _SLACK = 4, 6  # columns: the indent of a first line, what a line may fall short
_SLACK_IN_BRACKETS = 18  # what an open bracket proves to go on may be cut earlier: figures are narrow
_PAGE = (8, 90)  # lines on a page
_MISSING, _SHORTEST_RUN = 3, 5
_LONGEST_RAGGED, _SHORTEST_RAGGED, _FEWEST_PROVEN = 60, 18, 3  # characters, characters, lines
_FIGURE = re.compile(r"\d+(?:\.\d+)? ?[%％亿万元家个件千百]")
_NO_OPENING = "，。；、）”》！？"  # what no line begins with but the rest of another
_TITLE = re.compile(r"[^，。；：、\d]{4,20}。[^。]{6,}")
_FEWEST_TITLED = 4
_RAGGED_EDGE = 2  # columns that a full line may be short of the longest: no line begins with a stop
_CLAUSE = re.compile(r"[，。；]")
_CONTEXT = 12  # characters beside a break that say whether it stands in a word
_NARROWEST, _WIDEST = 30, 160  # columns of half width


@dataclass(frozen=True, slots=True)
class Width:
    """The width that lines were broken at: in columns, or in characters where each full line has just as many."""

    edge: int
    by_characters: bool = False
    ragged: bool = False
    """Whether lines were broken anywhere, at no width."""
    few: bool = False
    """Whether few lines reach the width, so that each that goes on has to show it."""

    def room(self, line: str) -> int:
        """How many columns the line leaves free."""
        return 2 * (self.edge - len(line)) if self.by_characters else self.edge - columns(line)


def columns(line: str) -> int:
    """The width of a line in half-width columns: 规划2025 → 8."""
    return len(line.encode("gb18030", "replace")) if len(line) <= _WIDEST else 2 * len(line)


def without_pages(lines: Sequence[str]) -> tuple[list[str], Width | None]:
    """The lines without what says which page it is, and the width they were broken at (None where they were not).

    ["抓好落", "— 3 —", "实。", …] → (["抓好落", "实。", …], Width(6))
    """
    full = _full_width(lines)
    pages = _page_lines(lines)
    rest = _without(lines, pages)
    if _is_ragged(rest, full):
        return rest, Width(0, ragged=True)
    if full is None:
        return rest, None
    pages |= set(_chain([(i, int(match[1])) for i, line in enumerate(lines) if (match := _BARE_NUMBER.match(line))]))
    return _without_glued_numbers(_without(lines, pages)), full


def joined(lines: Sequence[str], full: Width | None) -> list[str]:
    """One string a paragraph, of lines broken at the width `full`; line by line where that is None.

    ["科学制定和实", "施规划，具有重要意义。"], Width(12) → ["科学制定和实施规划，具有重要意义。"]
    """
    if full is None:
        return _join_open(lines)
    return _join_ragged(lines) if full.ragged else _join(lines, full)


def _join_open(lines: Sequence[str]) -> list[str]:
    """Line by line, but a line that ends inside a bracket goes on where the next one closes it: （牵⏎头单位：市科技局）."""
    found: list[str] = []
    shown = [line for line in lines if line.strip()]
    for index, line in enumerate(shown):
        goes_on = found and is_open(found[-1]) and _indent(line) == 0 and not OPENS.match(line)
        if goes_on and any(not is_open(found[-1] + "".join(shown[index:stop])) for stop in (index + 1, index + 2)):
            found[-1] = join_lines([found[-1], line])
        else:
            found.append(line)
    return found


def _is_ragged(lines: Sequence[str], full: Width | None) -> bool:
    """Whether lines were broken in the middle of sentences at no one width: several end with a comma or in a bracket.

    Where there seems to be a width, those count that fall short of it.
    """
    shown = [line.strip() for line in lines if line.strip()]
    if any("\t" in line for line in shown) or sum(len(line) > _LONGEST_RAGGED for line in shown) > len(shown) // 30:
        return False
    cut = [(line, after) for line, after in pairwise(shown) if not _ended(line) and not _opens(after)]
    short = [(line, after) for line, after in cut if full is None or full.room(line) > 2 * _FIRST_LINE]
    proven = sum(1 for line, after in short if line[-1] in "，、和与及的" or _in_brackets(line, after))
    broken = sum(1 for line, _ in cut if _PROSE.search(line))
    return proven >= _FEWEST_PROVEN and broken >= 0.15 * len(shown)


def _join_ragged(lines: Sequence[str]) -> list[str]:
    """Lines that were broken anywhere: one that is prose and does not stop goes on with the next, up to what opens anew."""
    paragraphs: list[list[str]] = []
    blank = True
    for line in lines:
        if not line.strip():
            blank = True
            continue
        if paragraphs and _goes_on(paragraphs[-1], line, blank=blank):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        blank = False
    return [_join_figures(paragraph) for paragraph in paragraphs]


def _goes_on(paragraph: Sequence[str], line: str, *, blank: bool) -> bool:
    text, after = "".join(part.strip() for part in paragraph), line.strip()
    if LEADERS.search(text) or LEADERS.search(after) or _indent(line) >= 2:
        return False
    if is_open(text) and not OPENS.match(after):  # （牵头⏎单位：…
        return True
    if _opens(after):
        return False
    if text[-1] in "，、":
        return True
    if blank or ENDS.search(text) or not _PROSE.search(text):
        return False
    title = not _SENTENCE.search(text) and text.count("，") < 2
    return not title or (not OPENS.match(text) and len(text) >= _SHORTEST_RAGGED)


def _opens(line: str) -> bool:
    """Whether a line begins a paragraph of its own; a figure that looks like a marker (2.5亿元) does not."""
    return LABEL.match(line) is not None or (OPENS.match(line) is not None and not _FIGURE.match(line))


def _full_width(lines: Sequence[str]) -> Width | None:
    """The width the lines were broken at, None where they were not."""
    shown = [line for line in lines if line.strip() and line[0] != "\t"]
    if sum(1 for line in shown if len(line) > _WIDEST) > 0.05 * len(shown):
        return None  # whole paragraphs
    widths = [columns(line.rstrip()) for line in shown if not LEADERS.search(line)]
    if len(widths) < _MIN_LINES:
        return _longest(shown)
    buckets: Counter[int] = Counter()
    for width, count in Counter(widths).items():
        for near in range(width, width + 5):
            buckets[near] += count
    most = max(buckets.values())
    full = max((width for width in buckets if buckets[width] >= 0.8 * most), default=0)
    filled = [line for line in lines if full - 4 <= columns(line.rstrip()) <= full + 2]
    longer = sum(1 for width in widths if width > full + 8)
    broken = sum(1 for line in filled if not _ended(line))
    prose = sum(1 for line in filled if _PROSE.search(line))
    cut = _edge(shown, len, 0)
    if (
        _NARROWEST <= full <= _WIDEST
        and len(filled) >= max(0.35 * len(widths), len(cut))
        and longer <= 0.03 * len(widths)
        and min(broken, prose) >= 0.6 * len(filled)
    ):
        return Width(full)
    printed = _edge(shown, columns, 4)
    if len(cut) > len(printed):
        return Width(len(cut[0]), by_characters=True)
    return Width(max(map(columns, printed))) if printed else _hanging(shown) or _longest(shown)


def _hanging(shown: Sequence[str]) -> Width | None:
    """The width of a text that indents its paragraphs, however short most are: what hangs below a line at the edge goes on."""
    first = next((i for i, line in enumerate(shown) if _indent(line) >= 2), len(shown))
    body = [line.rstrip() for line in shown[first:] if not LEADERS.search(line)]
    hung = [columns(line) for line, after in pairwise(body) if _indent(after) == 0 and not _ended(line)]
    indented = sum(1 for line in body if _indent(line) >= 2)
    if len(hung) < _FEWEST_HUNG or indented < 0.5 * len(body):
        return None
    edge = max(map(columns, body))
    level = sum(1 for width in hung if edge - width <= 4)
    return Width(edge) if level >= 0.8 * len(hung) and _NARROWEST <= edge <= _WIDEST else None


def _longest(shown: Sequence[str]) -> Width | None:
    """The length of the longest lines, where one of them is cut in a word, a figure or a bracket, and none contradicts.

    Few lines of a short text are broken at all; but where one is, what is as long goes on too.
    """
    lines = [line.rstrip() for line in shown if not LEADERS.search(line)]
    edge = max(map(len, lines), default=0)
    full = [
        (line, after) for line, after in pairwise(lines) if edge - len(line) <= _RAGGED_EDGE // 2 and not _may_end(line)
    ]
    contradicted = any(_opens(after) and not is_open(line) and _CLAUSE.search(line) for line, after in full)
    if contradicted or not _NARROWEST <= 2 * edge <= _LONGEST_RAGGED * 2 or not any(_is_cut(*pair) for pair in full):
        return None
    return Width(edge, by_characters=True, few=True)


def _is_cut(line: str, after: str) -> bool:
    """Whether the break between two lines stands where no paragraph ends: in a word, a figure, a bracket, before a comma."""
    if _indent(after):
        return False
    if line[-1] in "，、" or after[0] in _NO_OPENING or _in_brackets(line, after):
        return True
    tail, head = line[-_CONTEXT:], after[:_CONTEXT]
    ends = accumulate(len(word) for word, _ in tokens(tail + head))
    if _CLAUSE.search(line) and STOPS.search(after):
        return True
    return _PROSE.search(line) is not None and len(tail) not in ends


def _edge(shown: Sequence[str], size: Callable[[str], int], slack: int) -> list[str]:
    """The longest lines, where they share one width and break off there: all that tells in a text of short paragraphs.

    Printed lines end at a column, give or take `slack`; a program cuts lines at a count of characters.
    """
    plain = [line.rstrip() for line in shown if not LEADERS.search(line)]
    edge = sorted((size(line) for line in plain), reverse=True)[len(plain) // 30]
    full = [
        i
        for i, line in enumerate(plain)
        # 牵头单位：市水利局 may be as long by chance
        if edge - slack <= size(line) <= edge and (LABEL.match(line) is None or _PROSE.search(line))
    ]
    broken = [i for i in full if not _ended(plain[i])]  # a sentence may end at the edge by chance
    proven = {i for i in full if i + 1 < len(plain) and _in_brackets(plain[i], plain[i + 1])}
    running = [i for i in broken if _PROSE.search(plain[i]) or i in proven]
    gone_on = sum(1 for i in running if i + 1 < len(plain) and not OPENS.match(plain[i + 1]))
    widest = max((columns(plain[i]) for i in full), default=0)
    mostly = len(broken) >= _FEWEST_FULL and gone_on >= max(0.75 * len(broken), 0.6 * len(full))
    enough = len(full) >= _FEWEST_FULL and (mostly or len(proven) >= _FEWEST_FULL)
    return [plain[i] for i in full] if enough and _NARROWEST <= widest <= _WIDEST else []


def _ended(line: str) -> bool:
    """Whether a line may end a paragraph: it stops, and no bracket is open (…（牵头单位： goes on)."""
    return bool(ENDS.search(line)) and not is_open(line)


def _may_end(line: str) -> bool:
    """The same of a line that ends with a bracket, too: 三、市卫健委（共2项）."""
    return _ended(line) or (bool(STOPS.search(line)) and not is_open(line))


def _in_brackets(line: str, following: str) -> bool:
    """Whether a break stands inside brackets that the next line closes: …；配合单⏎位：市水利局）."""
    goes_on = following.strip() and _indent(following) < _FIRST_LINE and not OPENS.match(following)
    return bool(goes_on) and is_open(line) and not is_open(line + following)


def _page_lines(lines: Sequence[str]) -> set[int]:
    """Lines that only say which page it is, where there are several that count up: — 3 —, 第3页, 3/20."""
    found = [(i, match) for i, line in enumerate(lines) if (match := _PAGE_LINE.match(line))]
    numbers = [int(next(group for group in match.groups() if group)) for _, match in found]
    counting = all(a < b for a, b in pairwise(numbers))
    return {i for i, _ in found} if len(found) > 1 and counting else set()


def _without(lines: Sequence[str], pages: set[int]) -> list[str]:
    """The lines without page lines, and without the running head beside them."""
    beside: Counter[str] = Counter()
    for i in pages:
        beside.update(lines[j].strip() for j in (i - 1, i + 1) if 0 <= j < len(lines) and lines[j].strip())
    heads = {line for line, count in beside.items() if count >= max(3, len(pages) // 2)}
    dropped = set(pages)
    for i in pages:
        dropped.update(j for j in (i - 1, i + 1) if 0 <= j < len(lines) and lines[j].strip() in heads)
    return [line for i, line in enumerate(lines) if i not in dropped]


def _without_glued_numbers(lines: Sequence[str]) -> list[str]:
    """Page numbers stuck to the first line of the next page (“…推进各项事⏎1业，…”): a chain of 1, 2, 3 …"""
    found = []
    for i, line in enumerate(lines):
        digits = _DIGITS.match(line)
        if not digits or not i or OPENS.match(line):  # 19.加快…… begins with its own number, not with page 1
            continue
        for end in range(1, min(digits.end(), 3) + 1):
            rest = line[end:]
            if rest and rest[0] not in _AFTER_FIGURE and line[0] != "0":
                found.append((i, int(line[:end])))
    result = list(lines)
    for i, number in _chain(found).items():
        result[i] = result[i][len(str(number)) :]
    return result


def _chain(numbered: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Line → page number, for numbers that count up over at least five pages at a page's distance (a few may miss).

    Beside a long run, short ones outside it count too: front matter has page numbers of its own.
    """
    links: list[tuple[int, int | None]] = []  # length of the run so far, the link before
    latest: dict[int, int] = {}  # number → the best link that ends with it
    for link, (i, number) in enumerate(numbered):
        length, before = 1, None
        for step in range(1, _MISSING + 2):
            other = latest.get(number - step)
            if other is not None and 1 <= i - numbered[other][0] <= _PAGE[1] * step and links[other][0] >= length:
                length, before = links[other][0] + 1, other
        links.append((length, before))
        held = latest.get(number)
        if held is None or length >= links[held][0]:
            latest[number] = link
    taken: dict[int, int] = {}
    least = _SHORTEST_RUN
    for link in sorted(range(len(links)), key=lambda k: links[k][0], reverse=True):
        if links[link][0] < least:
            break
        run: dict[int, int] = {}
        at: int | None = link
        while at is not None:
            run[numbered[at][0]] = numbered[at][1]
            at = links[at][1]
        outside = not taken or max(run) < min(taken) or min(run) > max(taken)
        if outside and max(run) - min(run) >= _PAGE[0] * (len(run) - 1):
            taken.update(run)
            least = 2 if len(taken) >= 2 * _SHORTEST_RUN else least
    return taken


def _join(lines: Sequence[str], full: Width) -> list[str]:
    filled = [line for line in lines if line.strip()]
    indents = sum(1 for line in filled if _indent(line) >= 2)
    indented = 0.05 * len(filled) <= indents <= 0.9 * len(filled)
    paragraphs = _parted(lines, full, indented=indented)
    if not indented and _titled_mostly(paragraphs):
        paragraphs = _parted(lines, full, indented=indented, titled=True)
    if full.by_characters:  # cut anywhere, in the middle of a figure too
        return ["".join(line.strip() for line in paragraph) for paragraph in paragraphs]
    return [_join_figures(paragraph) for paragraph in paragraphs]


def _parted(lines: Sequence[str], full: Width, *, indented: bool, titled: bool = False) -> list[list[str]]:
    """The lines of each paragraph; `titled`: a short first sentence begins one where the line above it stops."""
    paragraphs: list[list[str]] = []
    blank = True
    for line in lines:
        if not line.strip():
            blank = True
            continue
        opens = titled and bool(paragraphs) and bool(STOPS.search(paragraphs[-1][-1].rstrip())) and _TITLE.match(line)
        if not paragraphs or opens or _parts(paragraphs[-1], line, full, blank=blank, indented=indented):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
        blank = False
    return paragraphs


def _titled_mostly(paragraphs: Sequence[Sequence[str]]) -> bool:
    """Whether most long paragraphs without a number open with a short sentence: 壮大企业梯队。健全……"""
    own = [paragraph[0] for paragraph in paragraphs if len(paragraph) > 1 and not OPENS.match(paragraph[0])]
    return sum(1 for line in own if _TITLE.match(line)) >= max(_FEWEST_TITLED, 0.5 * len(own))


def _join_figures(paragraph: Sequence[str]) -> str:
    """The lines as one; a figure that the edge cut in two is whole again (新增1⏎20个)."""
    text = paragraph[0].strip()
    for line in paragraph[1:]:
        part = line.strip()
        text = text + part if text[-1:].isdigit() and part[:1].isdigit() else join_lines([text, part])
    return text


def _indent(line: str) -> int:
    return columns(line[: len(line) - len(line.lstrip())])


def _list_ended(paragraph: Sequence[str], after: str) -> bool:
    """Whether a list of names ends with a name at the edge, and the line below it is prose: …、各镇政府⏎划定保护区，设立……"""
    text = join_lines(paragraph)
    return not is_open(text) and _NAME_ENDS.search(text) is not None and _CLAUSES.match(after) is not None


def _parts(paragraph: Sequence[str], line: str, full: Width, *, blank: bool, indented: bool) -> bool:
    """Whether a paragraph ends before `line`."""
    before, after = paragraph[-1].rstrip(), line.strip()
    if LEADERS.search(before) or LEADERS.search(after):
        return True
    if after[0] in _NO_OPENING and not blank:
        return False
    if (_DOC_NO.fullmatch(after) and not is_open(before)) or _ADDRESSED.fullmatch(before):
        return True
    if full.few:
        if _in_brackets("".join(paragraph), line):
            return False
        whole = full.room(before) > _RAGGED_EDGE or _may_end(before) or _opens(after)
        return blank or whole or not (len(paragraph) > 1 or _is_cut(before, line))
    if (indented or blank) and _indent(line) >= 2:
        return True
    stopped = bool(STOPS.search(before))
    if blank and stopped:
        return True
    first = len(paragraph) == 1 and not stopped and _indent(before) == 0
    room = full.room(before) - (_FIRST_LINE if first else 0)  # the indent of a first line is often lost
    word = _LATIN.match(after)
    if (stopped and LABEL.match(after)) or (LABEL.match(paragraph[0]) and _list_ended(paragraph, after)):
        return True
    slack = _SLACK_IN_BRACKETS if is_open(before) and not OPENS.match(after) else 0 if full.by_characters else _SLACK
    if room > slack and not (word and columns(word[0]) + 2 >= room):
        return True
    title = first and bool(_TITLED.match(before)) and not _SENTENCE.search(before)
    if OPENS.match(after):
        figure = after[0].isdigit()  # 2.69 万亿元 looks like the marker 2.69
        ended = _ended(before) or stopped
        unindented = indented and _indent(line) == 0 and "，" in before  # 坚持质量第⏎一、创新驱动
        return ended or title or not (figure or unindented or is_open(before))
    if title:  # a title goes on with a short rest, or with the rest of a run-in heading
        return not (_REST_OF_TITLE.match(after) or (columns(after) <= columns(before) // 2 and not STOPS.search(after)))
    return False
