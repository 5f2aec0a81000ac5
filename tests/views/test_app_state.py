"""The address of the search page says everything, both ways; what it cannot mean is ignored and named."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import KIND_LABELS, ROLE_LABELS, Filters
from kb.filters import DOUBT_LABELS, OWNER_LABELS
from views.parts.downloads import file_name
from views.parts.search_request import SORTS, SearchRequest, request_in

CASES = [
    ({}, SearchRequest()),
    ({"q": "研发投入"}, SearchRequest("研发投入")),
    (
        {"q": "“研发 投入”", "unit": "市科技局@慈溪市", "role": "lead", "year": "2026", "sort": "year", "page": "3"},
        SearchRequest("“研发 投入”", Filters(unit="市科技局@慈溪市", role="lead", year=2026), "year", 3),
    ),
    (
        {"q": "高企", "owner": "none", "sort": "value", "expand": "0", "group": "1", "why": "1"},
        SearchRequest("高企", Filters(owner="none"), "value", expand=False, group=True, why=True),
    ),
    ({"year": "2026Q2"}, SearchRequest(filters=Filters(year="2026Q2"))),
    ({"year": "undated"}, SearchRequest(filters=Filters(year="undated"))),
    ({"kind": "target", "doc_kind": "方案"}, SearchRequest(filters=Filters(kind="target", doc_kind="方案"))),
]


@pytest.mark.parametrize(("parameters", "search"), CASES)
def test_parameters_and_search_are_the_same_thing(parameters: dict[str, str], search: SearchRequest) -> None:
    assert request_in(parameters) == search
    assert search.parameters() == parameters


@pytest.mark.parametrize(
    ("parameters", "ignored"),
    [
        ({"role": "boss"}, "承担角色“boss”"),
        ({"year": "明年"}, "到期“明年”"),
        ({"year": "-1"}, "到期“-1”"),
        ({"kind": "任务"}, "类别“任务”"),
        ({"doc_kind": "小说"}, "文种“小说”"),
    ],
)
def test_what_an_address_cannot_mean_is_ignored_and_named(parameters: dict[str, str], ignored: str) -> None:
    assert request_in({**parameters, "q": "人才"}) == SearchRequest("人才", ignored=(ignored,))


@pytest.mark.parametrize(
    "parameters",
    [
        {"page": "0"},
        {"page": "-2"},
        {"page": "二"},
        {"sort": "random"},
        {"unit": "  "},
        {"expand": "no"},
        {"group": "yes"},
    ],
)
def test_an_odd_page_or_order_is_the_usual_one(parameters: dict[str, str]) -> None:
    assert request_in(parameters) == SearchRequest()


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
names = words.map(str.strip).filter(bool)
searches = st.builds(
    SearchRequest,
    words,
    st.builds(
        Filters,
        unit=st.none() | names,
        role=st.none() | st.sampled_from(list(ROLE_LABELS)),
        region=st.none() | names,
        document=st.none() | names,
        kind=st.none() | st.sampled_from(list(KIND_LABELS)),
        doc_kind=st.none() | st.just("规划"),
        year=st.none() | st.integers(1990, 2100),
        owner=st.none() | st.sampled_from(list(OWNER_LABELS)),
        doubt=st.none() | st.sampled_from(list(DOUBT_LABELS)),
    ),
    st.sampled_from(list(SORTS)),
    st.integers(1, 999),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(searches)
def test_an_address_brings_a_colleague_to_the_same_search(search: SearchRequest) -> None:
    asked_for = dict(parse_qsl(urlsplit(search.address()).query))
    assert request_in(asked_for) == search


def test_another_filter_starts_on_the_first_page() -> None:
    search = SearchRequest("人才", Filters(role="lead"), page=4).with_filter("role", None)
    assert search == SearchRequest("人才")


@pytest.mark.parametrize(
    ("search", "name"),
    [
        (SearchRequest(), "任务分解表.xlsx"),
        (SearchRequest("研发/投入"), "任务分解表-研发投入.xlsx"),
        (SearchRequest(filters=Filters(unit="慈溪市科学技术局", role="lead")), "任务分解表-慈溪市科学技术局-牵头.xlsx"),
        (SearchRequest("长" * 99), "任务分解表-" + "长" * 54 + ".xlsx"),
    ],
)
def test_an_exported_file_is_named_after_what_is_in_it(search: SearchRequest, name: str) -> None:
    assert file_name(search, "xlsx") == name


def test_numbers_of_any_length_in_an_address_are_answered() -> None:
    search = request_in({"page": "9" * 5000, "year": "9" * 5000})
    assert (search.page, search.filters.year) == (1, None)
    assert search.ignored
