"""What people say of wordings: it groups figures at once, outlives a rebuild, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_samples import built, canonical

import kb

PLAN = """@ 丰安市规划|丰安市|规划
G 星河指数|>=|60|点|2025|星河指数达到60点
G 高新技术企业|>=|200|家|2025|高新技术企业达到200家
C 科创型企业|2025|210
C 规上工业企业利润|2025|8
"""
OTHER = """@ 云溪市规划|云溪市|规划
G 星河发展指数|>=|70|点|2025|星河发展指数达到70点
"""


@pytest.fixture
def base(tmp_path: Path) -> kb.KnowledgeBase:
    return built(tmp_path, a=PLAN, b=OTHER)


def names(base: kb.KnowledgeBase) -> set[str]:
    return {entry.concept.name for entry in base.indicators.all()}


def test_two_wordings_that_no_table_knows_become_one_indicator(base: kb.KnowledgeBase) -> None:
    change = base.indicators.join("星河指数", " 星河发展指数 ", editor="王芳")
    view = base.indicators.one("星河指数")
    assert [(point.where, point.shown) for point in view.series[0].points] == [("丰安市", "≥ 60"), ("云溪市", "≥ 70")]
    assert base.indicators.one("全市星河发展指数").concept.name == "星河指数"
    assert "星河发展指数" not in names(base)
    assert base.indicators.changes("星河指数") == (change,)
    undone = base.indicators.take_back(change.id, editor="李强")
    assert (undone.statement, undone.undone_by) == ("归入“星河发展指数”", "李强")
    assert {"星河指数", "星河发展指数"} <= names(base)
    with pytest.raises(kb.BadCorrection, match="已经撤销"):
        base.indicators.take_back(change.id, editor="李强")


def test_a_wording_is_added_to_an_indicator_of_the_table_and_outlives_a_rebuild(
    base: kb.KnowledgeBase, tmp_path: Path
) -> None:
    base.indicators.join("高新技术企业数", "科创型企业", editor="王芳")
    assert [cell.value for cell in base.indicators.cells("高新技术企业数")] == ["210"]
    base.close()
    with built(tmp_path, a=PLAN + "C 无关指标|2025|1\n", b=OTHER) as again:
        view = again.indicators.one("高新技术企业数")
        assert {wording for wording, _ in view.wordings} == {"高新技术企业", "科创型企业"}
        assert again.indicators.changes("高新技术企业数（新增）") == again.indicators.changes("高新技术企业数") != ()


def test_a_wording_is_taken_out_and_put_back(base: kb.KnowledgeBase) -> None:
    base.indicators.part("高新技术企业数", "高新技术企业", editor="王芳")
    assert base.indicators.one("高新技术企业").concept.name == "高新技术企业"
    assert "高新技术企业数" not in names(base)
    base.indicators.join("高新技术企业数", "高新技术企业", editor="王芳")
    assert base.indicators.one("高新技术企业").concept.name == "高新技术企业数"


def test_what_was_said_last_of_a_wording_holds(base: kb.KnowledgeBase) -> None:
    base.indicators.join("星河指数", "科创型企业", editor="王芳")
    base.indicators.join("高新技术企业数", "科创型企业", editor="李强")
    assert base.indicators.one("科创型企业").concept.name == "高新技术企业数"


@pytest.mark.parametrize(
    ("action", "concept", "wording", "editor", "said"),
    [
        ("join", "高新技术企业数", "高新技术企业总数", "王芳", "已归在"),
        ("join", "星河指数", "", "王芳", "请填写"),
        ("join", "星河指数", "星" * 81, "王芳", "不超过 80"),
        ("join", "星河指数", "星河发展指数", " ", "姓名"),
        ("part", "高新技术企业数", "高新技术企业数", "王芳", "自己的名称"),
        ("part", "高新技术企业数", "星河指数", "王芳", "不在“高新技术企业数”里"),
    ],
)
def test_what_cannot_be_is_refused(
    base: kb.KnowledgeBase, action: str, concept: str, wording: str, editor: str, said: str
) -> None:
    with pytest.raises(kb.BadCorrection, match=said):
        getattr(base.indicators, action)(concept, wording, editor=editor)
    assert base.indicators.changes(concept) == ()


def test_another_program_sees_it_at_once(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    with kb.open(tmp_path / "indexes", canonical=canonical) as other:
        assert "星河发展指数" in names(other)
        base.indicators.join("星河指数", "星河发展指数", editor="王芳")
        assert "星河发展指数" not in names(other)
