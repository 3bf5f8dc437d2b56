"""The dashboard as a person drives it: open, edit a cell, click, read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, quote_plus, urlsplit

from playwright.sync_api import Browser, Locator, Page, Playwright, expect

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
# The page's connections to the server, the last one last.
SOCKETS = """
window.sockets = [];
const Socket = WebSocket;
window.WebSocket = class extends Socket {
  constructor(...given) {
    super(...given);
    sockets.push(this);
  }
};
"""
# Whether the page was as high in each of the last ten frames as it is now.
AT_REST = """
() => {
  const height = document.querySelector("[data-testid=stMain]")?.scrollHeight;
  window.frames_at_rest = height === window.last_height ? window.frames_at_rest + 1 : 0;
  window.last_height = height;
  return window.frames_at_rest >= 10;
}
"""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Without these flags a headless Chromium asks its maker's hosts for updates at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """Where Chromium is installed, if it is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    try:
        yield browser
    finally:
        browser.close()


class Dashboard:
    """One browser tab with the dashboard in it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        page.add_init_script(SOCKETS)

    def open(self, path: str = "distributions", code: str | None = None) -> Dashboard:
        query = f"?s={quote_plus(code)}" if code is not None else ""
        self.page.goto(f"{self.base}/{path}{query}")
        return self.arrive()

    def arrive(self) -> Dashboard:
        """Wait until a page that was opened or loaded anew is there."""
        self.page.locator("h2").first.wait_for()
        return self.settle()

    def lose_connection(self) -> None:
        """Cut the connection to the server, and wait until the browser has made another."""
        self.page.evaluate("() => { window.lost = sockets.at(-1); lost.close(); }")
        self.wait_for_connection()

    def wait_for_connection(self) -> None:
        """Wait for a connection to the server that is not the one that was lost."""
        self.page.wait_for_function(
            "sockets.at(-1) !== window.lost && sockets.at(-1).readyState === 1"
        )
        self.page.wait_for_selector(CONNECTED, state="attached")

    def settle(self) -> Dashboard:
        """Wait until the script has run and the address shows it."""
        self.page.wait_for_timeout(150)
        self.page.wait_for_selector(SETTLED, state="attached")
        # In frames, of which a slow machine has fewer.
        self.page.evaluate("window.frames_at_rest = 0")
        self.page.wait_for_function(AT_REST)
        return self

    def go_to(self, title: str) -> Dashboard:
        code = self.code
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.page.wait_for_function("title => document.title.startsWith(title)", arg=title)
        self.wait_for_code(code)
        return self.settle()

    def edit(self, row: int, column: int, value: str, grid: int = 0) -> None:
        """Type a value into a cell of a grid, rows and columns counted from 0."""
        keyboard, field = self.page.keyboard, self.page.locator(".gdg-input")
        self.go_to_cell(row, column, grid)
        keyboard.press("Enter")
        field.fill(value)
        # The editor takes the text over a moment later; an Enter before that would drop it.
        self.page.wait_for_timeout(150)
        keyboard.press("Enter")
        field.wait_for(state="detached")

    def paste(self, row: int, column: int, text: str, grid: int = 0) -> None:
        """Paste cells, with tabs between columns and a line a row, into a grid from a cell on."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.go_to_cell(row, column, grid)
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")

    def go_to_cell(self, row: int, column: int, grid: int = 0) -> None:
        """Select a cell of a grid, rows and columns counted from 0."""
        keyboard = self.page.keyboard
        if self.numbers.count():
            self.open_fold(self.numbers)
        canvas = self.page.locator("[data-testid=stDataFrame] canvas").nth(grid)
        canvas.evaluate("it => it.scrollIntoView({block: 'center'})")  # Not below the menu.
        box = self.place_of(canvas)
        field = self.page.locator(".gdg-input")
        self.page.mouse.click(box["x"] + 30, box["y"] + 35 + 17)
        self.page.wait_for_timeout(100)
        if field.count():  # A click on the cell that was selected already opens it.
            keyboard.press("Escape")
            field.wait_for(state="detached")
        for key, times in (("ArrowRight", column), ("ArrowDown", row)):
            for _ in range(times):
                keyboard.press(key)

    def place_of(self, what: Locator) -> dict[str, float]:
        """Where something is, once nothing above it moves it any more."""
        box = None
        while box != (box := what.bounding_box()):
            self.page.wait_for_timeout(200)
        return box

    def unfold(self) -> Dashboard:
        """Open all that the page folds away."""
        closed = self.page.locator("[data-testid=stExpander] details:not([open]) summary")
        while closed.count():
            closed.first.click()
            self.settle()
        return self

    @property
    def numbers(self) -> Locator:
        """What Distributions and Samples fold their grids away in."""
        return self.page.locator(".st-key-folded_numbers")

    def open_fold(self, fold: Locator) -> None:
        """Open one part of the page, unless it is open."""
        if not fold.locator("details[open]").count():
            fold.locator("summary").click()
            fold.locator("details[open]").wait_for()
            self.settle()

    @property
    def code(self) -> str:
        """The share code in the address bar."""
        return parse_qs(urlsplit(self.page.url).query).get("s", [""])[0]

    def wait_for_code(self, code: str) -> None:
        self.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("s", [""])[0] == code)

    def wait_for_other_code(self, code: str) -> None:
        self.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("s", [""])[0] != code)
        self.settle()

    @property
    def main(self) -> Locator:
        """The page below the menu."""
        return self.page.locator("[data-testid=stMain]")

    def text(self) -> str:
        """All that the page says."""
        return self.main.inner_text()

    def wait_for_text(self, text: str) -> Locator:
        found = self.page.get_by_text(text).first
        found.wait_for()
        return found

    def wait_until_gone(self, text: str) -> None:
        expect(self.page.get_by_text(text)).to_have_count(0)
