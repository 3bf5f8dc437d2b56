"""The mean of the worse model as perfect samples are added, down to the mean of the better."""

from __future__ import annotations

import math
from functools import lru_cache, partial

import altair as alt
import numpy as np
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import color, dash, layer_of, remembered, rows, spec, stacked
from pages.ui.results.compensation import Gap
from pages.ui.wording.en.compensation import means_apart
from pages.ui.wording.formats import exact_text, number

_MODELS = (palette.MODEL_A, palette.MODEL_B)
_BOLD = {"fontSize": 13, "fontWeight": "bold"}
_TIPS = (
    alt.Tooltip("who:N", title="mean of"),
    alt.Tooltip("added:Q", title="perfect samples added", format=",.4~g"),
    alt.Tooltip("mean:N", title="mean"),
    alt.Tooltip("share:Q", title="share of the start", format=".3~p"),
)
_WHOLE = "format(datum.value, datum.value < 1e6 ? ',' : '~s')"
_TOP = 1.4  # Above 100 % is room for both means.
_FIRST_END = 10
_POINTS = 61


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
    by_model, dashed = color(_MODELS, legend=None), dash(_MODELS, legend=None)
    own = {"color": alt.value(look.color), "shape": alt.value(look.shape)}
    part = partial(_part, end)
    curve, crossing = part("curve").encode(color=by_model), part("crossing")
    layers = (
        curve.mark_line(strokeWidth=2.5).encode(strokeDash=dashed),
        part("target").mark_line(strokeWidth=2.5).encode(color=by_model, strokeDash=dashed),
        crossing.mark_rule(strokeDash=[2, 3], strokeWidth=2, color=look.color).encode(
            y2=alt.datum(0)
        ),
        part("whole").mark_point(filled=True, size=45, opacity=1).encode(color=by_model),
        # Unseen, to be hovered.
        curve.mark_point(size=420, opacity=0, aria=False).encode(tooltip=list(_TIPS)),
        crossing.mark_point(filled=True, size=170, opacity=1, stroke="white").encode(
            tooltip=list(_TIPS), **own
        ),
        part("mean")
        .mark_text(align="right", dx=-2, **_BOLD)
        .encode(color=by_model, text="label:N"),
        *(
            crossing.transform_filter(f"datum.added {side} {end / 2}")
            .mark_text(align=align, dx=dx, dy=-12, **_BOLD)
            .encode(color=own["color"], text="label:N")
            for side, align, dx in (("<", "left", 10), (">=", "right", -10))
        ),
    )
    title = f"{look.symbol} {look.label}"
    return spec(alt.layer(*layers).properties(height=320, title=title))


def _part(end: int, name: str) -> alt.Chart:
    """The rows of one part, over the axes all parts share."""
    return layer_of(name).encode(
        x=alt.X(
            "added:Q",
            scale=alt.Scale(domain=[0, end]),
            title="Perfect samples added",
            axis=alt.Axis(tickCount=5, labelExpr=_WHOLE),
        ),
        y=alt.Y(
            "share:Q",
            scale=alt.Scale(domain=[0, _TOP]),
            title="Share of the starting mean",
            axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
        ),
    )


@remembered
def fall_frame(gap: Gap) -> pa.Table:
    """The curve, its whole numbers where they are few, the target, the crossing, and labels."""
    end, answer = float(axis_end(gap)), gap.answer
    worse, better = (palette.COLUMNS[model] for model in (gap.worse or "a", gap.better or "b"))
    start, goal = means_apart(gap, answer.mean, gap.target)
    target = _share(gap.target, answer.mean)
    # Closer together at the start, where the curve is steep.
    parts = [_curve(gap, end * np.linspace(0.0, 1.0, _POINTS) ** 2, "curve", worse.label)]
    if end == _FIRST_END:
        parts.append(_curve(gap, np.arange(end + 1.0), "whole", worse.label))
    if math.isfinite(answer.exact):
        label = exact_text(answer.exact)
        parts.append(_points("crossing", [answer.exact], [target], worse.label, goal, [label]))
    starts, is_at = (f"{k.symbol} {k.label}" for k in (worse, better))
    return stacked(
        *parts,
        _points("target", [0.0, end], [target] * 2, better.label, goal, ["", ""]),
        _points("mean", [end], [1.31], worse.label, start, [f"{starts} starts at {start}"]),
        _points("mean", [end], [1.15], better.label, goal, [f"{is_at} is at {goal}"]),
    )


def _curve(gap: Gap, added: np.ndarray, part: str, who: str) -> pa.Table:
    means = gap.answer.mean_after(added).tolist()
    shares = [_share(mean, gap.answer.mean) for mean in means]
    texts = [number(mean) for mean in means]
    return rows({"added": added, "share": shares, "who": [who] * len(means), "mean": texts}, part)


def _points(
    part: str, added: list[float], shares: list[float], who: str, mean: str, labels: list[str]
) -> pa.Table:
    size = len(labels)
    columns = {"added": added, "share": shares, "who": [who] * size, "mean": [mean] * size}
    return rows({**columns, "label": labels}, part)


def _share(mean: float, start: float) -> float:
    """What is left of the start; all of it where perfect samples change nothing."""
    if math.isinf(start):
        return 1.0 if math.isinf(mean) else 0.0
    return mean / start if start > 0.0 else 1.0
