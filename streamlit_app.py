"""The frame of the dashboard: page config, navigation, the shared controls, the page."""

import streamlit as st

from pages.ui import frame, state
from pages.ui.registry import HOME, PAGES

st.set_page_config(page_icon="⚖️", layout="wide")
page = st.navigation(
    [st.Page(p.path, title=p.title, icon=p.icon, default=p is HOME) for p in PAGES],
    position="top",
)
body, foot = st.container(), st.container()
with foot:
    state.code_field()
with body:
    frame.heading(next(p for p in PAGES if p.title == page.title))
    page.run()
