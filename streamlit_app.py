"""The frame of the dashboard: page config, navigation, the shared controls, the page."""

import streamlit as st

from pages.ui import frame, state

st.set_page_config(page_icon="⚖️", layout="wide")
page = frame.navigation()
body, foot = st.container(), st.container()
with foot:
    state.code_field()
with body:
    frame.heading(page.title)
    page.run()
