"""What the commands of the command line do and print."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kb.answers.grouping import MOST
from kb.batch import BatchQuery, run_batch
from kb.cli import json_output, record_list, terminal
from kb.cli.build_command import SOME_FAILED, run_build
from kb.cli.editors_command import run_editors
from kb.cli.import_command import run_import
from kb.cli.row_bar import RowBar
from kb.errors import AmbiguousUnit, BadFilter, KnowledgeBaseError
from kb.export import export_cells, format_of
from kb.export.whole_file import written_whole
from kb.filters import FILTERS, KIND_LABELS, ROLE_LABELS, Filters
from kb.knowledge_base import LARGEST_PAGE, KnowledgeBase, open_base
from kb.results import Group, Hit, Results
from kb.shown_names import doubt_reasons

_SHOWN = 20
"""Results that are printed where no number is asked for."""


def run(args: argparse.Namespace, *, corpus: Path, today: str) -> int:
    """Do what `args` ask for; the exit status. `corpus` is what is built where nothing is named."""
    if args.action == "build":
        return run_build(args, corpus)
    if args.action == "editors":
        return run_editors(args)
    with open_base(args.index, engine=args.engine, records=args.records) as base:
        for message in base.messages:
            print(message, file=sys.stderr)
        if args.action == "search" and (args.batch is not None or args.output is not None):
            return _batch(base, args)
        if args.action == "search":
            _search(base, args)
        elif args.action == "export":
            _export(base, args, today)
        elif args.action == "import-sheet":
            return run_import(base, args)
        elif args.action == "units":
            _units(base, args)
        elif args.action == "documents":
            _documents(base, args)
        elif args.action == "corrections":
            record_list.print_records(base, args.document, conflicts=args.conflicts, as_json=args.format == "json")
        elif args.action == "indicators":
            _indicators(base, args)
        else:
            _cells(base, args)
    return 0


def _filters(args: argparse.Namespace) -> Filters:
    return Filters(**{spec.name: getattr(args, spec.name) for spec in FILTERS})


# --- search and export ---


def _search(base: KnowledgeBase, args: argparse.Namespace) -> None:
    limit = _SHOWN if args.limit is None else args.limit
    if not 1 <= limit <= LARGEST_PAGE:
        raise BadFilter(f"--limit 可以是 1 到 {LARGEST_PAGE}；要全部结果请用 export 导出")
    results = base.search(
        " ".join(word.strip() for word in args.text),
        filters=_filters(args),
        sort=args.sort,
        size=limit,
        expand=args.expand,
        grouped=args.group,
    )
    for hint in results.hints:
        print(f"提示：{hint.message}", file=sys.stderr)
    for expansion in results.expansions:
        print(expansion.statement, file=sys.stderr)
    if read := [part.label for part in results.parts if part.plain is not None]:
        print(f"理解为：{'、'.join(read)}（要按原文检索，请加引号）", file=sys.stderr)
    if part := results.best_part:
        print(f"没有同时符合的；不要“{'”“'.join(part.left_out)}”，“{part.query}”有 {part.count} 条", file=sys.stderr)
    for suggestion in results.suggestions:
        print(f"没有找到“{suggestion.typed}”，您是不是要找：{suggestion.query}", file=sys.stderr)
    if args.format == "json":
        print(json_output.dump_results(results))
        return
    print(_summary(results, grouped=args.group))
    if results.hits:
        header = ("类别", "内容", "重点任务", "责任单位", "时限", "文件", "页")
        rows = [_group_row(group) for group in results.groups] if args.group else [_row(hit) for hit in results.hits]
        print(terminal.table(header, rows, widest=(None, 64, 28, 40, 20, 28, None), total=terminal.width()))
    left = results.total - len(results.hits) if results.rows is None else results.rows - len(results.groups)
    if left:
        print(f"……另有 {left} {'条' if results.rows is None else '行'}未显示，可加 --limit，或用 export 导出全部")


def _batch(base: KnowledgeBase, args: argparse.Namespace) -> int:
    if args.batch is None or args.output is None or args.text:
        raise BadFilter("批量检索写作：search --batch 清单.csv -o 结果.xlsx，检索词写在清单里")
    if args.output.exists() and args.output.samefile(args.batch):
        raise BadFilter(f"{args.output} 就是检索词的清单。请把结果写到另一个文件")
    if args.group or args.limit is not None or args.format != "table":
        raise BadFilter("批量检索导出全部结果，不能再用 --group、--limit、--format")
    report = run_batch(
        base, args.batch, args.output, filters=_filters(args), sort=args.sort, expand=args.expand, progress=_print_query
    )
    for row in report.bad:
        print(row, file=sys.stderr)
    print(f"检索 {report.queries} 行，共 {report.results} 条，已导出到 {args.output}")
    if report.empty:
        print(f"没有结果的行：{'、'.join(map(str, report.empty))}")
    return 0 if report.ok else SOME_FAILED


def _print_query(query: BatchQuery, found: int) -> None:
    if sys.stderr.isatty():
        print(f"第 {query.line} 行“{query.text}”：{found} 条", file=sys.stderr)


def _summary(results: Results, *, grouped: bool) -> str:
    counts = "，".join(
        f"{label} {results.kinds[kind]}" for kind, label in KIND_LABELS.items() if results.kinds.get(kind)
    )
    conditions = "；".join(results.conditions)
    found = f"共 {results.total} 条" + (f"（{counts}）" if counts else "")
    if results.rows is not None:
        found += f"，归并为 {results.rows} 行"
    elif grouped and results.total:
        found += f"；结果超过 {MOST} 条，只把显示的归并"
    return "  ".join(part for part in (conditions, found) if part)


def _row(hit: Hit) -> tuple[str, ...]:
    shown = ("…" if hit.passage.before else "") + hit.passage.text
    if hit.kind == "task":
        shown = hit.title
    elif hit.target is not None:
        shown = hit.target.statement  # One quote may hold several targets; this tells them apart.
    task = (hit.path[-1] if hit.path else "") if hit.kind == "task" else hit.task_title or ""
    document = hit.document.label + ("（有重复）" if hit.duplicate else "")
    page = "" if hit.page is None else str(hit.page)
    return (
        KIND_LABELS[hit.kind] + ("（存疑）" if hit.doubts else ""),
        shown,
        task,
        _units_of(hit),
        hit.dated_deadline,
        document,
        page,
    )


def _group_row(group: Group) -> tuple[str, ...]:
    """A task with how much of it was found: 任务 提升科技创新能力（措施 2，目标 1）."""
    hit = next((hit for hit in group.hits if hit.kind == "task"), group.hits[0])
    if group.task_id is None:
        return _row(hit)
    counts = Counter[str](hit.kind for hit in group.hits if hit.kind != "task")
    counted = "，".join(f"{label} {counts[kind]}" for kind, label in KIND_LABELS.items() if counts[kind])
    above = hit.path[-1] if hit.path else ""
    shown = group.title + (f"（{counted}）" if counted else "")
    return _row(hit)[0] if hit.kind == "task" else KIND_LABELS["task"], shown, above, *_row(hit)[3:]


def _units_of(hit: Hit) -> str:
    """The units by role: 牵头：市科技局；配合：市财政局、市发改局."""
    named = {role: [unit.name for unit in hit.units if unit.role == role] for role in ROLE_LABELS}
    return "；".join(f"{ROLE_LABELS[role]}：{'、'.join(names)}" for role, names in named.items() if names)


def _export(base: KnowledgeBase, args: argparse.Namespace, today: str) -> None:
    kind = format_of(args.output.name)
    with RowBar() as bar:
        content = base.sheets.export(
            " ".join(word.strip() for word in args.text),
            filters=_filters(args),
            sort=args.sort,
            format=kind,
            date=today,
            expand=args.expand,
            template=args.template,
            advance=bar.show,
        )
    _write(args.output, content)


def _write(path: Path, content: bytes) -> None:
    try:
        with written_whole(path) as draft:
            draft.write_bytes(content)
    except OSError as error:
        raise KnowledgeBaseError(
            f"{path}：写不进去（{error.strerror or error}）。请检查文件夹，或关闭打开着它的程序"
        ) from error
    print(f"已导出到 {path}")


def choices(error: AmbiguousUnit) -> str:
    """The places of a unit name that several share, a line each, with what to add to the command."""
    rows = [
        (p.place or "", p.name, f"{p.tasks} 项任务", f"--region {p.place}" if p.place else f"--unit {p.value}")
        for p in error.places
    ]
    listed = terminal.table(("地区", "单位", "任务", "请加上"), rows, widest=(None, None, None, None))
    return f"“{error.name}”在多个地区都有，请用 --region 选定地区：\n{listed}"


# --- lists ---


def _units(base: KnowledgeBase, args: argparse.Namespace) -> None:
    units = base.units.all(region=args.region, unresolved=args.unresolved)
    if args.format == "json":
        print(json_output.dump(units))
        return
    header = ("地区", "正式名称", "文件中的写法", "牵头", "配合", "负责", "文件数")
    rows = [
        (
            unit.place or "",
            unit.canonical or "（未对应）",
            "、".join(unit.names),
            *(str(count) for count in (unit.lead, unit.assist, unit.responsible, unit.documents)),
        )
        for unit in units
    ]
    print(terminal.table(header, rows, widest=(None, 44, 60, None, None, None, None), total=terminal.width()))
    print(f"共 {len(units)} 个单位")


def _documents(base: KnowledgeBase, args: argparse.Namespace) -> None:
    documents = base.documents.all()
    if args.format == "json":
        print(json_output.dump([{**json_output.plain(entry), **_counts(entry)} for entry in documents]))
        return
    header = ("编号", "文件", "标题", "地区", "文种", "任务", "措施", "目标", "指标", "提示", "重复")
    rows: list[Sequence[str]] = [
        (
            entry.id,
            entry.path,
            entry.facts.title or "",
            entry.facts.region or "",
            entry.facts.kind,
            *(str(count) for count in _counts(entry).values()),
            ("有，不计" if entry.copy else "有") if entry.duplicates else "",
        )
        for entry in documents
    ]
    widest = (None, 40, 44, None, None, None, None, None, None, None, None)
    print(terminal.table(header, rows, widest=widest, total=terminal.width()))
    for failure in base.documents.failures():
        print(f"{'未读入' if failure.status == 'failed' else '略过'}：{failure}")


def _counts(entry: object) -> dict[str, int]:
    return {name: getattr(entry, name) for name in ("tasks", "measures", "targets", "cells", "notices")}


def _indicators(base: KnowledgeBase, args: argparse.Namespace) -> None:
    entries = base.indicators.all(" ".join(word.strip() for word in args.text))
    if args.format == "json":
        print(json_output.dump(entries))
        return
    header = ("指标", "文件中的写法", "正文目标", "表中数值", "地区数")
    rows = [
        (
            entry.concept.name,
            "、".join(wording for wording in entry.wordings if wording != entry.concept.name),
            *(str(count) for count in (entry.targets, entry.cells, entry.places)),
        )
        for entry in entries
    ]
    print(terminal.table(header, rows, widest=(44, 60, None, None, None), total=terminal.width()))
    print(f"共 {len(entries)} 个指标")


def _cells(base: KnowledgeBase, args: argparse.Namespace) -> None:
    words = " ".join(word.strip() for word in args.text)
    cells = base.indicators.cells(words, region=args.region, document=args.document, doc_kind=args.doc_kind)
    if args.output is not None:
        _write(args.output, export_cells(cells, format=format_of(args.output.name, ("xlsx", "docx", "csv"))))
    elif args.format == "json":
        print(json_output.dump(cells))
    else:
        header = ("指标", "年份", "范围", "数值", "计量单位", "表", "文件")
        rows = [
            (
                c.indicator,
                str(c.year or ""),
                c.scope or "",
                (c.value or c.text or "") + (f"（存疑：{'；'.join(doubt_reasons(c.doubts))}）" if c.doubts else ""),
                c.uom or "",
                c.table or "",
                c.document.label,
            )
            for c in cells
        ]
        print(terminal.table(header, rows, widest=(44, None, None, None, None, 36, 32), total=terminal.width()))
        print(f"共 {len(cells)} 个数值")
