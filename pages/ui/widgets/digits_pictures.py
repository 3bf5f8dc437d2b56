"""The bundled digits as pictures on the screen: the opened one, and those that cost infinity."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from pages.ui import session
from pages.ui.inputs.digits import digits
from pages.ui.inputs.digits_pictures import digit_of, pictures
from pages.ui.results.memo import shared
from pages.ui.results.samples import Summary
from pages.ui.results.samples_gallery import Exhibit, charged_infinitely
from pages.ui.widgets.chart import section
from pages.ui.wording.en import digits as words

# Eight pixels a side are to be seen as such, which st.image cannot do. Nothing from outside is in
# these styles; what is said, and the address with its code, is escaped.
_PICTURE = "image-rendering: pixelated; border-radius: 4px; flex: none; border: 1px solid #8884"
_GALLERY = "display: flex; flex-wrap: wrap; gap: 12px 16px"
_EXHIBIT = "color: inherit; text-decoration: none; text-align: center; line-height: 1.35"


def show_opened_digit() -> None:
    """The picture of the chosen sample, where it is one of the digits, unedited."""
    row = digit_of(session.scenario(), session.sample())
    if row is None:
        return
    batch = digits()
    number, truth = row + 1, batch.classes[batch.truth[row]]
    text = escape(words.shown(number, batch.size, truth))
    st.html(
        f'<div style="display: flex; gap: 12px; align-items: center">{_image(row, truth, 64)}'
        f"<span>{text}</span></div>"
    )


def show_gallery(scored: Summary, link: Callable[[int], str]) -> None:
    """The digits that cost infinity, if any do; `link` gives the address of a row's sample."""
    exhibits = charged_infinitely(scored)
    if not exhibits:
        return
    section(words.gallery_title(exhibits), words.gallery(scored, exhibits))
    st.html(_gallery(exhibits, tuple(link(exhibit.row) for exhibit in exhibits)))


@shared(8)
def _gallery(exhibits: tuple[Exhibit, ...], addresses: tuple[str, ...]) -> str:
    shown = "".join(map(_exhibit, exhibits, addresses))
    return f'<div style="{_GALLERY}">{shown}</div>'


def _exhibit(exhibit: Exhibit, address: str) -> str:
    truth, verdict = escape(words.truth(exhibit)), escape(words.verdict(exhibit))
    return (
        f'<a href="{escape(address)}" target="_blank" style="{_EXHIBIT}">'
        f"{_image(exhibit.row, exhibit.truth, 72)}<br><b>{truth}</b><br>{verdict}</a>"
    )


def _image(row: int, truth: str, side: int) -> str:
    alt = escape(words.picture(row + 1, truth))
    return (
        f'<img src="{pictures()[row]}" width="{side}" height="{side}" alt="{alt}" '
        f'style="{_PICTURE}">'
    )
