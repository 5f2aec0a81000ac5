"""What may have been meant is something that is said: no character more or less in the middle of a word."""

from __future__ import annotations

import pytest

from kb.expansion.name_index import NameIndex, name_of
from kb.expansion.spelling import nearest

NAMES = ("研发投入", "研发", "投资强度", "企业研发", "外国人", "高新技术", "高校技术", "科技局")

INDEX = NameIndex(name_of(name, "word", 10) for name in NAMES)


def meant(word: str) -> list[str]:
    return [said for said, _ in nearest(word, INDEX, occurs=lambda _: 1)]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("研发投人", ["研发投入"]),
        ("企业研发投人", ["企业研发投入"]),  # not 企业研发人, 企业研发投入人
        ("研发投人强度", ["研发投入强度"]),  # not 研发人强度, 研发投资强度
        ("高薪技术企业", ["高新技术企业"]),  # not 高校技术企业
        ("外星人", []),  # not 外国人
        ("科技居", ["科技局"]),
    ],
)
def test_only_what_is_said_is_offered(typed: str, offered: list[str]) -> None:
    assert meant(typed) == offered
