"""What all readers share: files that cannot be read, and real documents in several formats."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from paths import SHARED_CORPUS

from extract.errors import ReadError
from extract.models import Block
from extract.readers import READERS, read_blocks
from extract.readers.web.page_chrome import is_chrome
from extract.rulefiles import load_csv
from extract.text.layout import lay_out

CORPUS = SHARED_CORPUS
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real documents is not here")

PDF, ZIP, PAGE = b"%PDF-1.7\n", b"PK\x03\x04", b"<!DOCTYPE html><html><body><p>\xe6\xad\xa3</p></body></html>"
WORD = ZIP + b"word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
TEXT = "一、总体要求。".encode()


@pytest.mark.parametrize(
    ("name", "data", "reason", "remedy"),
    [
        ("方案.txt", PDF, "内容是 PDF", "改为 .pdf"),
        ("方案.txt", WORD, "内容是 Word 文件", "改为 .docx"),
        ("方案.md", OLE, "旧版 Office", "另存为 .docx"),
        ("方案.txt", PAGE, "内容是网页", "改为 .html"),
        ("方案.txt", b"\xff\xd8\xff\xe0", "图像", "OCR"),
        ("方案.html", PDF, "内容是 PDF", "改为 .pdf"),
        ("方案.pdf", PAGE, "内容是网页", "改为 .html"),
        ("方案.pdf", WORD, "内容是 Word 文件", "改为 .docx"),
        ("方案.docx", PDF, "内容是 PDF", "改为 .pdf"),
        ("方案.docx", PAGE, "内容是网页", "改为 .html"),
        ("方案.docx", ZIP + b"ppt/slides", "压缩包", "另存为 .docx"),
        ("方案.doc", OLE, "旧版 Word", "另存为 .docx"),
        ("方案.doc", PAGE, "内容是网页", "改为 .html"),
        ("方案.doc", WORD, "内容是 .docx", "改为 .docx"),
        ("方案.WPS", OLE, "WPS 文字文件", "另存为 .docx"),
        ("指标.xlsx", ZIP, "电子表格", "另存为 .docx"),
        ("扫描.jpg", b"\xff\xd8\xff", "图像", "OCR"),
        ("资料.zip", ZIP, "压缩包", "解压"),
        ("方案.ofd", ZIP, "OFD", ".pdf"),
        ("方案.abc", TEXT, "不支持的文件类型（.abc）", ".docx"),
        ("方案", TEXT, "没有后缀", ".docx"),
        ("空.docx", b"", "空的", "保存"),
        ("空.pdf", b"\n", "空的", "保存"),
    ],
)
def test_foreign_files_are_named_with_their_remedy(name: str, data: bytes, reason: str, remedy: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_blocks(Path("文件夹") / name, data)
    assert caught.value.name == name
    assert reason in caught.value.reason
    assert remedy in caught.value.remedy
    assert "\n" not in str(caught.value)


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到文件"):
        read_blocks(tmp_path / "无.txt")
    (tmp_path / "夹.txt").mkdir()
    with pytest.raises(ReadError, match="文件夹"):
        read_blocks(tmp_path / "夹.txt")


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReadError, match="没有读取权限"):
        read_blocks(tmp_path / "密.txt")


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "要点.TXT"
    path.write_bytes(TEXT)
    assert [block.text for block in read_blocks(path).blocks] == ["一、总体要求。"]


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00" * 5000, b"\xff\xfe", b"<" * 2000, b"\x80" * 999])
def test_junk_never_raises_anything_else(suffix: str, data: bytes) -> None:
    try:
        read_blocks(Path(f"乱{suffix}"), data)
    except ReadError as error:
        assert str(error).startswith(f"乱{suffix}：")


def test_rows_of_page_furniture_match_their_examples() -> None:
    for row in load_csv("page_chrome.csv", ("pattern", "example"), unique="pattern"):
        assert re.match(row["pattern"], row["example"], re.IGNORECASE), row.error(row["example"])
        assert is_chrome(row["example"])
    for row in load_csv("page_names.csv", ("kind", "name", "example"), unique="name"):
        assert row["kind"] in ("article", "furniture", "perhaps"), row.error(row["kind"])
        assert re.search(row["name"], row["example"], re.IGNORECASE), row.error(row["example"])


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求",
        "主办单位：市科技局",
        "首页面积达到3万平方米",
        "打印机产业产值增长5%。",
        "分享发展成果，共建美好家园。",
    ],
)
def test_text_is_no_page_furniture(text: str) -> None:
    assert not is_chrome(text)


def paragraphs(name: str) -> list[str]:
    """The text of a document, paragraph by paragraph, without white space."""
    _, blocks = lay_out(read_blocks(CORPUS / name).blocks)
    return ["".join(block.text.split()) for block in blocks if block.kind != "table"]


def grids(name: str) -> list[list[tuple[int, int, int, int, str]]]:
    """The tables of a document: place, extent and text of each cell."""
    _, blocks = lay_out(read_blocks(CORPUS / name).blocks)
    return [
        [(c.row, c.col, c.rowspan, c.colspan, "".join(c.text.split())) for c in block.cells]
        for block in blocks
        if block.kind == "table"
    ]


@needs_corpus
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("stem", ["cixi-2022-tripod", "ningbo-2023-opinions"])
def test_three_formats_give_the_same(stem: str, suffix: str) -> None:
    assert paragraphs(stem + suffix) == paragraphs(f"{stem}.txt")
    assert grids(stem + suffix) == grids(f"{stem}.txt")


@needs_corpus
def test_the_table_of_the_plan_has_its_shape() -> None:
    (grid,) = grids("cixi-2022-tripod.txt")
    assert max(row for row, *_ in grid) == 17
    assert max(col + colspan for _, col, _, colspan, _ in grid) == 8
    assert (4, 0, 3, 1, "2") in grid
    assert any(colspan == 5 for *_, colspan, _ in grid)


@needs_corpus
@pytest.mark.parametrize(
    ("name", "boxes", "tables"),
    [("cixi-2016-plan.txt", 15, 2), ("ningbo-2016-plan.txt", 9, 1), ("real/07_shantou_gwr2022.md", 0, 1)],
)
def test_boxes_and_tables_are_found(name: str, boxes: int, tables: int) -> None:
    kinds = [block.kind for block in read_blocks(CORPUS / name).blocks]
    assert (kinds.count("box"), kinds.count("table")) == (boxes, tables)


@needs_corpus
@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("real/33_zj_xincailiao.pdf", 40, 46),
        ("real/39_ndrc_2019_860.pdf", 32, 36),
        ("real/31_zj_yiliao.pdf", 42, 48),
        ("real/13_sc_2018_42_nongji.html", 36, 40),
    ],
)
def test_paragraphs_of_real_documents_are_whole(name: str, least: int, most: int) -> None:
    found = paragraphs(name)
    assert least <= len(found) <= most
    assert max(map(len, found)) > 200


@needs_corpus
def test_hard_wrapped_text_is_joined() -> None:
    found = paragraphs("real/10_shanghai_14fyp.txt")
    long = [text for text in found if len(text) > 100 and "...." not in text]
    assert sum(text.endswith("。") for text in long) > 0.9 * len(long)
    assert len(found) < 520


@needs_corpus
def test_a_scan_is_refused() -> None:
    with pytest.raises(ReadError, match="没有文字层"):
        read_blocks(CORPUS / "cixi-2022-tripod-scan.pdf")


@needs_corpus
def test_no_text_of_the_plain_documents_is_dropped() -> None:
    for path in [*CORPUS.glob("*.txt"), *(CORPUS / "real").glob("4*.txt")]:
        source = path.read_text(encoding="utf-8").replace("[bookmark: _GoBack]", "")
        found = "".join(map(_all_text, read_blocks(path).blocks))
        assert "".join(found.split()) == "".join(source.split()), path.name


def _all_text(block: Block) -> str:
    return block.text + "".join(cell.text for cell in block.cells) + "".join(map(_all_text, block.blocks))
