"""A session that the server lost: what the visitor did in the open page is taken all the same.

Streamlit forgets a session whose browser was away for two minutes, and all of them when the
server starts anew. The page stays open, and what all its widgets hold goes to a new session with
the first message that follows. That session has drawn no widget yet, so no callback would run: a
grid would show an edit that nobody has scored. Therefore a new session puts what the browser sent
aside, draws the page as its link says, and then takes it up as if it had been sent only then.

What says whether a part of the page is open is heard at once: else what is in it would not be
drawn, and an edit there had no callback yet when it arrives; so is what such a callback does.

Every callback runs then whose widget is not as the link says, so it may change nothing where all
that the widget holds was taken before.
"""

from __future__ import annotations

import re
import secrets

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

# By their keys: what opens and closes a part of a page, and what says how edits are taken.
_AT_ONCE = re.compile("folded_.*|losses|share|(example_)?files|keep_sums")
# Long before a key comes round again, no browser shows the widget that had it.
_KEYS = 32
_ASIDE, _BACK, _BEGUN = "put_aside", "went_back", "session_begun"


def put_aside(linked: str) -> None:
    """Before anything is drawn: put aside what a browser sent of widgets of another session.

    But for the widget so called, which the address holds: the browser's own may be behind it.
    """
    if _BEGUN in st.session_state:
        return
    run = get_script_run_ctx()
    # Streamlit has no public name for it, and keeps what no widget was drawn for.
    session = run.session_state._state
    sent = (*st.session_state.get(_ASIDE, ()), *session.get_widget_states())
    strange = [state for state in sent if session.get_widget_metadata(state.id) is None]
    for state in strange:
        if _AT_ONCE.fullmatch(_key(state)):
            continue
        session._new_widget_state.states.pop(state.id, None)
    st.session_state[_ASIDE] = [state for state in strange if _key(state) != linked]
    st.session_state[_BACK] = st.session_state.get(_BACK, False) or run.is_history_navigation


def is_opened_by_link() -> bool:
    """Whether this is the first run of a page that was just opened, and of no lost session."""
    return _BEGUN not in st.session_state and not st.session_state[_ASIDE]


def take_up() -> None:
    """After everything is drawn: let what was put aside arrive."""
    if _BEGUN in st.session_state:
        return
    st.session_state[_BEGUN] = True
    sent, back = st.session_state.pop(_ASIDE), st.session_state.pop(_BACK)
    # After a step back in the history the widgets are of another moment than the link.
    if sent and not back:
        run = get_script_run_ctx()
        raise RerunException(
            RerunData(
                query_string=run.query_string,
                page_script_hash=run.page_script_hash,
                widget_states=WidgetStates(widgets=sent),
                cached_message_hashes=run.cached_message_hashes,
                context_info=run.context_info,
            )
        )


def shown_key(name: str) -> str | None:
    """The key, name and number, of a widget that the browser shows from a lost session."""
    keys = map(_key, st.session_state.get(_ASIDE, ()))
    return next((key for key in keys if re.fullmatch(f"{name}_[0-9]+", key)), None)


def key_to_go_on_with(name: str) -> str | None:
    """The same key, if what the widget holds will be taken up."""
    return None if st.session_state.get(_BACK) else shown_key(name)


def fresh_key(name: str, former: str | None) -> str:
    """The key after `former` for a widget that is to start anew, without what it once held.

    They come round again, because Streamlit remembers every key that a session ever used.
    """
    # What the browser still shows of a lost session may hold something, too.
    former = former or shown_key(name)
    number = int(former.rpartition("_")[2]) + 1 if former else 0
    key = f"{name}_{number % _KEYS}"
    st.session_state.pop(key, None)
    return key


def own_key(name: str) -> str:
    """A key that no other session has: a browser may still hold what a lost one had drawn."""
    return f"{name}_{st.session_state.setdefault('nonce', secrets.token_hex(4))}"


def _key(state: WidgetState) -> str:
    return state.id.split("-", 2)[-1]
