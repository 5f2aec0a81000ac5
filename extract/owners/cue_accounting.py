"""Accounts for every word that says who answers: it reached a task, it is context, or a notice says that it was not placed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import get_args

from spacy.tokens import Doc

from extract.models import Block, Facts, Notice, OwnerCue, Role, Span, Task
from extract.owners.document_rules import angles_as_brackets, read_list
from extract.owners.name_proof import could_be_name, tells
from extract.owners.owner_words import says_otherwise, verb_ending
from extract.owners.prose_units import body_before_verb, find_prose_units
from extract.owners.statements import Responsibilities, Statement
from extract.text.characters import Text
from extract.text.layout import text_parts
from extract.text.markers import read_marker
from extract.text.sentences import bracket_end, sentence_spans

CUE = re.compile(
    r"(?=[牵责配负主承协参落按会])(?:"  # any of these begins one: a search passes over all else quickly
    r"牵头|(?:责任|配合|负责|主办|承办|协办|协同|参与|落实)(?:单位|部门|主体|处室|科室)|按照?(?:各自|部门|有关)?职责(?:分工)?|主办|承办|(?<!政)协办|会同"
    r"|配合(?!度|饲料|比)|(?<!不)负责(?!人|同志|任(?!务)|心))"
)
_OPENERS = "（〔［【"
_CLOSING = re.compile(r"负责解释|具体解释|联系人|联系电话|责任编辑|主办单位：|版权|网站")
_NARRATES = re.compile(r"会议(?:听取|传达|学习|认为|指出|(?:充分)?肯定)(?!.*(?:[，；]由|要|必须|应当))")
"""What minutes tell of a meeting before they say what it asks for."""
_PROPOSAL = re.compile(r"(?:建议|提案|议案)(?:.{0,12}由|的?(?:主办|承办|协办|会办))")
_SAID_OF_OWNERS = frozenset(
    {"unread-unit", "empty-label", "unclosed-bracket", "unplaced-owner", "internal-office", "mark-unexplained"}
)
_LAST_BRACKET = re.compile(r"(?<=[。！？；])[（〔［【](?P<inside>(?:[^（）〔〕［］【】]|（[^（）]*）)+)[）〕］】]$")
_FEWEST_NAMES = 2
_STOPPED = re.compile(r"[。：]")
_LONGEST_BRACKET = 400
_LONGEST_SENTENCE = 80


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the cues are held against; span lists are sorted by their starts."""

    doc: Doc
    text: Text
    facts: Facts
    units: list[int]
    stated: list[Span]
    """Spans of statements that reached a task."""
    unplaced: list[Span]
    rules: list[Span]
    noticed: list[Span]
    background: list[Span]
    past: list[Span]
    owned: list[Span]
    """Spans of tasks whose units a statement, a row or a rule gives."""
    tells_past: Callable[[int, int], bool]
    notices: dict[Span, Notice] = field(default_factory=dict)
    context: dict[Span, str | None] = field(default_factory=dict)
    """Why a sentence that was looked at names no owner, None where it names one."""

    @property
    def folded(self) -> str:
        """What the patterns look at."""
        return self.text.folded


