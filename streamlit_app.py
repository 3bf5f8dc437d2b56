"""The frame of the dashboard: page config, navigation, the shared controls, the page."""

import streamlit as st

from pages.ui import frame, state

with frame.TURNS.turn():
    st.set_page_config(page_icon="⚖️", layout="wide")
    page = frame.navigation()
    body = st.container()
    state.code_field()
    with body:
        frame.heading(page.title)
        page.run()
