"""Long computations for all visitors: one at a time, and each question once. Pure.

A page cuts what takes long into questions of a few tenths of a second, and asks the next one when
it has the answer to the last. So whoever has had the fewest answers comes first, nobody waits for
all of somebody else's, and nobody's page that is gone asks for more.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from queue import PriorityQueue
from threading import Lock, Thread
from time import thread_time
from typing import NamedTuple

from pages.ui.results.memo import Shelf


class Question(NamedTuple):
    """A function and what it is asked; the same question always has the same answer."""

    function: Callable[..., object]
    arguments: tuple


class Answer(NamedTuple):
    """What came out, and the processor time that it took, in seconds."""

    result: object
    seconds: float


class Work:
    """Answers questions on a thread of its own and keeps the answers.

    A thread and no process: beside a process the pages of others come a few milliseconds earlier,
    but everything would have to be sent there and back.

    Parameters
    ----------
    most_bytes : int
        What the answers that are kept may take.
    """

    def __init__(self, most_bytes: int) -> None:
        self._kept = Shelf(most_bytes)
        self._asked: dict[Question, Future[Answer]] = {}
        self._waiting: PriorityQueue[tuple[int, int, Question]] = PriorityQueue()
        self._order = count()
        self._lock = Lock()
        self._thread: Thread | None = None

    def known(self, question: Question) -> Answer | None:
        """The answer, where it is kept."""
        return self._kept.get(question)

    def ask(self, question: Question, had: int = 0) -> Future[Answer]:
        """The answer to come; `had` is how many answers whoever asks has had before."""
        with self._lock:
            if (answer := self.known(question)) is not None:
                future = Future()
                future.set_result(answer)
                return future
            future = self._asked.setdefault(question, Future())
            # Also where it waits already: it may come to its turn earlier.
            self._waiting.put((had, next(self._order), question))
            if self._thread is None:
                self._thread = Thread(target=self._answer_all, name="work", daemon=True)
                self._thread.start()
            return future

    def _answer_all(self) -> None:
        while True:
            *_, question = self._waiting.get()
            if question in self._asked:  # Else it came to its turn earlier.
                self._answer(question)

    def _answer(self, question: Question) -> None:
        start = thread_time()
        try:
            answer = Answer(question.function(*question.arguments), thread_time() - start)
        except Exception as error:
            self._taken_off(question).set_exception(error)
            return
        self._kept.put(question, answer)
        self._taken_off(question).set_result(answer)

    def _taken_off(self, question: Question) -> Future[Answer]:
        with self._lock:
            return self._asked.pop(question)


WORK = Work(most_bytes=2**26)
