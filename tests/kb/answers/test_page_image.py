"""The page of a PDF with words framed: in red, where they stand, and only where they do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pdf_pages import Pages
from PIL import Image

from kb.answers.page_image import PageImage, page_image


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = Pages()
    pages.paragraph("全面落实科技政策，支持企业建设技术创新中心。")
    pages.paragraph("梯次布局一批重点实验室和企业技术研究中心，完善考核评价机制，推动各类平台开放共享并形成合力。")
    pages.new_page()
    pages.paragraph("加强组织领导和统筹协调。")
    path = tmp_path_factory.mktemp("pages") / "plan.pdf"
    path.write_bytes(pages.bytes())
    return path


def red_rows(image: PageImage) -> list[int]:
    """The heights, in parts of a hundred from the top, at which red lines run."""
    picture = Image.open(io.BytesIO(image.png)).convert("RGB")
    width, height = picture.size
    pixels = picture.load()
    assert pixels is not None
    rows = (y for y in range(height) if sum(pixels[x, y] == (180, 32, 31) for x in range(0, width, 3)) > 20)
    return sorted({round(100 * y / height) for y in rows})


def test_words_are_framed_where_they_stand(file: Path) -> None:
    first = page_image(file, 1, "支持企业建设技术创新中心")
    second = page_image(file, 1, "完善考核评价机制，推动各类平台开放共享并形成合力。")
    assert first is not None and second is not None and first.framed and second.framed
    assert red_rows(first) and red_rows(second) and max(red_rows(first)) < max(red_rows(second)) < 30


def test_blanks_and_width_do_not_matter(file: Path) -> None:
    found = page_image(file, 1, "支持 企业建设\n技术创新中心")
    assert found is not None and found.framed


def test_of_words_that_go_on_over_the_page_what_is_there_is_framed(file: Path) -> None:
    found = page_image(file, 2, "推动各类平台开放共享并形成合力。加强组织领导和统筹协调。")
    assert (found is not None and not found.framed) or red_rows(found)  # type: ignore[arg-type]


def test_words_that_are_not_there_frame_nothing(file: Path) -> None:
    found = page_image(file, 2, "建设三家联合实验室")
    assert found is not None and not found.framed and red_rows(found) == []


def test_what_is_no_page_gives_no_picture(file: Path, tmp_path: Path) -> None:
    assert page_image(file, 9, "加强") is None
    assert page_image(tmp_path / "nothing.pdf", 1, "加强") is None
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    assert page_image(tmp_path / "broken.pdf", 1, "加强") is None
