"""Shows each commitment of a document with the rule or cue that made it, for a person who asks why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract.models import Cell, Document, Target, Unit
from extract.rulefiles import load_csv

_ROLES = {"lead": "牵头", "assist": "配合", "responsible": "负责"}
_BASES = {
    "explicit": "原文写明",
    "first-listed": "按文件约定",
    "document-rule": "全文统一规则",
    "prose": "正文叙述",
    "issuer": "答复单位自称",
}


def explain(document: Document) -> Iterator[str]:
    """Lines of text: the document's facts, then every task, unit, measure and target with its place and its rule.

    任务 1 布局建设社区 [120–180] ← 后附责任单位
    """
    facts = document.facts
    yield f"文件 {document.source.name}：{facts.title or '（无标题）'}"
    period = f"{facts.period[0]}–{facts.period[1]}" if facts.period else "—"
    yield f"  地区 {facts.region or '—'}  发文 {facts.issuer or '—'}"
    yield f"  文种 {facts.kind}  状态 {facts.status}  期限 {period}"
    by_task: dict[str | None, list[Target]] = {}
    for target in document.targets:
        by_task.setdefault(target.task_id, []).append(target)
    for target in by_task.get(None, ()):
        yield _target(target, "目标 ")
    for task in document.tasks:
        due = f"，时限 {task.due_text}" if task.due_text else ""
        yield f"任务 {task.number or ''} {task.title} {_at(task.span, task.page)}{due} ← {rule_name(task.rule)}".replace(
            "  ", " "
        )
        if task.path:
            yield f"    所在 {' ＞ '.join(task.path)}"
        for unit in task.units:
            yield _unit(unit)
        for measure in task.measures:
            yield f"    措施 {measure.text} {_at(measure.span, measure.page)} ← {rule_name(measure.rule)}"
        for target in by_task.get(task.id, ()):
            yield _target(target, "    目标 ")
    for cell in document.cells:
        yield _cell(cell)
    for notice in document.warnings:
        yield f"提示 {notice.message}{' ' + _at(notice.span, None) if notice.span else ''} ← {notice.code}"


@cache
def _names() -> dict[str, str]:
    return {row["rule"]: row["shown"] for row in load_csv("rule_names.csv", ("rule", "shown"), unique="rule")}


def rule_name(rule: str | None) -> str:
    """What a rule is called: reach → 达到／超过／控制在……; a rule without a name is shown as it is."""
    return _names().get(rule or "", rule or "—")


def _at(span: tuple[int, int], page: int | None) -> str:
    return f"[{span[0]}–{span[1]}{f'，第{page}页' if page is not None else ''}]"


def _unit(unit: Unit) -> str:
    canonical = f"（{unit.canonical}）" if unit.canonical and unit.canonical != unit.name else ""
    place = f" {_at(unit.span, None)}" if unit.span else ""
    rule = f"：{unit.rule}" if unit.rule else ""
    return f"    {_ROLES[unit.role]} {unit.name}{canonical}{place} ← {_BASES[unit.basis]}{rule}"


def _target(target: Target, label: str) -> str:
    value = "–".join(str(v) for v in target.value) if isinstance(target.value, tuple) else target.value
    said = [target.indicator, target.op, "" if value is None else str(value), target.uom or "", target.reference or ""]
    tail = [f"{target.year}年" if target.year else "", target.scope or "", target.kind, target.per or ""]
    words = " ".join(part for part in (*said, *tail) if part)
    return f"{label}{words} {_at(target.span, target.page)}「{target.quote}」 ← {rule_name(target.rule)}"


def _cell(cell: Cell) -> str:
    value = "–".join(str(v) for v in cell.value) if isinstance(cell.value, tuple) else cell.value
    said = (
        cell.indicator,
        cell.op,
        None if value is None else str(value),
        cell.uom,
        cell.text if value is None else None,
    )
    tail = (f"{cell.year}年" if cell.year else None, cell.scope, cell.nature, cell.per)
    place = f" {_at(cell.span, cell.page)}" if cell.span else ""
    return f"指标 {' '.join(p for p in (*said, *tail) if p)}{place} ← {cell.table or '表格'}"
