"""A small knowledge base for the page's tests: documents made by hand, so that every row to expect is known.

Two invented places share the name 市科技局; one title and one unit hold what a browser would take for markup.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import kb
from extract.errors import ReadError
from extract.models import Block, Document, Facts, Measure, Role, Section, Source, Target, Task, Unit
from extract.text.layout import lay_out

MANY = 24
"""Tasks of the long document: more than a page of results."""

CANONICAL = {
    ("松河市", "市科技局"): "松河市科学技术局",
    ("松河市", "市财政局"): "松河市财政局",
    ("临江市", "市科技局"): "临江市科学技术局",
}


class Draft:
    """A document as it is typed here, with spans found in its text."""

    def __init__(self, name: str, facts: Facts, lines: list[str]) -> None:
        self.name, self.facts = name, facts
        self.text, self.blocks = lay_out(
            Block("heading" if n == 0 else "paragraph", line, page=1 + n // 3) for n, line in enumerate(lines)
        )
        self.tasks: list[Task] = []
        self.targets: list[Target] = []
        self.sections: list[Section] = []

    def span(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def task(
        self, title: str, measure: str, units: dict[str, Role], *, target: str = "", due: int | None = None
    ) -> None:
        start = self.text.index(title)
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        page = 1 + self.text[:start].count("\n") // 3
        task_id = f"t{len(self.tasks) + 1}"
        number = str(len(self.tasks) + 1)
        self.sections.append(
            Section(number, "run-in", 1, number, f"{number}.", title, (start - 2, end), (start, start + len(title)))
        )
        named = tuple(
            Unit(name, role, "explicit", self.span(name), CANONICAL.get((str(self.facts.region), name)))
            for name, role in units.items()
        )
        measures = (Measure(measure, self.span(measure), page),)
        path = ("一、重点任务",)
        self.tasks.append(Task(task_id, number, title, path, (start, end), named, measures, page, due))
        if target:
            quote = self.span(target)
            self.targets.append(
                Target(
                    "g1", target, quote, "研发经费投入", ">=", Decimal("50"), "亿元", 2028, None, "level", task_id, page
                )
            )

    def document(self) -> Document:
        end = len(self.text)
        root = Section("", "root", 0, None, "", "", (0, end), (0, 0), children=tuple(self.sections))
        source = Source(self.name, "txt", self.name)
        return Document(
            self.facts,
            source,
            self.text,
            tuple(self.tasks),
            tuple(self.targets),
            sections=(root,),
            blocks=self.blocks,
        )


def plan(name: str) -> Document:
    facts = Facts("松河市科技创新行动方案", "松河市", None, "方案", "征求意见稿", (2026, 2030))
    draft = Draft(
        name,
        facts,
        [
            "松河市科技创新行动方案",
            "一、重点任务",
            "1.落实研发补助。扩大研发投入补助范围。到2028年，研发经费投入达到50亿元。（牵头单位：市科技局，配合单位：市财政局）",
            "2.建设创新平台。建设三家联合实验室。（牵头单位：市财政局，配合单位：市科技局、<b>创新专班</b>）",
        ],
    )
    draft.task(
        "落实研发补助",
        "扩大研发投入补助范围。",
        {"市科技局": "lead", "市财政局": "assist"},
        target="研发经费投入达到50亿元",
    )
    draft.task(
        "建设创新平台",
        "建设三家联合实验室。",
        {"市财政局": "lead", "市科技局": "assist", "<b>创新专班</b>": "assist"},
        due=2027,
    )
    return draft.document()


def opinions(name: str) -> Document:
    facts = Facts("临江市<script>alert(1)</script>若干意见", "临江市", "临江市人民政府", "意见", "正式", None)
    lines = [f"{n}.第{n}项改革。完成第{n}批清单。（责任单位：市科技局）" for n in range(1, MANY + 1)]
    draft = Draft(name, facts, ["临江市<script>alert(1)</script>若干意见", "一、重点任务", *lines])
    for n in range(1, MANY + 1):
        draft.task(f"第{n}项改革", f"完成第{n}批清单。", {"市科技局": "responsible"})
    return draft.document()


def read(path: Path, *, name: str) -> Document:
    """Stands in for the extractor: the file's name says which document it is."""
    if path.stem == "扫描件":
        raise ReadError(name, "没有文字层，是扫描的图像", "请先做文字识别，再放回文件夹")
    return (plan if path.stem.startswith("方案") else opinions)(name)


def build_page_base(folder: Path) -> Path:
    """Build it in `folder`; the index folder."""
    corpus = folder / "我的 文件"
    (corpus / "副本").mkdir(parents=True)
    for n, path in enumerate(("方案.txt", "意见.txt", "副本/方案2.txt", "扫描件.pdf")):
        (corpus / path).write_text(f"{n}", encoding="utf-8")
    index = folder / "indexes"
    report = kb.build([corpus], index=index, extractor=read)
    assert report.documents == 3, report
    return index
