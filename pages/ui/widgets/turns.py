"""Runs of the script take turns: under load, one after the other is done sooner than all at once.

Python runs one thread at a time, and a run gives way at every element it sends. Fifty runs that
interleave there take nearly twice as long as the same runs in a row. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident
from time import monotonic


class Turns:
    """Lets one `with turns.turn():` body run at a time, unless it takes too long.

    Parameters
    ----------
    longest : float
        After so many seconds a body goes on, but the next one need not wait for it any more: a
        long computation holds nobody up.
    """

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._changed = Condition()
        self._holder: int | None = None  # The thread whose turn it is.
        self._since = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and give it back at the end."""
        self._take()
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Within a turn: let others go ahead during the body, and wait for the next turn after it.

        A body that fails has no use for another turn.
        """
        held = self._give_back()
        yield
        if held:
            self._take()

    def _take(self) -> None:
        with self._changed:
            while self._holder is not None and (left := self._left()) > 0.0:
                self._changed.wait(left)
            self._holder, self._since = get_ident(), monotonic()

    def _give_back(self) -> bool:
        """Whether it was still this thread's turn."""
        with self._changed:
            held = self._holder == get_ident()
            if held:
                self._holder = None
                self._changed.notify()
            return held

    def _left(self) -> float:
        return self._since + self._longest - monotonic()


# A usual run takes a tenth of it.
TURNS = Turns(longest=0.2)
