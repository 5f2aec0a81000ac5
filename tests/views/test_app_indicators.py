"""The page of indicators without a browser: lists, series, contradictions, values of tables."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from kb_samples import sample_extractor, write
from page_app import Seen, address, opened

import kb

PLAN = """@ 丰安市科技规划|丰安市|规划
G 高新技术企业|>=|200|家|2025|高新技术企业达到200家
G 高新技术企业|>=|300|家|2030|高新技术企业达到300家
G 高新技术企业|+>=|30|家|2025|新增高新技术企业30家
G 高新技术企业|>=|1.5|万家|2030|高新技术企业达到1.5万家
G 生活垃圾回收利用率|>=|45|%|2025|生活垃圾回收利用率达到45%
G <b>星河</b>指数|>=|7||2026|<b>星河</b>指数达到7
G 公园|>=|||2026|公园建设高于全省平均
C 生活垃圾回收利用率|2025|46
C 研发投入强度|2024|3.0
"""
OTHER = """@ 云溪市科技规划|云溪市|规划
G 高新技术企业总数|>=|90|家|2025|高新技术企业总数达到90家
C 研发投入强度|2025|2.1
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indicators")
    files = {"丰安": PLAN, "副本": PLAN, "云溪": OTHER}
    kb.build([write(folder / "docs", **files)], index=folder / "indexes", extractor=sample_extractor)
    return folder / "indexes"


@pytest.fixture(autouse=True)
def _shown(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_INDEX", str(index))


def parameters(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_indicators_are_listed_known_ones_first() -> None:
    seen = Seen(opened("indicators"))
    names = [label for label, href in seen.links if href.startswith("indicators?id=")]
    assert names[:3] == ["高新技术企业数", "全社会研发经费投入强度", "高新技术企业数（新增）"]
    assert "<b>星河</b>指数" in names
    assert "高新技术企业、高新技术企业总数" in seen.text("concepts", "under")


@pytest.mark.parametrize("typed", ["高企", "gxjsqy", "gaoxin", "高新技术企业总数"])
def test_an_indicator_is_found_by_other_names_and_letters(typed: str) -> None:
    at = opened("indicators")
    at.text_input(key="words").set_value(typed).run()
    assert address(at)["q"] == typed
    assert "高新技术企业数" in Seen(at).all("concepts", "a")


def test_nothing_found_is_said() -> None:
    assert "没有这样的指标" in opened("indicators", q="航天").info[0].value
    assert "没有这样的数值" in opened("indicators", q="航天", list="cells").info[0].value


def test_places_by_years_one_series_at_a_time() -> None:
    at = opened("indicators", id="高新技术企业数")
    seen = Seen(at)
    assert seen.all("series", "thead", "th") == ["地区", "2025", "2030"]
    assert seen.all("series", "tbody", "th") == ["丰安市", "云溪市"]
    assert seen.all("datum", "a") == ["≥ 200", "≥ 300", "≥ 90"]
    assert len(at.get("vega_lite_chart")) == 1
    assert at.get_by_key("series").options == ["水平（家）", "水平（万家）"]
    at.get_by_key("series").set_value("水平（万家）").run()
    assert not at.exception
    assert Seen(at).all("datum", "a") == ["≥ 1.5"]
    assert address(at)["series"] == "水平（万家）"


def test_places_can_be_chosen() -> None:
    at = opened("indicators", id="高新技术企业数")
    at.multiselect(key="places").set_value(["云溪市"]).run()
    assert Seen(at).all("series", "tbody", "th") == ["云溪市"]
    assert address(at)["places"] == "云溪市"
    at.multiselect(key="places").set_value([]).run()
    assert "places" not in at.query_params


def test_a_figure_opens_its_sentence_and_a_cell_its_table(index: Path) -> None:
    seen = Seen(opened("indicators", id="生活垃圾回收利用率"))
    (text,) = {href for label, href in seen.links if label == "≥ 45"}
    with kb.open(index) as base:
        place = base.documents.one(parameters(text)["id"]).place(parameters(text)["at"])
    assert place is not None
    assert ("≥ 46", True) in [(data, "in-table" in around) for around, data in seen.texts]
    assert Seen(opened("document", **parameters(text))).text("chosen-title") == "生活垃圾回收利用率"


def test_what_contradicts_itself_is_shown() -> None:
    seen = Seen(opened("indicators", id="生活垃圾回收利用率"))
    assert "数值不一致 1 处" in seen.text("section-title")
    assert "同一文件前后不一" in seen.all("contradictions", "doubted")
    assert "丰安市 2025年 目标 水平（%）" in seen.text("contradictions")


def test_words_of_a_document_are_text_and_never_markup() -> None:
    seen = Seen(opened("indicators", id="<b>星河</b>指数"))
    assert seen.text("h2") == "<b>星河</b>指数"


def test_a_target_without_figure_is_told_in_words() -> None:
    at = opened("indicators", id="公园")
    assert Seen(at).all("datum", "a") == ["不低于"]
    assert not at.get("vega_lite_chart")


@pytest.mark.parametrize("name", ["航天指数", "<script>", "%"])
def test_an_indicator_that_there_is_not_is_said(name: str) -> None:
    assert "没有指标" in Seen(opened("indicators", id=name)).text("notice")


def test_values_of_tables_are_listed_and_filtered() -> None:
    at = opened("indicators", list="cells")
    seen = Seen(at)
    assert "共 3 个数值" in seen.text("facts")
    at.selectbox(key="cell-region").set_value("云溪市").run()
    assert not at.exception
    assert address(at) == {"list": "cells", "region": "云溪市"}
    assert "共 1 个数值" in Seen(at).text("facts")
    at.text_input(key="words").set_value("研发强度").run()
    assert Seen(at).all("cells", "number", "a") == ["≥ 2.1"]
    at.get_by_key("view").set_value("按指标").run()
    assert not at.exception
    assert "list" not in at.query_params


def test_a_search_leads_to_the_values_of_tables() -> None:
    seen = Seen(opened(q="研发"))
    assert parameters(seen.link("在指标表的数值中查找“研发”")) == {"list": "cells", "q": "研发"}
    assert parameters(Seen(opened(q="地区:丰安市 “研发” -企业")).link("在指标表的数值中查找“研发”"))["q"] == "研发"
    for fields in ("", "标题:规划", "地区:丰安市 类别:目标", "-研发"):
        assert "在指标表" not in Seen(opened(q=fields)).text("facts")


@pytest.mark.parametrize(
    "given", [{"series": "没有的"}, {"places": "火星、云溪市"}, {"list": "没有的"}, {"region": "火星"}]
)
def test_an_odd_address_is_answered(given: dict[str, str]) -> None:
    assert not opened("indicators", id="高新技术企业数", **given).exception
    assert not opened("indicators", **{"list": "cells", **given}).exception
