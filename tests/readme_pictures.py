"""README's pictures, taken of the demonstration documents: python tests/readme_pictures.py (make screenshots)."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from page_server import quiet_page, served, started_browser
from paths import ROOT
from PIL import Image
from playwright.sync_api import Page, expect

PICTURES = ROOT / "docs" / "pictures"
COLOURS = 64
"""Colours of a picture: text and flat grounds need no more, and the file stays small."""


def take(page: Page, name: str) -> None:
    """A picture of what is in sight, in few colours."""
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    PICTURES.mkdir(parents=True, exist_ok=True)
    shown.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}.png {(PICTURES / f'{name}.png').stat().st_size // 1024} KB")


def rested(page: Page) -> None:
    """Wait until the page is drawn and at rest."""
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.evaluate("document.fonts.ready")


def main() -> None:
    """Build, serve, and take them."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "indexes"
        subprocess.run([sys.executable, "-m", "kb", "build", "corpus", "--index", str(index)], cwd=ROOT, check=True)
        with served(index) as address, started_browser() as browser, quiet_page(browser) as page:
            page.set_viewport_size({"width": 1200, "height": 760})
            page.goto(f"{address}search?unit={quote('溯川市科学技术局')}&role=lead")
            expect(page.locator(".hit").first).to_be_visible()
            expect(page.get_by_role("radio", name="牵头")).to_be_visible()
            rested(page)
            take(page, "search")
            first = page.locator(".hit-task .evidence").first.get_attribute("href")
            page.goto(address + str(first))
            expect(page.locator("#mark")).to_be_in_viewport()
            expect(page.locator(".st-key-panel")).to_be_visible()
            rested(page)
            take(page, "document")
            page.set_viewport_size({"width": 390, "height": 780})
            page.goto(f"{address}search?q={quote('研发')}")
            expect(page.locator(".hit").nth(3)).to_be_visible()
            rested(page)
            take(page, "telephone")


if __name__ == "__main__":
    main()
