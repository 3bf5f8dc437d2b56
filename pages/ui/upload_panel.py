"""Tables as files: the two uploaders, what they brought, and what is wrong with it.

`st.file_uploader` lets go of its file when its page is left, so what was read is kept in the
session, named on the screen, and dropped on request only.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.ui import source, state
from pages.ui.batch import DIGITS_FILES
from pages.ui.hand import Hand
from pages.ui.wording import uploads as words

# Smaller files are read before a progress bar could be seen.
_LARGE = 5_000_000


def choose_files() -> None:
    """Uploaders for both models, and the state of what is in hand."""
    hand = _hand()
    for model in hand.slots:
        _uploader(hand, model)
    source.keep_upload(hand.batch)
    if hand.mismatch is not None:
        st.error(words.mismatch(hand), icon=":material/compare_arrows:")
    elif hand.batch is None and hand.slots["b"].held:
        st.info(words.B_ALONE, icon=":material/hourglass_empty:")
    if hand.batch is not None:
        with st.expander(words.FORMAT_TITLE, icon=":material/table:"):
            show_format()


def _hand() -> Hand:
    return st.session_state.setdefault("uploads", Hand())


def _uploader(hand: Hand, model: str) -> None:
    slot = hand.slots[model]
    key = f"upload_{model}_{slot.drops}"
    file = st.file_uploader(
        words.LABELS[model],
        key=key,
        help=words.HELP,
        on_change=state.guarded(_changed),
        args=(model, key),
    )
    if file is None:
        # A bad file that went with its page: there is nothing left to mend.
        slot.error = None
    else:
        rescale = st.session_state.pop(f"rescale_file_{model}", None) == file.file_id
        if rescale or file.file_id != slot.looked_at:
            _read(hand, model, file, rescale)
    if slot.error is not None:
        st.error(words.refused(slot), icon=":material/error:")
        if slot.error.fixable_by_normalising:
            st.button(
                words.RESCALE,
                key=f"rescale_{model}",
                help=words.RESCALE_HELP,
                on_click=state.guarded(_ask_to_rescale),
                args=(model, file.file_id),
            )
    if slot.held:
        _in_hand(hand, model)


def _in_hand(hand: Hand, model: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.in_hand(hand.slots[model].held))
        st.button(
            "Drop",
            key=f"drop_{model}",
            on_click=state.guarded(hand.drop),
            args=(model,),
            type="tertiary",
        )


def _ask_to_rescale(model: str, file_id: str) -> None:
    st.session_state[f"rescale_file_{model}"] = file_id


def _read(hand: Hand, model: str, file, rescale: bool) -> None:
    place = st.empty()
    large = file.size > _LARGE
    file.seek(0)
    hand.look_at(
        model,
        file.file_id,
        file,
        file.name,
        rescale=rescale,
        progress=_shown_in(place, words.reading(file.name)) if large else None,
    )
    place.empty()


def _shown_in(place, text: str) -> Callable[[float], None]:
    """A progress callback that draws a bar, at most once a percent."""
    shown = -1

    def show(done: float) -> None:
        nonlocal shown
        percent = min(int(100 * done), 100)
        if percent > shown:
            shown = percent
            place.progress(percent, text)

    return show


def _changed(model: str, key: str) -> None:
    if st.session_state[key] is None:
        _hand().forget(model)


def show_format() -> None:
    """What a table looks like, how to write one, and two to try."""
    st.markdown(words.FORMAT)
    st.code(words.HOW_TO_WRITE, language="python", wrap_lines=True)
    st.code(words.EXAMPLE, language=None)
    st.markdown(words.FORMAT_MORE)
    _examples()


def show_digits() -> None:
    """What the bundled digits are, and their tables."""
    st.markdown(words.DIGITS)
    _examples()


def _examples() -> None:
    with st.container(horizontal=True):
        for (model, label), path in zip(words.EXAMPLES.items(), DIGITS_FILES, strict=True):
            st.download_button(
                label,
                path.read_bytes,
                path.name,
                "text/csv",
                key=f"example_{model}",
                icon=":material/download:",
                on_click="ignore",
            )
