"""What is said about a search: slips in it, what else was searched for, what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from kb import ROLE_LABELS, BestPart, Expansion, Hint, QueryPart, Suggestion, filter_pieces
from views.parts.markup import SEARCH, cells_address, link, message_html, piece, tag, text, unit_address
from views.parts.search_request import SearchRequest

ALSO = {
    "synonym": "",
    "unit": "（该单位的其他名称）",
    "pinyin": "（按拼音）",
    "renamed": "（改名前后的单位）",
}
MOST_NAMES = 6
"""Other names of a word that are shown; the rest are counted, and named on hovering."""


def hint_lines(query: str, hints: tuple[Hint, ...]) -> str:
    """What is odd about the query, with the character that it is about."""
    return "".join(_hint(query, hint) for hint in hints)


def _hint(query: str, hint: Hint) -> str:
    start, end = hint.span
    before = ("…" if start > 24 else "") + escape(query[max(0, start - 24) : start])
    after = escape(query[end : end + 24]) + ("…" if len(query) > end + 24 else "")
    pointed = before + tag("mark", escape(query[start:end][:40]), "slip" if hint.slip else "meant-by") + after
    return tag(
        "p", tag("span", pointed, "query") + message_html(hint.message), "hint" if hint.slip else "hint note-only"
    )


def parts_line(parts: tuple[QueryPart, ...], search: SearchRequest, document: str | None = None) -> str:
    """What is asked, piece by piece, each with the link that lifts it: 慈溪市科技局牵头 × · 2026年到期 × · 含“研发” ×.

    `parts` are those of the query; `document` is what the document of the filter is called.
    """
    pieces = [*(_part(part, search) for part in parts), *_units(search)]
    shown = replace(search.filters, document=document) if document else search.filters
    for label, names in filter_pieces(replace(shown, unit=None, role=None) if shown.unit else shown):
        lifted = replace(search.filters, **dict.fromkeys(names))
        pieces.append(piece(label, replace(search, filters=lifted, page=1).address()))
    if search.mine:
        pieces.append(piece("我的文件", replace(search, mine=False, page=1).address()))
    if not pieces:
        return ""
    pieces += [link(f"{escape(unit)}的部门页", unit_address(unit), "clear", target="_self") for unit in shown.units]
    if len(pieces) > 1:
        pieces.append(link("清除全部条件", SEARCH, "clear", target="_self"))
    return tag("p", "".join(pieces), "asked")


def _units(search: SearchRequest) -> Iterator[str]:
    """The units that are chosen, each lifted by itself, the last one with its role: 市科技局牵头 × · 或 市财政局牵头 ×."""
    units, role = search.filters.units, ROLE_LABELS.get(search.filters.role or "", "")
    for number, unit in enumerate(units):
        others = "、".join(one for one in units if one != unit)
        without = (
            search.with_filter("unit", others) if others else search.with_filter("unit", None).with_filter("role", None)
        )
        yield piece(("或 " if number else "") + unit + role, without.address())


def _part(part: QueryPart, search: SearchRequest) -> str:
    shown = piece(part.label, replace(search, text=part.without, page=1).address())
    if part.plain is None:
        return shown
    plain = replace(search, text=part.plain, page=1).address()
    return shown + link("按原文检索", plain, "as-words", target="_self", title=f"把“{part.label}”当作普通文字检索")


def best_part_line(part: BestPart, search: SearchRequest) -> str:
    """What is found where nothing has all of the words: 没有同时符合的事项。不要“量子纠缠”，“研发”有 9 项."""
    left_out = "、".join(f"“{piece}”" for piece in part.left_out)
    offered = link(f"不要{escape(left_out)}", replace(search, text=part.query, page=1).address(), target="_self")
    return tag("p", "没有同时符合全部条件的事项；" + offered + text(f"有 {part.count} 项", css="note"), "meant")


def expansion_line(expansions: tuple[Expansion, ...], search: SearchRequest) -> str:
    """What else was searched for, with the switch: 另外检索了：“高企” → 高新技术企业　关闭同义扩展."""
    turned = replace(search, expand=not search.expand, page=1).address()
    if not search.expand:
        said = text("只检索所输入的文字") + link("打开同义扩展", turned, "switch", target="_self")
        return tag("p", said, "also") if search.text or search.filters.unit else ""
    if not expansions:
        return ""
    said = text("另外检索了：", css="also-label") + "".join(_also(expansion) for expansion in expansions)
    return tag("p", said + link("关闭同义扩展", turned, "switch", target="_self"), "also")


def _also(expansion: Expansion) -> str:
    shown, more = expansion.found[:MOST_NAMES], expansion.found[MOST_NAMES:]
    names = "、".join(shown) + (f" 等 {len(expansion.found)} 个" if more else "")
    all_names = "、".join(expansion.found) if more else ""
    typed = text(f"“{expansion.typed}”", css="typed")
    return tag("span", f"{typed} → {escape(names + ALSO[expansion.why])}", "expansion", title=all_names)


def suggestion_line(suggestions: tuple[Suggestion, ...], search: SearchRequest) -> str:
    """What may have been meant, as links: 是不是要找：研发投入."""
    if not suggestions:
        return ""
    links = (
        link(escape(suggestion.query), replace(search, text=suggestion.query, page=1).address(), target="_self")
        for suggestion in suggestions
    )
    return tag("p", "是不是要找：" + "".join(links), "meant")


def tables_line(parts: tuple[QueryPart, ...]) -> str:
    """The way to the values of indicator tables with these words: they are figures of a table, not commitments.

    Fields ask of commitments what no table says: of a query that is nothing else there is no way.
    """
    words = " ".join(part.words for part in parts if part.words)
    if not words:
        return ""
    return tag("p", link(f"在指标表的数值中查找“{escape(words)}”", cells_address(words), target="_self"), "facts")
