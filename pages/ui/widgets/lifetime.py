"""How long an upload lives: until it is dropped, and no longer than the tab that it came from."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic, sleep
from weakref import WeakValueDictionary

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.inputs.uploads.slots import Uploads

# A page that lost its connection has it again long before that.
SECONDS = 30
_EVERY = 5
_LOG = logging.getLogger(__name__)


def watched(uploads: Uploads) -> Uploads:
    """The same uploads; they are emptied should this session's browser leave and not come back.

    Streamlit keeps the session of a closed tab for two minutes, and longer if nobody else comes.
    """
    _ABSENCE.watch(get_script_run_ctx().session_id, uploads)
    return uploads


def take_out(file_id: str) -> None:
    """Have Streamlit let go of an uploaded file: it keeps them all until the session ends."""
    context = get_script_run_ctx()
    context.uploaded_file_mgr.remove_file(context.session_id, file_id)


def forget_downloads() -> None:
    """Have Streamlit let go of downloads: it keeps them until two more runs have ended.

    At the end of this run it is the second time that nobody refers to them.
    """
    if runtime.exists():
        runtime.get_instance().media_file_mgr.remove_orphaned_files()


def _is_here(session: str) -> bool:
    # In tests of pages there is no server that anybody could leave.
    return not runtime.exists() or runtime.get_instance().is_active_session(session)


def _let_go(session: str, uploads: Uploads) -> None:
    runtime.get_instance().uploaded_file_mgr.remove_session_files(session)
    forget_downloads()
    uploads.empty()


class Absence:
    """Looks for sessions whose browser is gone, in a thread that runs while there are any to watch.

    `is_here` says whether a session has a browser. `let_go` is called with a session and what it
    holds once that is away for `patience` seconds, and at every later look; `every` so many seconds
    there is one.
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
            except Exception:  # This thread has to go on: nobody else would let go of uploads.
                _LOG.exception("What absent sessions hold could not be let go of.")
            with self._lock:
                if not self._watched:
                    self._thread = None
                    return


_ABSENCE = Absence(_is_here, _let_go, patience=SECONDS, every=_EVERY)
