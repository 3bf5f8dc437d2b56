"""How long an upload lives: until it is dropped, and no longer than the tab that it came from."""

from __future__ import annotations

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.inputs.uploads.absence import Absence
from pages.ui.inputs.uploads.slots import Hand

# A page that lost its connection has it again long before that.
SECONDS = 30
_EVERY = 5


def watched(hand: Hand) -> Hand:
    """The same hand; it is emptied should this session's browser leave and not come back.

    Streamlit keeps the session of a closed tab for two minutes, and longer if nobody else comes.
    """
    _ABSENCE.watch(get_script_run_ctx().session_id, hand)
    return hand


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


def _let_go(session: str, hand: Hand) -> None:
    runtime.get_instance().uploaded_file_mgr.remove_session_files(session)
    forget_downloads()
    hand.empty()


_ABSENCE = Absence(_is_here, _let_go, patience=SECONDS, every=_EVERY)
