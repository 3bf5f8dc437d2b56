"""What does the article say, and where is it here?"""

from __future__ import annotations

import streamlit as st

from pages.ui import frame
from pages.ui.registry import page
from pages.ui.wording import article as words


def main() -> None:
    """The page, from top to bottom."""
    st.markdown(words.summary())
    st.caption(words.HOW)
    for index, note in enumerate(words.notes(), 1):
        text, link = st.columns([5, 1], vertical_alignment="center")
        with text:
            st.markdown(words.item(index, note))
        place = page(note.page)
        link.page_link(place.path, label=place.title, icon=place.icon, help=words.quotation(note))


frame.run(main)
