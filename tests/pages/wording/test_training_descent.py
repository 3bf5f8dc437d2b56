"""The sentences on the descent of one sample."""

from __future__ import annotations

from pages.ui.results import training as runs
from pages.ui.wording.en import training_descent as descent_words
from tests.pages.scoring import PAIR


def test_equal_steps_are_called_so():
    laws = runs.laws(PAIR, 0.4, 1.0)
    needed = {"squared_error": 1, "cross_entropy": 1}
    text = descent_words.answer(0.4, 1.0, needed, laws, 100_000)
    assert "needs **1 step**, **just as many**; its law says 0.781." in text
