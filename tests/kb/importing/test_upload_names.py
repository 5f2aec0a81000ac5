"""Names of uploaded files: what is dangerous or useless in them does not reach the disk."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.building.source_files import may_be_document
from kb.importing.upload_names import free_name, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("规划.docx", "规划.docx"),
        ("../../etc/规划.docx", "规划.docx"),
        ("C:\\Users\\li\\规划.docx", "规划.docx"),
        ("/etc/passwd", "passwd"),
        ("..", "未命名"),
        ("", "未命名"),
        (".docx", "未命名.docx"),
        (".bashrc", "未命名.bashrc"),
        ("a.tmp", "a.temp"),
        ("~$规划.docx", "规划.docx"),
        ("README.md", "文件-README.md"),
        ("CON.txt", "文件-CON.txt"),
        ("a<b>:c?.txt", "a_b__c_.txt"),
        ("规\u202e划\x00\n.txt", "规划.txt"),
        ("<script>alert(1)</script>.txt", "script_.txt"),
        ("规划.docx. ", "规划.docx"),
        ("规" * 200 + ".docx", "规" * 58 + ".docx"),
    ],
)
def test_safe_name(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=300))
def test_any_name_is_one_that_every_system_and_a_build_takes(given_name: str) -> None:
    name = safe_name(given_name)
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert 0 < len(name.encode("utf-8")) <= 200
    assert name.isprintable()
    assert may_be_document(name)
    assert safe_name(name) == name


def test_a_taken_name_gets_a_number() -> None:
    taken = {"规划.docx", "规划（2）.docx"}
    assert free_name("规划.docx", taken.__contains__) == "规划（3）.docx"
    assert free_name("附件.pdf", taken.__contains__) == "附件.pdf"
