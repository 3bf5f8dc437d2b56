"""The session: one share code holds all that a link carries, and callbacks alone change it.

The code lives in a text field of the frame that is bound to the URL, so reload, back, forward,
a page change and a new tab all keep it. Everything else that pages remember hangs on it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

import streamlit as st

import losscore
from pages.ui import notices
from pages.ui.inputs import share
from pages.ui.inputs.scenario import Sample, Scenario
from pages.ui.inputs.settings import SETTINGS, holds
from pages.ui.results.challenges import with_solved
from pages.ui.results.memo import shared
from pages.ui.wording.en.failures import NOT_DONE

CODE = "s"
_PASTED = "pasted"
# No browser is more changes behind than this.
_BEHIND = 8
_DRAWN: ContextVar[tuple[share.Case, str | None] | None] = ContextVar("drawn", default=None)
_decode = shared(64)(share.decode)
_log = logging.getLogger(__name__)


@contextmanager
def code_field() -> Iterator[None]:
    """What holds the share code and puts it in the URL: drawn on every page, seen on none.

    Within it the code is read once: it is only changed by callbacks, which come before.
    """
    # Whoever changes the page before the browser has drawn this field leaves the code behind.
    if st.session_state.get(CODE) and CODE not in st.query_params:
        st.session_state[CODE] = st.session_state[CODE]
    st.text_input(
        "Code in the address",
        key=CODE,
        bind="query-params",
        max_chars=share.MAX_LENGTH,
        on_change=guarded(_went),
    )
    drawn = _DRAWN.set(_read(_code()))
    try:
        yield
    finally:
        _DRAWN.reset(drawn)


def paste_field() -> None:
    """A field that shows the code and takes another one, or a whole link."""
    # The one that is bound to the URL is hidden: closed in a popover it would not reach the URL.
    st.session_state[_PASTED] = st.session_state.get(CODE, "")
    st.text_input(
        "Share code",
        key=_PASTED,
        max_chars=share.MAX_LENGTH,
        on_change=guarded(_pasted),
        placeholder="The default scenario",
        help="All that is edited here, as text. Paste another code, or a whole link, to open it.",
    )


def case() -> share.Case:
    """The current scenario and settings; the default ones where the code is no code."""
    return _now()[0]


def problem() -> str | None:
    """What is wrong with the current code, if anything."""
    return _now()[1]


def _now() -> tuple[share.Case, str | None]:
    return _DRAWN.get() or _read(_code())


def _read(code: str) -> tuple[share.Case, str | None]:
    try:
        return _case_of(code), None
    except share.ShareError as error:
        return share.DEFAULT, str(error)


def _code() -> str:
    return share.code_in(st.session_state.get(CODE, ""))


def _case_of(code: str) -> share.Case:
    return _decode(code) if code else share.DEFAULT


def is_of_start(code: str) -> bool:
    """Whether a code, from anyone, was made since Start is the page at the top."""
    try:
        case = _case_of(share.code_in(code))
    except share.ShareError:
        return False
    # None of these could be in a code before, but for a start chosen by hand.
    covered = case.value("answer") == "covered"
    return covered or bool(case.value("guess")) or case.value("start") == share.BAD_START


def scenario() -> Scenario:
    """The current scenario."""
    return case().scenario


def sample_index() -> int:
    """Which of the scenario's samples is chosen, from 0."""
    return value("sample") - 1


def sample() -> Sample:
    """The chosen sample."""
    now = case()
    return now.scenario.samples[now.value("sample") - 1]


def value(name: str) -> float | int | str:
    """The value of a setting."""
    return case().value(name)


def losses() -> tuple[losscore.Loss, losscore.Loss]:
    """The two losses that are compared, in their order, without any floor."""
    return _losses_of(case())


def _losses_of(case: share.Case) -> tuple[losscore.Loss, losscore.Loss]:
    return _losses_called(case.value("losses"), case.value("power"))


@shared(64)
def _losses_called(names: str, power: float) -> tuple[losscore.Loss, losscore.Loss]:
    losses = {**losscore.LOSSES, "power": _power_loss(power)}
    first, second = names.split(".")
    return losses[first], losses[second]


def power_loss() -> losscore.PowerLoss:
    """The loss between squared error and cross-entropy that the setting chooses."""
    return _power_loss(value("power"))


_power_loss = shared(64)(losscore.PowerLoss)


