"""What a person types, as a tree; slips become words and hints that point at the character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.query import (
    DEEPEST,
    LONGEST,
    MOST_TERMS,
    And,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    leaves,
    parse,
)


def shown(node: Node | None) -> str:
    """A tree in one line: (研发 & !投入 | "企业") 人*  kind=task."""
    match node:
        case None:
            return ""
        case And(parts) | Or(parts):
            return "(" + (" & " if isinstance(node, And) else " | ").join(shown(part) for part in parts) + ")"
        case Not(part):
            return f"!{shown(part)}"
        case Word(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case Field(name, value, until=until, text=text):
            inside = shown(text) if text else value
            return f"{name}={inside}" + ("" if until is None else f"..{until}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("   \u3000", ""),
        ("研发投入", "研发投入"),
        ("研发投入\u3000企业", "(研发投入 & 企业)"),
        ('"研发投入"', '"研发投入"'),
        ("“研发 投入”", '"研发 投入"'),
        ('“研发投入"', '"研发投入"'),
        ("＂研发＂", '"研发"'),
        ('企业"研发投入"占比', '(企业 & "研发投入" & 占比)'),
        ("R&D", "R&D"),
        ("3-5家", "3-5家"),
        ("13.5%", "13.5%"),
        ("C++", "C++"),
        ("%", "%"),
        ("市委组织部（市委人才办）", "市委组织部（市委人才办）"),
        ("各县(市、区)政府", "各县(市、区)政府"),
        # facts of documents
        ("标题:报告", "title=报告"),
        ('标题:"工作 报告"', 'title="工作 报告"'),
        ("标题:报告*", "title=报告*"),
        ("标题:规划、计划", "title=规划、计划"),
        ("发文字号:慈政发〔2023〕12号", "doc_no=慈政发〔2023〕12号"),
        ("文号:(2023)12号", "doc_no=(2023)12号"),
        ("发布机构:市政府、市发改委", "(issuer=市政府 | issuer=市发改委)"),
        ("-发文机关:市政府", "!issuer=市政府"),
        ("成文日期:2023", "issued=2023"),
        ("成文日期:2023年5月", "issued=2023-05"),
        ("成文日期:2023-01..2023-06", "issued=2023-01..2023-06"),
        ("发文日期:2023..", "issued=2023.."),
        # operators
        ("研发 OR 人才", "(研发 | 人才)"),
        ("研发 或 人才", "(研发 | 人才)"),
        ("研发 ＯＲ 人才", "(研发 | 人才)"),
        ("研发 AND 人才", "(研发 & 人才)"),
        ("研发 NOT 人才", "(研发 & !人才)"),
        ("研发 非 人才", "(研发 & !人才)"),
        ("研发 -人才", "(研发 & !人才)"),
        ("研发 －人才", "(研发 & !人才)"),
        ("研发 —人才", "(研发 & !人才)"),
        ("研发 –人才", "(研发 & !人才)"),
        ('-"研发 投入"', '!"研发 投入"'),
        ("-研发", "!研发"),
        ("非 非 研发", "研发"),
        ("非 -非 研发", "!研发"),
        ("研发 人才 OR 企业 平台", "((研发 & 人才) | (企业 & 平台))"),
        ("研发 (人才 OR 企业)", "(研发 & (人才 | 企业))"),
        ("研发 （人才 或 企业）", "(研发 & (人才 | 企业))"),
        ("(研发 OR 人才) -(企业 OR 平台)", "((研发 | 人才) & !(企业 | 平台))"),
        ("(研发 OR 人才)企业", "((研发 | 人才) & 企业)"),
        ("((研发))", "研发"),
        ("(研发 OR (人才 OR 企业))", "(研发 | 人才 | 企业)"),
        ("非公有制 或许", "(非公有制 & 或许)"),
        # prefixes
        ("研发*", "研发*"),
        ("研发＊ 投*", "(研发* & 投*)"),
        ("-r&d*", "!r&d*"),
        # fields
        ("牵头:市科技局", "lead=市科技局"),
        ("配合：市科技局", "assist=市科技局"),
        ("负责:市科技局", "responsible=市科技局"),
        ("单位:市科技局@慈溪市", "unit=市科技局@慈溪市"),
        ('责任单位:"市科技局"', "unit=市科技局"),
        ("地区:慈溪市 文件:实施方案", "(region=慈溪市 & document=实施方案)"),
        ("类别:任务", "kind=task"),
        ("类别:target", "kind=target"),
        ("文种:意见", "doc_kind=意见"),
        ("指标:研发投入", "indicator=研发投入"),
        ("指标:“研发投入”", 'indicator="研发投入"'),
        ("章节:人才*", "section=人才*"),
        ("年份:2026", "year=2026"),
        ("年份:2026年", "year=2026"),
        ("年份：２０２６", "year=2026"),
        ("年份:2023..2026", "year=2023..2026"),
        ("年份:2023-2026年", "year=2023..2026"),
        ("年份:2026..2023", "year=2023..2026"),
        ("年份:2023..", "year=2023.."),
        ("年份:..2026", "year=..2026"),
        ("年份: 2026", "year=2026"),
        ("牵头： 市科技局 研发", "(lead=市科技局 & 研发)"),
        ("牵头: “市科技局” 研发", "(lead=市科技局 & 研发)"),
        # several values
        ("牵头:市科技局、市财政局", "(lead=市科技局 | lead=市财政局)"),
        ("牵头:市科技局，市财政局;市经信局 研发", "((lead=市科技局 | lead=市财政局 | lead=市经信局) & 研发)"),
        ("牵头:(市科技局)", "lead=市科技局"),
        ("牵头:(-市科技局)", "!lead=市科技局"),
        ("牵头:(市科技局)研发", "(lead=市科技局 & 研发)"),
        ("牵头:（市科技局、市财政局）", "(lead=市科技局 | lead=市财政局)"),
        ("牵头:(市科技局 或 市财政局)", "(lead=市科技局 | lead=市财政局)"),
        ("牵头: (市科技局 或 “市财政局”) 研发", "((lead=市科技局 | lead=市财政局) & 研发)"),
        ("单位:(市科技局 市财政局、市经信局)", "(unit=市科技局 & (unit=市财政局 | unit=市经信局))"),
        ("-牵头:市科技局、市财政局", "!(lead=市科技局 | lead=市财政局)"),
        ("牵头:(市科技局 -配合:市财政局)", "(lead=市科技局 & !assist=市财政局)"),
        ("牵头:(市科技局 或 (市财政局 市经信局)) 研发", "((lead=市科技局 | (lead=市财政局 & lead=市经信局)) & 研发)"),
        ("牵头:“市科技局”、“市财政局”", "(lead=市科技局 | lead=市财政局)"),
        ("牵头:“市科技局”、市财政局 研发", "((lead=市科技局 | lead=市财政局) & 研发)"),
        ("牵头:市科技局、“市财政局”", "(lead=市科技局 | lead=市财政局)"),
        ("牵头:市科技局、 市财政局", "(lead=市科技局 | lead=市财政局)"),
        ("牵头:市科技局 、 市财政局 研发", "((lead=市科技局 | lead=市财政局) & 研发)"),
        ("牵头:(“市科技局”、“市财政局”) 研发", "((lead=市科技局 | lead=市财政局) & 研发)"),
        ("牵头:市科技局、 配合:市财政局", "(lead=市科技局 & assist=市财政局)"),
        ("牵头:市科技局、 或 研发", "(lead=市科技局 | 研发)"),
        ("文件:“教育规划”、“科技规划”", "(document=教育规划 | document=科技规划)"),
        ("“研发”、“投入”", '("研发" & "投入")'),
        ('牵头:("a）b" 或 市财政局)', "(lead=a）b | lead=市财政局)"),
        ("年份:2025、2027..2028", "(year=2025 | year=2027..2028)"),
        ("单位:各县（市、区）政府", "unit=各县（市、区）政府"),
        ("单位:“各区、县（市）政府”", "unit=各区、县（市）政府"),
        ("章节:（一）总体要求", "section=（一）总体要求"),
        ("文件:教育、科技规划", "document=教育、科技规划"),
        ("章节:(人才 或 科技*)", "(section=人才 | section=科技*)"),
        ("-(地区:慈溪市 或 年份:2026) 研发", "(!(region=慈溪市 | year=2026) & 研发)"),
    ],
)
def test_without_a_slip(text: str, expected: str) -> None:
    query = parse(text)
    assert shown(query.tree) == expected
    assert query.hints == ()


@pytest.mark.parametrize(
    ("text", "expected", "pointed"),
    [
        ('"研发投入', "研发投入", ['"']),
        ('研发"投入', "(研发 & 投入)", ['"']),
        ('"研发" "投入', '("研发" & 投入)', ['"']),
        ("”", "", ["”"]),
        ('""', "", ['""']),
        ('研发 "，"', '(研发 & "，")', []),
        ("研*发", "研发", ["*"]),
        ("+研发 ！投入", "(研发 & 投入)", ["+", "！"]),
        ("(研发", "研发", ["("]),
        ("研发 )", "研发", [")"]),
        ("（研发 OR 人才", "(研发 | 人才)", ["（"]),
        ("研发)人才", "(研发 & 人才)", [")"]),
        ("研发 ()", "研发", ["()"]),
        ("研发 或", "(研发 & 或)", ["或"]),
        ("OR 研发", "(OR & 研发)", ["OR"]),
        ("研发 OR OR 人才", "(研发 | (OR & 人才))", ["OR"]),
        ("(研发 OR) 人才", "(研发 & OR & 人才)", ["OR"]),
        ("研发 非", "(研发 & 非)", ["非"]),
        ("研发 NOT OR 人才", "(研发 & !OR & 人才)", ["OR"]),
        ("AND", "AND", ["AND"]),
        ("研发 -", "(研发 & -)", ["-"]),
        ("研发 - 投入", "(研发 & - & 投入)", ["-"]),
        ("研发~2^3", "研发23", ["~", "^"]),
        ("title：研发", "title：研发", ["："]),
        ("牵头:", "牵头", [":"]),
        ("牵头: 或 人才", "(牵头 | 人才)", [":"]),
        ("牵头: -人才", "(牵头 & !人才)", [":"]),
        ("牵头: 年份:2026", "(牵头 & year=2026)", [":"]),
        ("牵头:(市科技局 或 人才", "(lead=市科技局 | 人才)", ["("]),
        ("单位:() 研发", "研发", ["()"]),
        ("牵头:、", "牵头", [":"]),
        ("牵头:（、） 研发", "(牵头 & 研发)", [":"]),
        ("年份:٢٠٢٦", "٢٠٢٦", ["٢٠٢٦"]),
        ("类别:承诺", "承诺", ["承诺"]),
        ("类别:任务、承诺", "(kind=task | 承诺)", ["承诺"]),
        ("文种:小说", "小说", ["小说"]),
        ("年份:明年", "明年", ["明年"]),
        ("年份: 明年", "明年", ["明年"]),
        ("企业 -类别:计划", "(企业 & !计划)", ["计划"]),
        ("企业 -年份:2026、明年", "(企业 & !(year=2026 | 明年))", ["明年"]),
        ("年份:(2026 或 明年)", "(year=2026 | 明年)", ["明年"]),
        ('年份:"明年"', '"明年"', ['"明年"']),
        ("*", "*", ["*"]),
        ("**", "**", ["**"]),
        ("\\", "\\", ["\\"]),
    ],
)
def test_slips_are_words_with_a_hint(text: str, expected: str, pointed: list[str]) -> None:
    query = parse(text)
    assert shown(query.tree) == expected
    assert [text[slice(*hint.span)] for hint in query.hints] == pointed
    assert all(f"第 {hint.span[0] + 1} 个字符" in hint.message for hint in query.hints)


@pytest.mark.parametrize(
    "text",
    [
        "研发 (人才 或 “企业”) -平台* 牵头:市科技局",
        "牵头:(市科技局 或 “市财政局”) 年份: 2025、2026",
        "（研发） ＯＲ 单位:“市科技局”",
    ],
)
def test_every_node_knows_where_it_stands(text: str) -> None:
    def check(node: Node) -> None:
        typed = text[slice(*node.span)]
        match node:
            case And(parts) | Or(parts):
                for part in parts:
                    check(part)
            case Not(part):
                check(part)
            case Word(inner) | Phrase(inner) | Prefix(inner):
                assert inner in typed
            case Field(value=value):
                assert value in typed

    tree = parse(text).tree
    assert tree is not None
    check(tree)


def test_what_is_denied_and_fields_are_no_terms() -> None:
    query = parse("研发 -人才 (企业 OR 平台*) 牵头:市科技局 非 (“合作” 或 -交流)")
    assert [term.text for term in query.terms] == ["研发", "企业", "平台"]
    assert query.tree is not None
    assert tuple(leaves(query.tree)) == query.terms


@pytest.mark.parametrize("text", ["\x00", "\ud800", '"', "  \x07 ", "()", "( ( ) )"])
def test_nothing_to_search_is_said_and_finds_nothing(text: str) -> None:
    query = parse(text)
    assert query.tree is None
    assert query.unsearchable == bool(query.hints)


def test_words_around_control_characters_are_parted() -> None:
    assert shown(parse("研发\x00投入\ud800企业").tree) == "(研发 & 投入 & 企业)"


def test_a_very_long_query_is_cut_and_that_is_said() -> None:
    query = parse("研发 " * LONGEST)
    assert len(query.terms) == MOST_TERMS
    assert any("过长" in hint.message for hint in query.hints)
    assert any("过多" in hint.message for hint in query.hints)


def test_brackets_are_followed_only_so_deep() -> None:
    text = "".join(f"(研{n} OR " for n in range(20)) + "发" + ")" * 20
    query = parse(text)
    (hint,) = query.hints
    assert "太深" in hint.message
    assert [term.text for term in query.terms] == [*(f"研{n}" for n in range(20)), "发"]
    assert text[slice(*hint.span)] == "("
    within = "".join(f"(研{n} 或 -" for n in range(DEEPEST)) + "发" + ")" * DEEPEST
    assert parse(within).hints == ()


MONSTERS = [
    '"' * 100_001,
    "(" * 100_000,
    "()" * 50_000,
    "OR " * 100_000,
    "研发 OR " * 100_000,
    "非 " * 100_000,
    "-" * 100_000,
    "(-" * 900 + "研" + ")" * 900,
    "*" * 100_000,
    "研" * 100_000,
    "a&" * 100_000,
    "a(" * 100_000,
    "a:" * 100_000,
    "单位:" * 100_000,
    "单位:(" * 100_000,
    "单位:" + "甲、" * 100_000,
    "\x00" * 100_000,
]


@pytest.mark.parametrize("text", MONSTERS, ids=lambda text: repr(text[:8]))
def test_monsters_are_answered(text: str) -> None:
    query = parse(text)  # a text that took more than linear time would never come back
    assert len(query.terms) <= MOST_TERMS
    assert len(query.hints) <= 12
    assert any("过长" in hint.message for hint in query.hints)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("OR " + "a " * 63 + "或 b", "a"),
        ("OR " + "a " * 63 + "-b", "a"),
        ("OR " + "a " * 62 + "(c 或 (b d))", "c"),
        ("a " * 62 + "OR OR " + "a 或 b", "a"),
        ("a " * 60 + "(b c d e f)", "e"),
        ("a " * 63 + "年份:2026、2027、2028", "a"),
    ],
)
def test_what_is_too_much_is_cut_off_whole(text: str, last: str) -> None:
    query = parse(text)
    assert query.terms[-1].text == last
    assert len(query.terms) + text.count("年份") <= MOST_TERMS
    assert sum("过多" in hint.message for hint in query.hints) == 1
    assert not any("括号没有" in hint.message or "运算符" in hint.message for hint in query.hints if "OR" not in text)


@given(
    st.lists(
        st.sampled_from(["a", "OR", "非", "-b", "(", ")", "牵头:a、b", "牵头:(", "“c”", "、"]),
        min_size=60,
        max_size=150,
    )
)
def test_any_long_query_is_cut(pieces: list[str]) -> None:
    assert len(parse(" ".join(pieces)).terms) <= MOST_TERMS


def depth(node: Node | None) -> int:
    match node:
        case And(parts) | Or(parts):
            return 1 + max(depth(part) for part in parts)
        case Not(part):
            return 1 + depth(part)
    return 1


@given(st.text(alphabet='研发投入、单位"“”*()（）-+:：^~\\ AND OR或非\n\x00', max_size=40) | st.text(max_size=40))
def test_anything_is_a_query(text: str) -> None:
    query = parse(text)
    assert all(term.needles and all(term.needles) for term in query.terms)
    assert all(0 <= hint.span[0] < hint.span[1] <= len(text) for hint in query.hints)
    assert query.unsearchable == (bool(query.typed.strip()) and query.tree is None)
    assert depth(query.tree) <= 3 * (DEEPEST + 1)


PIECES = st.sampled_from(
    [
        "研发",
        "人才",
        "“企业”",
        "平台*",
        "OR",
        "或",
        "非",
        "NOT",
        "-",
        "(",
        ")",
        "（",
        "）",
        "年份:2026",
        "牵头:",
        "牵头:(",
    ]
)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["", " "]))
def test_any_order_of_the_pieces_is_a_query(pieces: list[str], between: str) -> None:
    query: Query = parse(between.join(pieces))
    assert query.tree is not None or not any(piece[-1] in "发才”*6:" for piece in pieces)


@given(st.lists(st.sampled_from(["研发", "人才", "企业"]), min_size=1, max_size=6))
def test_operators_read_as_they_do_in_logic(words: list[str]) -> None:
    everyone = shown(parse(" OR ".join(words)).tree)
    assert everyone == (words[0] if len(words) == 1 else "(" + " | ".join(words) + ")")
    assert shown(parse(f"-({' 或 '.join(words)})").tree) == f"!{everyone}"
