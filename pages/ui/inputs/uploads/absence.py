"""What a session holds is let go of once its browser has been away for too long. Pure."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic, sleep
from weakref import WeakValueDictionary

_LOG = logging.getLogger(__name__)


class Absence:
    """Looks for sessions whose browser is gone, in a thread that runs while there are any to watch.

    Parameters
    ----------
    is_here : callable
        Whether the session of this name has a browser.
    let_go : callable
        Called with the session and what it holds, at every look while it is away too long.
    patience : float
        How many seconds it may be away.
    every : float
        How many seconds pass between two looks.
    """

    def __init__(
        self,
        is_here: Callable[[str], bool],
        let_go: Callable[[str, object], None],
        *,
        patience: float,
        every: float,
    ) -> None:
        self._is_here, self._let_go = is_here, let_go
        self._patience, self._every = patience, every
        self._watched: WeakValueDictionary[str, object] = WeakValueDictionary()
        self._left: dict[str, float] = {}
        self._lock = Lock()
        self._thread: Thread | None = None

    def watch(self, session: str, belongings: object) -> None:
        """Watch a session until what it holds is gone in some other way."""
        with self._lock:
            self._watched[session] = belongings
            if self._thread is None:
                self._thread = Thread(target=self._keep_looking, name="absence", daemon=True)
                self._thread.start()

    def look(self, now: float) -> None:
        """Look once for who is here and who has been away for too long."""
        with self._lock:
            watched = dict(self._watched.items())
        self._left = {session: left for session, left in self._left.items() if session in watched}
        for session, belongings in watched.items():
            if self._is_here(session):
                self._left.pop(session, None)
            elif now - self._left.setdefault(session, now) >= self._patience:
                self._let_go(session, belongings)

    def _keep_looking(self) -> None:
        while True:
            sleep(self._every)
            try:
                self.look(monotonic())
            except Exception:
                _LOG.exception("What absent sessions hold could not be let go of.")
            with self._lock:
                if not self._watched:
                    self._thread = None
                    return
