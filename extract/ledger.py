"""How often each rule shows in a set of documents, and in how many of them: what serves fewer than two is no rule.

A rule that names itself in a Document (what made a task, a measure, a target; on what ground a unit answers; a notice) is
counted where it stands. A row of a rule file is counted where its word can have been of use: an ending of names at the
names that were found, a unit of measurement at the figures, a word of headings at the headings. That takes nothing from
an ordinary run. It may count a word that another rule claimed first; a row that it never counts has served nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from extract.document import extract_document
from extract.errors import ReadError
from extract.models import Block, Cell, Document, Section, Target
from extract.readers import READERS
from extract.rulefiles import rows_of, written_out
from extract.text.characters import fold
from extract.text.numerals import HAN_TENS
from extract.text.sentences import sentence_spans

How = Literal["ends", "holds", "pattern", "whole pattern", "opening pattern"]
"""What a row is to a text: a word at its end or anywhere in it, or a pattern; of patterns that must be the whole text or
open it the first row that fits counts, as in the rules."""
FEWEST = 2
"""Documents that a rule must serve."""
_HEAD_BLOCKS = 30
_AROUND = 40
_CHINESE = f"[{HAN_TENS}百零〇两]+"
_NUMERALS = {
    "{cn}": _CHINESE,
    "{num}": r"\d{1,3}",
    "{any}": rf"(?:\d{{1,3}}|{_CHINESE})",
    "{roman}": "(?:[Ⅰ-Ⅻ]|[IVX]+)",
    "{letter}": "[A-Za-z]",
    "{stem}": "[甲乙丙丁戊己庚辛壬癸]",
}


# --- the places in a Document where the words of a rule file show ----------------------------------------------------


def _texts(document: Document) -> Iterator[str]:
    yield from document.text.splitlines()


def _opening(document: Document) -> Iterator[str]:
    yield from document.text.splitlines()[:_HEAD_BLOCKS]


def _titles(document: Document) -> Iterator[str]:
    yield from [document.facts.title] if document.facts.title else []


def _sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.children)


def _headings(document: Document) -> Iterator[str]:
    yield from (section.title for section in _sections(document.sections))


def _markers(document: Document) -> Iterator[str]:
    yield from (section.marker + section.title for section in _sections(document.sections) if section.marker)


def _measures(document: Document) -> Iterator[str]:
    yield from (measure.text for task in document.tasks for measure in task.measures)


def _promises(document: Document) -> Iterator[str]:
    """The sentence of each target up to the end of its quote."""
    for target in document.targets:
        begin = max(document.text.rfind(stop, 0, target.span[0]) for stop in "\n。；！？")
        yield document.text[begin + 1 : target.span[1]]


def _figures(document: Document) -> Iterator[str]:
    """The sentences that hold a figure."""
    for line in document.text.splitlines():
        spans = sentence_spans(fold(line), 0, len(line))
        yield from (line[slice(*span)] for span in spans if re.search(r"\d", line[slice(*span)]))


def _values(document: Document) -> Iterator[Target | Cell]:
    yield from document.targets
    yield from document.cells


def _indicators(document: Document) -> Iterator[str]:
    yield from (value.indicator for value in _values(document))


def _uoms(document: Document) -> Iterator[str]:
    yield from (value.uom for value in _values(document) if value.uom)


def _scopes(document: Document) -> Iterator[str]:
    yield from (value.scope for value in _values(document) if value.scope)


def _names(document: Document) -> Iterator[str]:
    yield from (unit.name for task in document.tasks for unit in task.units)


def _official(document: Document) -> Iterator[str]:
    yield from (unit.canonical for task in document.tasks for unit in task.units if unit.canonical)


def _statements(document: Document) -> Iterator[str]:
    """What stands beside the names that answer: （牵头单位：…，…按职责分工负责）."""
    spans = sorted({unit.span for task in document.tasks for unit in task.units if unit.span is not None})
    last = 0
    for start, end in spans:
        yield document.text[max(last, start - _AROUND) : start]
        yield document.text[end : end + _AROUND].partition("\n")[0]
        last = end


def _tables(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "table":
            yield block
        yield from _tables(block.blocks)


def _heads(document: Document) -> Iterator[str]:
    for table in _tables(document.blocks):
        yield from (re.sub(r"\s|（.*?）", "", fold(cell.text)) for cell in table.cells if cell.row == 0)


def _cell_texts(document: Document) -> Iterator[str]:
    for table in _tables(document.blocks):
        yield from (cell.text for cell in table.cells)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where the rows of a rule file show: the word in `column` is looked for, as `how` says, in the texts of `where`."""

    column: str
    how: How
    where: Callable[[Document], Iterable[str]]


