"""Which batch a page shows: the scenario's samples, the bundled digits, or uploaded tables."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st

from pages.ui import session
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.scenario import Scenario
from pages.ui.inputs.tallied import Tallied
from pages.ui.inputs.uploads.files import files_at
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.results.memo import shared
from pages.ui.widgets import lifetime
from pages.ui.widgets.choices import choose

LABELS = {
    "scenario": "The scenario's samples",
    "digits": "899 handwritten digits",
    "upload": "Your own predictions",
}
SHOW_DIGITS = f"Show me {LABELS['digits']}"
ENTRYPOINT = "streamlit_app.py"
_UPLOADS = "uploads"


def given() -> list[str]:
    """The files that the server was started with: `streamlit run streamlit_app.py -- a.csv`."""
    script, *files = sys.argv
    return files if Path(script).name == ENTRYPOINT else []


def choose_source() -> None:
    """The choice between the three batches."""
    choose("Batch", LABELS, "source", wrap=True)


def offer_digits() -> None:
    """The way on from a single sample: one click to a batch that has something to show."""
    st.button(
        SHOW_DIGITS,
        on_click=session.guarded(lambda: session.change(source="digits")),
    )


def batch() -> Batch | None:
    """The current batch; None where nothing is uploaded yet or no sample can be scored."""
    return finder()()


def tallied() -> Tallied | None:
    """The tally that is shown in place of uploaded tables, if one is open."""
    return uploads().tally.held if session.value("source") == "upload" else None


def finder() -> Callable[[], Batch | None]:
    """What finds the current batch, at any later time, and holds no upload itself.

    For callbacks: Streamlit keeps them for as long as it likes.
    """
    source = session.value("source")
    if source == "digits":
        return digits
    if source == "upload":
        uploaded = uploads()
        return lambda: uploaded.batch
    return partial(scenario_batch, session.scenario())


def uploads() -> Uploads:
    """What this session has uploaded, on all pages."""
    if _UPLOADS not in st.session_state:
        uploads = Uploads()
        uploads.take(*files_at(given()))
        st.session_state[_UPLOADS] = lifetime.watched(uploads)
    return st.session_state[_UPLOADS]


# The same batch for the same scenario, so that what is computed from a batch is computed once.
@shared(64)
def scenario_batch(scenario: Scenario) -> Batch | None:
    """The samples of a scenario that can be scored, as a batch; None if there is none."""
    whole = [s for s in scenario.samples if not s.broken]
    if not whole:
        return None
    truth, a, b = (np.array([getattr(s, c) for s in whole]) for c in ("truth", "a", "b"))
    labels = [s.label for s in whole]
    if None not in labels:
        truth = np.array(labels)
    return Batch(LABELS["scenario"], scenario.classes, truth, a, b)
