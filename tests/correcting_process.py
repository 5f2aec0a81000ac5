"""An editor in a process of their own: sees a figure, waits for a line, sets it. correcting_process.py INDEX URL NAME VALUE"""

from __future__ import annotations

import sys
from pathlib import Path

from kb_samples import canonical

import kb


def main() -> None:
    """Say "seen" when the figure was seen, then "kept", or what was in the way."""
    index, url, name, value = sys.argv[1:]
    with kb.open(Path(index), canonical=canonical, records=url) as base:
        (entry,) = base.documents.all()
        item = next(one for one in base.records.items(entry.id) if one.kind == "target" and "高新技术企业" in one.text)
        print("seen", flush=True)
        sys.stdin.readline()
        try:
            base.records.correct(
                entry.id, kb.Edit("change", "target", item.id, after={"value": value}), editor=name, seen=item.token
            )
        except kb.StaleCorrection as error:
            print(error, flush=True)
        else:
            print("kept", flush=True)


if __name__ == "__main__":
    main()
