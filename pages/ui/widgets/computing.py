"""What takes long on a page: some of it at once, the rest on request, and its progress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

import streamlit as st

from pages.ui import session
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.tallied import Tallied
from pages.ui.results.work import WORK, Answer, Question
from pages.ui.widgets.turns import TURNS
from pages.ui.wording.en import computing as words

# The processor time that a run of a page may ask for by itself, in seconds. With the last question
# that it begins, and with what it draws, no link takes more than two to open.
ALLOWANCE = 1.5
# What is shorter needs no progress: a bar that flashes by only disturbs.
_PATIENCE = 0.3
# Drawing the bar is also where a newer run cuts this one off.
_PACE = 0.2

# So many probabilities of each model take longer than a moment.
_MANY = 1_000_000


@dataclass
class _Request:
    """What a visitor's page computes, and whether it stopped before the end, and was to go on."""

    questions: tuple[Question, ...]
    stopped: bool = False
    wanted: bool = False


def takes_long(batch: Batch) -> bool:
    """Whether a batch is so large that a page is a moment about it."""
    return batch.a.size >= _MANY


@contextmanager
def spinner(batch: Batch | Tallied) -> Iterator[None]:
    """Say that a batch is computed, if it is so large that it takes long; others may go ahead."""
    if isinstance(batch, Tallied) or not takes_long(batch):
        yield
        return
    with st.spinner(words.many(batch.size)), TURNS.aside():
        yield


class Computing:
    """What one run of a page computes, out of one allowance."""

    def __init__(self) -> None:
        self._left, self._had = ALLOWANCE, 0

    def results(self, name: str, questions: Iterable[Question]) -> list:
        """The result of each question, or None: the button drawn here asks for those.

        The name tells a page's computations apart.
        """
        questions = tuple(questions)
        answers = [WORK.known(question) for question in questions]
        with st.container():  # Always, so that what comes after stays where it is.
            if None in answers:
                request = _request(name, questions)
                if request.wanted or not request.stopped:
                    self._compute(request, answers)
                if None in answers:
                    request.stopped = True
                    _offer(name, request, answers.count(None))
        return [None if answer is None else answer.result for answer in answers]

    def _compute(self, request: _Request, answers: list[Answer | None]) -> None:
        """Fill in the answers that are missing, as far as the allowance goes unless wanted."""
        bar = _Bar(len(answers))
        with TURNS.aside():
            for i, question in enumerate(request.questions):
                if answers[i] is None and (request.wanted or self._left > 0.0):
                    future = WORK.ask(question, self._had)
                    while not wait([future], _PACE).done:
                        bar.draw(len(answers) - answers.count(None))
                    answers[i] = future.result()
                    self._left -= answers[i].seconds
                    self._had += 1
                    bar.draw(len(answers) - answers.count(None))
        bar.clear()


class _Bar:
    """How many of so many results are there, once it takes a moment."""

    def __init__(self, total: int) -> None:
        self._total, self._since, self._place = total, monotonic(), st.empty()

    def draw(self, done: int) -> None:
        if monotonic() - self._since > _PATIENCE:
            self._place.progress(done / self._total, words.progress(done, self._total))

    def clear(self) -> None:
        self._place.empty()


def _request(name: str, questions: tuple[Question, ...]) -> _Request:
    """What this visitor's session knows of these questions."""
    key = f"computing_{name}"
    if key not in st.session_state or st.session_state[key].questions != questions:
        st.session_state[key] = _Request(questions)
    return st.session_state[key]


def _offer(name: str, request: _Request, missing: int) -> None:
    def want() -> None:
        request.wanted = True

    st.button(
        words.rest(missing, len(request.questions)),
        key=f"compute_{name}",
        help=words.REST_HELP,
        icon=":material/play_arrow:",
        on_click=session.guarded(want),
    )
