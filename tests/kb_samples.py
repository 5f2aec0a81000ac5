"""Small documents in a notation of their own, and an extractor for it: what the knowledge base is tried on.

@ title|region|kind|number|issuer|date      facts of the document; the last three may be left out
T title|due|lead A、B；assist C；responsible D          due: a year, then its basis, then its words: 2026 row 6月底前
M sentence               a measure of the task above
G indicator|op|value|uom|year|quote     a target of the task above (before the first task: of none); +>= is an increment,
                         and a quote with 力争 says that it is striven for
C indicator|year|value   a cell
? doubt、doubt           doubts of what stands in the line above
N code|message|words    a notice at these words (of the whole file without words)
other lines              plain text
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import kb
from extract.errors import ReadError
from extract.models import Block, Cell, Document, Facts, Measure, Notice, Source, Target, Task, Unit

OFFICIAL = {"科技局": "科学技术局", "科学技术局": "科学技术局", "财政局": "财政局", "发改局": "发展和改革局"}


def canonical(name: str, *, region: str | None, year: int | None = None) -> str | None:
    """A registry in small: 市科技局 in 丰安市 → 丰安市科学技术局."""
    for place in ("丰安市", "云溪市"):
        if name.startswith(place):
            return canonical(name.removeprefix(place), region=place)
    official = OFFICIAL.get(name.lstrip("市"))
    return None if official is None or region is None else region + official


def sample_extractor(path: Path, *, name: str) -> Document:
    """The Document of a file in the notation; a ReadError for one that says BROKEN, a crash for one that says CRASH."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    if "BROKEN" in text:
        raise ReadError(name, "读不出来", "请另存后再试")
    if "CRASH" in text:
        raise ZeroDivisionError("sums went wrong")
    return _Sample(name, data, text).document()


_MARKS = {
    "@": "_head",
    "T": "_task",
    "M": "_measure",
    "G": "_target",
    "C": "_cell",
    "?": "_doubt",
    "N": "_notice",
}


