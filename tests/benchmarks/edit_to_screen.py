"""From an edit to its result on the screen: `python -m tests.benchmarks.edit_to_screen`.

Milliseconds from the Enter that ends an edit until the browser has changed its page for the last
time, texts and charts included, beside an empty page with one number input, and beside one that
has a menu and keeps its number in the address. Fails if something that is dragged takes more than
twice an empty page's. Takes Chromium, and three minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from pages.ui.inputs.share import DEFAULT, Case, encode
from tests.browser.driver import SETTLED, Dashboard, launched
from tests.serving import running

EMPTY = "import streamlit as st\n\nst.text(st.number_input('p', 0.0, 1.0, 0.5, step=0.01))\n"
# What no page here can do without, and nothing else.
FRAMED = """
import streamlit as st

st.session_state.setdefault("link", "")

def keep():
    st.session_state.link = str(st.session_state.number)

def page():
    st.text(st.number_input("p", 0.0, 1.0, 0.5, step=0.01, key="number", on_change=keep))

def other(k):
    return st.Page(lambda: None, title=f"Page {k}", url_path=f"page_{k}", icon=":material/info:")

first = st.Page(page, title="Page", icon=":material/info:")
st.set_page_config(layout="wide")
chosen = st.navigation([first, *(other(k) for k in range(6))], position="top")
st.text_input("Link", key="link", bind="query-params")
chosen.run()
"""
BY_HAND = "?s=" + encode(Case(DEFAULT.scenario, {"scope": "hand"}))
POWER = "?s=" + encode(Case(DEFAULT.scenario, {"losses": "cross_entropy.power"}))
QUIET = 1200  # Milliseconds after an edit in which everything has been drawn.

# Notes when the page was last changed, and when its numbers were for the first time.
WATCH = """
const seen = {start: 0, first: 0, last: 0};
window.seen = seen;
const touched = () => { seen.last = performance.now(); seen.first ||= seen.last; };
new MutationObserver(changes => {
  for (const {target} of changes) {
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    // The grid and the input field change while one types.
    const typed = "[data-testid=stDataFrame], [data-testid=InputInstructions]";
    if (element?.closest("[data-testid=stMain]") && !element.closest(typed)) touched();
  }
}).observe(document, {subtree: true, childList: true, characterData: true});
for (const name of ["fill", "stroke", "fillText", "clearRect"]) {
  const draw = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...values) {
    if (this.canvas.closest?.("[data-testid=stVegaLiteChart]")) touched();
    return draw.apply(this, values);
  };
}
addEventListener("keydown", event => {
  if (event.key === "Enter") Object.assign(seen, {start: performance.now(), first: 0, last: 0});
}, true);
"""


class Edit(NamedTuple):
    """An edit to time: what to call it, its page's path, and how to make the k-th one."""

    name: str
    path: str
    make: Callable[[Page, float], None]


def type_number(page: Page, value: float) -> None:
    """Type into the first number input of the page."""
    page.locator("input[type=number]").first.fill(f"{value:.2f}")
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")


def type_into_cell(page: Page, value: float) -> None:
    """Type into the grid: what model A gives the first class."""
    Dashboard(page, "").edit(0, 2, f"{value:.2f}")


EDITS = (
    Edit("Distributions, a cell of the grid", "distributions", type_into_cell),
    Edit("Compensation, a number by hand", "compensation" + BY_HAND, type_number),
)


def timed(browser: Browser, address: str, edit: Edit, times: int) -> tuple[float, float]:
    """Median milliseconds to the first and to the last change, after two edits to warm up."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(WATCH)
    page.goto(f"{address}/{edit.path}")
    page.wait_for_selector(SETTLED, state="attached")
    page.wait_for_timeout(2 * QUIET)
    first, last = [], []
    for number in range(times + 2):
        edit.make(page, 0.3 + 0.01 * number)
        page.wait_for_timeout(QUIET)
        seen = page.evaluate("window.seen")
        assert seen["last"], f"nothing changed on the screen: {edit.name}"
        first.append(seen["first"] - seen["start"])
        last.append(seen["last"] - seen["start"])
    page.close()
    return median(first[2:]), median(last[2:])


# Notes how long after the hand moved a frame with what it moved had been painted.
HAND = """
drawn => {
  window.painted = [];
  let start = 0;
  addEventListener("pointermove", event => { start ||= event.timeStamp; }, true);
  new MutationObserver(changes => {
    const isDrawn = ({target}) => (target.closest ? target : target.parentElement)?.closest(drawn);
    if (!start || !changes.some(isDrawn)) return;
    const moved = start;
    start = 0;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => painted.push(performance.now() - moved);
      channel.port2.postMessage(null);
    });
  }).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
}
"""
FOLDS = ".st-key-folded_logistic summary, .st-key-folded_views summary"
CHART = "[data-testid=stVegaLiteChart] svg"


class Drag(NamedTuple):
    """What is dragged: what to call it, its page's path, itself, how it moves, what it moves."""

    name: str
    path: str
    held: str
    along: str
    drawn: str


