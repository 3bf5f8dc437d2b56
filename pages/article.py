"""What does the article say, and where is it here?"""

from __future__ import annotations

import streamlit as st

from pages.ui import frame
from pages.ui.registry import page
from pages.ui.wording.en import article as words

# Pixels: lines that read well, and the longest title beside them.
_TEXT, _LINK = 900, 170


def main() -> None:
    """The page, from top to bottom."""
    st.markdown(words.summary())
    st.caption(words.HOW)
    for index, note in enumerate(words.notes(), 1):
        place = page(note.page)
        line = st.container(horizontal=True, vertical_alignment="center")
        line.markdown(words.item(index, note), width=_TEXT)
        line.page_link(
            place.path,
            label=place.title,
            icon=place.icon,
            help=words.quotation(note),
            width=_LINK,
        )


frame.run(main)
