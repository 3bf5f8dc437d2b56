"""The pictures of README, taken from the running dashboard: `python -m tests.pictures`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.driver import Dashboard, launched
from tests.serving import running

FOLDER = Path(__file__).parents[1] / ".github"
ARTICLE = "1~~3~~t0~.8_.2_0~.9_.1_0"
# Name: page, code, the heading that it begins at if not at the top, and height.
PICTURES = {
    "start": ("", f"{ARTICLE}~~_guess-3", None, 750),
    "samples": ("samples", f"{ARTICLE}~~_source-digits", "The 14 digits that cost infinity", 375),
    "thresholds": ("thresholds", f"{ARTICLE}~~_scope-batch~source-digits", None, 1010),
}


def main() -> None:
    """Take all of them."""
    FOLDER.mkdir(exist_ok=True)
    with running() as server, sync_playwright() as playwright, launched(playwright) as browser:
        for name, (path, code, heading, height) in PICTURES.items():
            tab = browser.new_page(viewport={"width": 1280, "height": 2600 if heading else height})
            Dashboard(tab, server.address).open(path, code)
            tab.wait_for_timeout(4000)  # Until the last chart is drawn, and all tokens have fallen.
            top = tab.get_by_role("heading", name=heading).bounding_box()["y"] if heading else 0
            clip = {"x": 0, "y": top, "width": 1280, "height": height}
            picture = Image.open(BytesIO(tab.screenshot(clip=clip)))
            # In 200 colours it is half the size and looks the same.
            picture.convert("RGB").quantize(200).save(FOLDER / f"{name}.png", optimize=True)
            tab.close()


if __name__ == "__main__":
    main()
