"""The command that reads a filled sheet back: what it would change, and with --apply stores it."""

from __future__ import annotations

import argparse
import datetime
import getpass
import sys

from kb.errors import KnowledgeBaseError
from kb.export.filled_changes import SheetChanges
from kb.knowledge_base import KnowledgeBase

NOT_ALL = 3
"""The exit status where something of the sheet was not taken over."""


def run_import(base: KnowledgeBase, args: argparse.Namespace) -> int:
    """Show what the sheet would change; store it where that is asked for."""
    try:
        data = args.file.read_bytes()
    except OSError as error:
        raise KnowledgeBaseError(f"{args.file}：读不出来（{error.strerror or error}）。请检查文件是否还在") from error
    read = base.sheets.read(data, args.file.name)
    _print(read)
    chosen = (*read.changes, *(read.conflicts if args.overwrite else ()))
    if args.apply and chosen:
        now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        base.sheets.store(chosen, editor=args.editor or getpass.getuser(), time=now, origin=args.file.name)
        print(f"已写入 {len(chosen)} 处")
    elif chosen:
        print("以上内容尚未写入；核对无误后加 --apply 写入")
    left = read.gone or read.strangers or read.problems or (read.conflicts and not args.overwrite)
    return NOT_ALL if left else 0


def _print(read: SheetChanges) -> None:
    print(f"{read.name}：{read.rows} 项任务有新内容，{read.same} 项没有变化")
    for change in read.changes:
        print(f"  {change}")
    for title, texts in (
        ("别人在导出之后也改过，没有写入（要以本表为准，请加 --overwrite）", list(map(str, read.conflicts))),
        ("任务已不在知识库中，没有写入", list(map(str, read.gone))),
        ("行键与任务名称对不上（可能只排序了部分列），没有写入", list(map(str, read.strangers))),
        ("需要核对", list(map(str, read.problems))),
    ):
        if texts:
            print(f"{title}：", file=sys.stderr)
            for text in texts:
                print(f"  {text}", file=sys.stderr)
