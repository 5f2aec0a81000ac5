"""What codes of the extractor are called."""

from __future__ import annotations

import re
from typing import get_args

from paths import ROOT

from extract.models import Doubt, Notice
from kb.models import FileNotices
from kb.shown_names import doubt_reasons, notice_counts, notice_name


def test_every_doubt_has_a_name() -> None:
    for doubt in get_args(Doubt):
        (said,) = doubt_reasons([doubt])
        assert re.fullmatch(r"[\u4e00-\u9fff“”，]+", said), doubt


def test_every_code_of_the_extractor_has_a_name() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "extract").rglob("*.py"))
    codes = {code for source in sources for code in re.findall(r"\bNotice\(\s*\"([a-z-]+)\"", source)}
    assert codes
    assert [code for code in sorted(codes) if notice_name(code, "") == ""] == []


def test_a_code_without_a_name_is_called_by_its_message() -> None:
    assert notice_name("new-code", "附件未随文") == "附件未随文"
    assert notice_name("new-code", "一" * 40) == "一" * 24 + "…"


def test_notices_are_counted_by_kind() -> None:
    lost = [Notice("unplaced-owner", f"第{n}处", (n, n + 1)) for n in range(2)]
    listed = [Notice("table-not-understood", "表1的栏目未能识别", (8, 9)), *lost, Notice("new-code", "附件未随文")]
    assert notice_counts(listed) == (("未归入任务的责任语句", 2), ("未读表格", 1), ("附件未随文", 1))
    told = "分工.docx：提示 4：未归入任务的责任语句 2，未读表格 1，附件未随文 1"
    assert str(FileNotices.of("分工.docx", listed)) == told
