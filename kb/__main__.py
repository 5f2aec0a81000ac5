"""python -m kb build | search | units | documents | indicators | cells | export | import-sheet | corrections | editors.

Exit status: 0 done; 3 built, but some files could not be read; 2 what was asked cannot be done; 130 interrupted.
(1 is Python's own, for a fault of the program.)
"""

from __future__ import annotations

import argparse
import datetime
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import kb
from extract.errors import RuleError
from kb.cli import commands, terminal
from kb.deadline import read_due
from kb.engines.choice import LARGE, EngineName
from kb.export.task_templates import STANDARD, task_templates
from kb.models import Sort

_INDEX = Path("indexes")
_CORPUS = Path("corpus")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kb", description="规划承诺知识库：建库、检索、导出")
    parser.add_argument("--verbose", action="store_true", help="出错时显示详细记录")
    actions = parser.add_subparsers(dest="action", required=True, metavar="命令")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", type=Path, default=_INDEX, metavar="DIR", help="知识库所在的文件夹（默认 indexes）")
    common.add_argument(
        "--engine",
        choices=get_args(EngineName),
        default="auto",
        help=f"检索引擎（默认 auto：承诺事项超过 {LARGE} 条用 tantivy，否则沿用已有的，没有则用 whoosh）；更换时重新生成索引",
    )
    common.add_argument(
        "--records",
        metavar="URL",
        help="校正记录的数据库（默认是知识库旁边的 records/records.sqlite3，也可用环境变量 KB_RECORDS）",
    )
    query_options = argparse.ArgumentParser(add_help=False, parents=[common])
    query_options.add_argument("text", nargs="*", metavar="检索词", help="空格隔开的词须同时出现；加引号为原样词句")
    for spec in kb.FILTERS:
        _add_filter(query_options, spec)
    query_options.add_argument(
        "--sort", choices=get_args(Sort), default="relevance", help="排序（value：目标值从大到小）"
    )
    expand = query_options.add_mutually_exclusive_group()
    expand.add_argument(
        "--no-expand",
        dest="expand",
        action="store_const",
        const=False,
        default=True,
        help="只找输入的词，不找同义词、别名和拼音",
    )
    expand.add_argument(
        "--expand-phrases", dest="expand", action="store_const", const="phrases", help="引号里的词句也找同义词"
    )
    grouped = argparse.ArgumentParser(add_help=False)
    grouped.add_argument("--group", action="store_true", help="按任务归并：同一任务的措施、目标放在一行")
    formatted = argparse.ArgumentParser(add_help=False)
    formatted.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")
    where = argparse.ArgumentParser(add_help=False)
    for spec in kb.FILTERS:
        if spec.name in ("region", "document", "doc_kind"):
            _add_filter(where, spec)

    build = actions.add_parser("build", parents=[common], help="读入文件夹中的文件")
    build.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="文件夹（默认 corpus）")
    build.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="同时读几个文件")
    search = actions.add_parser("search", parents=[query_options, grouped, formatted], help="检索承诺事项")
    search.add_argument("--limit", type=int, help="最多显示几条（默认 20）")
    search.add_argument(
        "--batch", type=Path, metavar="FILE", help="检索词清单（CSV，每行一个检索词，可带筛选条件的列）"
    )
    search.add_argument("-o", "--output", type=Path, metavar="FILE", help="批量检索的结果：.xlsx 或 .csv 文件")
    units = actions.add_parser("units", parents=[common, formatted], help="列出责任单位")
    units.add_argument("--region", help="只列这个地区文件中的单位")
    units.add_argument("--unresolved", action="store_true", help="只列没有对应到正式名称的单位")
    actions.add_parser("documents", parents=[common, formatted], help="列出文件")
    indicators = actions.add_parser("indicators", parents=[common, formatted], help="列出指标，几种写法归在一起")
    indicators.add_argument("text", nargs="*", metavar="检索词", help="指标的名称、别名或拼音")
    cells = actions.add_parser("cells", parents=[common, formatted, where], help="列出指标表格的数值")
    cells.add_argument("text", nargs="*", metavar="检索词", help="指标、表名、地区、年份等，空格隔开的词须同时出现")
    cells.add_argument("-o", "--output", type=Path, metavar="FILE", help="导出为 .xlsx、.docx 或 .csv")
    corrections = actions.add_parser("corrections", parents=[common, formatted], help="列出人工校正和核对的记录")
    corrections.add_argument("--document", metavar="文件", help="只列这个文件的（文件的编号、文件名、路径或标题）")
    corrections.add_argument("--conflicts", action="store_true", help="只列与现在的原文不符、需要处理的")
    export = actions.add_parser("export", parents=[query_options], help="导出检索结果，一项任务一行")
    export.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=".xlsx、.docx、.csv 或 .json 文件"
    )
    export.add_argument(
        "--template",
        default=STANDARD,
        metavar="模板",
        help=f"{'、'.join(f'{key} {form.name}' for key, form in task_templates().items())}；或本单位的 .docx、.xlsx 模板",
    )
    sheet = actions.add_parser(
        "import-sheet", parents=[common], help="读入填好的任务分解表（进展情况、责任领导、备注）"
    )
    sheet.add_argument("file", type=Path, metavar="FILE", help="由 export 导出、填好的 .xlsx 文件")
    sheet.add_argument("--apply", action="store_true", help="写入（否则只列出会改动什么）")
    sheet.add_argument("--overwrite", action="store_true", help="别人在导出之后也改过的，以本表为准")
    sheet.add_argument("--editor", metavar="姓名", help="填报人（默认为系统用户名）")
    editors = actions.add_parser("editors", parents=[common], help="共享网页时可以改动内容的编辑人员（口令只存散列值）")
    editors.add_argument("what", choices=("add", "list", "remove"), help="添加（或更换口令）、列出、移除")
    editors.add_argument("name", nargs="?", metavar="姓名", help="署在每条记录上的姓名")
    return parser


