"""The command that builds: its progress bar, and what is printed of what came of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from types import TracebackType

from tqdm import tqdm

from kb.building.build import Progress, build
from kb.cli import terminal
from kb.knowledge_base import open_base
from kb.models import BuildReport

SOME_FAILED = 3
"""The exit status of a build that some files are not in: neither Python's own 1 nor argparse's 2."""

_STAGES = {"read": "读取文件", "index": "生成检索索引"}
_MOST_NOTICED = 20
"""Files whose notices are told, a line each; of more the number."""


class _Bar:
    """A progress bar on stderr, a new one for each stage that has something to do; nobody need be there to see it."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, progress: Progress) -> None:
        """Move the bar."""
        try:
            self._show(progress)
        except BrokenPipeError:
            terminal.fall_silent()

    def _show(self, progress: Progress) -> None:
        if progress.done == 0 and progress.total:
            self.__exit__(None, None, None)
            often = 0.1 if sys.stderr.isatty() else 5.0  # A log file need not have a line for every tenth of a second.
            self._bar = tqdm(total=progress.total, desc=_STAGES[progress.stage], unit="个", mininterval=often)
        if self._bar is not None and progress.total:
            self._bar.set_postfix_str(progress.name, refresh=False)
            self._bar.update(progress.done - self._bar.n)


def run_build(args: argparse.Namespace, corpus: Path) -> int:
    """Build what `args` name, `corpus` where they name nothing, and say what came of it; the exit status."""
    with _Bar() as bar:
        report = build(
            args.folders or [corpus],
            index=args.index,
            progress=bar.show,
            jobs=args.jobs,
            engine=args.engine,
            records=args.records,
        )
    if report.documents:
        with open_base(args.index, engine=args.engine, records=args.records) as base:
            base.prepare()
    status = 0 if report.ok else SOME_FAILED
    try:
        _print_report(report)
        sys.stdout.flush()
    except BrokenPipeError:
        terminal.fall_silent()
    return status


def _print_report(report: BuildReport) -> None:
    for message in report.messages:
        print(message)
    if report.skipped:
        print(f"略过 {len(report.skipped)} 个文件（格式不支持）：")
        for failure in report.skipped:
            print(f"  {failure}")
    for same in report.duplicates:
        print(f"内容相同的文件（只计一份）：{'、'.join(same)}")
    done = (("新增", report.added), ("更新", report.changed), ("未变", report.unchanged), ("移除", report.removed))
    print("，".join(f"{name} {len(files)}" for name, files in done) + f"，失败 {len(report.failed)}")
    for before, now in report.moved:
        print(f"改名或移动（编号、链接和校正记录不变）：{before} → {now}")
    print(f"知识库现有 {report.documents} 个文件、{report.commitments} 条承诺事项。")
    for noticed in report.notices[:_MOST_NOTICED]:
        print(noticed)
    if left := report.notices[_MOST_NOTICED:]:
        total = sum(noticed.total for noticed in left)
        print(f"……另有 {len(left)} 个文件有提示，共 {total} 处，见 python -m kb documents")
    if report.failed:
        print(f"{len(report.failed)} 个文件没有读入：", file=sys.stderr)
        for failure in report.failed:
            print(f"  {failure}", file=sys.stderr)
