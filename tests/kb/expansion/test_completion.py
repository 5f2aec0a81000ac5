"""What of a query is still being typed."""

import pytest

from kb.expansion.completion import completion


@pytest.mark.parametrize(
    ("typed", "word", "kinds", "with_name"),
    [
        ("科", "科", "iuw", "科技局"),
        ("研发 kjj", "kjj", "iuw", "研发 科技局"),
        ("研发\u3000kjj", "kjj", "iuw", "研发\u3000科技局"),
        ("研发 -科", "科", "iuw", "研发 -科技局"),
        ("研发 (人才 或 科", "科", "iuw", "研发 (人才 或 科技局"),
        ("牵头:市科", "市科", "u", "牵头:科技局"),
        ("研发 -单位：市科", "市科", "u", "研发 -单位：科技局"),
        ("牵头:市财政局、市科", "市科", "u", "牵头:市财政局、科技局"),
        ("牵头:(市科", "市科", "u", "牵头:(科技局"),
        ('配合:"市科', "市科", "u", '配合:"科技局"'),
        ("“高新", "高新", "iuw", "“科技局”"),
        ("研发“高新", "高新", "iuw", "研发“科技局”"),
        ("牵头:(市财政局 或 科", "科", "u", "牵头:(市财政局 或 科技局"),
        ("牵头:市财政局;科", "科", "u", "牵头:市财政局;科技局"),
        ("牵头:“市财政局”、科", "科", "u", "牵头:“市财政局”、科技局"),
        ("牵头:市财政局、“科", "科", "u", "牵头:市财政局、“科技局”"),
        ("牵头:(-科", "科", "u", "牵头:(-科技局"),
        ("牵头: 科", "科", "u", "牵头: 科技局"),
        ("牵头:“市 科", "市 科", "u", "牵头:“科技局”"),
        ("文件:(实施 或 科", "", "", None),
        ("地区:慈", "", "", None),
        ("研发*", "", "", None),
        ("研发-", "研发-", "iuw", "科技局"),
        ("“研发” 科", "科", "iuw", "“研发” 科技局"),
        ("指标:研发", "研发", "i", "指标:科技局"),
        ("章节:科", "科", "w", "章节:科技局"),
        ("年份:20", "", "", None),
        ("火星:科", "火星:科", "iuw", "科技局"),
        ("研发 ", "", "", None),
        ("“研发”", "", "", None),
        ("", "", "", None),
    ],
)
def test_the_piece_being_typed(typed: str, word: str, kinds: str, with_name: str | None) -> None:
    piece = completion(typed)
    if with_name is None:
        assert piece is None
        return
    assert piece is not None
    assert (piece.word, "".join(sorted(kind[0] for kind in piece.kinds))) == (word, kinds)
    assert piece.query("科技局") == with_name
