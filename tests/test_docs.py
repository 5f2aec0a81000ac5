"""What README shows is what the program does: its examples are run, its links and layout exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = ".venv/bin/python"


@dataclass(frozen=True)
class Example:
    """A command of README and the output shown below it; a line … stands for any lines."""

    line: int
    command: str
    output: str


def examples() -> list[Example]:
    found = []
    for block in re.finditer(r"^```console\n(.*?)^```", README, flags=re.M | re.S):
        line = README[: block.start()].count("\n") + 2
        for part in re.split(r"^(?=\$ )", block[1], flags=re.M):
            if part:
                command, _, output = part.partition("\n")
                found.append(Example(line, command.removeprefix("$ "), output.strip("\n")))
            line += part.count("\n")
    return found


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the examples run one after another, as a reader would type them."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


def matches(shown: str, real: str) -> bool:
    pattern = "\n".join(".*" if line.strip() == "…" else re.escape(line.rstrip()) for line in shown.splitlines())
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in real.splitlines()), flags=re.S) is not None


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.command)
def test_an_example_gives_the_output_shown(example: Example, workplace: Path) -> None:
    assert example.command.startswith(PYTHON + " "), f"README.md:{example.line}: examples call {PYTHON}"
    command = example.command.replace(PYTHON, f'"{sys.executable}"', 1)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "120"}
    run = subprocess.run(
        command, shell=True, cwd=workplace, env=environment, capture_output=True, text=True, check=False
    )
    assert matches(example.output, run.stdout.strip("\n")), f"README.md:{example.line}\n{run.stdout}\n{run.stderr}"


def test_readme_shows_the_program_at_work() -> None:
    commands = " ".join(example.command for example in examples())
    for part in ("-m extract", "-m kb build", "-m kb search", "-m kb units", "-m kb export"):
        assert part in commands


def test_links_of_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_layout_that_readme_shows_is_that_of_the_repository() -> None:
    block = re.search(r"^## Layout\n+```\n(.*?)^```", README, flags=re.M | re.S)
    assert block is not None
    folder, missing = "", []
    for line in block[1].splitlines():
        indented, name = line.startswith(" "), line.split()[0]
        if not indented:
            folder = name if name.endswith("/") else ""
        path = ROOT / (folder + name if indented else name)
        missing += [] if path.exists() else [name]
    assert missing == []
