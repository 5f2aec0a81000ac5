"""A small knowledge base of a document with deadlines of every basis, doubts and notices, long enough to be scrolled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kb_samples import QINGHE, sample_extractor, write

import kb
from extract.models import Document

LONG = QINGHE.replace("（责任单位：数产专班）另行通知\n", "{}（责任单位：数产专班）另行通知\n").format(
    "".join(f"第{n}项工作按年度计划推进，情况逐月通报。\n" for n in range(60))
)


def paged(path: Path, *, name: str) -> Document:
    """A document of the samples on pages of ten lines."""
    document = sample_extractor(path, name=name)
    blocks = tuple(replace(block, page=1 + at // 10) for at, block in enumerate(document.blocks))
    return replace(document, blocks=blocks, source=replace(document.source, pages=blocks[-1].page))


def build_notice_base(folder: Path) -> Path:
    """Build it in `folder`; the index folder."""
    index = folder / "indexes"
    kb.build([write(folder / "docs", qinghe=LONG)], index=index, extractor=paged)
    return index
