"""Every case that the editor or a link allows, and most of all those at its limits."""

from __future__ import annotations

from hypothesis import strategies as st

from pages.ui.inputs.scenario import (
    MAX_CLASSES,
    MAX_SAMPLES,
    MIN_CLASSES,
    Sample,
    Scenario,
    default_names,
)
from pages.ui.inputs.settings import SETTINGS, Choice, Whole
from pages.ui.inputs.share import Case

# Ten numbers of six digits near each other, and far from anything.
SIX_DIGITS = tuple(0.0123456 + 0.0198765 * k for k in range(10))
FAR_APART = tuple(float(f"1.2345{k}e-300") for k in range(10))
# What a truth or a prediction may miss 1 by.
_TOLERANCE = 1e-5
_TINY = st.sampled_from([0.0, 5e-324, 1e-310, 2.2e-308, 1e-200, 1e-17, 1e-9, 1e-6, 9.9e-6])
_NEAR_1 = st.just(1.0) | st.floats(1 - 0.9 * _TOLERANCE, 1.0)
_VALUES = _TINY | _NEAR_1 | st.floats(0.0, 1.0)


@st.composite
def _columns(draw: st.DrawFn, size: int) -> tuple[float, ...]:
    """Numbers a class, most often a distribution or one but for what the tolerance leaves."""
    kind = draw(st.sampled_from(["sure"] * 4 + ["spread"] * 4 + ["anything"]))
    rest = draw(st.sampled_from([st.just(0.0), _TINY, _VALUES]))
    values = draw(st.lists(_VALUES if kind == "anything" else rest, min_size=size, max_size=size))
    k = draw(st.integers(0, size - 1))
    if kind == "sure":
        values = [value * _TOLERANCE / size for value in values]
        values[k] = draw(_NEAR_1)
    elif kind == "spread":
        values[k] = draw(st.floats(0.01, 1.0))
        total = sum(values) / draw(_NEAR_1)
        values = [value / total for value in values]
    return tuple(min(value, 1.0) for value in values)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """2 to 10 classes, 1 to 50 samples."""
    size = draw(st.integers(MIN_CLASSES, MAX_CLASSES))
    columns = _columns(size)
    samples = draw(st.lists(st.builds(Sample, columns, columns, columns), min_size=1, max_size=3))
    if draw(st.integers(0, 9)) == 0:
        samples = (samples * MAX_SAMPLES)[: draw(st.integers(1, MAX_SAMPLES))]
    return Scenario(default_names(size), tuple(samples))


def _setting(name: str) -> st.SearchStrategy:
    setting = SETTINGS[name]
    if isinstance(setting, Choice):
        return st.sampled_from(setting.options)
    if isinstance(setting, Whole):
        return st.integers(int(setting.low), int(setting.high))
    ends = [setting.low, setting.high, setting.default]
    return st.sampled_from(ends) | st.floats(setting.low, setting.high)


def cases(**settings: st.SearchStrategy) -> st.SearchStrategy[Case]:
    """A scenario with any settings, some of them replaced."""
    every = {name: _setting(name) for name in SETTINGS} | settings
    chosen = st.fixed_dictionaries({}, optional=every)
    return st.builds(Case, scenarios(), chosen)


def largest(vector: tuple[float, ...], letter: str = "x") -> Case:
    """Fifty samples of ten classes with the longest names, and every setting far out."""
    names = tuple(f"{k}" + letter * 23 for k in range(10))
    chosen = {}
    for name, setting in SETTINGS.items():
        if isinstance(setting, Choice):
            chosen[name] = max(setting.options, key=lambda text: (text != setting.default, text))
        elif isinstance(setting, Whole):
            chosen[name] = max(setting.low, setting.high, key=lambda end: len(str(end)))
        else:
            chosen[name] = setting.low + (setting.high - setting.low) / 3
    return Case(Scenario(names, (Sample(vector, vector, vector),) * 50), chosen)
