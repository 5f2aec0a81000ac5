"""The wordings of an indicator mended on its page: signed, at once, undone, and where the last one is taken out as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_samples import sample_extractor, write
from page_app import Seen, opened
from streamlit.testing.v1 import AppTest

import kb

PLAN = """@ 丰安市规划|丰安市|规划
G 高新技术企业|>=|200|家|2025|高新技术企业达到200家
G <b>科创型</b>企业|>=|300|家|2030|<b>科创型</b>企业达到300家
"""


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kb.build([write(tmp_path / "docs", a=PLAN)], index=tmp_path / "indexes", extractor=sample_extractor)
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "indexes"))
    return tmp_path / "indexes"


def choose(at: AppTest, box: str, value: str, button: str) -> AppTest:
    next(one for one in at.selectbox if one.label == box).set_value(value).run()
    return press(at, button)


def press(at: AppTest, button: str) -> AppTest:
    next(one for one in at.button if one.label == button).click().run()
    assert not at.exception, at.exception
    return at


def figures(at: AppTest) -> list[str]:
    return Seen(at).all("datum", "a")


def test_a_wording_is_joined_and_taken_back(index: Path) -> None:
    at = opened("indicators", id="高新技术企业数")
    assert "<b>科创型</b>企业" in next(one for one in at.selectbox if one.label == "也是这个指标").options
    at = choose(at, "也是这个指标", "<b>科创型</b>企业", "归入")
    assert "姓名" in Seen(at).text("notice")
    at.get_by_key("editor").set_value("王芳").run()
    at = press(at, "归入")
    seen = Seen(at)
    assert seen.text("recorded") == "归入“<b>科创型</b>企业”：已保存"
    assert figures(at) == ["≥ 200", "≥ 300"]
    assert seen.text("record-who").startswith("王芳，")
    at = press(at, "撤销")
    assert figures(at) == ["≥ 200"]
    assert "已由王芳撤销" in Seen(at).text("record", "undone")


def test_the_last_wording_taken_out_can_be_put_back(index: Path) -> None:
    at = opened("indicators", id="高新技术企业数")
    at.get_by_key("editor").set_value("王芳").run()
    at = choose(at, "不是这个指标", "高新技术企业", "分出")
    assert "没有指标“高新技术企业数”" in Seen(at).text("notice")
    at = press(at, "撤销")
    assert figures(at) == ["≥ 200"]