def account_for_cues(
    doc: Doc,
    text: Text,
    blocks: Iterable[Block],
    facts: Facts,
    found: Responsibilities,
    tasks: Iterable[Task],
    background: Iterable[Span],
    past: Iterable[Span],
    notices: Iterable[Notice],
    tells_past: Callable[[int, int], bool],
) -> tuple[tuple[OwnerCue, ...], tuple[Notice, ...]]:
    """A record for each cue of the text, in order, and the notices that became necessary.

    （市科技局负责） of a task → placed; 完善部门配合机制 → context; a bracket of owners below no task → notice unplaced-owner.
    `past` are the sections that tell what was done, `background` these and those that say what guides, `notices` those given so far;
    `tells_past` says of a sentence whether it tells what was.
    """
    tasks = tuple(tasks)
    units = sorted(unit.span[0] for task in tasks for unit in task.units if unit.span is not None)
    by_start = sorted(tasks, key=lambda task: task.span)
    reached: list[Span] = []
    lost: list[Span] = []
    for statement in (s for s in found.statements if s.units):
        (reached if _reached(units, by_start, statement) else lost).append(statement.span)
    for numbered in found.numbered:
        (reached if _holds(units, numbered.span) else lost).append(numbered.span)
    scene = _Scene(
        doc,
        replace(text, folded=angles_as_brackets(text.folded)),
        facts,
        units,
        sorted(reached),
        sorted(lost),
        sorted(rule.span for rule in found.rules),
        sorted(n.span for n in notices if n.span is not None and n.code in _SAID_OF_OWNERS),
        sorted(background),
        sorted(past),
        sorted(t.span for t in tasks if any(unit.basis not in ("prose", "issuer") for unit in t.units)),
        tells_past,
    )
    paragraphs = tuple(text_parts(blocks))
    cues = {cue.span: cue for span, table in paragraphs for cue in _in_paragraph(scene, span, table)}
    for match in CUE.finditer(scene.folded):
        if match.span() not in cues:  # the name of a box or of a table
            after = scene.folded.find("\n", match.end())
            line = scene.folded.rfind("\n", 0, match.start()) + 1, after if after >= 0 else len(text.stored)
            cues.update((cue.span, cue) for cue in _in_paragraph(scene, line, table=False))
    unowned = sorted(task.span for task in tasks if not task.units)
    for (span, table), (following, _) in zip_longest(paragraphs, paragraphs[1:], fillvalue=((0, 0), False)):
        if not table:
            _account_for_bracket(scene, span)
            if _inside(unowned, span) and read_marker(scene.folded[slice(*following)], series=True):
                _account_for_names(scene, span)
    return tuple(sorted(cues.values(), key=lambda cue: cue.span)), tuple(scene.notices.values())


def _reached(units: list[int], tasks: list[Task], statement: Statement) -> bool:
    """Whether a task has a unit of the statement; one that names again who was named before has its units there."""
    if _holds(units, statement.span) or any(_holds(units, unit.span) for unit in statement.units if unit.span):
        return True
    names = {unit.name for unit in statement.units}
    at = bisect_right(tasks, (statement.span[0], 1 << 60), key=lambda task: task.span) - 1
    return at >= 0 and any(unit.name in names for unit in tasks[at].units)


def _in_paragraph(scene: _Scene, paragraph: Span, table: bool) -> Iterator[OwnerCue]:
    matches = list(CUE.finditer(scene.folded, *paragraph))
    if not matches:
        return
    sentences = list(sentence_spans(scene.folded, *paragraph, stops="。！？；"))
    starts = [first for first, _ in sentences]
    for match in matches:
        at = bisect_right(starts, match.start()) - 1
        sentence = sentences[at] if at >= 0 else paragraph
        outcome, reason = _table_cue(scene, paragraph) if table else _outcome(scene, match.span(), sentence)
        yield OwnerCue(match.span(), outcome, reason)  # type: ignore[arg-type]


def _outcome(scene: _Scene, cue: Span, sentence: Span) -> tuple[str, str]:
    """What became of a cue of running text, and why."""
    if _inside(scene.stated, cue):
        return "placed", "statement"
    if _inside(scene.rules, cue):
        return "context", "rule of the document"
    if _inside(scene.noticed, cue):
        return "notice", "noticed before"
    if (span := _inside(scene.unplaced, cue)) is not None:
        if _inside(scene.past, cue):
            return "context", "history"
        return _notice(scene, span, "这里的责任单位没有对应的任务")
    bracket = _bracket(scene.folded, cue, sentence)
    if bracket is not None and (
        _lists_owners(scene.folded, bracket)
        or (body_before_verb(scene.folded, bracket, get_args(Role)) and not scene.tells_past(*sentence))
    ):
        return _notice(scene, bracket, "括号中像是责任单位，但未能读出")
    if _holds(scene.units, sentence):
        return "placed", "prose"
    if sentence not in scene.context:  # a sentence with many cues is read once
        scene.context[sentence] = _no_owner(scene, sentence)
    if (reason := scene.context[sentence]) is not None:
        return ("notice", reason) if sentence in scene.notices else ("context", reason)
    if _inside(scene.background, cue):
        return "context", "background"
    if _NARRATES.match(scene.folded, *sentence) or scene.tells_past(*sentence):
        return "context", "history"
    if _inside(scene.owned, cue):
        return "context", "beside a statement"
    return _notice(scene, sentence, "这句话写明了负责单位，但没有对应的任务")


