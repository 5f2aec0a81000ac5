"""Which sections are tasks, and which responsibility statement belongs to which of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from extract.models import Section, Span, Unit
from extract.outline.closing_lines import is_closing_line
from extract.outline.section_use import SectionUse, names_doing, section_use
from extract.outline.tree import walk
from extract.owners.statements import Statement
from extract.targets.actions import acts
from extract.targets.masks import mask
from extract.text.characters import fold
from extract.text.numerals import HAN_TENS
from extract.text.sentences import sentence_spans

_SHORT_NAME = 20
_WORD = re.compile(r"[^\W_]")
_PURPOSE = re.compile(
    r"(?:为|根据|依据|按照|结合)[^。；]*(?:制定|提出|编制|出台)(?:本|此|如下|以下)[^。；，]{0,12}[。：]?"
)
_SHORTEST_TITLE = 3
_SMALL_STYLES = ("（", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨")


@dataclass(frozen=True, slots=True)
class TaskSection:
    """A section that is a task: the sections above it, its statements and its sentences, a tuple a paragraph.

    `of_group` are the statements of the heading above it, where it has none that say who leads or answers.
    """

    section: Section
    above: tuple[Section, ...]
    statements: tuple[Statement, ...]
    of_group: tuple[Statement, ...]
    paragraphs: tuple[tuple[Span, ...], ...]
    rule: str


class StatementIndex:
    """The statements of a document in reading order, found by where they stand."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.ordered = sorted(statements, key=lambda statement: statement.span)
        self._starts = [statement.span[0] for statement in self.ordered]

    def within(self, start: int, end: int) -> list[Statement]:
        """Those that have a character between `start` and `end`."""
        first = bisect_left(self._starts, start)
        if first and self.ordered[first - 1].span[1] > start:
            first -= 1
        return self.ordered[first : bisect_left(self._starts, end)]


@dataclass(slots=True)
class _Node:
    """A section with what the decision needs."""

    section: Section
    above: tuple[Section, ...]
    use: SectionUse
    parent: _Node | None
    children: list[_Node] = field(default_factory=list)
    fellows: list[_Node] = field(default_factory=list)
    """All that stand beside it, itself included."""
    statements: list[Statement] = field(default_factory=list)
    of_group: list[Statement] = field(default_factory=list)
    """What the heading of its group says (一、政务环境（牵头单位：市数据局）), where it does not say itself who answers."""
    in_box: bool = False

    @property
    def style(self) -> str:
        return f"{self.section.kind}{self.section.marker[-1:] if self.section.marker else ''}"


def find_task_sections(
    folded: str,
    root: Section,
    statements: Iterable[Statement],
    is_past: Callable[[int, int], bool],
    *,
    owned_only: bool = False,
    names_owner: Callable[[tuple[tuple[Span, ...], ...]], bool] = lambda paragraphs: False,
) -> tuple[TaskSection, ...]:
    """The tasks of the outline in reading order: the lowest titled items of the sections that say what will be done.

    `is_past` tells of a stretch of text whether it only says what was. `owned_only`: the document sets rules, and gives
    tasks only where owners are named. `names_owner` tells of paragraphs whether their prose says who leads or answers.
    二、重点任务 ＞（一）优化服务 ＞ 1.设立窗口。……（责任单位：市市场监管局） → the task 设立窗口 with that statement
    """
    index = StatementIndex(statements)
    nodes = _nodes(root, is_past, index)
    _attach(folded, nodes, index.ordered)
    found: list[tuple[_Node, str]] = []
    for top in (node for node in nodes if node.parent is None):
        _choose(top, found)
    found = [
        (node, rule)
        for node, rule in found
        if node.statements or not (owned_only or _states_purpose(folded, node.section))
    ]
    found = _without_idle(mask(folded), found, index, names_owner)
    return tuple(
        TaskSection(
            node.section,
            node.above,
            tuple(node.statements),
            tuple(node.of_group),
            tuple(paragraphs_of(folded, node.section, index)),
            rule,
        )
        for node, rule in sorted(found, key=lambda item: item[0].section.span)
    )