TRACES: Mapping[str, Trace] = {
    "action_verbs.csv": Trace("word", "holds", _measures),
    "closing_lines.csv": Trace("word", "holds", _texts),
    "comparators.csv": Trace("word", "holds", _promises),
    "document_head.csv": Trace("words", "holds", _opening),
    "document_kinds.csv": Trace("ending", "holds", _titles),
    "indicator_heads.csv": Trace("word", "holds", _indicators),
    "markers.csv": Trace("pattern", "opening pattern", _markers),
    "periods.csv": Trace("word", "holds", _texts),
    "responsibility.csv": Trace("word", "holds", _statements),
    "scopes.csv": Trace("word", "holds", _scopes),
    "sections.csv": Trace("word", "holds", _headings),
    "table_columns.csv": Trace("pattern", "whole pattern", _heads),
    "table_words.csv": Trace("word", "holds", _cell_texts),
    "target_decoys.csv": Trace("word", "holds", _figures),
    "target_words.csv": Trace("word", "holds", _promises),
    "tense_cues.csv": Trace("word", "holds", _texts),
    "unit_endings.csv": Trace("ending", "ends", _names),
    "unit_forms.csv": Trace("ending", "ends", _names),
    "units.csv": Trace("stem", "holds", _official),
    "units_collective.csv": Trace("pattern", "pattern", _names),
    "units_national.csv": Trace("official", "ends", _official),
    "units_party.csv": Trace("name", "ends", _official),
    "units_places.csv": Trace("official", "ends", _official),
    "units_special.csv": Trace("official", "ends", _official),
    "uom.csv": Trace("uom", "holds", _uoms),
}
"""The rule files by where they show."""
UNTRACED = frozenset(
    {
        "column_contents.csv",
        "foreign_files.csv",
        "page_chrome.csv",
        "page_names.csv",
        "unit_neighbours.csv",
        "unit_rules.toml",
    }
)
"""What these decide is that something is left out, or how it weighs: nothing of it stands in a Document. A document's own
rules are counted by the units that they give."""


# --- counting --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule: its id (`uom.csv:12`, `rule reach`), what it says, how often it showed and in how many documents."""

    id: str
    says: str
    times: int
    documents: int

    def __str__(self) -> str:
        flag = "*" if self.documents < FEWEST else " "
        return f"{flag} {self.times:6d} {self.documents:4d}  {self.id}  {self.says}"


def named_rules(document: Document) -> Iterator[str]:
    """The rules that a Document names: "rule run-in heading", "rule reach", "unit explicit", "notice open-bracket"."""
    for task in document.tasks:
        yield f"rule {task.rule}"
        yield from (f"unit {unit.basis}" for unit in task.units)
        yield from (f"rule {measure.rule}" for measure in task.measures)
        yield from [f"due {task.due_basis}"] if task.due_basis else []
    yield from (f"rule {target.rule}" for target in document.targets)
    yield from (f"doubt {doubt}" for task in document.tasks for doubt in task.doubts)
    yield from (f"doubt {doubt}" for value in _values(document) for doubt in value.doubts)
    yield from (f"notice {notice.code}" for notice in document.warnings)


