"""Rules that hold for a whole document: how they are worded, and what only sounds like one."""

import pytest
from paragraph_documents import paragraphs

from extract.errors import RuleError
from extract.owners.document_rules import apply_rules, find_rules, rule_patterns, rule_spans
from extract.owners.unit_lists import read_unit_list
from extract.rulefiles import load_toml
from extract.text.characters import Text, fold

RULES = load_toml("unit_rules.toml")["rule"]


def rules(text: str) -> str:
    found = find_rules(Text.of(text), paragraphs(text))
    return " ".join(f"{rule.kind}:{rule.sign or ''}{'、'.join(unit.name for unit in rule.units)}" for rule in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("列第一位的为牵头单位，下同", "first:"),
        ("责任分解中，列第一位的责任单位为牵头单位或汇总单位。", "first:"),
        ("各项任务责任单位中排名第一的为牵头单位，其他为配合单位。", "first:"),
        ("排名第一位为牵头单位，下同", "first:"),
        ("注：第一个单位为牵头单位", "first:"),
        ("列在首位的为牵头部门", "first:"),
        ("排在第一位者负责牵头", "first:"),
        ("首位单位为主办单位", "first:"),
        ("牵头单位均排在第一位", "first:"),
        ("（各项工作首列单位为牵头单位）", "first:"),
        ("注：各项任务首家单位为牵头单位，其他单位配合。", "first:"),
        ("第一责任单位牵头，其他单位配合。", "first:"),
        ("注：任务分工中第一单位为牵头单位。", "first:"),
        ("注：顿号前为牵头单位。", "first:"),
        ("注：有★标记的单位牵头。", "mark:★"),
        ("（★：牵头单位）", "mark:★"),
        ("注：牵头单位已用★标出。", "mark:★"),
        ("第一个逗号前为牵头单位", "separator:逗号"),
        ("逗号前的单位为牵头单位，逗号后的为配合单位", "separator:逗号"),
        ("首个分号前的为牵头单位", "separator:分号"),
        ("标☆的为牵头单位，下同", "mark:☆"),
        ("带“*”号的单位为牵头单位", "mark:*"),
        ("“▲”为牵头单位", "mark:▲"),
        ("★号表示牵头单位", "mark:★"),
        ("牵头单位用*标注", "mark:*"),
        ("標☆的為牽頭單位", "mark:☆"),
        ("以下均需各区政府落实，不再列出", "everyone:各区政府"),
        (
            "以下各项任务均需各县（市、区）人民政府、功能区管委会落实，不再列出",
            "everyone:各县（市、区）人民政府、功能区管委会",
        ),
        ("具体任务均涉及相关市（州）人民政府，不再做分工，下同", "everyone:相关市（州）人民政府"),
        ("以下任务均由各区县政府负责，以下不再单列", "everyone:各区县政府"),
        ("以下各项均需各镇街配合，不再一一列出", "everyone:各镇街"),
        ("各区政府均为责任单位，不再单独列出", "everyone:各区政府"),
        ("各区政府、开发区管委会均为配合单位，下同", "everyone:各区政府、开发区管委会"),
        ("各项任务均需各区政府配合落实", "everyone:各区政府"),
    ],
)
def test_a_rule_is_found(text: str, expected: str) -> None:
    assert rules(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "支持排名第一的企业牵头组建联合体",
        "鼓励位列第一的园区牵头",
        "牵头单位要会同配合单位制定方案",
        "综合排名第一，由市科技局牵头",
        "各项指标均达到要求，不再列出",
        "以下均需认真落实，不再列出",
        "各部门要牵头抓好落实",
        "",
    ],
)
def test_what_is_no_rule(text: str) -> None:
    assert rules(text) == ""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["examples"][0])
def test_every_example_is_found_with_its_kind(rule: dict[str, object]) -> None:
    for example in rule["examples"]:  # type: ignore[attr-defined]
        assert rule["kind"] in [kind for kind, _ in rule_spans(example, 0, len(example))], example


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        ({"kind": "odd", "pattern": "a", "examples": ["a"]}, "odd is no kind of rule"),
        ({"kind": "first", "pattern": "a", "examples": ["b"]}, "b does not match its pattern"),
    ],
)
def test_a_slip_in_the_file_is_named(slip: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from extract.owners import document_rules as unit_rules

    monkeypatch.setattr(unit_rules, "load_toml", lambda _name: {"rule": [slip]})
    with pytest.raises(RuleError, match=message):
        rule_patterns.__wrapped__()


@pytest.mark.parametrize(
    ("rule", "listed", "expected"),
    [
        ("列第一位的为牵头单位", "市科技局、市财政局", "市科技局/lead/first-listed 市财政局/assist/first-listed"),
        ("列第一位的为牵头单位", "各区政府", "各区政府/lead/first-listed"),
        ("列第一位的为牵头单位", "配合单位：市科技局、市财政局", "市科技局/assist/first-listed 市财政局/assist/first-listed"),
        ("列第一位的为牵头单位", "市科技局牵头，市财政局配合", "市科技局/lead/explicit 市财政局/assist/explicit"),
        ("第一个逗号前为牵头单位", "市科技局、市财政局，市商务局",
         "市科技局/lead/first-listed 市财政局/lead/first-listed 市商务局/assist/first-listed"),
        ("第一个分号前为牵头单位", "市科技局，市财政局；市商务局",
         "市科技局/lead/first-listed 市财政局/lead/first-listed 市商务局/assist/first-listed"),
        ("标*的为牵头单位", "市科技局、＊市财政局", "市科技局/assist/first-listed 市财政局/lead/first-listed"),
        ("标*的为牵头单位", "市科技局、市财政局", "市科技局/responsible/explicit 市财政局/responsible/explicit"),
        ("括号内依次为牵头单位、配合单位、落实主体", "市科技局；市财政局、市商务局；各区",
         "市科技局/lead/first-listed 市财政局/assist/first-listed 市商务局/assist/first-listed 各区/responsible/first-listed"),
        ("括号内依次为牵头单位、配合单位", "市科技局、市财政局", "市科技局/responsible/explicit 市财政局/responsible/explicit"),
        ("加粗的为牵头单位", "市科技局、市财政局", "市科技局/responsible/explicit 市财政局/responsible/explicit"),
    ],
)  # fmt: skip
def test_a_rule_gives_the_roles(rule: str, listed: str, expected: str) -> None:
    text = f"{rule}\n{listed}"
    found = tuple(find_rules(Text.of(text), paragraphs(text)))
    start = len(rule) + 1
    units = apply_rules(text, read_unit_list(fold(text), start, len(text)), found)
    assert " ".join(f"{unit.name}/{unit.role}/{unit.basis}" for unit in units) == expected


def test_who_stands_in_bold_leads_where_the_document_says_so() -> None:
    text = "加粗的为牵头单位\n市科技局、市财政局"
    at = text.index("市财政局")
    found = tuple(find_rules(Text.of(text), paragraphs(text), ((at, at + 4),)))
    units = apply_rules(text, read_unit_list(fold(text), text.index("\n") + 1, len(text)), found)
    assert [(unit.name, unit.role) for unit in units] == [("市科技局", "assist"), ("市财政局", "lead")]


def test_a_rule_holds_what_it_says_of_the_others() -> None:
    text = "下列任务中，排第一位的单位为牵头单位，其他单位按职责配合"
    assert [match.group() for _, match in rule_spans(text, 0, len(text))] == [text]
