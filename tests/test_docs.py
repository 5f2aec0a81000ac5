"""What README shows is what the program does: its examples are run, its links and its layout exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme_examples import PYTHON, README, ROOT, Example, examples, run, workplace

TEXT = README.read_text(encoding="utf-8")
EXAMPLES = list(examples(TEXT))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workplace(tmp_path_factory.mktemp("readme"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.command)
def test_an_example_prints_what_is_shown(example: Example, folder: Path) -> None:
    assert example.command.startswith(PYTHON + " "), f"README.md:{example.line}: examples call {PYTHON}"
    assert run(example.command, folder) == example.output, f"README.md:{example.line}: `make docs` writes it anew"


def test_readme_shows_the_program_at_work() -> None:
    commands = " ".join(example.command for example in EXAMPLES)
    for part in ("-m extract", "-m kb build", "-m kb search", "-m kb units", "-m kb export"):
        assert part in commands


def test_an_example_is_found_with_its_line_and_output() -> None:
    shown = "one\n\n```console\n$ a b\nout 1\nout 2\n$ c\n```\n"
    assert list(examples(shown)) == [Example(4, "a b", "out 1\nout 2"), Example(7, "c", "")]


def test_links_of_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", TEXT)
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_layout_that_readme_shows_is_that_of_the_repository() -> None:
    block = re.search(r"^## Layout\n+```\n(.*?)^```", TEXT, flags=re.M | re.S)
    assert block is not None
    folder, missing = "", []
    for line in block[1].splitlines():
        inside, name = line.startswith(" "), line.split()[0]
        folder = folder if inside else name
        path = ROOT / (folder + name if inside else name)
        missing += [] if path.exists() else [name]
    assert missing == []
