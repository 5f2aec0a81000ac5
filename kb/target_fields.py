"""The parts of a target, and the one line that tells them to a person: what is to become of what, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "~": "约", "range": ""}
_COMPARATORS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "~": "约", "range": "介于"}
_SAYS_ITSELF = ("增速", "增幅", "涨幅", "增长率", "增长幅度", "降幅", "下降率", "降低率")
"""Ends of indicators that already say that their figure is a growth or a decline."""
_GROWS = re.compile("增长|增速|增幅|收入")
"""What of two things compared says that both grow: in step with, not level with."""
_WHOLE = "100"
_SAYS_ADDED = re.compile("新增|净增|增量|增加(?!值)")
"""What of an indicator already says that its figure is what is added."""


@dataclass(frozen=True, slots=True)
class TargetFields:
    """The parts of a target. `value` is exact decimal text, for a range `lo–hi`; None without a figure."""

    indicator: str
    op: str
    value: str | None
    uom: str | None
    year: int | None
    scope: str | None
    kind: str
    baseline: str | None = None
    baseline_year: int | None = None
    reference: str | None = None
    direction: str | None = None
    attribute: str | None = None
    per: str | None = None
    modality: str | None = None
    increment: bool = False

    @property
    def subject(self) -> str:
        """Of what the figure is: 上市企业, or 新增上市企业 where it is what is added and the indicator does not say so."""
        said = not self.increment or self.kind == "growth" or _SAYS_ADDED.search(self.indicator)
        return self.indicator if said else f"新增{self.indicator}"

    @property
    def manner(self) -> str:
        """How the figure is meant, in words (方式): what stands between an indicator and its figure in a table.

        level >= → 不低于   growth ~ down → 下降约   increment >= → 新增   relative > → 高于全省平均   rank → 前
        """
        if self.kind == "first":
            return "零的突破"
        if self.kind == "relative" and self.reference:
            return _compared(self)
        if self.kind == "rank" and self.op in ("<=", "<"):
            return "前"
        if self.kind == "coverage" and self.value == _WHOLE:
            return "全覆盖"
        if self.kind == "multiple":
            return f"{_COMPARATORS[self.op]}基期的"
        comparator = _COMPARATORS[self.op]
        if change := self.change or ("新增" if self.increment else ""):
            return change + ("" if self.op in (">=", "range") else comparator)
        return comparator

    @property
    def change(self) -> str:
        """The word for what a growth does, 增长 or 下降; "" where there is none or the indicator says it (增速, 降幅)."""
        if self.kind != "growth" or self.indicator.endswith(_SAYS_ITSELF):
            return ""
        return "下降" if self.direction == "down" else "增长"

    @property
    def statement(self) -> str:
        """One line for a person; without it 下降13.5% and 前10位 would read as a floor of 13.5% and a ceiling of 10.

        能耗 ~ 2.8 %, growth, down, 2026 → 能耗 下降约 2.8%（2026年）
        """
        base = f"{self.baseline_year}年" if self.baseline_year else ""
        if self.baseline:
            base = f"基期{base} {self.baseline}" if base else f"基期 {self.baseline}"
        elif base:
            base = f"以{base}为基期"
        notes = [f"{self.year}年" if self.year else "", self.per or "", self.modality or "", self.scope or "", base]
        noted = "，".join(note for note in notes if note)
        return f"{self.subject} {_promise(self)}".rstrip() + (f"（{noted}）" if noted else "")


def comparator(op: str) -> str:
    """The word for a comparator: >= → 不低于, ~ → 约."""
    return _COMPARATORS[op]


def _promise(target: TargetFields) -> str:
    amount = _amount(target.value, target.uom)
    if target.kind == "first" or target.manner == "全覆盖":
        return f"实现{target.manner}"
    if target.kind == "relative" and target.reference:
        return f"{target.manner} {amount}".rstrip()
    if target.manner == "前":
        return f"前 {amount}"
    signed = " ".join(
        part for part in (_SIGNS[target.op], "基期的" if target.kind == "multiple" else "", amount) if part
    )
    if target.change:
        return target.change + (signed if signed.startswith("约") else f" {signed}")
    return signed


def _compared(target: TargetFields) -> str:
    """With what it is compared: 高于全省平均, 与经济增长同步, 与全国平均水平持平."""
    if target.op != "~":
        return f"{_COMPARATORS[target.op]}{target.reference}"
    grows = _GROWS.search(f"{target.indicator}{target.reference}")
    return f"与{target.reference}{'同步' if grows else '持平'}"


def _amount(value: str | None, uom: str | None) -> str:
    """4000 家, 13.5%: the per cent sign stands close."""
    if value is None:
        return uom or ""
    return f"{value}{uom}" if uom in ("%", "‰") else f"{value} {uom}" if uom else value
