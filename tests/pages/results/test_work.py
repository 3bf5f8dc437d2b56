"""Long computations for all visitors."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from pages.ui.results.work import Question, Work

PATIENCE = 30


@pytest.fixture
def work():
    return Work(most_bytes=10**6)


def answers(futures) -> list:
    return [future.result(PATIENCE).result for future in futures]


class Busy:
    """A question that keeps the worker until it is told to go on."""

    def __init__(self, work: Work) -> None:
        self._begun, self._go_on = threading.Event(), threading.Event()
        self._answer = work.ask(Question(self._wait, ()))
        assert self._begun.wait(PATIENCE)

    def _wait(self) -> None:
        self._begun.set()
        assert self._go_on.wait(PATIENCE)

    def go_on(self) -> None:
        self._go_on.set()
        self._answer.result(PATIENCE)


def test_thirty_who_ask_the_same_at_once_cause_one_computation(work):
    asked, computed = threading.Barrier(30, timeout=PATIENCE), []

    def square(number: int) -> int:
        computed.append(number)
        return number**2

    def visitor(_: int) -> list[int]:
        asked.wait()
        return answers(work.ask(Question(square, (n,)), n) for n in range(10))

    with ThreadPoolExecutor(30) as visitors:
        for found in visitors.map(visitor, range(30)):
            assert found == [n**2 for n in range(10)]
    assert sorted(computed) == list(range(10))


def test_who_asks_what_is_being_computed_waits_for_that(work):
    busy = Busy(work)
    question = Question(len, ("abc",))
    assert work.ask(question) is work.ask(question)
    busy.go_on()
    assert answers([work.ask(question)]) == [3]


def test_questions_are_answered_one_at_a_time(work):
    inside, most = 0, 0

    def compute(number: int) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        threading.Event().wait(0.001)  # Here another one would get in.
        inside -= 1

    answers([work.ask(Question(compute, (n,))) for n in range(20)])
    assert most == 1


def test_who_has_had_the_fewest_answers_comes_first(work):
    order = []
    busy = Busy(work)
    hads = (7, 0, 3, 0, 7)
    futures = [work.ask(Question(order.append, (i,)), had) for i, had in enumerate(hads)]
    busy.go_on()
    answers(futures)
    assert order == [1, 3, 2, 0, 4]


def test_a_question_moves_up_for_somebody_who_has_had_fewer_answers(work):
    order = []
    busy = Busy(work)
    futures = [work.ask(Question(order.append, (i,)), 5) for i in range(3)]
    assert work.ask(Question(order.append, (2,)), 0) is futures[2]
    busy.go_on()
    answers(futures)
    assert order == [2, 0, 1]


def test_an_error_reaches_who_asked_and_the_next_question_is_answered(work):
    computed = []

    def fail() -> None:
        computed.append(1)
        raise KeyError("no answer")

    for _ in range(2):  # An error is not kept.
        with pytest.raises(KeyError, match="no answer"):
            work.ask(Question(fail, ())).result(PATIENCE)
    assert len(computed) == 2
    assert answers([work.ask(Question(len, ("ab",)))]) == [2]


def test_an_answer_is_known_from_then_on_and_says_what_it_took(work):
    question = Question(sum, ((1, 2),))
    assert work.known(question) is None
    answer = work.ask(question).result(PATIENCE)
    assert work.known(question) is answer
    assert answer.result == 3
    assert 0.0 <= answer.seconds < 1.0


def test_an_answer_too_large_to_keep_is_given_all_the_same():
    work = Work(most_bytes=10_000)
    question = Question(np.zeros, (10_000,))
    assert answers([work.ask(question)])[0].size == 10_000
    assert work.known(question) is None
