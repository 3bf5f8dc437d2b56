"""A batch: which samples cost the most, and do the losses agree?"""

from __future__ import annotations

import streamlit as st

from pages.ui import frame, session
from pages.ui.charts import samples as charts
from pages.ui.inputs.batch import Batch
from pages.ui.results.confusion import has_matrix
from pages.ui.results.samples import Summary, summary
from pages.ui.widgets import controls, source
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.chart import chart, folded, section, side_by_side, tell
from pages.ui.widgets.confusion import show_confusion
from pages.ui.widgets.digits_pictures import show_gallery
from pages.ui.widgets.samples_answer import answer, link, tell_first
from pages.ui.widgets.samples_table import follow_row, show_table
from pages.ui.widgets.scenario_grid import edit_samples
from pages.ui.widgets.slices import show_slices
from pages.ui.widgets.tally import show_tally, tell_verdict
from pages.ui.widgets.uploads import choose_files, show_digits, show_format
from pages.ui.wording.en import confusion as confusion_words
from pages.ui.wording.en import samples as words
from pages.ui.wording.en import samples_background as background
from pages.ui.wording.en import slices as slice_words
from pages.ui.wording.en.uploads import NOTHING_YET


def main() -> None:
    """The page, from top to bottom."""
    follow_row()
    source.choose_source()
    # The grid of the scenario wants more room than the other controls.
    own = session.value("source") == "scenario"
    left, right = st.columns([3, 2] if own else 2, gap="large")
    with left:
        _CONTROLS[session.value("source")]()
    if tally := source.tallied():
        with right:
            tell_verdict(tally)
        show_tally(tally)
        return
    find, numbers = source.finder(), _numbers()
    losses, floor = session.losses(), session.value("floor")

    def again() -> tuple[Batch, Summary] | None:
        batch = find()
        return batch and (batch, summary(batch, losses, floor, numbers))

    batch = find()
    if batch is None:
        with right:
            _nothing()
        return
    place, scored = tell_first(right, batch, losses, floor), summary(batch, losses, floor, numbers)
    with place:
        tell(as_answer(answer(batch, losses, floor, numbers, session.case())))
        if batch.size == 1:
            source.offer_digits()
    if scored.lifted or any(scored.infinite.values()):
        with left:
            controls.choose_floor()
    if session.value("source") == "digits":
        show_gallery(scored, link(batch, scored, session.case()))
    several = batch.size > 1  # A picture of a single sample would show nothing.
    if several:
        folded(slice_words.TITLE, lambda: show_slices(batch, scored), key="slices")
    if several and has_matrix(scored):
        folded(confusion_words.TITLE, lambda: show_confusion(scored), key="confusion")
    show_table(scored, again)
    if several:
        _pictures(scored)
    folded("The arithmetic", lambda: _arithmetic(scored), key="arithmetic")
    folded("Why it is so", lambda: tell(background.why(losses)), key="why")


_CONTROLS = {
    "scenario": edit_samples,
    "digits": show_digits,
    "upload": choose_files,
}


def _nothing() -> None:
    if session.value("source") == "upload":
        st.markdown(NOTHING_YET)
        show_format()
    else:
        st.markdown(words.NOTHING_SCORED)


def _numbers() -> tuple[int, ...] | None:
    """The numbers of the samples that are scored, where some of the scenario are not."""
    if session.value("source") != "scenario":
        return None
    samples = session.scenario().samples
    return tuple(i for i, sample in enumerate(samples, 1) if not sample.broken)


def _pictures(scored: Summary) -> None:
    section(background.PICTURES, background.pictures_caption(scored, session.losses()))
    drawn = charts.of_batch(scored, session.losses(), whole=controls.choose_zoom())
    with side_by_side(len(drawn), gap="small"):
        for one in drawn:
            chart(one.rows, one.spec, key=one.key, alt=one.alt, names=scored.names)


def _arithmetic(scored: Summary) -> None:
    st.markdown(background.mean_of(scored))
    for column, loss in zip(st.columns(2, gap="large"), scored.losses, strict=True):
        column.markdown(background.arithmetic(scored, loss))


frame.run(main)
