"""What a query asks of a document's own facts, as government sites list them: 标题, 发文字号, 发布机构, 成文日期."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kb.errors import BadFilter
from kb.issue_date import issue_date_label, issued_between
from kb.models import DocumentEntry
from kb.query import Field, Prefix
from kb.text.analyzer import begins, contains_all
from kb.text.folding import fold
from kb.units.unit_renamings import official_names

_MOST = 5
"""Values that are told where none is as asked."""


def documents_saying(field: Field, documents: Sequence[DocumentEntry]) -> frozenset[str]:
    """The ids of the documents of which a field holds; of several with the same text the one that speaks.

    Raises BadFilter where it holds of none, with what there is.
    """
    found = [entry for entry in documents if _SAYS[field.name](field, entry)]
    if field.name == "issuer":  # 市人民政府 is not 市人民政府办公室, where there is one of that name.
        found = [entry for entry in found if _is_issuer(field, entry)] or found
    if not found:
        raise BadFilter(_nothing(field, documents))
    speaking = frozenset(entry.id for entry in found if not entry.copy)
    return speaking or frozenset(entry.id for entry in found)


def _has_title(field: Field, entry: DocumentEntry) -> bool:
    """Every word of it: 标题:研发投入 as in a passage."""
    title, leaf = fold(entry.label), field.text
    if leaf is None:
        return False
    return begins(title, leaf.folded) if isinstance(leaf, Prefix) else contains_all(title, leaf.needles)


def _has_number(field: Field, entry: DocumentEntry) -> bool:
    return numbered(field.value, entry)


def numbered(typed: str, entry: DocumentEntry) -> bool:
    """Whether a document has that number or a part of it, in brackets of any kind.

    Figures as a whole: 〔2023〕2号 is not in 〔2023〕12号, nor 2号.
    """
    number, wanted = fold(entry.facts.doc_no or ""), fold(typed)
    return any(
        not (wanted[0].isdigit() and number[:at][-1:].isdigit())
        and not (wanted[-1].isdigit() and number[at + len(wanted) :][:1].isdigit())
        for at in _places(number, wanted)
    )


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _has_issuer(field: Field, entry: DocumentEntry) -> bool:
    issuer = entry.facts.issuer
    return issuer is not None and (fold(field.value) in fold(issuer) or _is_issuer(field, entry))


def _is_issuer(field: Field, entry: DocumentEntry) -> bool:
    """Whether it is that body's name, full, short or of another time: 市政府办 in a document of 慈溪市."""
    issuer = entry.facts.issuer
    if issuer is None:
        return False
    meant = official_names(field.value, entry.facts.region)
    return fold(field.value) == fold(issuer) or issuer in meant.own | meant.renamed


def _issued(field: Field, entry: DocumentEntry) -> bool:
    last = field.value if field.until is None else field.until
    return issued_between(entry.facts.date, field.value, last)


_SAYS: Mapping[str, Callable[[Field, DocumentEntry], bool]] = {
    "title": _has_title,
    "doc_no": _has_number,
    "issuer": _has_issuer,
    "issued": _issued,
}
FACTS = frozenset(_SAYS)
"""The fields that ask for a document's own facts."""


def _nothing(field: Field, documents: Sequence[DocumentEntry]) -> str:
    if field.name == "title":
        return f"没有标题含“{field.value}”的文件。全部文件见 python -m kb documents"
    if field.name == "issued":
        undated = sum(entry.facts.date is None for entry in documents)
        asked = issue_date_label(field.value, field.value if field.until is None else field.until)
        return f"没有成文日期在{asked}的文件" + (f"；有 {undated} 份文件没有写明成文日期" if undated else "")
    name, values = {
        "doc_no": ("发文字号", [entry.facts.doc_no for entry in documents]),
        "issuer": ("发布机构", [entry.facts.issuer for entry in documents]),
    }[field.name]
    known = sorted({value for value in values if value})
    there = "、".join(known[:_MOST]) + (" 等" if len(known) > _MOST else "")
    return f"没有{name}为“{field.value}”的文件" + (f"；现有 {len(known)} 个：{there}" if known else "")
