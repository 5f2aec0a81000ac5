"""How long the page takes in a real browser, beside a page of Streamlit that does nothing, in the same run.

python -m benchmarks.page [--size 100000] [--rounds 9] [--work DIR]

A base of generated commitments is built and served; chromium opens the page, filters, searches, finds nothing and turns a
page, each time from the click until what it asked for is drawn. The same clicks on a bare page of Streamlit (a box and a
line that repeats what was typed) say what of that is Streamlit's own. Printed are medians in milliseconds and ratios.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.subjects import build

ROOT = Path(__file__).parents[1]
BARE = """import streamlit as st
typed = st.text_input("q", key="q", label_visibility="collapsed")
chosen = st.pills("kind", ["task", "measure"], key="kind")
st.html(f"<p class='said'>{typed}|{chosen}</p>")
"""
WORDS = ("企业", "建设", "研发", "人才", "服务", "项目", "平台", "创新", "产业", "资金", "机制", "改革")


@contextmanager
def served(script: Path, index: Path | None) -> Iterator[str]:
    """The address of a page of Streamlit on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options, "--server.address", "127.0.0.1"]
    environment = {**os.environ, **({"KB_INDEX": str(index)} if index else {})}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=20)


def timed(action: Callable[[], None], drawn: Callable[[], None]) -> float:
    """Milliseconds from an action until what it asks for is drawn."""
    start = time.perf_counter()
    action()
    drawn()
    return (time.perf_counter() - start) * 1000


def measure_page(browser: Browser, address: str, rounds: int) -> dict[str, list[float]]:
    """What the page takes, by what is done."""
    took: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        page.set_default_timeout(60_000)
        told = page.locator(".count strong")
        found = {"first page": timed(lambda page=page: page.goto(address), lambda told=told: told.wait_for())}  # type: ignore[misc]
        word = WORDS[number % len(WORDS)]
        mark = page.locator(".hit mark").first
        found["new query"] = timed(lambda page=page, word=word: _type(page, word), lambda mark=mark: mark.wait_for())  # type: ignore[misc]
        before = told.inner_text()
        pill = page.get_by_role("radio", name="任务").or_(page.get_by_role("button", name="任务")).first
        found["filter"] = timed(pill.click, lambda told=told, before=before: expect(told).not_to_have_text(before))  # type: ignore[misc]
        empty = page.locator(".empty")
        found["nothing found"] = timed(
            lambda page=page: _type(page, "量子纠缠甲乙"), lambda empty=empty: empty.wait_for()
        )  # type: ignore[misc]
        page.close()
        if number:
            for name, value in found.items():
                took.setdefault(name, []).append(value)
    return took


def measure_bare(browser: Browser, address: str, rounds: int) -> dict[str, list[float]]:
    """What a bare page takes for the same clicks."""
    took: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        said = page.locator(".said")
        found = {"first page": timed(lambda page=page: page.goto(address), lambda said=said: said.wait_for())}  # type: ignore[misc]
        word = WORDS[number % len(WORDS)]
        shown = page.get_by_text(f"{word}|None")
        found["new query"] = timed(lambda page=page, word=word: _type(page, word), lambda shown=shown: shown.wait_for())  # type: ignore[misc]
        pill = page.get_by_role("radio", name="task").or_(page.get_by_role("button", name="task")).first
        chosen = page.get_by_text(f"{word}|task")
        found["filter"] = timed(pill.click, lambda chosen=chosen: chosen.wait_for())  # type: ignore[misc]
        page.close()
        if number:
            for name, value in found.items():
                took.setdefault(name, []).append(value)
    return took


def _type(page: Page, word: str) -> None:
    box = page.locator(".st-key-q input")
    box.fill(word)
    box.press("Enter")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=100_000, help="commitments in the base")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--work", type=Path, help="keeps the base, to be measured again")
    args = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("no chromium on this machine: the page is not measured", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = (args.work or Path(scratch)) / f"page-{args.size}"
        index = folder / "tantivy"
        if not index.exists():
            folder.mkdir(parents=True, exist_ok=True)
            build("tantivy", args.size, folder, seed=0)
        bare = Path(scratch) / "bare.py"
        bare.write_text(BARE, "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with served(ROOT / "app.py", index) as address, served(bare, None) as empty:
            page, peer = (
                measure_page(browser, address + "search", args.rounds),
                measure_bare(browser, empty, args.rounds),
            )
        browser.close()
    print(f"{args.size} commitments, medians of {args.rounds} in ms")
    for name, values in page.items():
        median = statistics.median(values)
        bare_page = statistics.median(peer[name]) if name in peer else None
        beside = "" if bare_page is None else f", bare page {bare_page:.0f}, ratio {median / bare_page:.2f}"
        print(f"{name:>14}: {median:.0f}{beside}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
