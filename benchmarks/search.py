"""How long searches take, through the whole knowledge base, beside SQLite FTS5 in the same run.

python -m benchmarks.search [--sizes 1000,10000] [--engines whoosh,tantivy,fts5] [--json FILE] [--work DIR]

For every size the base of each engine is built in a process of its own. In another one all engines of that size are
open, and the queries go through them in turn, class by class: one page of twenty hits with highlights by `search()`, or
all counts by `facets()`. The first pass over a class warms up and is not counted. `--work` keeps what was built, to be
measured again. On a machine that others use at the same time, `--clock cpu` counts the processor time of this process
instead of the time that passes.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import count, pairwise, product
from pathlib import Path
from typing import Any

from benchmarks.asked import CLASSES, LABELS, Asked, choose
from benchmarks.generator import Generator
from benchmarks.subjects import NAMES, Built, Subject, build, subject

LARGEST = {"whoosh": 100_000}
"""Where an engine is left out of larger sizes: Whoosh would take half an hour to build the next."""


CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
_FOUND = tuple(name for name in CLASSES if name != "facets")
"""The classes of which it is compared how much is found; facets are asked for with the words of the first."""


@dataclass(slots=True)
class Measured:
    """What one engine did at one size: milliseconds of every query by class, and what the queries of a class found."""

    engine: str
    size: int
    built: Built
    opened: int = 0
    times: dict[str, list[float]] = field(default_factory=dict)
    totals: dict[str, list[int]] = field(default_factory=dict)

    def quantile(self, name: str, share: float) -> float:
        """The time within which that share of a class's queries was answered."""
        ordered = sorted(self.times[name])
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def run(
    size: int, engines: list[str], folder: Path, *, queries: int, rounds: int, adds: int, seed: int, clock: str = "wall"
) -> list[Measured]:
    """Builds and measures all engines at one size."""
    now = CLOCKS[clock]
    generator = Generator(size, seed=seed)
    chosen = choose(generator, queries)
    measured = [Measured(name, size, _built(name, size, folder, seed)) for name in engines]
    os.sync()  # What the builds have written is not written while others are timed.
    subjects: dict[str, Subject] = {}
    for result in measured:
        before = _resident()
        subjects[result.engine] = subject(result.engine, folder)
        result.totals = {name: [subjects[result.engine].total(asked) for asked in chosen[name]] for name in _FOUND}
        result.opened = max(0, _resident() - before)
    for name, listed in chosen.items():
        for number in range(rounds + 1):
            gc.collect()
            for asked, result in product(listed, measured):
                took = _ask(subjects[result.engine], name, asked, now)
                if number:
                    result.times.setdefault(name, []).append(took)
    first = next(number for number in count(generator.documents) if not any(folder.glob(f"added-*-{number}")))
    for number in range(first, first + adds):
        for result in measured:
            seconds = subjects[result.engine].add(generator, number, now)
            result.times.setdefault("add", []).append(seconds * 1000)
    for opened in subjects.values():
        opened.close()
    return measured


def _ask(asked_of: Subject, name: str, asked: Asked, now: Callable[[], float]) -> float:
    """Milliseconds of one query."""
    start = now()
    if name == "facets":
        asked_of.facets(asked)
    else:
        asked_of.search(asked)
    return (now() - start) * 1000


def _built(name: str, size: int, folder: Path, seed: int) -> Built:
    """Built in a process of its own, or what that took when it was built before."""
    note = folder / f"{name}.json"
    if not note.exists():
        folder.mkdir(parents=True, exist_ok=True)
        built = _apart(build, name, size, folder, seed=seed)
        note.write_text(json.dumps(asdict(built)), "utf-8")
    return Built(**json.loads(note.read_text("utf-8")))