def _nodes(root: Section, is_past: Callable[[int, int], bool], statements: StatementIndex) -> list[_Node]:
    by_id: dict[str, _Node] = {}
    for section, above in walk(root):
        parent = by_id.get(above[-1].id) if above else None
        own = section_use(section.title) if section.kind != "bullet" else "action"
        if own == "context" and section.children and statements.within(section.span[0], section.children[0].span[0]):
            own = "action"  # 一、主要指标（牵头单位：市统计局）: somebody answers for what stands below
        inherited = parent.use if parent is not None and parent.use in ("context", "past", "closing") else own
        # what follows the last item of a review (新的一年……) hangs below it, but is none of it
        told = section.body[0] if section.body and not section.children else section.span
        if inherited not in ("context", "past", "closing") and is_past(*told):
            inherited = "context"  # an owner still makes it a task
        in_box = section.kind == "box" or (parent is not None and parent.in_box)
        node = _Node(section, above, inherited, parent, in_box=in_box)
        by_id[section.id] = node
        if parent is not None:
            parent.children.append(node)
    nodes = list(by_id.values())
    tops = [node for node in nodes if node.parent is None]
    for node in nodes:
        node.fellows = tops if node.parent is None else node.parent.children
    return nodes


def _attach(folded: str, nodes: list[_Node], statements: list[Statement]) -> None:
    """Give each statement to the innermost section around it; one that closes a whole section goes to that section."""
    index = 0
    for statement in statements:
        while index + 1 < len(nodes) and nodes[index + 1].section.span[0] <= statement.span[0]:
            index += 1
        node: _Node | None = nodes[index] if nodes else None
        while node is not None and not node.section.span[0] <= statement.span[0] < node.section.span[1]:
            node = node.parent
        if node is None:
            continue
        while node.parent is not None and (
            node.in_box or (node.section.kind == "bullet" and not _ends_with(folded, node, statement))
        ):
            node = node.parent
        node.statements.append(statement)
    for node in nodes:
        _lower_opening_lines(node)
        _raise_closing_line(node)
    for node in nodes:
        for statement in [own for own in node.statements if own.span == node.section.title_span]:
            _hand_down(node, statement)


def _hand_down(node: _Node, statement: Statement) -> None:
    """Give what a heading says (市教育局：) to the lowest items below it that do not say themselves who answers."""
    items = [child for child in node.children if child.section.kind in ("numbered", "item", "run-in")]
    if statement in node.statements and items:
        node.statements.remove(statement)
    for item in items:
        if not _answered(item):
            if any(child.section.kind == "numbered" for child in item.children):
                _hand_down(item, statement)
            else:
                item.statements.insert(0, statement)


def _ends_with(folded: str, node: _Node, statement: Statement) -> bool:
    """Whether the statement closes the bullet's own paragraph, which makes the bullet an item of its own."""
    return not statement.own_line and any(
        start <= statement.span[0] < end and not folded[statement.span[1] : end].strip("。； ")
        for start, end in (*node.section.body, node.section.span)
    )


def _lower_opening_lines(node: _Node) -> None:
    """Lines of their own that stand over the items they speak of: one before the first item, none behind the last.

    牵头单位：市教育局 /（一）建设学校 / 牵头单位：市卫健委 /（二）提升儿科 → 市教育局 for the first, 市卫健委 for the second
    """
    items = [child for child in node.children if child.section.kind in ("numbered", "item", "run-in", "heading")]
    if len(items) < 2 or len(node.statements) != 1 or any(_below(item) for item in items):
        return
    first = node.statements[0]
    above = first.own_line and first.span[0] < items[0].section.span[0]
    each = all(len(item.statements) == 1 and item.statements[0].own_line for item in items[:-1])
    if not above or not each or items[-1].statements:
        return
    for item, statement in zip(items, [first, *(item.statements[0] for item in items[:-1])], strict=True):
        item.statements[:] = [statement]
    node.statements.clear()


