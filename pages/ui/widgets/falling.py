"""Perfect answers that fall, one by one, onto a mean that comes down: drawn in the browser."""

from __future__ import annotations

from pages.ui.widgets.component import component


def falling(panels: list[dict], *, add: str, again: str, alt: str, key: str) -> None:
    """A panel a loss: its heights as shares of the start, and what is said after each answer."""
    component("falling")(
        data={"panels": panels, "add": add, "again": again, "alt": alt}, key=key, height="content"
    )
