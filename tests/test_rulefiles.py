"""Rule files: what is read, and what each slip is called."""

import pytest

from extract.errors import RuleError
from extract.rulefiles import alternatives, load_csv, parse_csv, parse_toml

COLUMNS = ("word", "kind", "examples")


def test_rows_keep_their_place_and_skip_comments() -> None:
    rows = parse_csv("x.csv", '# 注\nword,kind,examples\n\n家,count,"3家|5家"\n', COLUMNS)
    assert [(row.line, row["word"], row.many("examples"), row.many("kind")) for row in rows] == [
        (4, "家", ("3家", "5家"), ("count",))
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.csv:1: no header"),
        ("word,kind\n", "x.csv:1: the header is word,kind, not word,kind,examples"),
        ("word,kind,examples\n家,count\n", "x.csv:2: 2 cells, not 3"),
        ("word,kind,examples\n,count,3家\n", "x.csv:2: word is empty"),
        ("word,kind,examples\n家,a,\n\n家,b,\n", "x.csv:4: 家 stands in line 2 already"),
        ('word,kind,examples\n"家,a,\n', "x.csv:2: unexpected end of data"),
    ],
)
def test_a_slip_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(RuleError) as error:
        parse_csv("x.csv", text, COLUMNS, unique="word")
    assert str(error.value) == message


def test_toml_slip_is_named_with_its_line() -> None:
    assert parse_toml("x.toml", '[a]\nb = ["c"]\n')["a"] == {"b": ["c"]}
    with pytest.raises(RuleError, match=r"^x\.toml:2: "):
        parse_toml("x.toml", "[a]\nb =\n")


def test_a_missing_file_is_a_rule_error() -> None:
    with pytest.raises(RuleError, match=r"^no-such-rules\.csv:1: cannot be read"):
        load_csv("no-such-rules.csv", COLUMNS)


def test_longer_words_are_tried_first() -> None:
    assert alternatives(["千瓦", "千瓦时", "%", "千瓦"]) == "千瓦时|千瓦|%"
