"""The state of the search page lives in its address, so that a search can be sent to a colleague.

The address is the only truth: the widgets are set from it before each run and write to it when they change.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import streamlit as st

from kb import FILTERS, Filters
from views.parts.facet_labels import meant_value
from views.parts.markup import SEARCH

SORTS = {"relevance": "按相关程度", "document": "按文件顺序", "year": "按到期年份", "value": "按目标值"}
REPLACES = {"unit": ("owner",), "role": ("owner",), "owner": ("unit", "role")}
"""Filters that exclude each other: choosing one lifts the others (what has no owner has no unit)."""
LISTS = ("unit", "region", "year", "document")
"""Filters whose values are told by a label with a count."""
SWITCHES = ("group", "why", "mine", "new")
PAGE_SIZE = 20
PARAMETERS = frozenset({"q", "sort", "page", "expand", *SWITCHES, *(spec.name for spec in FILTERS)})
"""What an address of the search page may hold."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked for: the words, the filters, the order and the page of results; `ignored` is what was no answer.

    `expand`: words are searched for by their other names, too; `group`: results of one task stand in one row; `why`: each
    row says why it was found; `mine`: of the documents that the person picked alone; `new`: of a saved search what is new.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: str = "relevance"
    page: int = 1
    expand: bool = True
    group: bool = False
    why: bool = False
    mine: bool = False
    new: bool = False
    ignored: tuple[str, ...] = ()

    def address(self) -> str:
        """The address of this search, from any page: search?q=研发投入&role=lead (percent-encoded)."""
        return SEARCH + "?" + urlencode(self.parameters())

    def parameters(self) -> dict[str, str]:
        """The parameters of the address; what is as usual is left out."""
        values = {"q": self.text, **{spec.name: getattr(self.filters, spec.name) for spec in FILTERS}}
        if self.sort != "relevance":
            values["sort"] = self.sort
        if self.page != 1:
            values["page"] = self.page
        if not self.expand:
            values["expand"] = 0
        values |= {name: 1 for name in SWITCHES if getattr(self, name)}
        return {name: str(value) for name, value in values.items() if value not in (None, "")}

    def kept(self) -> dict[str, str]:
        """What makes it this search, and no other: its address without the order and the way in which it is shown."""
        return replace(self, sort="relevance", page=1, group=False, why=False, new=False).parameters()

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.text.strip() or self.filters or self.mine)

    def with_filter(self, name: str, value: str | int | None) -> SearchRequest:
        """The same search with one filter set (None: lifted), on its first page."""
        return replace(self, filters=replace(self.filters, **{name: value}), page=1)


def request_in(parameters: dict[str, str]) -> SearchRequest:
    """The search that the parameters of an address ask for; what they cannot mean is ignored, and said.

    {"q": "研发投入", "year": "明年"} → SearchRequest(text="研发投入", ignored=("到期“明年”",))
    """
    values: dict[str, str | int] = {}
    ignored = []
    for spec in FILTERS:
        given = parameters.get(spec.name, "").strip()
        if not given:
            continue
        if (value := spec.read(given)) is not None:
            values[spec.name] = value
        else:
            ignored.append(f"{spec.label}“{given}”")
    sort, page = parameters.get("sort", "relevance"), parameters.get("page", "1")
    return SearchRequest(
        text=parameters.get("q", ""),
        filters=Filters(**values),  # type: ignore[arg-type]
        sort=sort if sort in SORTS else "relevance",
        page=max(1, int(page)) if _is_number(page) else 1,
        expand=parameters.get("expand") != "0",
        **{name: parameters.get(name) == "1" for name in SWITCHES},
        ignored=tuple(ignored),
    )


def _is_number(given: str) -> bool:
    """Whether it is a number that a page or a year can be."""
    return given.isascii() and given.isdigit() and len(given) <= 9


def current_request() -> SearchRequest:
    """The search that the address of this page asks for."""
    return request_in(st.query_params.to_dict())


def show_in_widgets(search: SearchRequest) -> None:
    """Set the widgets, before they are drawn, to what the address says."""
    shown: dict[str, object] = {"q": search.text, "sort": search.sort}
    shown |= {name: getattr(search, name) for name in SWITCHES}
    for spec in FILTERS:
        value = getattr(search.filters, spec.name)
        shown[spec.name] = None if value is None else str(value)
    shown["unit"] = None  # What is chosen there comes to those chosen before.
    for name, value in shown.items():
        # What is set is sent to the browser, where it would replace what is being typed or clicked there. The lists are
        # set all the same: the label of what is chosen has a count, which may be another now.
        if name in LISTS or st.session_state.get(name) != value:
            st.session_state[name] = value


def take_from_widgets(changed: str = "") -> None:
    """Write what the widgets now say to the address: their `on_change`. A changed search starts on its first page."""
    given = {name: st.session_state.get(name) for name in ("q", "sort", *(spec.name for spec in FILTERS))}
    given |= {name: meant_value(name, given[name]) for name in LISTS}
    # Only what is being chosen counts: what was chosen has left the list, and the browser may still tell of it.
    added = given["unit"] if changed == "unit" else None
    given["unit"] = "、".join(dict.fromkeys(filter(None, (st.query_params.get("unit"), added))))
    if given.get(changed):
        given |= dict.fromkeys(REPLACES.get(changed, ()))
    given |= {name: int(st.session_state.get(name, False)) for name in SWITCHES}
    # It has no widget but a link.
    given["expand"] = st.query_params.get("expand")
    st.query_params.from_dict(request_in({name: str(value) for name, value in given.items() if value}).parameters())
