"""How a chart, and a section of text, gets onto the page."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import streamlit as st


def chart(
    frame: pd.DataFrame | pa.Table, spec: dict, *, key: str, alt: str, **options: object
) -> object:
    """Draw a ready-made spec with fresh data; the key keeps the chart in place between runs."""
    return st.vega_lite_chart(frame, spec, key=key, alt=alt, **options)


def section(title: str, text: str = "") -> None:
    """A heading, and the text below it in the same element: each element costs every rerun."""
    st.markdown(f"### {title}\n\n{text}")
