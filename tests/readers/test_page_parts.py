"""Frames that hold part of the page get its outline; inserts stay boxes."""

from __future__ import annotations

from pathlib import Path

from extract.models import Block
from extract.readers import read_blocks
from extract.readers.page_parts import without_frames


def paragraphs(*lines: str) -> tuple[Block, ...]:
    return tuple(Block("paragraph", line) for line in lines)


def kinds(*blocks: Block) -> list[str]:
    return [f"{block.kind}:{block.text}" for block in without_frames(blocks)]


FILLING = Block("paragraph", "为加快发展，现提出如下意见。" * 12)


def test_a_frame_that_goes_on_counting_is_part_of_the_page() -> None:
    first = Block("box", "一、主要目标", blocks=paragraphs("到2028年达到12%。"))
    second = Block("box", blocks=paragraphs("二、重点任务", "（一）建设设施", "1.统筹布局。"))
    third = Block("box", blocks=paragraphs("2.完善流通。"))
    assert kinds(FILLING, first, second, third)[1:] == [
        "paragraph:一、主要目标",
        "paragraph:到2028年达到12%。",
        "paragraph:二、重点任务",
        "paragraph:（一）建设设施",
        "paragraph:1.统筹布局。",
        "paragraph:2.完善流通。",
    ]


def test_an_insert_stays_a_box() -> None:
    titled = Block("box", "专栏1 重点工程", blocks=paragraphs("一、交通", "二、水利"))
    anew = Block("box", "摘要", blocks=paragraphs("一、目标", "二、任务"))
    items = Block("box", "工程", blocks=paragraphs("1.修路。", "2.建桥。"))
    body = paragraphs("一、目标", "正文。", "二、任务", "正文。")
    assert kinds(FILLING, *body, titled, anew, items)[-3:] == ["box:专栏1 重点工程", "box:摘要", "box:工程"]


def test_items_with_owners_in_a_frame_are_tasks() -> None:
    box = Block("box", blocks=paragraphs("1.修路。（牵头单位：市交通局）", "2.建桥。（责任单位：市住建局）"))
    assert kinds(FILLING, box)[1:] == [
        "paragraph:1.修路。（牵头单位：市交通局）",
        "paragraph:2.建桥。（责任单位：市住建局）",
    ]


def test_a_table_that_only_places_the_page_is_none() -> None:
    page = (
        "<table><tr><td>首页</td><td><p>一、总体要求</p><p>坚持改革。</p><p>二、重点任务</p><p>1.修路。建设公路。</p></td>"
        "</tr></table>"
    )
    assert [block.text for block in read_blocks(Path("a.html"), page.encode()).blocks] == [
        "首页",
        "一、总体要求",
        "坚持改革。",
        "二、重点任务",
        "1.修路。建设公路。",
    ]
