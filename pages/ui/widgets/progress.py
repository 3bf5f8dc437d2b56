"""The progress of work that takes several steps."""

from __future__ import annotations

from time import monotonic

import streamlit as st

# Work shorter than this needs no progress: a bar that flashes by only disturbs.
_PATIENCE = 0.3


class Progress:
    """A bar that counts runs, once they take long; drawing it also lets a rerun interrupt."""

    def __init__(self, total: int) -> None:
        """Reserve a place for the bar, here on the page."""
        self._total, self._done, self._since = total, 0, monotonic()
        self._place, self._shown = st.empty(), False

    def advance(self) -> None:
        """One more run is done."""
        self._done += 1
        if monotonic() - self._since > _PATIENCE:
            text = f"Training: run {self._done} of {self._total}"
            self._place.progress(self._done / self._total, text)
            self._shown = True

    def clear(self) -> None:
        """All runs are done."""
        if self._shown:
            self._place.empty()