class _Sample:
    def __init__(self, name: str, data: bytes, source: str) -> None:
        self.source = Source(name, name.rpartition(".")[2], hashlib.sha256(data).hexdigest())
        self.lines = source.splitlines()
        self.facts = Facts(None, None, None, "其他", "正式", None)
        self.text = ""
        self.blocks: list[Block] = []
        self.tasks: list[Task] = []
        self.targets: list[Target] = []
        self.cells: list[Cell] = []
        self.notices: list[tuple[str, str, str]] = []
        self.last: list[Any] = []

    def _add(self, line: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += line + "\n"
        span = (start, start + len(line))
        self.blocks.append(Block("paragraph", line, span=span))
        if self.tasks:
            self.tasks[-1] = replace(self.tasks[-1], span=(self.tasks[-1].span[0], span[1]))
        return span

    def document(self) -> Document:
        for line in self.lines:
            mark, _, rest = line.partition(" ")
            getattr(self, _MARKS.get(mark, "_plain"))(rest if mark in _MARKS and rest else line)
        return Document(
            self.facts,
            self.source,
            self.text.rstrip("\n"),
            tuple(self.tasks),
            tuple(self.targets),
            tuple(self.cells),
            tuple(self._notice_at(*notice) for notice in self.notices),
            blocks=tuple(self.blocks),
        )

    def _notice_at(self, code: str, message: str, words: str) -> Notice:
        start = self.text.index(words)
        return Notice(code, message, (start, start + len(words)) if words else None)

    def _notice(self, rest: str) -> None:
        code, message, words = rest.split("|")
        self.notices.append((code, message, words))

    def _doubt(self, rest: str) -> None:
        self.last[-1] = replace(self.last[-1], doubts=tuple(rest.split("、")))

    def _head(self, rest: str) -> None:
        title, region, kind, *issued = rest.split("|")
        number, issuer, date = (value or None for value in (*issued, "", "", "")[:3])
        said = replace(self.facts, doc_no=number, issuer=issuer, date=date)
        self.facts = replace(said, title=title or None, region=region or None, kind=kind)  # type: ignore[arg-type]
        if title:
            self._add(title)

    def _task(self, rest: str) -> None:
        title, due, listed = rest.split("|")
        units: list[Unit] = []
        for part in filter(None, listed.split("；")):
            role, _, names = part.partition(" ")
            for unit in names.split("、"):
                official = canonical(unit, region=self.facts.region)
                units.append(Unit(unit, role, "explicit", canonical=official))  # type: ignore[arg-type]
        number = str(len(self.tasks) + 1)
        start = len(self.text)
        path = ("三、重点任务", f"（{number}）行动")
        year, basis, words = [*due.split(" "), "", ""][:3]
        self.last = self.tasks
        self.tasks.append(
            Task(
                number,
                number,
                title,
                path,
                (start, start),
                tuple(units),
                due=int(year) if year else None,
                due_text=words or (year if not basis else None) or None,
                due_basis=basis or None,  # type: ignore[arg-type]
            )
        )
        self._add(title)

    def _measure(self, rest: str) -> None:
        span = self._add(rest)
        self.tasks[-1] = replace(self.tasks[-1], measures=(*self.tasks[-1].measures, Measure(rest, span, page=1)))

    def _target(self, rest: str) -> None:
        indicator, op, value, uom, year, quote = rest.split("|")
        span = self._add(quote)
        amount = Decimal(value) if value else None
        due = int(year) if year else None
        task = self.tasks[-1].id if self.tasks else None
        number = str(len(self.targets) + 1)
        self.targets.append(
            Target(
                number,
                quote,
                span,
                indicator,
                op.removeprefix("+"),  # type: ignore[arg-type]
                amount,
                uom or None,
                due,
                None,
                "level",
                task,
                modality="力争" if "力争" in quote else None,
                increment=op.startswith("+"),
            )
        )
        self.last = self.targets

    def _cell(self, rest: str) -> None:
        indicator, year, value = rest.split("|")
        self.last = self.cells
        self.cells.append(Cell("主要指标", indicator, "%", int(year), None, ">=", Decimal(value), "target"))

    def _plain(self, line: str) -> None:
        if line:
            self._add(line)


FENGAN = """@ 丰安市科技强市行动方案|丰安市|方案
G 全社会研发投入占比|>=|3.2|%|2026|到2026年，全社会研发投入占比达到3.2%
T 加大研发投入|2026|lead 市科技局；assist 市财政局、市发改局
M 落实研发费用加计扣除，引导企业加大研发经费投入。
M 设立R&D专项资金，支持3-5家龙头企业。
T 培育科技型企业||lead 市财政局；assist 市科技局
M 建立小化妆包产业企业培育库。
G 高新技术企业|>=|200|家|2025|高新技术企业达到200家
C 研发投入占比|2025|3.0
"""

YUNXI = """@ 云溪市创新深化意见|云溪市|意见
T 完善创新平台体系|2027|lead 市科技局；responsible 各有关部门
M 建设“科创走廊”，打造ＡＩ产业平台。
M 落实研发投入奖补政策。
T 无人负责的任务||
M 加强宣传引导。
"""


QINGHE = """@ 清禾市数字经济工作要点|清禾市|计划
T 做强数字产业|2025 target|lead 市科技局；responsible 数产专班
? unit-unknown
M 每年遴选一批数字产业集群。
G 上市企业|+>=|10|家||新增上市企业10家
G 数字产业增加值|>=|300|亿元|2025|数字产业增加值达到300亿元
T 建设算力中心|2026 row 6月底前|lead 市发改局
G 算力|>=|5||2025|到2025年算力达到5
? figure-unclear、unit-unknown
T 推进数据确权|2030 plan|
M 出台数据确权办法。
T 打通数据壁垒|2027 section|lead 市财政局
T 完善监测||lead 市财政局
C 数字经济占比|2025|45
? no-table-head
（责任单位：数产专班）另行通知
N unplaced-owner|“（责任单位：数产专班）”前面没有任务，这里的责任单位未能归入|（责任单位：数产专班）
N unplaced-owner|“另行通知”前面没有任务，这里的责任单位未能归入|另行通知
N new-code|附件未随文|
"""
"""Deadlines of every basis, increments, doubts and notices."""


def write(folder: Path, **files: str) -> Path:
    """A folder with these files (name without suffix → content)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content, "utf-8")
    return folder


def built(root: Path, **files: str) -> kb.KnowledgeBase:
    """A knowledge base of these files, open."""
    kb.build([write(root / "docs", **files)], index=root / "indexes", extractor=sample_extractor)
    return kb.open(root / "indexes", canonical=canonical)
