"""The pictures of README, taken from the running dashboard: `python -m tests.pictures`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.driver import Dashboard, launched
from tests.serving import running

FOLDER = Path(__file__).parents[1] / ".github"
# Name: page, code and height.
PICTURES = {
    "thresholds": ("thresholds", "1~~3~~t0~.8_.2_0~.9_.1_0~~_scope-batch~source-digits", 1010),
}


def main() -> None:
    """Take all of them."""
    FOLDER.mkdir(exist_ok=True)
    with running() as server, sync_playwright() as playwright, launched(playwright) as browser:
        for name, (path, code, height) in PICTURES.items():
            tab = browser.new_page(viewport={"width": 1280, "height": height})
            Dashboard(tab, server.address).open(path, code)
            tab.locator("canvas, .vega-embed svg").nth(1).wait_for()
            tab.wait_for_timeout(1500)  # Until the last chart is drawn.
            picture = Image.open(BytesIO(tab.screenshot()))
            # In 200 colours it is half the size and looks the same.
            picture.convert("RGB").quantize(200).save(FOLDER / f"{name}.png", optimize=True)
            tab.close()


if __name__ == "__main__":
    main()
