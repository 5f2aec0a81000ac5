"""The editors of a shared page from the command line, before anything was built."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import kb
from kb.__main__ import main


def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, *arguments: str) -> tuple[int, str]:
    status = main(["editors", *arguments, "--index", str(tmp_path / "indexes")])
    return status, "".join(capsys.readouterr())


def test_add_list_and_remove(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(capsys, tmp_path, "list") == (3, "还没有编辑人员。添加：python -m kb editors add 姓名\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n"))
    assert run(capsys, tmp_path, "add", "王芳") == (0, "已添加 王芳\n")
    assert kb.Editors.of(tmp_path / "indexes").verified("王芳", "correct horse") is not None
    monkeypatch.setattr("sys.stdin", io.StringIO("battery staple\n"))
    status, said = run(capsys, tmp_path, "add", "王芳")
    assert (status, "已更换 王芳 的口令" in said) == (0, True)
    status, said = run(capsys, tmp_path, "list")
    assert (status, said.splitlines()[1].split()[0]) == (0, "王芳")
    assert run(capsys, tmp_path, "remove", "王芳")[0] == 0
    assert run(capsys, tmp_path, "list")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("add",), "", "请写明姓名"),
        (("add", "王芳"), "short\n", "口令须有 8 到 200 个字符"),
        (("remove", "赵六"), "", "没有叫“赵六”的编辑人员"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    typed: str,
    said: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    status, printed = run(capsys, tmp_path, *arguments)
    assert (status, said in printed) == (2, True)


def test_a_password_typed_twice_must_be_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(("correct horse", "correct house"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    status, printed = run(capsys, tmp_path, "add", "王芳")
    assert (status, "不一样" in printed) == (2, True)
    assert kb.Editors.of(tmp_path / "indexes").all() == ()
