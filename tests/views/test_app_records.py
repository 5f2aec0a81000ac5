"""The page of corrections without a browser: what is said, what is refused, and that text of documents is never markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_samples import FENGAN, QINGHE, built, canonical, sample_extractor
from page_app import Seen, opened
from streamlit.testing.v1 import AppTest

import kb
from kb import Edit
from kb.base import base_records

HOSTILE = FENGAN.replace("加大研发投入|", "<script>alert(1)</script>加大研发投入|")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    built(tmp_path, a=HOSTILE, b=QINGHE).close()
    monkeypatch.setattr(kb.knowledge_base, "official_name", canonical)
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "indexes"))
    return tmp_path / "indexes"


def item(index: Path, words: str, kind: str) -> tuple[str, kb.ItemDetail]:
    with kb.open(index) as base:
        for entry in base.documents.all():
            for one in base.records.items(entry.id):
                if one.kind == kind and (words in one.text or words in str(one.content)):
                    return entry.id, one
    raise AssertionError(words)


def at_item(index: Path, words: str, kind: str) -> AppTest:
    document, found = item(index, words, kind)
    return opened("document", id=document, at=found.id)


def signed(at: AppTest, name: str = "王芳") -> AppTest:
    at.get_by_key("editor").set_value(name).run()
    return at


def click(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception, at.exception
    return at


def test_a_record_needs_a_name(index: Path) -> None:
    at = click(at_item(index, "高新技术企业", "target"), "正确")
    assert "请填写校核人姓名" in Seen(at).text("notice")
    at = click(signed(at), "正确")
    seen = Seen(at)
    assert seen.text("recorded") == "核对无误目标：已保存"
    assert "已核对（王芳" in seen.text("item", "reviewed")


def test_a_figure_that_is_none_keeps_the_form(index: Path) -> None:
    at = click(signed(at_item(index, "高新技术企业", "target")), "修改")
    field = next(one for one in at.text_input if one.label == "目标值")
    field.set_value("很多")
    click(at, "保存修改")
    assert "应是数字" in Seen(at).text("notice")
    assert next(one for one in at.text_input if one.label == "目标值").value == "很多"


def test_what_somebody_else_changed_is_said_and_what_was_typed_stays(index: Path) -> None:
    document, found = item(index, "高新技术企业", "target")
    at = click(signed(opened("document", id=document, at=found.id)), "修改")
    next(one for one in at.text_input if one.label == "目标值").set_value("250")
    with kb.open(index, canonical=canonical) as base:
        base.records.correct(document, Edit("change", "target", found.id, after={"value": "260"}), editor="李强")
    said = Seen(click(at, "保存修改")).text("notice")
    assert "李强" in said and "没有保存" in said
    # What holds now is shown, what was typed is still there; who saves it again means it.
    assert "目标值 260" in Seen(at).text("item-content")
    assert next(one for one in at.text_input if one.label == "目标值").value == "250"
    click(at, "保存修改")
    assert "目标值 250" in Seen(at).text("item-content")


def test_a_document_is_mended_and_the_record_taken_back(index: Path) -> None:
    document, _ = item(index, "高新技术企业", "target")
    at = signed(opened("document", id=document))
    next(one for one in at.text_input if one.label == "标题").set_value("丰安<b>科技</b>方案")
    click(at, "保存修改")
    assert Seen(at).text("document-head", "h2") == "丰安<b>科技</b>方案"
    assert "标题 丰安<b>科技</b>方案" in Seen(at).text("record-said")
    click(at, "撤销")
    assert Seen(at).text("document-head", "h2") == "丰安市科技强市行动方案"
    assert "已由王芳撤销" in Seen(at).text("record", "undone")


def test_text_of_documents_is_never_markup(index: Path) -> None:
    at = at_item(index, "<script>alert(1)</script>加大研发投入", "task")
    assert "<script>alert(1)</script>加大研发投入" in Seen(at).text("item-content")


def test_the_queue_goes_on_and_back(index: Path) -> None:
    at = signed(opened("review"))
    assert Seen(at).text("review-count", "strong") == "已核对 0/3"
    assert "数字经济占比" in Seen(at).text("item-content")
    click(at, "正确")
    assert Seen(at).text("review-count", "strong") == "已核对 1/3"
    assert "做强数字产业" in Seen(at).text("item-content")
    click(at, "撤销上一步")
    assert Seen(at).text("review-count", "strong") == "已核对 0/3"
    assert "数字经济占比" in Seen(at).text("item-content")
    click(at, "跳过")
    click(at, "删除")
    assert Seen(at).text("review-count", "strong") == "已核对 0/2"


def test_the_queue_by_unit_and_the_name_that_nobody_knew(index: Path) -> None:
    at = signed(opened("review", unit="数产专班"))
    assert Seen(at).text("review-count", "strong") == "已核对 0/1"
    assert [one.label for one in at.expander] == ["“数产专班”是哪个单位？"]
    with kb.open(index, canonical=canonical) as base:
        base.records.name_unit("数产专班", region="清禾市", canonical="清禾市数字产业专班", editor="王芳")
    assert "没有待核对的事项" in Seen(opened("review", unit="清禾市数字产业专班")).text("empty")


def test_what_no_longer_fits_is_listed_with_both_sides(index: Path) -> None:
    document, found = item(index, "高新技术企业", "target")
    with kb.open(index, canonical=canonical) as base:
        base.records.correct(document, Edit("change", "target", found.id, after={"value": "260"}), editor="李强")
    (index.parent / "docs" / "a.txt").write_text(HOSTILE.replace("达到200家", "达到300家"), "utf-8")
    kb.build([index.parent / "docs"], index=index, extractor=sample_extractor, canonical=canonical)
    for at in (opened("document", id=document), opened("review")):
        seen = Seen(at)
        assert seen.text("conflict-reason") == "原文中已找不到这段文字"
        assert "目标值 260" in seen.text("conflict", "item-note") and "300" in seen.text("conflict", "item-note")


@pytest.mark.parametrize("asked", [{"unit": "没有这个局"}, {"document": "没有"}])
def test_an_address_that_means_nothing_says_so(index: Path, asked: dict[str, str]) -> None:
    at = opened("review", **asked)
    assert "没有" in Seen(at).text("notice")
    assert Seen(at).link("清除条件") == "review"


def test_while_a_build_is_writing_nothing_is_kept_and_it_is_said(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = signed(at_item(index, "高新技术企业", "target"))
    monkeypatch.setattr(base_records, "WAIT", 0)
    with kb.building.write_lock.write_lock(index):
        at = click(at, "正确")
    assert "正在更新，没有保存" in Seen(at).text("notice")
    with kb.open(index) as base:
        assert base.records.corrections() == ()
