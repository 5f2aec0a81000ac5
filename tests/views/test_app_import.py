"""Importing without a browser: choosing, looking, mending, confirming, taking out and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_samples import read_samples
from kb_samples import FENGAN, YUNXI, canonical, sample_extractor, write
from page_app import Seen, opened
from streamlit.testing.v1 import AppTest

import kb
from kb.building.write_lock import write_lock
from kb.importing import removal
from views.parts.import_cards import PAGE_SIZE

HOSTILE = "@ <script>alert(1)</script>规划|丰安市|方案\nT ![x](http://192.0.2.1/x.png)|2026|lead 市科技局\n"


@pytest.fixture(autouse=True)
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    read_samples(monkeypatch)
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "indexes"))
    return tmp_path / "indexes"


def uploaded(*files: tuple[str, str]) -> AppTest:
    at = opened("import_page")
    at.file_uploader[0].set_value([(name, content.encode(), "text/plain") for name, content in files]).run()
    assert not at.exception, at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label.startswith(label)).click().run()
    assert not at.exception, at.exception
    return at


def paths(index: Path) -> list[str]:
    with kb.open(index, canonical=canonical) as base:
        return [entry.path for entry in base.documents.all()]


def test_from_choosing_to_the_documents(index: Path) -> None:
    at = opened("import_page")
    assert "还没有知识库" in Seen(at).text("note-only")
    at = uploaded(("a.txt", FENGAN), ("坏.txt", "BROKEN"), ("../../etc/b.txt", YUNXI))
    seen = Seen(at)
    assert seen.all("figures") and not index.exists()
    assert (seen.text("panel-failed", "state"), "读不出来。请另存后再试" in seen.text("panel-failed", "facts")) == (
        "坏.txt",
        True,
    )
    assert seen.all("card-title") == ["丰安市科技强市行动方案", "云溪市创新深化意见"]
    assert "任务 2 · 措施 3 · 目标 2 · 指标值 1" in seen.all("found")
    press(at, "确认，导入 2 份文件")
    seen = Seen(at)
    assert "导入 2 份。知识库现有 2 份文件" in seen.text("done")
    assert paths(index) == ["a.txt", "b.txt"]
    assert seen.all("card-title") == []


def test_who_gives_up_has_stored_nothing(index: Path) -> None:
    at = press(uploaded(("a.txt", FENGAN)), "放弃")
    assert not index.exists()
    assert at.file_uploader


def test_what_is_mended_is_what_is_stored(index: Path) -> None:
    at = uploaded(("a.txt", FENGAN))
    at.text_input(key="import-0-title").set_value("科技强市规划").run()
    at.text_input(key="import-0-period").set_value("二〇二六").run()
    assert "a.txt：“起止年份”应写作 2026—2030 或 2026" in Seen(at).text("notice")
    assert next(button for button in at.button if button.label.startswith("确认")).disabled
    at.text_input(key="import-0-period").set_value("2026—2030").run()
    at.selectbox(key="import-0-kind").set_value("规划").run()
    at.text_input(key="import-0-region").set_value("云溪市").run()
    press(at, "确认")
    assert "请填写校核人姓名" in Seen(at).text("notice")
    at.text_input(key="editor").set_value("王芳").run()
    press(at, "确认")
    with kb.open(index, canonical=canonical) as base:
        facts = base.documents.all()[0].facts
        (record,) = base.records.corrections()
        assert (record.editor, record.document) == ("王芳", base.documents.all()[0].id)
    page = opened("document", id=record.document)
    shown = Seen(page).text("record")
    assert "修改文件信息" in shown and "标题 丰安市科技强市行动方案" in shown and "导入时修改" in shown
    page.get_by_key("editor").set_value("李强").run()
    press(page, "撤销")
    with kb.open(index, canonical=canonical) as base:
        assert base.documents.all()[0].facts.title == "丰安市科技强市行动方案"
    assert (facts.title, facts.region, facts.kind, facts.period) == ("科技强市规划", "云溪市", "规划", (2026, 2030))


def test_what_is_there_already_is_told_and_left_out(index: Path) -> None:
    press(uploaded(("a.txt", FENGAN)), "确认")
    newer = FENGAN.replace("小化妆包", "大数据")
    at = uploaded(("x.txt", FENGAN), ("y.txt", newer))
    seen = Seen(at)
    assert [kind for kind in seen.all("kind") if kind in ("内容相同", "新版本")] == ["内容相同", "新版本"]
    assert [at.get_by_key(f"import-{n}-action").value for n in (0, 1)] == ["skip", "replace"]
    assert "与已有的《丰安市科技强市行动方案》内容相同" in seen.text("import-card", "facts")
    at.get_by_key("import-1-action").set_value("add").run()
    press(at, "确认，导入 1 份文件")
    assert paths(index) == ["a.txt", "y.txt"]


def test_many_files_are_looked_at_page_by_page_and_nothing_set_is_lost(index: Path) -> None:
    at = uploaded(*((f"{n:02}.txt", f"@ 方案{n:02}|丰安市|方案\nT 任务{n}||\n") for n in range(PAGE_SIZE + 2)))
    assert len(Seen(at).all("card-title")) == PAGE_SIZE
    at.text_input(key="import-0-title").set_value("第一份").run()
    at.text_input(key="editor").set_value("王芳").run()
    at.get_by_key("import-1-action").set_value("skip").run()
    at.get_by_key("import-page").set_value(2).run()
    assert Seen(at).all("card-title") == [f"方案{PAGE_SIZE}", f"方案{PAGE_SIZE + 1}"]
    at.get_by_key("import-page").set_value(1).run()
    assert at.text_input(key="import-0-title").value == "第一份"
    at.get_by_key("import-page").set_value(2).run()
    press(at, f"确认，导入 {PAGE_SIZE + 1} 份文件")
    with kb.open(index, canonical=canonical) as base:
        assert [entry.facts.title for entry in base.documents.all()][:2] == ["第一份", "方案02"]


def test_while_another_writes_it_is_said_and_can_be_tried_again(index: Path) -> None:
    at = uploaded(("a.txt", FENGAN))
    index.mkdir()
    with write_lock(index):
        press(at, "确认")
        assert "正在被更新，这次没有改动任何东西" in Seen(at).text("notice")
        assert str(index) not in Seen(at).text()
    press(at, "确认")
    assert paths(index) == ["a.txt"]


def test_nothing_of_a_file_becomes_markup(index: Path) -> None:
    at = uploaded(("![x](http:__192.0.2.1_x.png).txt", HOSTILE), ("<b>坏</b>.txt", "BROKEN"))
    bodies = "".join(element.proto.body for element in at.get("html"))
    assert "<script" not in bodies
    assert "<b>" not in bodies
    assert not any("192.0.2.1" in element.value for element in at.markdown)
    press(at, "确认")
    opened("home")
    opened("import_page")


def test_a_folder_on_the_computer_of_the_program(tmp_path: Path, index: Path) -> None:
    kb.build([write(tmp_path / "docs", a=FENGAN)], index=index, extractor=sample_extractor)
    write(tmp_path / "docs", b=YUNXI)

    def looked_at() -> AppTest:
        at = opened("import_page")
        assert at.selectbox(key="import-folder").options == ["docs"]
        at.selectbox(key="import-folder").set_value("docs").run()
        return press(at, "查看文件夹")

    press(looked_at(), "确认，导入 1 份文件")
    assert paths(index) == ["a.txt", "b.txt"]
    (tmp_path / "docs" / "b.txt").unlink()
    at = looked_at()
    assert "将移除：云溪市创新深化意见" in Seen(at).text("facts")
    press(at, "确认")
    assert paths(index) == ["a.txt"]
    assert "移除 1 份" in Seen(at).text("done")
    (tmp_path / "docs").rename(tmp_path / "moved")
    seen = Seen(looked_at())
    assert "找不到这个文件夹" in seen.text("notice")
    assert str(tmp_path) not in seen.text()


def test_documents_are_taken_out_and_back(tmp_path: Path, index: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI)
    kb.build([tmp_path / "docs"], index=index, extractor=sample_extractor)
    with kb.open(index, canonical=canonical) as base:
        identity = base.documents.all()[0].id
    at = opened("import_page", remove=identity)
    assert at.multiselect(key="import-remove").value == [identity]
    press(at, "移除")
    assert "移除 1 份" in Seen(at).text("done")
    assert paths(index) == ["b.txt"]
    assert "remove" not in at.query_params
    at.multiselect(key="import-restore").set_value([at.multiselect(key="import-restore").options[0]])
    at.multiselect(key="import-restore").run()
    press(at, "恢复")
    assert "恢复 1 份" in Seen(at).text("done")
    assert paths(index) == ["a.txt", "b.txt"]


def test_with_another_version_what_was_imported_can_be_read_again(index: Path) -> None:
    press(uploaded(("a.txt", FENGAN)), "确认")
    store = removal.Store.at(index)
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 'before' WHERE key = 'schema'")
    store.close()
    at = opened("import_page")
    assert "旧的知识库要重新读入" in Seen(at).text("notice")
    press(at, "只重新读入")
    assert paths(index) == ["a.txt"]