def power_losses() -> tuple[losscore.PowerLoss, ...]:
    """The power loss at each stop of its slider, where it is one of the two; else none."""
    return tuple(map(_power_loss, stops("power"))) if power_loss() in losses() else ()


def floored_losses() -> tuple[losscore.Loss, losscore.Loss]:
    """The same two, with the chosen floor where it makes a difference."""
    first, second = losses()
    return first.floored(value("floor")), second.floored(value("floor"))


def lifted_losses() -> list[losscore.Loss]:
    """Those of the two, without any floor, that the chosen floor makes a difference to."""
    pairs = zip(losses(), floored_losses(), strict=True)
    return [loss for loss, floored in pairs if floored != loss]


def change_loss(place: int, name: str) -> None:
    """Compare the loss so called in the first place, 0, or the second, 1. For callbacks only.

    One that is compared already changes places with the other.
    """
    now = [loss.name for loss in losses()]
    if now[1 - place] == name:
        now.reverse()
    now[place] = name
    change(losses=".".join(now))


def change(scenario: Scenario | None = None, **settings: float | int | str) -> None:
    """Put a changed scenario or changed settings in place. For callbacks only."""
    now = case()
    changed = share.Case(scenario or now.scenario, {**now.chosen, **settings})
    changed = with_solved(changed, _losses_of(changed))
    if changed != now:
        _replace(share.encode(changed))


def _replace(code: str) -> None:
    _leave(st.session_state.get(CODE, ""))
    _put(code)


def _leave(code: str) -> None:
    former = (*st.session_state.get("former_codes", ()), code)
    st.session_state["former_codes"] = former[-_BEHIND:]


def _put(code: str) -> None:
    st.session_state[CODE] = st.session_state["last_code"] = code


def _hold_what_was_changed() -> None:
    """A browser sends the code with all else: a former one until it has heard of a change.

    A step in the history is none of it: Streamlit takes its code from the address.
    """
    if st.session_state.get(CODE) in st.session_state.get("former_codes", ()):
        st.session_state[CODE] = st.session_state["last_code"]


def bound(name: str, kind: str = "setting") -> dict:
    """Arguments that tie a widget to a setting: `st.selectbox("Data", data, **bound("data"))`.

    A second widget for the same setting is of another kind.
    """
    key = f"{kind}_{name}"
    st.session_state[key] = value(name)
    return {"key": key, "on_change": guarded(_set), "args": (name, key)}


def ranged(name: str, kind: str = "setting") -> dict:
    """The same for a number with its range: `st.slider("σ", **ranged("sigma"))`."""
    number = SETTINGS[name]
    span = {"min_value": number.low, "max_value": number.high, "step": number.step}
    return {**span, **bound(name, kind)}


def stops(name: str) -> list[float]:
    """What a control offers for a setting: its stops, and any other value that a link brought."""
    return sorted({*SETTINGS[name].stops, value(name)})


def guarded(callback: Callable[..., None]) -> Callable[..., None]:
    """The callback, made safe for a widget: should it fail, that is said and the page goes on.

    The server would show an error box of its own in the place of the page.
    """

    @wraps(callback)
    def safely(*args: object) -> None:
        try:
            _hold_what_was_changed()
            callback(*args)
        except Exception:  # Streamlit's reruns and stops are none, and pass.
            _log.exception("A callback failed")
            notices.notify(NOT_DONE)

    return safely


def begin_anew() -> None:
    """Put the default scenario and settings in place. For callbacks only."""
    _put("")


def _set(name: str, key: str) -> None:
    given = st.session_state[key]
    if given is None:  # Its choice was cleared.
        given = SETTINGS[name].default
    # What a lost session had chosen may be no option any more, and is a label then.
    if holds(name, given):
        change(**{name: given})


def _went() -> None:
    _put(_opened(st.session_state[CODE]))


def _pasted() -> None:
    _replace(_opened(st.session_state[_PASTED]))


def _opened(text: str) -> str:
    """The code of what a text opens; of what is open already where it is no code."""
    try:
        opened = _decode(share.code_in(text)) if text.strip() else share.DEFAULT
    except share.ShareError as error:
        notices.notify(f"{error} The scenario you had is still here.")
        opened = _case_of(st.session_state.get("last_code", ""))
    return share.encode(opened)


def remember() -> None:
    """Keep the last good code, to fall back on. The frame calls this once a run."""
    if problem() is None:
        last, now = st.session_state.get("last_code"), _code()
        if last not in (None, now):  # After a step in the history.
            _leave(last)
        st.session_state["last_code"] = now
