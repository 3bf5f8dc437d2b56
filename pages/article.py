"""What does the article say, and where is it here?"""

from __future__ import annotations

import streamlit as st

from pages.ui import frame
from pages.ui.wording.en import article as words

# Pixels: lines that read well.
_TEXT = 900


def main() -> None:
    """The page, from top to bottom."""
    st.markdown(words.summary())
    st.caption(words.HOW)
    items = (words.item(index, note) for index, note in enumerate(words.notes(), 1))
    st.markdown("\n\n".join(items), width=_TEXT)


frame.run(main)