def _raise_closing_line(node: _Node) -> None:
    """A line of its own behind the last of several items, none of which has one, speaks of all of them."""
    items = [child for child in node.children if child.section.kind in ("numbered", "item", "run-in")]
    if len(items) < 2 or any(child.statements or _below(child) for child in items[:-1]) or node.statements:
        return
    last = items[-1]
    if len(last.statements) == 1 and last.statements[0].own_line and not _below(last) and node.use != "container":
        node.statements.extend(last.statements)
        last.statements.clear()


def _below(node: _Node) -> bool:
    return any(child.statements or _below(child) for child in node.children)


def _choose(node: _Node, found: list[tuple[_Node, str]]) -> bool:
    """Whether the node or one below it is a task; those that are, are added to `found`."""
    if node.use == "past":
        return False
    if node.use in ("context", "closing") and not node.statements and not _below(node):
        return False
    if node.section.kind == "box":
        return False
    before = len(found)
    below = [_choose(child, found) for child in node.children]
    if any(below):
        if not node.statements:
            return True
        # a statement of its own above items that are tasks too: 各项任务由……负责 closes the whole section
        for task, _ in found[before:]:
            if not _answered(task):
                task.of_group += [own for own in node.statements if own.span[0] < node.children[0].section.span[0]]
        found.insert(before, (node, "statement of the section"))
        return True
    if node.use in ("context", "closing") and not node.statements:
        return False
    if not node.statements and any(
        child.use in ("context", "past") and child.section.kind == "numbered" for child in node.children
    ):
        return False
    rule = _task_rule(node)
    if rule is None:
        return False
    found.append((node, rule))
    return True


def _answered(node: _Node) -> bool:
    """Whether its own statements name more than those who assist."""
    return any(unit.role != "assist" for own in node.statements for unit in own.units)


def _task_rule(node: _Node) -> str | None:
    """Why the node, with no task below it, is a task; None where it is not."""
    section, kind = node.section, node.section.kind
    if node.statements:
        return "responsibility statement"
    if kind in ("box", "root") or section.marker.startswith("附") or node.use == "mixed":
        return None
    small = (
        section.marker.startswith(_SMALL_STYLES) and section.number is not None and section.number[0] not in HAN_TENS
    )
    siblings = [s for s in node.fellows if s is not node]
    top = node.parent is None or node.parent.use in ("container", "mixed")
    # （1）强化领导。 right below a chapter is as good as 1.
    small = small and not (
        node.parent is not None and node.parent.use in ("container", "safeguard") and _is_chapter(node.parent)
    )
    if kind == "bullet":
        # 一是…… of a chapter that has no other items; below a numbered item they are its sentences
        chapter = node.parent is not None and node.parent.section.number and (top or _is_chapter(node.parent))
        alone = all(s.section.kind in ("bullet", "box") for s in siblings)
        if section.title and any(s.section.kind == "bullet" and s.statements for s in siblings):
            return "item of a list of tasks"
        return "run-in heading" if chapter and alone and siblings and _mostly_long(node) and section.title else None
    if kind == "item":
        listed = top or any(s.statements for s in siblings) or (not small and _named_shortly([node, *siblings]))
        return "item of a list of tasks" if listed else None
    if kind == "run-in":
        return "run-in heading"
    if not section.body and not section.children:
        # a bare title: one of a list of phrases under a heading that says more; 6.5左右 in a list of figures is none
        if len(section.title) < _SHORTEST_TITLE:
            return None
        return "title" if top or any(s.statements or s.section.body or s.children for s in siblings) else None
    if small and not (section.body and _long(section)):
        return None
    return "numbered heading" if kind == "numbered" else "heading"


def _is_chapter(node: _Node) -> bool:
    """Whether no numbered section stands around a section."""
    return not any(section.number for section in node.above)


def _named_shortly(nodes: list[_Node]) -> bool:
    """Whether most of the bare measures among siblings are named by a short first clause; long ones are prose."""
    lengths = [len(node.section.title) for node in nodes if node.section.kind == "item"]
    return sum(length <= _SHORT_NAME for length in lengths) * 2 > len(lengths)


def _states_purpose(folded: str, section: Section) -> bool:
    """Whether a section only says what the document is for: 第一条 为规范服务，提升效率，制定本措施。"""
    return bool(section.body) and all(_PURPOSE.fullmatch(folded, *span) for span in section.body)


