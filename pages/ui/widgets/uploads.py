"""Tables as files: the two uploaders, what they brought, and what is wrong with it.

A file goes from the uploader into the session's uploads as soon as it is there, and the uploader is
empty again. What was read is named on the screen, on all pages, and dropped on request.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.typing import UploadedFile

from pages.ui import session
from pages.ui.inputs.digits import FILES as DIGITS_FILES
from pages.ui.inputs.uploads.limits import MAX_UPLOAD_MB
from pages.ui.inputs.uploads.slots import File, Uploads
from pages.ui.widgets import lifetime, source
from pages.ui.widgets.roles import choose_roles
from pages.ui.wording.en import uploads as words

# Smaller files are read before a progress bar could be seen.
_LARGE = 5_000_000
_KEY = {"a": "uploader_a", "b": "uploader_b"}

# A file above the limit never leaves the browser, which marks it, and on a phone says no word: no
# run of ours knows. The sentence is there all the time, below the uploader, and seen beside a mark.
# This style is fixed text: nothing from outside is in it.
_NOT_SENT = (
    "<style>:has(> [class*=st-key-not_sent_]) {display: none}"
    ".stElementContainer:has([data-testid=stFileChip][aria-invalid=true])"
    " + :has(> [class*=st-key-not_sent_]) {display: block}</style>"
)


def choose_files() -> None:
    """Uploaders for both models, and the state of what they brought."""
    uploads = source.uploads()
    st.html(_NOT_SENT)
    for model in uploads.slots:
        _uploader(uploads, model)
    st.caption(words.limits(_megabytes()))
    if uploads.emptied:
        st.info(words.EMPTIED, icon=":material/hourglass_disabled:")
    if uploads.mismatch is not None:
        st.error(words.mismatch(uploads), icon=":material/compare_arrows:")
    elif uploads.batch is None and uploads.slots["b"].held:
        st.info(words.B_ALONE, icon=":material/hourglass_empty:")
    if uploads.batch is not None:
        with st.expander(words.FORMAT_TITLE, icon=":material/table:"):
            show_format()


def _uploader(uploads: Uploads, model: str) -> None:
    key = st.session_state.get(_KEY[model]) or _fresh_key(model)
    st.file_uploader(
        words.LABELS[model],
        key=key,
        help=words.HELP,
        on_change=session.guarded(_take),
        args=(model, key),
    )
    not_sent = words.not_sent(_megabytes())
    st.container(key=f"not_sent_{model}").warning(not_sent, icon=":material/upload_file:")
    if uploads.slots[model].waiting:
        _read(uploads, model)
    slot = uploads.slots[model]
    if slot.refused:
        st.error(words.refused(slot), icon=":material/error:")
        with st.container(horizontal=True):
            if slot.refused.rescalable:
                st.button(
                    words.RESCALE,
                    key=f"rescale_{model}",
                    help=words.RESCALE_HELP,
                    on_click=session.guarded(uploads.rescale),
                    args=(model,),
                )
            st.button(
                "Dismiss",
                key=f"dismiss_{model}",
                on_click=session.guarded(uploads.dismiss),
                args=(model,),
            )
    if slot.held:
        _current(uploads, model)
    if slot.columns:
        choose_roles(uploads, model)


def _megabytes() -> int:
    """How large a file may be: whoever runs the server may want smaller ones than we do."""
    return min(MAX_UPLOAD_MB, st.get_option("server.maxUploadSize"))


def _take(model: str, key: str) -> None:
    """Move the file that has come from the uploader into the session's uploads."""
    file = st.session_state.get(key)
    if not isinstance(file, UploadedFile):
        return
    source.uploads().take(model, File(file.name, file.getvalue()))
    # Streamlit would keep it until the session ends, and make a copy of it at every rerun.
    lifetime.take_out(file.file_id)
    del st.session_state[key]
    _fresh_key(model)


def _fresh_key(model: str) -> str:
    """The key of an uploader that has no file."""
    name = _KEY[model]
    st.session_state[name] = session.fresh_key(f"upload_{model}", st.session_state.get(name))
    return st.session_state[name]


def _current(uploads: Uploads, model: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.current(uploads.slots[model].held))
        st.button(
            "Drop",
            key=f"drop_{model}",
            on_click=session.guarded(_drop),
            args=(uploads, model),
            type="tertiary",
        )


def _drop(uploads: Uploads, model: str) -> None:
    uploads.drop(model)
    lifetime.forget_downloads()


def _read(uploads: Uploads, model: str) -> None:
    file, place = uploads.slots[model].waiting, st.empty()
    large = len(file.data) > _LARGE
    uploads.read(model, _shown_in(place, words.reading(file.name)) if large else None)
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
    _examples()


def show_digits() -> None:
    """What the bundled digits are, and their tables."""
    st.markdown(words.DIGITS)
    _examples()


def _examples() -> None:
    with st.container(horizontal=True):
        for (model, label), path in zip(words.EXAMPLES.items(), DIGITS_FILES.values(), strict=True):
            st.download_button(
                label,
                path.read_bytes,
                path.name,
                "text/csv",
                key=f"example_{model}",
                icon=":material/download:",
                on_click="ignore",
            )
