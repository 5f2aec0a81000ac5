"""Words of responsibility lists: how names end, which verb stands behind them, how a label is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_examples import rule_examples

from extract.errors import RuleError
from extract.owners.owner_words import (
    bare_label,
    body_kind,
    framed_label,
    label,
    label_role,
    looks_like_unit,
    may_be_unit,
    named_role,
    role_note,
    role_of_word,
    says_otherwise,
    verb_ending,
)
from extract.rulefiles import Row, load_csv
from extract.text.characters import fold

WORDS = load_csv("responsibility.csv", ("kind", "role", "word", "example"))
ENDINGS = load_csv("unit_endings.csv", ("ending", "kind", "example"), unique="ending")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市科技局", "body"),
        ("省工业和信息化厅", "body"),
        ("市委组织部〔市委人才办〕", "body"),
        ("市交通委（市道运局）", "body"),
        ("市政府督查室", "body"),
        ("团市委", "body"),
        ("市行政审批制度改革工作领导小组办公室", "body"),
        ("全区经济运行各专班", "body"),
        ("各县（市、区）", "body"),
        ("有关区县", "body"),
        ("越秀区", "place"),
        ("立山经济开发区", "place"),
        ("省电力公司", "actor"),
        ("各高校", "actor"),
        ("龙头企业", "actor"),
        ("新发展格局", "not"),
        ("全市", "not"),
        ("办事大厅", "not"),
        ("企业开办", "not"),
        ("具体办法", None),
        ("", None),
    ],
)
def test_the_ending_of_a_name_says_what_it_is(name: str, kind: str | None) -> None:
    assert body_kind(name) == kind


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("市科技局", True),
        ("☆市科技局", True),
        ("市 科 技 局", True),
        ("各县（市、区）人民政府（管委会）", True),
        ("局", False),
        ("由市财政局", False),
        ("按照市科技局", False),
        ("市科技局，市财政局", False),
        ("《关于市科技局》", False),
        ("市" * 45 + "局", False),
        ("具体办法另行制定", False),
    ],
)
def test_a_piece_of_a_list_looks_like_a_unit(piece: str, expected: bool) -> None:
    assert looks_like_unit(piece) is expected


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("莫干山地信", True),
        ("各保障专区", True),
        ("按要求做好相关工作", False),
        ("完善的", False),
        ("RD", False),
        ("某", False),
        ("一二三四五六七八九十一二三四五六七八九十一", False),
    ],
)
def test_behind_a_label_a_name_may_end_as_it_likes(piece: str, expected: bool) -> None:
    assert may_be_unit(piece) is expected


@pytest.mark.parametrize(
    ("text", "role", "names"),
    [
        ("市科技局牵头", "lead", "市科技局"),
        ("市科技局牵头抓总", "lead", "市科技局"),
        ("市科技局负责牵头推进", "lead", "市科技局"),
        ("市财政局按职责分工负责", "responsible", "市财政局"),
        ("市财政局按照各自职责分工密切配合", "assist", "市财政局"),
        ("市财政局等部门依职责分工负责", "responsible", "市财政局等部门"),
        ("各区结合实际落实", "carries-out", "各区"),
        ("各区按职责分工落实", "responsible", "各区"),
        ("各区在各自职责范围内抓好落实", "carries-out", "各区"),
        ("省教育厅指导", "assist", "省教育厅"),
        ("市级有关部门按职责分工", "responsible", "市级有关部门"),
    ],
)
def test_a_verb_behind_names_says_their_role(text: str, role: str, names: str) -> None:
    found = verb_ending(text, 0, len(text))
    assert found is not None
    assert (found[0], text[: found[1]]) == (role, names)


@pytest.mark.parametrize("text", ["市科技局", "牵头单位", "负责人", "市财政局负责的项目"])
def test_no_verb_no_role(text: str) -> None:
    assert verb_ending(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("牵头单位：", "牵头单位"),
        ("市级责任单位：", "责任单位"),
        ("责任单位（排第一位的牵头）：", "责任单位"),
        ("责任单位为市科技局", "责任单位"),
        ("牵头单位是市科技局", "牵头单位"),
        ("完成时限 ：", "完成时限"),
    ],
)
def test_a_label_ends_in_a_colon_or_in_为(text: str, word: str) -> None:
    found = label().match(text)
    assert found is not None
    assert found.group("label") == word


@pytest.mark.parametrize("text", ["责任单位", "责任单位为主", "牵头单位要加强", "负责人", "责任单位、"])
def test_other_words_are_no_label(text: str) -> None:
    assert label().match(text) is None


def test_other_forms_of_a_label() -> None:
    assert bare_label().match("责任单位 市科技局") is not None
    assert bare_label().match("牵头 市科技局") is None
    assert framed_label().match("【责任单位】市科技局") is not None
    assert framed_label().match("【责任单位：】市科技局") is not None
    assert framed_label().match("（市科技局）") is None


def test_notes_and_endings_that_say_a_role() -> None:
    note = role_note().search("市科技局（牵头单位）")
    assert note is not None
    assert role_of_word(note.group("role")) == "lead"
    ending = named_role().search("市财政局为配合单位")
    assert ending is not None
    assert role_of_word(ending.group("role")) == "assist"
    assert role_of_word("抓好") == "responsible"


@pytest.mark.parametrize("row", [row for row in WORDS if row["kind"] == "label"], ids=lambda row: row["word"])
def test_every_label_is_read_in_its_examples(row: Row) -> None:
    stem, listed, _ = row["word"].partition("{")
    for example in rule_examples(row):
        found = label().match(fold(example.text))
        read = found is not None and (found["label"].startswith(stem) if listed else found["label"] == stem)
        assert read is not example.counter, example.text
        assert example.counter or label_role(label().match(fold(example.text))["label"]) == row["role"]


@pytest.mark.parametrize("row", [row for row in WORDS if row["kind"] == "verb"], ids=lambda row: row["word"])
def test_every_verb_is_read_in_its_examples(row: Row) -> None:
    for example in rule_examples(row):
        found = verb_ending(example.text, 0, len(example.text))
        if example.counter:
            assert found is None or not example.text[found[1] :].startswith(row["word"]), example.text
            continue
        assert found is not None
        assert example.text[found[1] :] == row["word"]
        assert found[0] == ("responsible" if "分工" in row["word"] else row["role"])


@pytest.mark.parametrize(
    ("text", "role", "phrase"),
    [
        ("县财政局配合落实", "assist", "配合落实"),
        ("市公安局密切配合", "assist", "密切配合"),
        ("市民政局牵头推进", "lead", "牵头推进"),
        ("区住建局具体负责", "responsible", "具体负责"),
        ("各乡镇政府抓好落实", "carries-out", "抓好落实"),
    ],
)
def test_what_stands_beside_a_verb_needs_no_row(text: str, role: str, phrase: str) -> None:
    found = verb_ending(text, 0, len(text))
    assert found == (role, len(text) - len(phrase))


def test_every_list_of_a_label_is_used_and_known() -> None:
    lists = {row["role"]: row.many("word") for row in WORDS if row["kind"] == "any"}
    used = {row["word"].rstrip("}").partition("{")[2] for row in WORDS if row["kind"] != "any"} - {""}
    assert used == set(lists)
    assert label_role("参与股室") == "assist"
    with pytest.raises(KeyError):
        label_role("支持主体")


@pytest.mark.parametrize("row", ENDINGS, ids=lambda row: row["ending"])
def test_every_ending_is_read_in_its_examples(row: Row) -> None:
    for example in rule_examples(row):
        name = example.text
        assert name.endswith(row["ending"])
        collective = name.startswith(("各", "有关", "相关", "其他", "属地"))
        assert body_kind(name) == ("body" if collective and row["kind"] in ("place", "not") else row["kind"]), name
        assert looks_like_unit(name) is (row["kind"] != "not"), name


@pytest.mark.parametrize("row", ENDINGS, ids=lambda row: row["ending"])
def test_no_ending_says_what_a_shorter_one_says(row: Row) -> None:
    kinds, ending = {other["ending"]: other["kind"] for other in ENDINGS}, row["ending"]
    shorter = next((ending[at:] for at in range(1, len(ending)) if ending[at:] in kinds), None)
    assert shorter is None or kinds[shorter] != row["kind"], shorter


def test_a_role_that_is_unknown_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from extract.owners import owner_words as unit_words

    rows = (
        WORDS[0].__class__("responsibility.csv", 7, {"kind": "label", "role": "boss", "word": "x", "example": "x"}),
    )
    monkeypatch.setattr(unit_words, "load_csv", lambda *_args, **_options: rows)
    with pytest.raises(RuleError, match=r"^responsibility\.csv:7: label boss is unknown"):
        unit_words._rows.__wrapped__()


@given(st.text(alphabet="市县区各局委办部中心（）、，*负责牵头 ", max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    folded = fold(text)
    assert body_kind(folded) in ("body", "actor", "place", "not", None)
    assert not looks_like_unit(folded) or may_be_unit(folded)
    found = verb_ending(folded, 0, len(folded))
    assert found is None or 0 <= found[1] < len(folded)


_BRACKETS = [row for row in WORDS if row["kind"] == "bracket"]


@pytest.mark.parametrize("row", _BRACKETS, ids=lambda row: row["word"])
def test_what_a_bracket_begins_with_says_something_else(row: Row) -> None:
    assert row["example"].startswith(row["word"]) and says_otherwise(row["example"])


@pytest.mark.parametrize("inside", ["如东县教育局、如东县财政局", "含山县政府", "指挥部办公室", "市科技局"])
def test_places_and_bodies_that_begin_so_are_names(inside: str) -> None:
    assert not says_otherwise(inside)
