"""The command that lists who may change things where the page is shared, adds somebody, or takes somebody off."""

from __future__ import annotations

import argparse
import getpass
import sys

from kb.cli import terminal
from kb.errors import BadEditor
from kb.records.editors import Editors, spelt
from kb.records.record_store import now
from kb.shown_time import shown_time

NOBODY = 3
"""The exit status of a list that is empty."""


def run_editors(args: argparse.Namespace) -> int:
    """Do it. A knowledge base need not have been built yet."""
    editors = Editors.of(args.index, args.records)
    if args.what == "list":
        return _list(editors)
    if not args.name:
        raise BadEditor(f"请写明姓名：python -m kb editors {args.what} 姓名")
    name = spelt(args.name)
    if args.what == "remove":
        editors.remove(name)
        print(f"已移除 {name}；此前的记录仍署其名")
        return 0
    new = editors.add(name, _password(), time=now())
    print(f"已添加 {name}" if new else f"已更换 {name} 的口令；用旧口令登录的网页须重新登录")
    return 0


def _list(editors: Editors) -> int:
    listed = editors.all()
    if not listed:
        print("还没有编辑人员。添加：python -m kb editors add 姓名")
        return NOBODY
    print(
        terminal.table(("姓名", "口令设于"), [(one.name, shown_time(one.time)) for one in listed], widest=(None, None))
    )
    return 0


def _password() -> str:
    """Asked for twice at a terminal; else the first line of what is handed in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("口令：")
    if getpass.getpass("再输入一遍：") != password:
        raise BadEditor("两次输入的口令不一样，没有改动")
    return password