DRAGS = (
    Drag("Distributions, a bar", "distributions", "[aria-label='Model A, class 0']", "y", ".mv"),
    *(
        Drag(f"{name}, {letter}", path, f".st-key-{key} [role=group]", "x", CHART)
        for name, letter, path, key in (
            ("Compensation", "ŷ of A", "compensation" + BY_HAND, "slider_pa"),
            ("Compensation", "a", "compensation" + POWER, "setting_power"),
            ("Thresholds", "θ", "thresholds", "setting_theta"),
            ("Thresholds", "ŷ of A", "thresholds" + BY_HAND, "slider_pa"),
            ("Thresholds", "a", "thresholds", "setting_power"),
            ("Gradients", "w", "gradients", "setting_w"),
            ("Gradients", "a", "gradients" + POWER, "setting_power"),
            ("Likelihood", "σ", "likelihood", "setting_sigma"),
            ("Likelihood", "a", "likelihood" + POWER, "setting_power"),
        )
    ),
)
MOST = 2.0  # Times an empty page's, for what is dragged.
# Milliseconds after a move until the page is at rest, as an empty one is before its edit. Sooner, a
# move would wait for the frames of the one before, and how long is chance: up to a whole frame.
REST = 120
# How many steps a slider has; as many as there are hundredths for what has none.
STEPS = """
held => {
  const {min, max, step} = held.querySelector("input[type=range]") ?? {min: 0, max: 1, step: 0.01};
  return Math.round((max - min) / step);
}
"""


def dragged(browser: Browser, address: str, drag: Drag, times: int) -> tuple[float, float, int]:
    """Milliseconds from pointer to paint, median and 95th percentile, and what the server heard."""
    page, sent = browser.new_page(viewport={"width": 1440, "height": 900}), []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame))

    page.on("websocket", listen)
    page.goto(f"{address}/{drag.path}")
    page.wait_for_selector(SETTLED, state="attached")
    for fold in page.locator(FOLDS).all():
        fold.click()
    page.wait_for_timeout(2 * QUIET)
    page.locator(drag.held).scroll_into_view_if_needed()
    box, steps = page.locator(drag.held).bounding_box(), page.locator(drag.held).evaluate(STEPS)
    # Each move goes on by a step at least: what stays on its step moves nothing.
    stride = max(round(0.02 * steps), 1) / steps
    strides = min(int(0.75 / stride), 30) + 1

    def move(share: float) -> None:
        across = {"x": 0.5, "y": 0.5, drag.along: share}
        page.mouse.move(
            box["x"] + across["x"] * box["width"], box["y"] + across["y"] * box["height"]
        )

    move(0.2)
    page.mouse.down()
    page.evaluate(HAND, drag.drawn)
    before = len(sent)
    for number in range(1, 3 * times + 1):  # At 0 it is already.
        move(0.2 + stride * (number % strides))
        page.wait_for_timeout(REST)
    painted, heard = page.evaluate("painted"), len(sent) - before
    page.mouse.up()
    page.close()
    assert len(painted) > 2 * times, f"it did not follow the hand: {drag.name}"
    return median(painted), quantiles(painted, n=20)[-1], heard


def bare(browser: Browser, script: str, times: int) -> float:
    """Median milliseconds to the one change of a page with nothing but a number input."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bare.py"
        path.write_text(script)
        with running(path) as server:
            return timed(browser, server.address, Edit("bare", "", type_number), times)[1]


def main() -> int:
    """Print the table; 1 if something that is dragged is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edits", type=int, default=15, help="of each kind")
    times = parser.parse_args().edits
    with sync_playwright() as playwright, launched(playwright) as browser:
        unit, framed = (bare(browser, script, times) for script in (EMPTY, FRAMED))
        with running() as dashboard:
            rows = [(edit.name, *timed(browser, dashboard.address, edit, times)) for edit in EDITS]
            drags = [(d.name, *dragged(browser, dashboard.address, d, times)) for d in DRAGS]
    print(f"An empty page with one number input: {unit:.0f} ms")
    print(f"The same with a menu, and the number in the address: {framed:.0f} ms\n")
    print("| edit | first change, ms | × empty | all drawn, ms | × empty |")
    print("|---|--:|--:|--:|--:|")
    for name, first, last in rows:
        print(f"| {name} | {first:.0f} | {first / unit:.1f} | {last:.0f} | {last / unit:.1f} |")
    print("\n| dragged | from pointer to paint, ms | × empty | 95 % within, ms | server heard |")
    print("|---|--:|--:|--:|--:|")
    for name, middle, most, heard in drags:
        print(f"| {name} | {middle:.0f} | {middle / unit:.1f} | {most:.0f} | {heard} |")
    slow = [name for name, middle, *_ in drags if middle > MOST * unit]
    for name in slow:
        print(f"\nMore than {MOST:g} times an empty page: {name}")
    return len(slow) > 0


if __name__ == "__main__":
    sys.exit(main())
