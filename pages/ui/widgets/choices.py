"""A setting whose few values stand side by side."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.ui import session


def choose(label: str, words: Mapping[str, str], setting: str, **options: object) -> None:
    """The choice of a setting, each of its values in its words."""
    st.segmented_control(
        label,
        list(words),
        format_func=words.get,
        required=True,
        **options,
        **session.bound(setting),
    )
