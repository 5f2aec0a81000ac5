"""A table of contents in one line with the text behind it."""

from __future__ import annotations

import pytest

from extract.readers.plain.glued_contents import part_contents


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "云滩县规划目录第一章 总则……1第二章 任务……12第三章 保障……13为加快发展，制定本规划。",
            ["云滩县规划", "目录", "第一章 总则……1", "第二章 任务……12", "第三章 保障……13", "为加快发展，制定本规划。"],
        ),
        # a year behind the last page number
        ("一、基础......1二、任务......5三、保障......62026年是开局之年。",
         ["一、基础......1", "二、任务......5", "三、保障......6", "2026年是开局之年。"]),
        ("等等……5个平台，……6家企业。", ["等等……5个平台，……6家企业。"]),
        ("一、总则……1", ["一、总则……1"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_each_entry_is_a_line(line: str, parts: list[str]) -> None:
    assert list(part_contents(line)) == parts
