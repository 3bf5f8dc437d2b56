"""How a chart, and a section of text, gets onto the page."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import streamlit as st

# The rows of a chart: all in one, or by the name of the data set that a layer draws. The browser
# draws again only the layers whose rows have changed.
Rows = pa.Table | Mapping[str, pa.Table]


def chart(rows: Rows, spec: dict, *, key: str, alt: str, **options: object) -> object:
    """Draw a ready-made spec with fresh rows; the key keeps the chart in place between runs."""
    if isinstance(rows, Mapping):
        spec, rows = {**spec, "datasets": rows}, None
    return st.vega_lite_chart(rows, spec, key=key, alt=alt, **options)


def section(title: str, text: str = "") -> None:
    """A heading, and the text below it in the same element: each element costs every rerun."""
    st.markdown(f"### {title}\n\n{text}")