def _without_idle(
    masked: str,
    found: list[tuple[_Node, str]],
    statements: StatementIndex,
    names_owner: Callable[[tuple[tuple[Span, ...], ...]], bool],
) -> list[tuple[_Node, str]]:
    """The tasks without those of a group that mostly does nothing; among others, an unknown verb is a doing too (疏浚)."""

    def is_idle(node: _Node) -> bool:
        if node.statements or not _is_idle(masked, node.section, statements):
            return False
        return not names_owner(tuple(paragraphs_of(masked, node.section, statements)))

    idle = {id(node): is_idle(node) for node, _ in found}
    groups: dict[int, list[bool]] = {}
    for node, _ in found:
        groups.setdefault(id(node.parent), []).append(idle[id(node)])
    mostly = {parent for parent, flags in groups.items() if sum(flags) * 2 > len(flags)}

    def does_nothing(node: _Node) -> bool:
        return idle[id(node)] and (node.section.kind == "run-in" or id(node.parent) in mostly)

    return [(node, rule) for node, rule in found if not does_nothing(node)]


def _is_idle(masked: str, section: Section, statements: StatementIndex) -> bool:
    """Whether a section neither names a doing nor says anything that will be done: 综合实力。……, 会议地点。……"""
    title = fold(section.title)
    if section.kind in ("bullet", "item") or names_doing(title) or any(char.isdecimal() for char in title):
        return False
    sentences = [span for paragraph in paragraphs_of(masked, section, statements) for span in paragraph]
    clauses = (clause for span in sentences for clause in sentence_spans(masked, *span, stops="，；。：！？"))
    return bool(sentences) and not any(acts(masked, *clause, promised=False) for clause in clauses)


def _mostly_long(node: _Node) -> bool:
    """Whether most of the bullets that a bullet stands among are more than a phrase: one short one among them is an item too."""
    bullets = [fellow.section for fellow in node.fellows if fellow.section.kind == "bullet"]
    return sum(map(_long, bullets)) * 2 > len(bullets)


def _long(section: Section) -> bool:
    return sum(end - start for start, end in section.body) >= 40


def paragraphs_of(folded: str, section: Section, statements: StatementIndex) -> Iterator[tuple[Span, ...]]:
    """The sentences of a section with all that stands below it, a paragraph each; statements and headings left out.

    A numbered line or a bullet that is all there is of its item is a sentence, not a heading.
    """
    pieces: list[Span] = []
    for part in (section, *(below for below, _ in walk(section))):
        pieces += part.body
        if not part.body and not part.children and part.kind in ("numbered", "bullet") and part is not section:
            pieces.append((part.title_span[0], part.span[1]))
    for start, end in sorted(pieces):
        if is_closing_line(folded, start, end):
            continue
        sentences = tuple(sentences_of(folded, start, end, statements.within(start, end)))
        if sentences:
            yield sentences


def sentences_of(folded: str, start: int, end: int, statements: Iterable[Statement]) -> Iterator[Span]:
    """The sentences of a stretch of text, the statements in it left out."""
    position = start
    for statement in statements:
        first, last = statement.span
        if first > position:
            yield from _full(folded, position, first)
        position = max(position, last)
        while position < end and folded[position] in "。；， ":
            position += 1
    if position < end:
        yield from _full(folded, position, end)


def _full(folded: str, start: int, end: int) -> Iterator[Span]:
    for first, last in sentence_spans(folded, start, end):
        if _WORD.search(folded, first, last) is not None:
            yield first, last


def units_of(statements: Iterable[Statement]) -> tuple[Unit, ...]:
    """The units of a task's statements in order, one entry a unit and role."""
    seen: dict[tuple[str, str], Unit] = {}
    for statement in statements:
        for unit in statement.units:
            seen.setdefault((unit.name, unit.role), unit)
    return tuple(seen.values())


def units_of_group(statements: Iterable[Statement]) -> tuple[Unit, ...]:
    """The units that the heading of a group gives a task below it, as a rule of the document does."""
    return tuple(replace(unit, basis="document-rule", rule="所在部分的标题") for unit in units_of(statements))