def _add_filter(parser: argparse.ArgumentParser, spec: kb.FilterSpec) -> None:
    choices = [value for value, _ in spec.choices] or None
    parser.add_argument(
        f"--{spec.name.replace('_', '-')}",
        choices=choices,
        type=_due if spec.due else str,
        metavar=None if choices and choices[0].isascii() else spec.label,
        help=spec.help,
    )


def _due(typed: str) -> int | str:
    asked = read_due(typed)
    if asked is None:
        raise argparse.ArgumentTypeError(f"“{typed}”不是时限；写作 2026、2026Q2、2025..2027、持续 或 未写明")
    return asked


def _words_denied(arguments: Sequence[str]) -> list[str]:
    """A word with a minus is no option, though a shell parts it from the others: a blank before it hides it as one.

    search 企业 -人才 -GDP → search, 企业, " -人才", " -GDP"
    """
    if not {"search", "export"}.intersection(arguments[:2]):
        return list(arguments)
    return [f" {word}" if word[:1] == "-" and word[1:2] not in ("", "-", "h", "o") else word for word in arguments]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = _parser().parse_args(_words_denied(sys.argv[1:] if arguments is None else arguments))
    logging.basicConfig(level=logging.INFO if args.verbose else logging.CRITICAL, stream=sys.stderr)
    today = datetime.date.today().isoformat()
    try:
        status = commands.run(args, corpus=_CORPUS, today=today)
        sys.stdout.flush()  # Here, where a closed pipe can still be caught.
        return status
    except kb.AmbiguousUnit as error:
        print(commands.choices(error), file=sys.stderr)
        return 2
    except kb.KnowledgeBaseError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        terminal.fall_silent()
        return 0
    except RuleError as error:
        print(f"规则数据有误：{error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"{error.filename or args.index}：不能读写（{error.strerror or error}）。请检查路径、权限和磁盘空间",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("已中断；已读入的文件都已保存，再次运行会接着做。", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
