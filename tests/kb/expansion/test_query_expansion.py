"""What is searched for beside what was typed: synonyms, words in parts, what stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import RuleError
from extract.rulefiles import parse_csv
from kb.expansion import expand
from kb.expansion.query_expansion import MOST_ALTERNATIVES, SpeltName
from kb.expansion.synonyms import COLUMNS, parts_with_synonyms, synonym_table, synonyms, table
from kb.query import And, Field, Node, Not, Or, Query, parse
from kb.rule_tables import rows
from kb.text.analyzer import contains_all
from kb.text.folding import fold

ROWS = rows("synonyms.csv", COLUMNS)


def holds(node: Node | None, text: str) -> bool:
    """The plainest meaning of a tree without filters: what a text must contain."""
    if node is None:
        return True
    if isinstance(node, And):
        return all(holds(part, text) for part in node.parts)
    if isinstance(node, Or):
        return any(holds(part, text) for part in node.parts)
    if isinstance(node, Not):
        return not holds(node.part, text)
    if isinstance(node, Field):
        return node.text is not None and contains_all(fold(text), node.text.needles)
    return contains_all(fold(text), node.needles)


def shown(node: Node) -> str:
    """A tree in brackets: [a | b] for Or, (a b) for And, "…" for phrases."""
    if isinstance(node, And):
        return f"({' '.join(map(shown, node.parts))})"
    if isinstance(node, Or):
        return f"[{' | '.join(map(shown, node.parts))}]"
    if isinstance(node, Not):
        return f"-{shown(node.part)}"
    if isinstance(node, Field):
        return f"{node.name}:{shown(node.text) if node.text else node.value}"
    mark = '"' if type(node).__name__ == "Phrase" else ""
    return f"{mark}{node.text}{mark}"


def expansion(typed: str, **options: bool) -> str:
    tree = expand(parse(typed), **options).query.tree  # type: ignore[arg-type]
    return "" if tree is None else shown(tree)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("高企", '[高企 | "高新技术企业"]'),
        ("高新技术企业", "高新技术企业"),
        ("高企培育", '[高企培育 | ([高企 | "高新技术企业"] 培育)]'),
        ("新增高企数量", '[新增高企数量 | (新增 [高企 | "高新技术企业"] 数量)]'),
        ("提高企业效益", "提高企业效益"),
        ("營商環境", '[營商環境 | "投资环境" | "经商环境"]'),
        ("ＧＤＰ", '[ＧＤＰ | "地区生产总值" | "国内生产总值"]'),
        ("PM2.5", '[PM2.5 | "细颗粒物" | "可入肺颗粒物"]'),
        ("人工智能 芯片", '([人工智能 | "AI"] [芯片 | "集成电路" | "半导体"])'),
        ("高企 或 民企", '[[高企 | "高新技术企业"] | [民企 | "民营企业" | "私营企业" | "非公有制企业" | "非公企业"]]'),
        ("“高企”", '"高企"'),
        ("高企*", "高企"),
        ("-高企 投入", "(-高企 投入)"),
        ("非 高企 AI", '(-高企 [AI | "人工智能"])'),
        (
            "指标:城市化水平",
            '[indicator:城市化水平 | indicator:"城镇化率" | indicator:"城市化率" | indicator:"城镇化水平"]',
        ),
        ("章节:营商环境", '[section:营商环境 | section:"投资环境" | section:"经商环境"]'),
        ("章节:“营商环境”", 'section:"营商环境"'),
        ("年份:2026", "year:2026"),
        ("没有别名的词", "没有别名的词"),
        ("", ""),
        ("*", "*"),
    ],
)
def test_what_is_typed_becomes(typed: str, tree: str) -> None:
    assert expansion(typed) == tree


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("研发经费投入", "R&D经费增长10%"),
        ("研发经费投入", "研究与试验发展经费"),
        ("R&D 经费 投入", "全社会研究与试验发展经费"),
        ("R&D 经费", "加大研发投入"),
        ("全社会R&D经费投入占GDP比重", "全社会研发投入占地区生产总值的比重达到3%"),
        ("全社会研发投入强度", "全社会R&D经费支出占GDP比重"),
        ("规上", "规模以上工业增加值"),
        ("规上工业企业", "规模以上工业企业达到200家"),
        ("规模以上", "新增规上企业30家"),
        ("专精特新小巨人", "国家级“小巨人”企业"),
        ("双碳", "碳达峰、碳中和"),
        ("高企", "国家高新技术企业达到80家"),
        ("高新区", "高新技術產業開發區"),
        ("單位GDP能耗", "万元地区生产总值能耗下降"),
    ],
)
def test_what_is_typed_finds_other_words_for_it(typed: str, finds: str) -> None:
    query = parse(typed)
    assert not holds(query.tree, finds)
    assert holds(expand(query).query.tree, finds)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("高新技术企业", "提高企业效益"),
        ("技术改造", "深化科技改革"),
        ("国有企业", "中国企业走出去"),
        ("外资企业", "海外企业回归"),
        ("民营企业", "农民企业家"),
        ("社会保险", "市人力社保局"),
        ("基本医疗保险", "市医保局"),
        ("最低生活保障", "降低保费"),
        ("固定资产投资", "稳固投资信心"),
        ("规模以上", "法规上网"),
        ("第五代移动通信", "装机容量5GW"),
        ("河长制", "运河长度"),
    ],
)
def test_a_short_form_is_not_searched_for_in_other_words(typed: str, text: str) -> None:
    assert not holds(expand(parse(typed)).query.tree, text)


def test_quoted_phrases_are_expanded_when_asked() -> None:
    assert expansion("“高企”", phrases=True) == '["高企" | "高新技术企业"]'
    assert expansion("章节:“高企”", phrases=True) == '[section:"高企" | section:"高新技术企业"]'


def test_what_was_expanded_is_said() -> None:
    found = expand(parse("新增高企 芯片"))
    assert [(one.typed, one.found, one.why) for one in found.expansions] == [
        ("高企", ("高新技术企业",), "synonym"),
        ("芯片", ("集成电路", "半导体"), "synonym"),
    ]
    assert found.expansions[0].statement == "“高企”同时检索：高新技术企业"
    assert expand(parse("没有别名的词")).expansions == ()


def test_other_names_of_bodies_and_letters_come_from_the_base() -> None:
    bodies = {"市科委": ["市科技局", "市科学技术局"]}
    letters = {"kjj": [SpeltName("科技局", unit=True), SpeltName("科技街")]}
    found = expand(
        parse("市科委 kjj 提高"), units=lambda word: bodies.get(word, ()), pinyin=lambda word: letters.get(word, ())
    )
    assert found.query.tree is not None
    assert shown(found.query.tree) == (
        '([市科委 | "市科技局" | "市科学技术局"] [kjj | "科技局" | "科技街" | unit:科技局] 提高)'
    )
    assert [(one.typed, one.found, one.why) for one in found.expansions] == [
        ("市科委", ("市科技局", "市科学技术局"), "unit"),
        ("kjj", ("科技局", "科技街"), "pinyin"),
    ]


def test_the_table_is_rich_and_every_row_does_what_its_example_says() -> None:
    assert len(ROWS) >= 120
    for row in ROWS:
        typed, _, finds = row["example"].partition("=")
        assert fold(typed) in {fold(word) for word in (*row.many("words"), *row.many("typed"))}, row.error("example")
        assert not holds(parse(typed).tree, finds), row.error("the example is found without the table")
        assert holds(expand(parse(typed)).query.tree, finds), row.error("the example is not found")


def test_no_word_is_an_operator_or_empty_once_folded() -> None:
    for word, others in table().items():
        assert word and word not in map(fold, others)
        assert parse(word).tree is not None


def test_a_row_that_says_nothing_is_refused() -> None:
    (row,) = parse_csv("synonyms.csv", "words,typed,found,example\n研发|研 发,,,研发=研发\n", COLUMNS)
    with pytest.raises(RuleError, match=r"synonyms\.csv:2: names no two words"):
        synonym_table([row])
    with pytest.raises(RuleError, match=r"no_such\.csv:1"):
        rows("no_such.csv", COLUMNS)


def test_a_word_of_two_rows_has_the_others_of_both() -> None:
    text = "words,typed,found,example\n甲|乙,丙,丁,丙=甲\n甲|戊,,,甲=戊\n"
    found = synonym_table(parse_csv("synonyms.csv", text, COLUMNS))
    assert found == {"甲": ("乙", "丁", "戊"), "乙": ("甲", "丁"), "丙": ("甲", "乙", "丁"), "戊": ("甲",)}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("规上工业增加值率", ["规上工业增加值"]),
        ("提高企业", []),
        ("高企", []),
        ("高企", []),
        ("民企和国企", ["民企", "国企"]),
        ("高" * 100, []),
    ],
)
def test_known_words_inside_a_longer_one(word: str, parts: list[str]) -> None:
    assert [word[start:stop] for start, stop in parts_with_synonyms(word)] == parts


KNOWN = st.sampled_from(sorted(table()))
PIECES = st.one_of(
    KNOWN, st.sampled_from(["研发", "企业", "培育", "占比", "5%", "AI", "的", "-", "“", "”", "(", ")", "或"])
)


@given(st.lists(PIECES, max_size=6), st.lists(PIECES, max_size=8), st.sampled_from(["", " "]))
def test_what_is_found_without_expansion_is_found_with_it(typed: list[str], text: list[str], gap: str) -> None:
    query: Query = parse(gap.join(typed))
    found = expand(query, phrases=bool(len(text) % 2))
    passage = "".join(text)
    assert not holds(query.tree, passage) or holds(found.query.tree, passage)
    assert found.query.typed == query.typed and found.query.hints == query.hints
    assert (found.query == query) == (not found.expansions)


@given(st.sampled_from(sorted(table())))
def test_other_names_are_few_and_different(word: str) -> None:
    for one in expand(parse(word)).expansions:
        assert 0 < len(one.found) <= MOST_ALTERNATIVES
        assert len({fold(name) for name in one.found}) == len(one.found)
        assert not any(fold(a) in fold(b) for a in one.found for b in one.found if a != b)


def test_a_word_of_no_group_has_no_synonyms() -> None:
    assert synonyms("提高") == ()
