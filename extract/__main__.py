"""python -m extract FILE prints one document's commitments; evaluate scores the extractor, ledger counts its rules."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from evaluation.__main__ import main as evaluate_main
from extract.document import extract_document, read_source
from extract.errors import ExtractError
from extract.explain import explain
from extract.interchange import block_json, section_json, to_json
from extract.ledger import main as ledger_main
from extract.outline.tree import build_outline
from extract.text.characters import Text
from extract.text.layout import lay_out


def _stage(path: Path, stage: str) -> Any:
    text, blocks = lay_out(read_source(path)[0].blocks)
    if stage == "blocks":
        return {"text": text, "blocks": [block_json(block) for block in blocks]}
    return section_json(build_outline(Text.of(text), blocks))


def main(argv: list[str] | None = None) -> int:
    """0 where the document was read, 1 with one line of reason where it was not."""
    parser = argparse.ArgumentParser(
        prog="python -m extract",
        description="从一份规划文件中提取任务、措施、目标和责任单位，输出 JSON。",
        epilog="另有 evaluate（与标注文件比较）和 ledger（各条规则用了几次、见于几份文件），各有 --help。",
    )
    parser.add_argument("file", type=Path, help="文件（.txt .md .html .docx .docm .dotx .pdf）")
    parser.add_argument(
        "--stage", choices=("blocks", "outline"), help="只输出前面的一步：版面（blocks）或提纲（outline）"
    )
    parser.add_argument("--explain", action="store_true", help="逐条说明每项承诺由哪条规则得出")
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["evaluate"]:
        return evaluate_main(arguments[1:])
    if arguments[:1] == ["ledger"]:
        return ledger_main(arguments[1:])
    args = parser.parse_args(arguments)
    try:
        if args.explain:
            for line in explain(extract_document(args.file)):
                print(line)
            return 0
        result = _stage(args.file, args.stage) if args.stage else to_json(extract_document(args.file))
    except ExtractError as error:
        print(error, file=sys.stderr)
        return 1
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


def run() -> int:
    """`main` for a shell: who reads our output (head, less) may have seen enough."""
    try:
        return main()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(run())
