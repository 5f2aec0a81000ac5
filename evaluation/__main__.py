"""python -m extract evaluate [GOLD CORPUS]: scores, the kinds of slips, and what was gained and lost."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from evaluation.baseline import Baseline
from evaluation.cues import count_in, documents_in
from evaluation.run import Evaluation, evaluate
from evaluation.score import Slip, slip_kinds
from extract.errors import ExtractError

ROOT = Path(__file__).parents[1]
GOLD, CORPUS = ROOT / "tests" / "golden", ROOT / "corpus"
BASELINE = ROOT / "tests" / "baselines" / "corpus.json"


def main(argv: list[str] | None = None) -> int:
    """0 where every floor holds, 1 where one fell, a document could not be read, or the arguments are wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m extract evaluate", description="用标注文件评估提取结果，并与基线比较。"
    )
    parser.add_argument("gold", nargs="?", type=Path, help=f"标注文件夹（默认 {GOLD.relative_to(ROOT)}）")
    parser.add_argument("corpus", nargs="?", type=Path, help=f"文件所在的文件夹（默认 {CORPUS.relative_to(ROOT)}）")
    parser.add_argument("--baseline", type=Path, help="基线文件；默认只有演示文件有基线")
    parser.add_argument("--pin", action="store_true", help="把这次的结果存为基线")
    parser.add_argument("--lower", metavar="理由", help="允许 --pin 降低基线，并记下理由")
    parser.add_argument("--errors", action="store_true", help="列出每一处差错")
    parser.add_argument("--cues", metavar="文件夹", type=Path, help="只核对文件夹中每一处责任用语是否都有着落")
    args = parser.parse_args(argv)
    if args.cues is not None:
        return account(documents_in(args.cues))
    if (args.gold is None) != (args.corpus is None):
        parser.error("标注文件夹和文件所在的文件夹要一起给出")
    baseline = args.baseline or (BASELINE if args.gold is None else None)
    try:
        result = evaluate(args.gold or GOLD, args.corpus or CORPUS)
        report(result, errors=args.errors)
        lost = account(tuple((args.corpus or CORPUS) / name for name in result.documents))
        return hold(result, baseline, pin=args.pin, reason=args.lower) or lost
    except ExtractError as error:
        print(error, file=sys.stderr)
        return 1


def report(result: Evaluation, *, errors: bool) -> None:
    """Prints precision, recall and F1 a measure, pooled and a document, then how often each kind of slip came."""
    for name, tallies in (*result.documents.items(), ("ALL", result.pooled)):
        for measure, tally in tallies.items():
            if (rate := tally.f1) is not None:
                counts = f"right {tally.right}, missed {tally.missed}, spurious {tally.spurious}"
                print(f"{name:32s} {measure:14s} F1 {rate:.3f}  ({counts})")
    kinds = slip_kinds(result.slips)
    if kinds:
        print("\nslips by kind")
        for (measure, kind), count in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
            print(f"{count:5d}  {measure}: {kind}")
    if errors:
        _list("slips", result.slips)
    for failure in result.failures:
        print(failure, file=sys.stderr)


def account(paths: Iterable[Path]) -> int:
    """Prints what became of the words that say who answers; 1 where one of them is unaccounted for."""
    counts = count_in(paths)
    print(f"\n{counts}")
    for context in counts.unaccounted:
        print(f"   {context!r}")
    return 1 if counts.unaccounted else 0


def hold(result: Evaluation, path: Path | None, *, pin: bool, reason: str | None) -> int:
    """Compares with the baseline file and pins the result where asked to; the exit status."""
    status = 1 if result.failures else 0
    if path is None:
        return status
    if not path.exists() and not pin:
        print(f"{path}: 还没有基线。可用 --pin 存为基线", file=sys.stderr)
        return 1
    before = Baseline.load(path) if path.exists() else Baseline({}, frozenset())
    compared = before.compare(result.rates, result.slips)
    _list("gained against the baseline", compared.gained)
    _list("lost against the baseline", compared.lost)
    for measure, (floor, now) in compared.fallen.items():
        print(f"below the floor: {measure} {now:.4f} < {floor:.4f}")
    if pin:
        before.pinned(result.rates, result.slips, reason=reason).save(path)
        print(f"pinned: {path.name}")
        return status
    return 1 if compared.fallen else status


def _list(title: str, slips: tuple[Slip, ...]) -> None:
    if slips:
        print(f"\n{title}")
        for slip in slips:
            print(f"   {slip}")


if __name__ == "__main__":
    sys.exit(main())
