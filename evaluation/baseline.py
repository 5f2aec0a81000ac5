"""What was reached before: a floor a measure, and the slips that are known. A floor never falls silently."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.score import Slip
from extract.errors import ExtractError

_DIGITS = 4


class BaselineError(ExtractError):
    """A baseline that cannot be read, or that would be lowered without a reason."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run held against the baseline: slips that went (`gained`) and came (`lost`), and measures below their floor."""

    gained: tuple[Slip, ...]
    lost: tuple[Slip, ...]
    fallen: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The floors (F1 a measure), the known slips, and why a floor was lowered, newest last."""

    floors: Mapping[str, float]
    slips: frozenset[Slip]
    lowered: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Reads a baseline file; a BaselineError that names it where it is no baseline."""
        try:
            stored = json.loads(path.read_text("utf-8"))
            slips = frozenset(Slip(*(str(part) for part in slip)) for slip in stored["slips"])
            return cls({str(k): float(v) for k, v in stored["floors"].items()}, slips, tuple(stored.get("lowered", ())))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BaselineError(f"{path}: 不是基线文件（{error}）。可用 --pin 重新生成") from error

    def compare(self, rates: Mapping[str, float], slips: Iterable[Slip]) -> Comparison:
        """What a run gained and lost."""
        now = frozenset(slips)
        fallen = {
            measure: (floor, rates.get(measure, 0.0))
            for measure, floor in self.floors.items()
            if round(rates.get(measure, 0.0), _DIGITS) < round(floor, _DIGITS)
        }
        return Comparison(tuple(sorted(self.slips - now)), tuple(sorted(now - self.slips)), fallen)

    def pinned(self, rates: Mapping[str, float], slips: Iterable[Slip], *, reason: str | None) -> Baseline:
        """The baseline of a new run. A floor that would fall needs a reason, which is kept; else a BaselineError."""
        slips = tuple(slips)
        fallen = self.compare(rates, slips).fallen
        if fallen and not reason:
            falls = "，".join(f"{measure} {floor:.4f} → {now:.4f}" for measure, (floor, now) in fallen.items())
            raise BaselineError(f"基线会降低：{falls}。确需降低时，请用 --lower '理由' 说明")
        lowered = (*self.lowered, reason) if fallen and reason else self.lowered
        return Baseline({m: round(rate, _DIGITS) for m, rate in rates.items()}, frozenset(slips), lowered)

    def save(self, path: Path) -> None:
        """Writes the file; the same baseline gives the same bytes."""
        slips = [[slip.document, slip.measure, slip.kind, slip.what] for slip in sorted(self.slips)]
        record = {"floors": dict(sorted(self.floors.items())), "lowered": list(self.lowered), "slips": slips}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
