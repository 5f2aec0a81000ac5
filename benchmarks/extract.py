"""How long the whole extraction takes against plain jieba over the same text, and whether it grows in proportion.

python -m benchmarks.extract [FOLDER] [--rounds 3] [--sizes 0.1 1 10]

One process, one run: `jieba.cut` over all text of the folder's .txt .md .html files, and the extraction of the same
files from reading to JSON, in alternating rounds; the medians give the ratio. Then one document of each size (MB of
UTF-8 text), made by repeating the folder's texts, gives seconds a MB and peak memory,
each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from extract.document import extract_document, read_source
from extract.interchange import to_json
from extract.text.layout import lay_out

SUFFIXES = (".txt", ".md", ".html")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _extract(paths: list[Path]) -> None:
    for path in paths:
        json.dumps(to_json(extract_document(path)), ensure_ascii=False)


def _cut(texts: list[str]) -> None:
    for text in texts:
        for _ in jieba.cut(text):
            pass


def _memory_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def compare(paths: list[Path], rounds: int) -> None:
    """Prints the two medians and their ratio."""
    texts = [lay_out(read_source(path)[0].blocks)[0] for path in paths]
    size = sum(len(text.encode()) for text in texts) / 1e6
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    _extract(paths[:1])
    times: dict[str, list[float]] = {"jieba": [], "extraction": []}
    for _ in range(rounds):
        times["jieba"].append(_seconds(lambda: _cut(texts)))
        times["extraction"].append(_seconds(lambda: _extract(paths)))
    median = {name: statistics.median(found) for name, found in times.items()}
    print(f"{len(paths)} files, {size:.2f} MB of text, {rounds} rounds")
    for name, seconds in median.items():
        print(f"{name:12s} {seconds:7.2f} s  {size / seconds:6.2f} MB/s")
    print(f"ratio extraction/jieba {median['extraction'] / median['jieba']:.2f}")


def _write_document(path: Path, text: str, size: int) -> Path:
    """A file of `size` bytes, cut at a character: the text over and over (in pieces, so that memory tells of extraction)."""
    piece = text.encode()
    with path.open("wb") as file:
        while file.tell() < size:
            file.write(piece[: size - file.tell()].decode("utf-8", "ignore").encode() or b"\n" * (size - file.tell()))
    return path


def _one_document(path: Path) -> tuple[float, float]:
    """Seconds for one document, and the peak memory of the process in MB."""
    return _seconds(lambda: _extract([path])), _memory_mb()


def scale(paths: list[Path], sizes: list[float]) -> None:
    """Prints the time a MB and the peak memory of one document of each size, each in a process of its own."""
    whole = "\n".join(lay_out(read_source(path)[0].blocks)[0] for path in paths if path.suffix == ".txt")
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = _write_document(Path(folder) / f"{size}.txt", whole, int(size * 1e6))
            with spawn.Pool(1) as pool:
                pool.apply(_one_document, (paths[0],))  # the dictionaries are loaded once a process
                seconds, memory = pool.apply(_one_document, (path,))
            print(f"one document of {size:5.1f} MB: {seconds:7.2f} s, {seconds / size:5.2f} s/MB, peak {memory:.0f} MB")


def main() -> None:
    """The command line."""
    here = Path(__file__).parents[1]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=__doc__)
    default = here.parent / "shared" / "corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=default if default.exists() else here / "corpus")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=float, nargs="*", default=[0.1, 1.0, 10.0])
    args = parser.parse_args()
    paths = sorted(p for p in args.folder.rglob("*") if p.suffix in SUFFIXES and p.stem.upper() != "README")
    compare(paths, args.rounds)
    print(f"peak memory {_memory_mb():.0f} MB")
    scale(paths, args.sizes)


if __name__ == "__main__":
    main()
