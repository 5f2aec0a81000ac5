"""The examples of README: found, run, and (`make docs`) written again with what the program prints now."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paths import ROOT

README = ROOT / "README.md"
PYTHON = ".venv/bin/python"
_BLOCK = re.compile(r"^```console\n(.*?)^```", flags=re.M | re.S)


@dataclass(frozen=True)
class Example:
    """A command and the output shown below it, with the line where it stands."""

    line: int
    command: str
    output: str


def examples(readme: str) -> Iterator[Example]:
    """The commands of the console blocks, in order."""
    for block in _BLOCK.finditer(readme):
        line = readme[: block.start()].count("\n") + 2
        for part in re.split(r"^(?=\$ )", block[1], flags=re.M):
            command, _, output = part.partition("\n")
            if command:
                yield Example(line, command.removeprefix("$ "), output.rstrip("\n"))
            line += part.count("\n")


def workplace(folder: Path) -> Path:
    """A folder in which the examples can run one after another, as a reader would type them."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


def run(command: str, folder: Path) -> str:
    """What a command prints, without blanks at the ends of lines; RuntimeError where it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "120"}
    real = command.replace(PYTHON, f'"{sys.executable}"')
    done = subprocess.run(real, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: status {done.returncode}\n{done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.rstrip("\n").splitlines())


def rewrite() -> None:
    """Run all examples and write what they print into README."""
    with tempfile.TemporaryDirectory() as folder:
        place = workplace(Path(folder))

        def again(block: re.Match[str]) -> str:
            commands = [example.command for example in examples(block[0])]
            return "```console\n" + "".join(f"$ {command}\n{run(command, place)}\n" for command in commands) + "```"

        README.write_text(_BLOCK.sub(again, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
