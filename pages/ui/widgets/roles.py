"""What the columns of an uploaded table are: guessed, and changed in place."""

from __future__ import annotations

import zlib

import streamlit as st

from pages.ui import notices, session
from pages.ui.inputs.uploads.columns import SOFT, Columns, Roles
from pages.ui.inputs.uploads.limits import MAX_SLICED
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.widgets.chart import folded
from pages.ui.wording.en import roles as words


def choose_roles(uploads: Uploads, model: str, *, alone: bool = True) -> None:
    """The roles of the columns of a model's last file, folded away where nothing else is."""
    if alone:
        title = words.title(uploads.slots[model].name)
        folded(title, lambda: _form(uploads, model), key=f"roles_{model}")
    else:
        _form(uploads, model)


def _form(uploads: Uploads, model: str) -> None:
    slot = uploads.slots[model]
    columns = slot.columns
    # Other columns, or the same ones in other roles, are another form.
    stem = f"{model}_{zlib.crc32(repr(columns).encode()):x}"
    st.caption(words.HOW if slot.again else words.HOW_LARGE)
    with st.form(f"roles_form_{stem}", border=False):
        _selects(columns, stem)
        _boxes(columns, stem, alone=2 if slot.refused else 1)
        st.form_submit_button(
            words.READ_AGAIN if slot.again else words.REMEMBER,
            on_click=session.guarded(_tell),
            args=(uploads, model, stem),
        )
    if columns.names in uploads.told and not slot.again:
        st.info(words.TOLD)


def _selects(columns: Columns, stem: str) -> None:
    names = columns.names
    truths = [*names, SOFT] if any(name.startswith(SOFT) for name in names) else [*names]
    truth = SOFT if columns.soft else names[columns.truth[0]] if columns.truth else None
    ids, weight = (None if p is None else names[p] for p in (columns.ids, columns.weight))
    left, right = st.columns(2)
    for place, label, options, chosen, key in (
        (left, words.TRUTH, truths, truth, "truth"),
        (right, words.IDS, names, ids, "ids"),
        (left, words.WEIGHT, names, weight, "weight"),
    ):
        place.selectbox(
            label,
            options,
            index=None if chosen is None else options.index(chosen),
            format_func=words.called,
            placeholder=words.NONE,
            key=f"{key}_{stem}",
        )
    unused = columns.unused if columns.proba else ()
    right.multiselect(words.UNUSED, names, unused, format_func=words.called, key=f"unused_{stem}")
    sliced = [names[place] for place in columns.slices]
    st.multiselect(
        words.SLICES,
        names,
        sliced,
        format_func=words.called,
        key=f"slices_{stem}",
        max_selections=MAX_SLICED,
    )


def _boxes(columns: Columns, stem: str, *, alone: int) -> None:
    """What the numbers are; of so many columns of classes or fewer one may be left alone."""
    if len(columns.proba) <= alone or not columns.truth:
        two = columns.classes if len(columns.classes) == 2 > len(columns.proba) else ("", "")
        left, right = st.columns(2)
        left.text_input(words.OF, two[1], key=f"of_{stem}", help=words.OF_HELP)
        right.text_input(words.NOT_OF, two[0], key=f"not_of_{stem}")
    st.checkbox(words.LOGITS, columns.logits, key=f"logits_{stem}", help=words.LOGITS_HELP)
    st.checkbox(words.COUNTED, columns.counted, key=f"counted_{stem}", help=words.COUNTED_HELP)
    st.checkbox(words.ORDERED, columns.ordered, key=f"ordered_{stem}", help=words.ORDERED_HELP)


def _tell(uploads: Uploads, model: str, stem: str) -> None:
    """Take the roles as the form has them."""

    def chosen(key: str) -> object:
        return st.session_state.get(f"{key}_{stem}")

    columns = uploads.slots[model].columns
    names, truth, unused = columns.names, chosen("truth"), chosen("unused")
    if truth is None:
        notices.notify(words.NO_TRUTH)
        return

    def kept(key: str, place: int | None) -> str | None:
        """A role of one column: a box cannot be emptied, but its column can be one not used."""
        name = chosen(key)
        was = None if place is None else names[place]
        return None if name == truth or (name == was and name in unused) else name

    ids, weight = kept("ids", columns.ids), kept("weight", columns.weight)
    weight = None if weight == ids else weight
    slices = tuple(name for name in chosen("slices") if name not in (truth, ids, weight))
    others = {truth, ids, weight, *unused, *slices}
    classes = tuple(name for name in names if name not in others and not name.startswith(SOFT))
    two = tuple((chosen(key) or "").strip() for key in ("not_of", "of"))
    one = len(classes) == 1 and all(two) and two[0] != two[1]
    roles = Roles(
        truth,
        classes,
        ids,
        two if one else None,
        logits=bool(chosen("logits")),
        counted=bool(chosen("counted") and not chosen("ordered")),
        slices=slices,
        weight=weight,
        ordered=bool(chosen("ordered")),
    )
    uploads.tell(model, roles)
