"""Tables as files: the uploader, what it brought, and what is wrong with it.

A file goes from the uploader into the session's uploads as soon as it is there, and the uploader is
empty again. What was read is named on the screen, on all pages, and dropped on request.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.typing import UploadedFile

from pages.ui import resume, session
from pages.ui.inputs.digits import FILES as DIGITS_FILES
from pages.ui.inputs.uploads.apart import get_ready
from pages.ui.inputs.uploads.files import File
from pages.ui.inputs.uploads.limits import MAX_UPLOAD_MB
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.widgets import lifetime, source
from pages.ui.widgets.chart import folded
from pages.ui.widgets.models import choose_models
from pages.ui.widgets.roles import choose_roles
from pages.ui.widgets.tally import tell_tally
from pages.ui.wording.en import uploads as words

# Smaller files are read before a progress bar could be seen.
_LARGE = 5_000_000
_KEY, _ICON = "uploader", ":material/download:"

# A file above the limit never leaves the browser, which marks it, and on a phone says no word: no
# run of ours knows. The sentence is there all the time, below the uploader, and seen beside a mark.
# This style is fixed text: nothing from outside is in it.
_NOT_SENT = (
    "<style>:has(> [class*=st-key-not_sent_]) {display: none}"
    ".stElementContainer:has([data-testid=stFileChip][aria-invalid=true])"
    " + :has(> [class*=st-key-not_sent_]) {display: block}</style>"
)


def choose_files() -> None:
    """One uploader for all models, the state of what it brought, and the choice of two."""
    uploads = source.uploads()
    get_ready()
    st.html(_NOT_SENT)
    _uploader()
    tell_tally(uploads.tally, alone=not uploads.slots)
    for key in list(uploads.slots):
        if uploads.slots[key].waiting:
            _read(uploads, key)
    _tell_problems(uploads)
    if len(uploads.held) > 1:
        choose_models(uploads)
        for key, table in uploads.held.items():
            folded(words.line(table), partial(_current, uploads, key), key=f"table_{key}")
    else:
        for key in uploads.held:
            _current(uploads, key)
    st.caption(words.limits(_megabytes()))
    if uploads.batch is not None:
        with st.expander(words.FORMAT_TITLE, icon=":material/table:"):
            show_format()


def _tell_problems(uploads: Uploads) -> None:
    """Which files were not taken or are gone, and what is wrong with those that are there."""
    if uploads.left_out:
        st.warning(words.left_out(uploads.left_out), icon=":material/upload_file:")
    if uploads.emptied:
        st.info(words.EMPTIED, icon=":material/hourglass_disabled:")
    for key in list(uploads.slots):
        if uploads.slots[key].refused:
            _refused(uploads, key)
    if uploads.mismatch is not None:
        st.error(words.mismatch(uploads), icon=":material/compare_arrows:")


def _uploader() -> None:
    key = st.session_state.get(_KEY) or _fresh_key()
    st.file_uploader(
        words.LABEL,
        key=key,
        help=words.HELP,
        accept_multiple_files=True,
        on_change=session.guarded(_take),
        args=(key,),
    )
    not_sent = words.not_sent(_megabytes())
    st.container(key="not_sent_files").warning(not_sent, icon=":material/upload_file:")


def _refused(uploads: Uploads, key: str) -> None:
    slot = uploads.slots[key]
    st.error(words.refused(slot), icon=":material/error:")
    with st.container(horizontal=True):
        if slot.refused.rescalable:
            st.button(
                words.RESCALE,
                key=f"rescale_{key}",
                help=words.RESCALE_HELP,
                on_click=session.guarded(uploads.rescale),
                args=(key,),
            )
        st.button(
            "Dismiss",
            key=f"dismiss_{key}",
            on_click=session.guarded(uploads.dismiss),
            args=(key,),
        )
    if slot.columns:
        choose_roles(uploads, key)


def _megabytes() -> int:
    """How large a file may be: whoever runs the server may want smaller ones than we do."""
    return min(MAX_UPLOAD_MB, st.get_option("server.maxUploadSize"))


def _take(key: str) -> None:
    """Move the files that have come from the uploader into the session's uploads."""
    files = [file for file in st.session_state.get(key) or () if isinstance(file, UploadedFile)]
    if not files:
        return
    source.uploads().take(*(File(file.name, file.getvalue()) for file in files))
    # Streamlit would keep them until the session ends, and make copies of them at every rerun.
    for file in files:
        lifetime.take_out(file.file_id)
    del st.session_state[key]
    _fresh_key()


def _fresh_key() -> str:
    """The key of an uploader that has no file."""
    st.session_state[_KEY] = resume.fresh_key("upload", st.session_state.get(_KEY))
    return st.session_state[_KEY]


def _current(uploads: Uploads, key: str) -> None:
    slot = uploads.slots[key]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.current(slot.held))
        st.button(
            "Drop",
            key=f"drop_{key}",
            on_click=session.guarded(_drop),
            args=(uploads, key),
            type="tertiary",
        )
    if slot.columns and not slot.refused:
        choose_roles(uploads, key, alone=len(uploads.held) == 1)


def _drop(uploads: Uploads, key: str) -> None:
    uploads.drop(key)
    lifetime.forget_downloads()


def _read(uploads: Uploads, key: str) -> None:
    file, place = uploads.slots[key].waiting, st.empty()
    large = len(file.data) > _LARGE
    uploads.read(key, _shown_in(place, words.reading(file.name)) if large else None)
    lifetime.forget_downloads()
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


def show_format() -> None:
    """What a table looks like, how to write one, and two to try."""
    st.markdown(words.FORMAT)
    st.code(words.HOW_TO_WRITE, language="python", wrap_lines=True)
    st.code(words.EXAMPLE, language=None)
    st.markdown(words.FORMAT_MORE)
    with st.container(horizontal=True):
        for (model, label), path in zip(words.EXAMPLES.items(), DIGITS_FILES.values(), strict=True):
            st.download_button(
                label,
                path.read_bytes,
                path.name,
                "text/csv",
                key=f"example_{model}",
                icon=_ICON,
                on_click="ignore",
            )


def show_digits() -> None:
    """What the bundled digits are, and where their tables can be had."""
    st.markdown(words.DIGITS)
