"""The project as a package: its data files go along, its commands exist, its version is the one the changelog tells of."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest
from paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DATA: dict[str, list[str]] = PROJECT["tool"]["setuptools"]["package-data"]
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", ["extract", "kb", "views", "evaluation"])
def test_every_data_file_is_packed(package: str) -> None:
    folder = ROOT / package
    files = {path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    packed = {path for pattern in DATA.get(package, []) for path in folder.glob(pattern)}
    assert {path for path in files if path.suffix != ".py"} <= packed


@pytest.mark.parametrize("package", ["extract", "kb", "views", "evaluation"])
def test_every_folder_of_modules_is_a_package(package: str) -> None:
    modules = {path.parent for path in (ROOT / package).rglob("*.py")}
    assert [folder for folder in modules if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("command", ["extract", "kb"])
def test_a_command_starts(command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    module, _, name = PROJECT["project"]["scripts"][command].partition(":")
    monkeypatch.setattr("sys.argv", [command, "--help"])
    with pytest.raises(SystemExit) as ended:
        getattr(importlib.import_module(module), name)()
    assert ended.value.code == 0
    assert "usage" in capsys.readouterr().out


def test_the_changelog_ends_with_the_version_of_the_package() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", CHANGES, flags=re.M)
    assert versions == sorted(versions, key=lambda version: [int(part) for part in version.split(".")])
    assert versions[-1] == PROJECT["project"]["version"]


def test_a_change_is_one_line() -> None:
    lines = CHANGES.splitlines()
    assert [line for line in lines[4:] if line and not line.startswith(("- ", "## "))] == []
    assert len(set(lines)) == len([line for line in lines if line]) + 1


def test_the_files_a_visitor_looks_for_are_there() -> None:
    for name in ("README.md", "LICENSE", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"):
        assert (ROOT / name).read_text(encoding="utf-8").strip()
    assert PROJECT["project"]["license"] == "MIT"
    assert "Copyright (c) 2026 the contributors" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / Path(link)).exists()] == []
