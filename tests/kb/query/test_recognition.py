"""What people ask in words is read as fields, and can be taken back."""

from __future__ import annotations

import datetime

import pytest

from kb.answers.query_parts import label
from kb.query import parse
from kb.query.recognition import COLUMNS, recognise
from kb.query.tree import And, Field, Or, nodes
from kb.rule_tables import rows

UNITS = ("丰安市科技局", "科技局", "市财政局", "丰安市教育局", "丰安市住房和城乡建设局")


DAY = datetime.date(2026, 12, 1)


def knows(name: str) -> bool:
    return name in UNITS


def full(name: str) -> bool:
    return name.startswith("丰安市") and len(name) > 3


def read(typed: str) -> str:
    """The query as words and fields: 研发 科技局牵头."""
    query = recognise(parse(typed), knows, full, DAY)
    if query.tree is None:
        return ""
    parts = query.tree.parts if isinstance(query.tree, And) else (query.tree,)
    return " ".join(
        label(part, query) if isinstance(part, (Field, Or)) else query.typed[slice(*part.span)].strip()
        for part in parts
    )


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("丰安市科技局", "丰安市科技局"),
        ("科技局", "科技局"),  # of which place it does not say
        ("丰安市气象局", "丰安市气象局"),  # a unit that the base does not know stays a word
        ("丰安市教育局和科技局牵头", "丰安市教育局牵头 或 丰安市科技局牵头"),
        ("丰安市教育局、市财政局牵头的任务有哪些", "丰安市教育局牵头 或 市财政局牵头 任务"),
        ("科技局牵头、市财政局配合的任务有哪些", "科技局牵头 市财政局配合 任务"),
        ("科技局牵头市财政局配合", "科技局牵头 市财政局配合"),
        ("丰安市教育局牵头，市财政局和科技局配合", "丰安市教育局牵头 市财政局配合 或 科技局配合"),
        ("科技局牵头、气象局配合的任务", "科技局牵头、气象局配合的任务"),
        ("科技局与市财政局配合", "科技局配合 或 市财政局配合"),
        ("丰安市教育局、丰安市科技局", "丰安市教育局 或 丰安市科技局"),
        ("丰安市住房和城乡建设局牵头", "丰安市住房和城乡建设局牵头"),
        ("丰安市住房和城乡建设局和科技局牵头", "丰安市住房和城乡建设局牵头 或 丰安市科技局牵头"),
        ("丰安市教育局和气象局牵头", "丰安市教育局和气象局牵头"),  # one that the base does not know
        ("科技局 牵头", "科技局牵头"),
        ("科技局牵头", "科技局牵头"),
        ("由科技局牵头", "科技局牵头"),
        ("市财政局 配合", "市财政局配合"),
        ("市财政局协办", "市财政局配合"),
        ("科技局负责的事项", "科技局负责"),
        ("丰安市科技局牵头的任务有哪些", "丰安市科技局牵头 任务"),
        ("丰安市科技局牵头的任务有哪些？", "丰安市科技局牵头 任务"),
        ("科技局牵头的目标", "科技局牵头 目标"),
        ("研发 科技局牵头", "研发 科技局牵头"),
        ("科技局牵头 研发", "科技局牵头 研发"),
        ("牵头单位：科技局", "科技局牵头"),
        ("2025年到期", "2025年到期"),
        ("2025年底前完成的任务", "2025年到期 任务"),
        ("2025 到期", "2025年到期"),
        ("2025—2027年到期", "2025—2027年到期"),
        ("研发 2026年到期", "研发 2026年到期"),
        ("2026年四季度到期", "2026年四季度到期"),
        ("2026年第2季度到期的任务", "2026年二季度到期 任务"),
        ("2026年上半年完成", "2026年上半年到期"),
        ("今年到期的任务有哪些", "2026年到期 任务"),
        ("明年到期", "2027年到期"),
        ("本季度到期的任务", "2026年四季度到期 任务"),
        ("下季度到期", "2027年一季度到期"),
        ("三季度到期", "2026年三季度到期"),
        ("今年上半年完成的任务", "2026年上半年到期 任务"),
        ("科技局今年到期的任务", "科技局 2026年到期 任务"),
        ("科技局牵头的2025年到期的任务", "科技局牵头 2025年到期 任务"),
        ("气象局2025年到期的任务", "气象局2025年到期的任务"),
        ("未写明时限的任务", "未写明时限 任务"),
        ("没有完成时限的任务有哪些", "未写明时限 任务"),
        ("科技局负责什么", "科技局负责"),
        ("科技局牵头哪些任务", "科技局牵头 任务"),
        ("科技局牵头了哪些任务？", "科技局牵头 任务"),
        ("今年", "今年"),
        ("本季度", "本季度"),
        ("2026年第五季度到期", "2026年第五季度到期"),
        ("2025年", "2025年"),
        ("牵头", "牵头"),
        ("企业牵头", "企业牵头"),  # no unit of the base
        ("“科技局牵头”", "“科技局牵头”"),  # what stands in quotes is meant as it stands
        ("-科技局牵头", "-科技局牵头"),
        ("(科技局牵头 或 研发)", "(科技局牵头 或 研发)"),
        ("", ""),
    ],
)
def test_words_are_read_as_fields(typed: str, fields: str) -> None:
    query = parse(typed)
    if typed.startswith(("-", "(")):
        assert recognise(query, knows, full, DAY) == query
    else:
        assert read(typed) == fields


def test_a_field_points_at_its_words() -> None:
    query = recognise(parse("研发 丰安市科技局牵头的任务"), knows, full, DAY)
    told = {label(field, query): query.typed[slice(*field.span)] for field in query.recognised}
    assert told == {"丰安市科技局牵头": "丰安市科技局牵头", "任务": "任务"}


@pytest.mark.parametrize("row", rows("phrases.csv", COLUMNS), ids=lambda row: f"{row.line}")
def test_every_phrase_reads_its_example_and_not_its_counter_example(row) -> None:  # type: ignore[no-untyped-def]
    expected = {
        "role": row["gives"],
        "due": "year",
        "issued": "issued",
        "asked": "lead",
        "tail": "lead",
        "when": "year",
        "which": "lead",
        "undated": "year",
    }[row["kind"]]
    found = [node.name for node in recognise(parse(row["example"]), knows, full, DAY).recognised]
    assert expected in found
    if row["kind"] == "asked" and row["gives"]:
        assert "kind" in found
    assert recognise(parse(row["counter"]), knows, full, DAY).recognised == ()
    assert all(not isinstance(node, Field) for node in nodes(parse(row["counter"]).tree))  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["云政发〔2026〕8号", "云政发[2026]8号", "云政发 (2026) 8号", "云政发2026年8号"])
def test_the_number_of_a_document_asks_for_it(typed: str) -> None:
    number = "".join(typed.split())
    query = recognise(parse(typed), knows, full, DAY, has_number=lambda asked: asked == number)
    assert [(field.name, field.value) for field in query.recognised] == [("doc_no", number)]
    assert recognise(parse(typed), knows, full, DAY).recognised == ()