def shown_rows(document: Document) -> Iterator[tuple[str, int]]:
    """The rows of rule files that show in a Document, as (file, line), once each time."""
    for file, trace in TRACES.items():
        find = _finder(file)
        for text in trace.where(document):
            yield from ((file, line) for line in find(fold(text)))


def ledger(documents: Iterable[Document]) -> list[Entry]:
    """Every rule and row, in the order of their ids: 达到 → Entry("target_words.csv:310", "达到", 57, 5)."""
    times: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for document in documents:
        found = Counter(named_rules(document))
        found.update(f"{file}:{line}" for file, line in shown_rows(document))
        times += found
        seen.update(found.keys())
    rows = [(f"{row.file}:{row.line}", row[trace.column]) for file, trace in TRACES.items() for row in rows_of(file)]
    listed = {identity for identity, _ in rows}
    names = {f"rule {row['rule']}": row["shown"] for row in rows_of("rule_names.csv")}
    named = [(rule, names.get(rule, "")) for rule in sorted({*names, *times} - listed)]
    return [Entry(identity, says, times[identity], seen[identity]) for identity, says in (*named, *rows)]


def documents_of(folder: Path) -> Iterator[Document]:
    """The documents below a folder, in order; what cannot be read is left out, and so is what explains a folder."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in READERS and path.stem != "README":
            try:
                yield extract_document(path)
            except ReadError:
                continue


def main(argv: list[str]) -> int:
    """python -m extract ledger [FOLDER]: every rule and row, how often it showed, in how many documents; * for too few."""
    parser = argparse.ArgumentParser(
        prog="python -m extract ledger", description="统计每条规则在多少份文件里用到、用到几次；不足两份的标 *。"
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("corpus"), help="文件夹（默认 corpus）")
    folder: Path = parser.parse_args(argv).folder
    if not folder.is_dir():
        print(f"{folder}: 没有这个文件夹", file=sys.stderr)
        return 1
    entries = ledger(documents_of(folder))
    for entry in entries:
        print(entry)
    few = sum(1 for entry in entries if entry.documents < FEWEST)
    print(f"共 {len(entries)} 条规则，其中 {few} 条用到的文件不足 {FEWEST} 份（*）")
    return 0


@cache
def _finder(file: str) -> Callable[[str], list[int]]:
    """Finds the lines of a file's rows in a folded text; of two words at one place the longer counts, as in the rules."""
    trace = TRACES[file]
    if trace.how not in ("ends", "holds"):
        return _pattern_finder([(_expanded(row[trace.column]), row.line) for row in rows_of(file)], trace.how)
    lines: dict[str, list[int]] = {}
    lists = {row["role"]: row.many("word") for row in rows_of(file) if row.cells.get("kind") == "any"}
    for row in rows_of(file):
        for words_of in row.many(trace.column):
            for word in written_out(words_of, lists) if lists else [re.sub(r"\{\w+\}", "", words_of)]:
                lines.setdefault(fold(word), []).append(row.line)
    words = "|".join(re.escape(word) for word in sorted(lines, key=lambda word: (-len(word), word)) if word)
    pattern = re.compile(f"(?:{words})" + ("$" if trace.how == "ends" else ""))
    return lambda text: [line for match in pattern.finditer(text) for line in lines[match.group()]]


def _pattern_finder(rows: list[tuple[str, int]], how: How) -> Callable[[str], list[int]]:
    compiled = [(re.compile(pattern), line) for pattern, line in rows]

    def find(text: str) -> list[int]:
        if how == "pattern":
            return [line for pattern, line in compiled if pattern.search(text)]
        fits = re.Pattern.fullmatch if how == "whole pattern" else re.Pattern.match
        return [line for pattern, line in compiled if fits(pattern, text)][:1]

    return find


def _expanded(pattern: str) -> str:
    for name, numerals in _NUMERALS.items():
        pattern = pattern.replace(name, numerals)
    return pattern
