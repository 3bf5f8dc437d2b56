"""The mean of the worse model as perfect samples are added, down to the mean of the better."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    color,
    dash,
    label_of,
    layer_of,
    remembered,
    rows,
    spec,
    stacked,
    with_symbols,
)
from pages.ui.charts.hand import following, is_at_stop, is_moved, penalty_of, written, written_count
from pages.ui.results.compensation import Gap
from pages.ui.wording.en import pictures
from pages.ui.wording.en.compensation import means_apart
from pages.ui.wording.en.compensation_pictures import STANDS
from pages.ui.wording.formats import exact_text, number

if TYPE_CHECKING:
    from losscore import Loss

_SYMBOLS = with_symbols(palette.MODELS)
_BOLD = {"fontSize": 13, "fontWeight": "bold"}
_TIPS = [
    alt.Tooltip("label:N", title=pictures.TIP_MEAN_OF),
    alt.Tooltip("added:Q", title=pictures.TIP_ADDED, format=",.4~g"),
    alt.Tooltip("mean:N", title=pictures.TIP_MEAN),
    alt.Tooltip("share:Q", title=pictures.TIP_SHARE, format=".3~p"),
]
_WHOLE = "format(datum.value, datum.value < 1e6 ? ',' : '~s')"
# For two probabilities, where a perfect sample costs 0: what is left of the larger penalty, `high`,
# when it has come down to `low`, after how many samples, and at each number of them.
_LEFT = "(!isFinite(high) ? (isFinite(low) ? 0 : 1) : high > 0 ? low / high : 1)"
_CROSSING = "(high <= low * (1 + 1e-12) ? 0 : isFinite(high) && low > 0 ? high / low - 1 : null)"
_SHARE = (
    "datum.part === 'start' || datum.part === 'goal' ? datum.share"
    f" : datum.part === 'target' || datum.part === 'crossing' ? {_LEFT}"
    " : isFinite(high) && high > 0 ? 1 / (1 + datum.added) : 1"
)
_IS_BETTER = "datum.part === 'target' || datum.part === 'goal'"
_BY_HAND = "isValid(datum.pa) && isValid(hand_pa)"
_TOP = 1.4  # Above 100 % is room for both means.
_FIRST_END = 10
_POINTS = 61
_MARK = pa.schema(
    [(name, pa.string()) for name in ("part", "who", "mean", "exact")]
    + [(name, pa.float64()) for name in ("added", "share", "since", "until")]
)


def axis_end(gap: Gap) -> int:
    """Where the axis of added samples ends: a power of ten, so that it stays while counts move.

    The crossing is on it, and as many perfect samples as there are samples; where nothing is
    reached, ten times as many.
    """
    size, end = gap.answer.samples, _FIRST_END
    least = 10 * size if math.isinf(gap.answer.exact) else max(size, 1.1 * gap.answer.exact)
    while end < least:
        end *= 10
    return end


@lru_cache(maxsize=16)
def fall(loss: str, end: int) -> dict:
    """The mean over the number of perfect samples, the target as a line, the crossing marked."""
    look = palette.LOSSES[loss]
    by_model = color(palette.MODELS, "who_held")
    part = partial(_part, end)
    lines = part("curve", "target").encode(color=by_model)
    crossing = part("crossing").transform_calculate(label=label_of(palette.MODELS, "who"))
    side = f"datum.added_held < {end / 2}"  # Where the text of the crossing has room.
    layers = (
        lines.mark_line(strokeWidth=2.5).encode(strokeDash=dash(palette.MODELS, "who_held")),
        crossing.mark_rule(strokeDash=[2, 3], strokeWidth=2, color=look.color).encode(
            y2=alt.Y2Datum(0)
        ),
        part("whole").mark_point(filled=True, size=45, opacity=1).encode(color=by_model),
        # Unseen, to be hovered.
        _over_added(_at_stop(layer_of("curve")), end)
        .transform_calculate(label=label_of(palette.MODELS, "who"))
        .mark_point(size=420, opacity=0, aria=False)
        .encode(tooltip=_TIPS),
        crossing.mark_point(
            filled=True, size=170, opacity=1, stroke="white", color=look.color, shape=look.shape
        ).encode(tooltip=_TIPS),
        part("start", "goal")
        .transform_calculate(
            mean_held=_text_or_scored("mean", written(f"({_IS_BETTER} ? low : high)")),
        )
        .transform_calculate(
            text=f"{label_of(_SYMBOLS, 'who_held')} + ({json.dumps(STANDS)})[datum.part]"
            " + datum.mean_held"
        )
        .mark_text(align="right", dx=-2, **_BOLD)
        .encode(color=by_model, text=alt.Text("text:N")),
        crossing.transform_calculate(
            exact_held=_text_or_scored("exact", written_count("datum.added_held"))
        )
        .mark_text(
            align=alt.expr(f"{side} ? 'left' : 'right'"),
            dx=alt.expr(f"{side} ? 10 : -10"),
            dy=-12,
            color=look.color,
            **_BOLD,
        )
        .encode(text=alt.Text("exact_held:N")),
    )
    return spec(_following(loss, alt.layer(*layers)).properties(height=320, title=look.named))


def _following(loss: str, layers: alt.LayerChart) -> alt.LayerChart:
    """The chart with what two probabilities cost that sliders hold."""
    a, b = (
        penalty_of(loss, f"hand_{p}", f"(1 - hand_{p})", "hand_power", "hand_floor")
        for p in ("pa", "pb")
    )
    return following(
        layers,
        *("pa", "pb", "power", "floor"),
        paid_a=a,
        paid_b=b,
        high="max(paid_a, paid_b)",
        low="min(paid_a, paid_b)",
        worse="paid_a >= paid_b ? 'a' : 'b'",
        better="paid_a >= paid_b ? 'b' : 'a'",
    )


def _part(end: int, *names: str) -> alt.Chart:
    """The rows of some parts for two probabilities that sliders hold; as scored without them."""
    return _over_added(_held_at(_at_stop(layer_of(*names))), end, "_held").transform_filter(
        f"isValid(datum.added_held) && datum.added_held <= {end}"
    )


def _over_added(layer: alt.Chart, end: int, suffix: str = "") -> alt.Chart:
    """A layer over the axes that all share."""
    return layer.encode(
        x=alt.X(
            f"added{suffix}:Q",
            scale=alt.Scale(domain=[0, end]),
            title=pictures.SAMPLES_ADDED,
            axis=alt.Axis(tickCount=5, labelExpr=_WHOLE),
        ),
        y=alt.Y(
            f"share{suffix}:Q",
            scale=alt.Scale(domain=[0, _TOP]),
            title=pictures.SHARE_OF_START,
            axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
        ),
    )


def _at_stop(layer: alt.Chart) -> alt.Chart:
    """The rows of where the slider of the power loss stands."""
    return layer.transform_filter(is_at_stop("power"))


def _held_at(layer: alt.Chart) -> alt.Chart:
    """Whose mean it is, and where it is drawn."""
    return layer.transform_calculate(
        who_held=_or_scored("who", f"{_IS_BETTER} ? better : worse"),
        added_held=_or_scored("added", f"datum.part === 'crossing' ? {_CROSSING} : datum.added"),
        share_held=_or_scored("share", _SHARE),
    )


def _or_scored(field: str, formula: str, when: str = _BY_HAND) -> str:
    return f"{when} ? ({formula}) : datum.{field}"


def _text_or_scored(field: str, formula: str) -> str:
    """A number in words, only where it has changed: the page has its own way to write it."""
    return _or_scored(field, formula, f"{_BY_HAND} && ({is_moved('pa', 'pb', 'power')})")


def fall_frame(
    gap: Gap,
    loss: Loss | None = None,
    pair: tuple[float, float] | None = None,
    moved: Mapping[float, Gap] = MappingProxyType({}),
) -> pa.Table:
    """The curve, its whole numbers where they are few, the target, the crossing, and labels.

    And what it takes to draw others: for two probabilities that sliders hold, where they stand; by
    the stop of the slider of the power loss, the gap there.
    """
    return _frame(gap, getattr(loss, "a", None), pair, tuple(moved.items()))


@remembered
def _frame(
    gap: Gap,
    power: float | None,
    pair: tuple[float, float] | None,
    moved: tuple[tuple[float, Gap], ...],
) -> pa.Table:
    end, stops = float(axis_end(gap)), moved or ((None, gap),)
    # What is left of the start after so many samples is the same at all stops.
    runs = [list(run) for _, run in groupby(stops, key=lambda stop: _worse(stop[1]))]
    curves = [
        _curves(gap, end, _worse(run[0][1]), since=run[0][0], until=run[-1][0]) for run in runs
    ]
    drawn = stacked(*curves, _marks(stops, end)).combine_chunks()
    if pair is None and not moved:
        return drawn
    held = {"power": power} if pair is None else {"pa": pair[0], "pb": pair[1], "power": power}
    for name, value in held.items():
        column = pa.repeat(pa.scalar(value, pa.float64()), len(drawn))
        drawn = drawn.append_column(name, column)
    return drawn


def _worse(gap: Gap) -> str:
    return gap.worse or "a"


def _curves(gap: Gap, end: float, who: str, **stops: float | None) -> pa.Table:
    """The falling mean of a model, and its whole numbers where they are few."""
    # Closer together at the start, where the curve is steep.
    parts = {"curve": end * np.linspace(0.0, 1.0, _POINTS) ** 2}
    if end == _FIRST_END:
        parts["whole"] = np.arange(end + 1.0)
    added = np.concatenate([*parts.values()])
    means = gap.answer.mean_after(added).tolist()
    columns = {
        "part": [part for part, places in parts.items() for _ in places],
        "added": added,
        "share": [_share(mean, gap.answer.mean) for mean in means],
        "who": [who] * len(means),
        "mean": [number(mean) for mean in means],
    }
    same = {name: pa.repeat(pa.scalar(a, pa.float64()), len(means)) for name, a in stops.items()}
    return rows({**columns, **same})


def _marks(stops: Iterable[tuple[float | None, Gap]], end: float) -> pa.Table:
    """At each stop the target, where the mean crosses it, and both means in words."""
    marks = [
        {**mark, "since": stop, "until": stop}
        for stop, gap in stops
        for mark in _marks_of(gap, end)
    ]
    return pa.Table.from_pylist(marks, schema=_MARK)


def _marks_of(gap: Gap, end: float) -> list[dict]:
    answer = gap.answer
    start, goal = means_apart(gap, answer.mean, gap.target)
    worse = {"who": _worse(gap)}
    better = {"who": gap.better or "b", "mean": goal}
    target = {"share": _share(gap.target, answer.mean), "mean": goal}
    crossing = {
        "added": answer.exact if math.isfinite(answer.exact) else None,
        "exact": exact_text(answer.exact),
    }
    return [
        {"part": "crossing", **worse, **target, **crossing},
        {"part": "target", "added": 0.0, **better, **target},
        {"part": "target", "added": end, **better, **target},
        {"part": "start", "added": end, "share": 1.31, **worse, "mean": start},
        {"part": "goal", "added": end, "share": 1.15, **better},
    ]


def _share(mean: float, start: float) -> float:
    """What is left of the start; all of it where perfect samples change nothing."""
    if math.isinf(start):
        return 1.0 if math.isinf(mean) else 0.0
    return mean / start if start > 0.0 else 1.0