def _account_for_bracket(scene: _Scene, paragraph: Span) -> None:
    """A notice for a bracket of bodies that closes a paragraph without a word that says who answers: （责任位：甲、乙）."""
    end = _without_stop(scene, paragraph)[1]
    match = _LAST_BRACKET.search(scene.folded, max(paragraph[0], end - _LONGEST_BRACKET), end)
    if match is None or says_otherwise(match["inside"]) or CUE.search(match["inside"]):
        return
    inside = match.span("inside")
    if _holds(scene.units, inside) or any(_inside(spans, inside) for spans in (scene.past, scene.noticed)):
        return
    reading = read_list(scene.folded, inside)
    if reading.strict and len(reading.units) >= _FEWEST_NAMES:
        _notice(scene, inside, "括号中像是责任单位，但未能读出")


def _account_for_names(scene: _Scene, paragraph: Span) -> None:
    """A notice for a line of names and nothing else between two items, which stands where owners do."""
    if paragraph[1] - paragraph[0] > _LONGEST_SENTENCE or _STOPPED.search(scene.folded, *paragraph):
        return
    reading = read_list(scene.folded, paragraph)
    if reading.strict and reading.units and not _inside(scene.noticed, paragraph):
        _notice(scene, paragraph, "这一行像是责任单位，但未能读出")


def _no_owner(scene: _Scene, sentence: Span) -> str | None:
    """Why a sentence names nobody who answers for a task; None where it does. What looks like owners has a notice."""
    named = find_prose_units(scene.doc, scene.text, [[sentence]], scene.facts)
    if not named:
        short = sentence[1] - sentence[0] <= _LONGEST_SENTENCE
        listed = short and _lists_owners(scene.folded, _without_stop(scene, sentence), alone=True)
        if listed or (body_before_verb(scene.folded, sentence) and not scene.tells_past(*sentence)):
            return _notice(scene, sentence, "这句话像是写明责任单位，但未能读出")[1]
        return "no owner named"
    if any(unit.basis == "issuer" for unit in named) or _PROPOSAL.search(scene.folded, *sentence):
        return "author of a reply"
    return "closing line" if _CLOSING.search(scene.folded, *sentence) else None


def _without_stop(scene: _Scene, sentence: Span) -> Span:
    start, end = sentence
    while end > start and scene.folded[end - 1] in "。；！？ ":
        end -= 1
    return start, end


def _table_cue(scene: _Scene, cell: Span) -> tuple[str, str]:
    if _holds(scene.units, cell):
        return "placed", "cell"
    if _lists_owners(scene.folded, cell) and cell[1] - cell[0] <= _LONGEST_BRACKET:
        return _notice(scene, cell, "表格中的责任单位没有对应的任务")
    return "context", "table"


def _notice(scene: _Scene, span: Span, message: str) -> tuple[str, str]:
    scene.notices.setdefault(span, Notice("unplaced-owner", message, span))
    return "notice", "unplaced-owner"


def _lists_owners(folded: str, span: Span, *, alone: bool = False) -> bool:
    """Whether what could not be placed looks like a list of owners: a label or a verb, and names; `alone` nothing else."""
    start, end = span
    reading = read_list(folded, span)
    if reading.labelled and reading.units:
        return True
    if not reading.units or not (reading.verbs or verb_ending(folded, start, end)):
        return False
    names = [folded[slice(*named.span)] for named in reading.units]
    return all(map(could_be_name, names)) or (not alone and any(map(tells, names)))


def _bracket(folded: str, cue: Span, sentence: Span) -> Span | None:
    """The inside of the outermost bracket around a cue."""
    position = max(sentence[0], cue[0] - _LONGEST_BRACKET)
    while position < cue[0]:
        opened = min((at for char in _OPENERS if (at := folded.find(char, position, cue[0])) >= 0), default=-1)
        if opened < 0:
            return None
        closed = bracket_end(folded, opened, sentence[1])
        if closed is not None and closed >= cue[1]:
            return opened + 1, closed - 1
        position = closed or opened + 1
    return None


def _holds(starts: list[int], span: Span) -> bool:
    """Whether one of the sorted positions lies in the span."""
    at = bisect_left(starts, span[0])
    return at < len(starts) and starts[at] < span[1]


def _inside(spans: list[Span], cue: Span) -> Span | None:
    """The span of a sorted list that holds the cue; of nested ones the innermost of the last few."""
    at = bisect_right(spans, (cue[0], 1 << 60))
    for first, last in reversed(spans[max(0, at - 12) : at]):
        if first <= cue[0] and cue[1] <= last:
            return first, last
    return None