def _apart(work: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """What `work` gives in a process of its own, with nothing in memory yet."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args, **options).result()


def _resident() -> int:
    """The memory that this process has now; where the system does not tell, none."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def machine() -> str:
    """What it was measured on."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, load {load}"
    )


def table(measured: list[Measured], *, clock: str = "wall") -> str:
    """All of it as Markdown: what the builds took, then the times of every class."""
    lines = [
        "| commitments | engine | store s | index s | processor s | disk MB | peak MB of the build | MB when open |",
        "|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in measured:
        built = one.built
        sizes = " | ".join(f"{value / 1e6:,.0f}" for value in (built.disk, built.peak, one.opened))
        seconds = " | ".join(f"{value:.1f}" for value in (built.store, built.index, built.processor))
        lines.append(f"| {one.size:,} | {one.engine} | {seconds} | {sizes} |")
    lines += ["", f"Milliseconds{' of the processor' if clock == 'cpu' else ''}, p50 / p95 / p99:", ""]
    engines = list(dict.fromkeys(one.engine for one in measured))
    lines += [f"| | commitments | {' | '.join(engines)} |", f"|---|---:|{'---:|' * len(engines)}"]
    by_key = {(one.engine, one.size): one for one in measured}
    for name, label in LABELS.items():
        for size in dict.fromkeys(one.size for one in measured):
            cells = [_times(by_key.get((engine, size)), name) for engine in engines]
            lines.append(f"| {label} | {size:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _times(one: Measured | None, name: str) -> str:
    if one is None or name not in one.times:
        return "–"
    return " / ".join(_short(one.quantile(name, share)) for share in (0.5, 0.95, 0.99))


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _agreement(measured: list[Measured]) -> list[str]:
    """Where two engines found different numbers for the same query."""
    told = []
    for one, other in pairwise(measured):
        for name in _FOUND:
            pairs = list(zip(one.totals[name], other.totals[name], strict=True))
            differing = sum(ours != theirs for ours, theirs in pairs)
            if differing:
                sums = f"{sum(ours for ours, _ in pairs):,} and {sum(theirs for _, theirs in pairs):,}"
                told.append(
                    f"{one.size:,}, {LABELS[name]}: {one.engine} and {other.engine} find different numbers for "
                    f"{differing} of {len(pairs)} queries ({sums} in all)"
                )
    return told


def as_json(measured: list[Measured]) -> dict[str, Any]:
    """All of it for a program."""
    return {"machine": machine(), "measured": [asdict(one) for one in measured]}


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="1000,10000", help="numbers of commitments, parted by commas")
    parser.add_argument("--engines", default=",".join(NAMES), help=f"some of {', '.join(NAMES)}")
    parser.add_argument("--queries", type=int, default=100, help="different queries a class")
    parser.add_argument("--rounds", type=int, default=2, help="passes that count, after the one that does not")
    parser.add_argument("--adds", type=int, default=20, help="documents that are added, one by one")
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="time that passes, or time of the processor")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="folder that keeps what is built")
    parser.add_argument("--json", type=Path, help="file for all single times")
    args = parser.parse_args(arguments)
    sizes = [int(size) for size in args.sizes.split(",")]
    engines = args.engines.split(",")
    if unknown := set(engines) - set(NAMES):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    measured: list[Measured] = []
    before = machine()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        for size in sizes:
            able = [name for name in NAMES if name in engines and size <= LARGEST.get(name, size)]
            if able == ["fts5"]:
                parser.error(f"fts5 reads the base of one of our engines: none of those asked for takes {size:,}")
            options = {name: getattr(args, name) for name in ("queries", "rounds", "adds", "seed", "clock")}
            measured += _apart(run, size, able, work / f"{size}-{args.seed}", **options)
    print(f"`python -m benchmarks.search {' '.join(arguments or sys.argv[1:])}`: {before}\n")
    print(table(measured, clock=args.clock))
    for size in sizes:
        for line in _agreement([one for one in measured if one.size == size]):
            print(f"\n{line}")
    if args.json:
        args.json.write_text(json.dumps(as_json(measured), ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
