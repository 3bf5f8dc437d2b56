"""The audit of a batch as a file, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from threading import Lock

import streamlit as st

from pages.ui import session
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.inputs.uploads.tallies import TallySlot
from pages.ui.report.audit import Subject, audit
from pages.ui.report.tally import audit as audit_of_tally
from pages.ui.results.models import of_uploads
from pages.ui.results.samples import Summary
from pages.ui.widgets import source
from pages.ui.wording.en import case as case_words
from pages.ui.wording.en import models as model_words
from pages.ui.wording.en import report as words
from pages.ui.wording.en import samples_table as table_words
from pages.ui.wording.en.uploads import described

# One at a time: each may take as much memory again as the tables of its batch.
_TURN = Lock()


def offer_report(found: Callable[[], tuple[Batch, Summary]]) -> None:
    """A button that makes the file; `found` finds batch and summary then."""
    _offer(partial(_made, found, _settings(), _told()), help=words.BUTTON_HELP, width="stretch")


def offer_report_of_tally() -> None:
    """The same of the tally that is open then."""
    made = partial(_made_of_tally, source.uploads().tally, _settings())
    _offer(made, help=words.OF_TALLY_HELP, width="content")


def _offer(made: Callable[[], bytes], **options: str) -> None:
    st.download_button(
        words.BUTTON,
        made,
        words.FILE,
        "text/html",
        icon=":material/summarize:",
        on_click="ignore",
        **options,
    )


def _made_of_tally(slot: TallySlot, settings: dict) -> bytes:
    if slot.held is None:
        raise LookupError(table_words.GONE)
    with _TURN:
        return audit_of_tally(slot.held, made=date.today(), **settings)


def _made(
    found: Callable[[], tuple[Batch, Summary]], settings: dict, told: Callable[[], dict]
) -> bytes:
    """The file. No session is at hand here, and a computation may take long: others go on."""
    batch, scored = found()
    with _TURN:
        return audit(Subject(batch, scored, **settings, **told()), date.today())


def _settings() -> dict:
    """What the pages are set to."""
    place = session.value("of_class")
    return {
        "losses": session.losses(),
        "theta": session.value("theta"),
        "scale": session.value("scale"),
        "klass": place - 1 if place else None,
    }


def _told() -> Callable[[], dict]:
    """What gives all models and what is to be said of their files, later and without a session."""
    if session.value("source") == "upload":
        return partial(_of_uploads, source.uploads(), session.floored_losses())
    left_out = ()
    if session.value("source") == "scenario":
        out = [i for i, sample in enumerate(session.scenario().samples, 1) if sample.broken]
        left_out = (case_words.left_out(out),) if out else ()
    return lambda: {"left_out": left_out}


def _of_uploads(uploads: Uploads, losses: tuple) -> dict:
    ranked, left_out = of_uploads(uploads, losses)
    return {
        "models": tuple(ranked),
        "tables": tuple(map(described, uploads.held.values())),
        "left_out": tuple(model_words.not_in_it(left_out)),
    }
