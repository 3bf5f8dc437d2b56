"""The answer of a page, covered until a guess is made: the case, a question, what one may say.

A link asks for it. What was guessed is remembered for as long as the case stays what it was.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from pages.ui import session
from pages.ui.inputs.batch import Batch
from pages.ui.registry import HOME
from pages.ui.results import compensation, covered, gradients, penalties, thresholds
from pages.ui.widgets import source
from pages.ui.widgets.case import choose_case
from pages.ui.widgets.scenario_grid import edit_samples
from pages.ui.widgets.uploads import show_digits
from pages.ui.wording.en import compensation as compensation_words
from pages.ui.wording.en import covered as words
from pages.ui.wording.en import thresholds as threshold_words

_GUESSED, _KEY = "guessed", "guess_of_covered"


class Question(NamedTuple):
    """What is asked, what may be said by a word for each, and which of them is right."""

    text: str
    options: dict[str, str]
    right: str


def can_be_covered(file: str) -> bool:
    """Whether there is something to guess on the page in `file`; Start asks by itself."""
    return file in _QUESTIONS or file == HOME.file


def is_covered(file: str) -> bool:
    """Ask, and tell that the page is not to be drawn; or say what the guess was worth."""
    if session.value("answer") == "shown" or file not in _QUESTIONS:
        _judge(file)
        return False
    has_answer, draw_case, question = _QUESTIONS[file]
    if not has_answer():
        return False
    st.markdown(f"*{words.COVERED}*")
    found = draw_case()
    asked = found and question(found)
    if asked:
        st.pills(
            asked.text,
            list(asked.options),
            format_func=asked.options.get,
            key=_KEY,
            on_change=session.guarded(_guess),
            args=(file, asked),
        )
    return True


def _guess(file: str, asked: Question) -> None:
    said = st.session_state[_KEY]
    session.change(answer="shown")
    texts = asked.options[said], asked.options[asked.right]
    st.session_state[_GUESSED] = {"file": file, "texts": texts, "case": session.case()}


def _judge(file: str) -> None:
    guessed = st.session_state.get(_GUESSED)

    if guessed and guessed["file"] == file and guessed["case"] == session.case():
        st.markdown(words.judged(*guessed["texts"]))


def _are_rows() -> bool:
    # Of a tally nothing is asked: it is in no link, as uploads are not.
    return session.value("scope") != "batch" or source.tallied() is None


def _is_sample_whole() -> bool:
    return not session.sample().broken


def _are_two_models() -> bool:
    # Uploads are in no link, and have to be uploaded first.
    batch = None if session.value("source") == "upload" else source.batch()
    return batch is not None and batch.b is not None


def _show_sample() -> bool:
    st.markdown(words.table(session.scenario().classes, session.sample()))
    return True


def _show_batch() -> Batch:
    source.choose_source()
    # The samples are what the guess is about.
    show = {"scenario": partial(edit_samples, unfolded=True), "digits": show_digits}
    show[session.value("source")]()
    return source.batch()


def _prefer(_: bool) -> Question:
    charges = [penalties.charge(session.sample(), loss) for loss in session.losses()]
    return Question(words.PREFER, words.PREFERRED, covered.preferred(charges))


def _prefer_on_average(batch: Batch) -> Question:
    charges = [penalties.means(batch, loss) for loss in session.floored_losses()]
    return Question(words.PREFER_ON_AVERAGE, words.PREFERRED, covered.preferred(charges))


def _count(batch: Batch) -> Question:
    loss = session.floored_losses()[0]
    right = covered.needed(compensation.gap(batch, loss).answer.count)
    return Question(words.how_many(loss), words.COUNTS, right)


def _lead(batch: Batch) -> Question:
    lead, _ = thresholds.outline(batch)
    return Question(words.EVERYWHERE, words.AHEAD, covered.ahead(lead))


def _push(_: bool) -> Question:
    sample, model, losses = session.sample(), session.value("model"), session.losses()
    k = sample.main_class
    right = covered.harder(gradients.pushes(sample, model, losses), k)
    text = words.which_pushes(model, session.scenario().classes[k])
    return Question(text, words.harder(losses), right)


# Whether there is an answer to cover, what draws the case, and what is asked about it. Where a case
# is chosen on the page, drawing it says what an answer lacks.
_QUESTIONS: dict[str, tuple[Callable[[], bool], Callable, Callable[..., Question]]] = {
    "distributions": (_is_sample_whole, _show_sample, _prefer),
    "compensation": (_are_rows, lambda: choose_case(compensation_words.SCOPE), _count),
    "thresholds": (_are_rows, lambda: choose_case(threshold_words.SCOPE), _lead),
    "gradients": (_is_sample_whole, _show_sample, _push),
    "samples": (_are_two_models, _show_batch, _prefer_on_average),
}
