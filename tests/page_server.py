"""The page in a real browser: a server of its own over a knowledge base, and a page that may ask no other machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from paths import ROOT
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Quiet: without these the browser looks for its maker's hosts at every start.
PATIENCE = 60_000
"""Milliseconds to wait for what must come: a failure alone costs them, and tests share their machine with others."""
RUNNING = (
    '[data-testid=stApp]:not([data-test-script-state="notRunning"])'  # also from the moment that a run is asked for
)
SWITCHES = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def served(index: Path, *, shared: bool = False) -> Iterator[str]:
    """The address of a server over the knowledge base in `index`, on a free port; `shared` with others of a network."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    if shared:
        command = [sys.executable, "share.py"]
    asked = {"KB_INDEX": str(index), "PORT": str(port), "SHARE": "127.0.0.1"}
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **asked})
    url = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(url + "_stcore/health", server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:  # also one that answers too slowly
            time.sleep(0.1)
    raise TimeoutError(url)


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield started
        started.close()


def at_rest(page: Page) -> None:
    """Wait until the page is drawn: what is pressed while it is drawn anew may meet a part that is about to go."""
    expect(page.locator(RUNNING)).to_have_count(0)
    expect(page.locator("[data-testid=stApp]")).to_be_attached()
    page.wait_for_timeout(300)  # what a part of the page asks for by itself starts only now
    expect(page.locator(RUNNING)).to_have_count(0)


def press(page: Page, key: str) -> None:
    """A key, once the page is at rest."""
    at_rest(page)
    page.keyboard.press(key)


def _act_at_rest(page: Page) -> None:
    """Every click and every filling of a field waits until the run that an earlier one asked for has ended."""
    running = page.locator(RUNNING)
    page.add_locator_handler(running, lambda: expect(running).to_have_count(0), no_wait_after=True)


@contextmanager
def quiet_page(browser: Browser) -> Iterator[Page]:
    """A page that must not ask any other machine for anything, nor fail in its own scripts."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", accept_downloads=True)
    elsewhere: list[str] = []
    failures: list[str] = []

    def note(request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            elsewhere.append(request.url)

    context.on("request", note)
    context.on("weberror", lambda error: failures.append(str(error.error)))
    context.on("page", _act_at_rest)
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield opened
    context.close()
    assert (elsewhere, failures) == ([], [])
