"""What both models of Start say, as bars, until there is more to see."""

from __future__ import annotations

import streamlit as st

from pages.ui import palette
from pages.ui.results.start import A, B
from pages.ui.wording.en import start as words
from pages.ui.wording.formats import percent

# Nothing from outside is in these styles, nor in what they are of.
_GRID = (
    "display: grid; grid-template-columns: auto 1fr 3.5rem; gap: 0.6rem 0.8rem; max-width: 40rem; "
    "align-items: center; margin-top: 1rem"
)
_TRACK = "background: color-mix(in srgb, currentColor 8%, transparent); border-radius: 4px"
_BAR = "width: {share:.0%}; height: 2.2rem; background: {color}; border-radius: 4px"


def show_answers() -> None:
    """What each model gives the true class."""
    bars = "".join(
        f'<span>{look.named}</span><div style="{_TRACK}">'
        f'<div style="{_BAR.format(share=share, color=look.color)}"></div></div>'
        f"<strong>{percent(share)}</strong>"
        for look, (share, _) in zip(palette.MODELS.values(), (A, B), strict=True)
    )
    st.html(f'<div style="{_GRID}">{bars}</div>')
    st.caption(words.SAY)
