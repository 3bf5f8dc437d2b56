"""Who carries the total: the share of it that the costliest part of the samples has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    color,
    dash,
    label_of,
    layer_of,
    looks_of,
    once,
    rows,
    spec,
    stacked,
    with_symbols,
)
from pages.ui.charts.names import Axis, beside_lines, place_columns, written_beside
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary
from pages.ui.wording.en import pictures
from pages.ui.wording.en import samples_pictures as words

_HEIGHT = 420
_GREY = palette.TRUTH.color


@cache
def curve(losses: tuple[str, ...]) -> dict:
    """The share of the total that the costliest part of the samples carries."""
    looks, models = with_symbols(looks_of(losses)), with_symbols(palette.MODELS)
    share = alt.Axis(format="%", tickCount=5)
    scale = alt.Scale(domain=[0, 1])
    x = alt.X("samples:Q", scale=scale, axis=share, title=words.COSTLIEST_PART)
    y = alt.Y("share:Q", scale=scale, axis=share, title=words.SHARE_OF_TOTAL)
    base = (
        layer_of("curve")
        .transform_calculate(
            model=label_of(palette.MODELS, "who"), loss_label=label_of(looks, "loss")
        )
        .encode(x=x, y=y)
    )
    by_loss = color(looks, "loss")
    lines = base.mark_line(strokeWidth=2.5).encode(color=by_loss, strokeDash=dash(models))
    names = written_beside(layer_of("name")).encode(
        x=x, y=y, text=alt.Text("name:N"), color=by_loss
    )
    targets = base.mark_point(filled=True, size=90, opacity=0).encode(
        tooltip=[
            alt.Tooltip("model:N"),
            alt.Tooltip("loss_label:N", title=pictures.TIP_LOSS),
            alt.Tooltip("samples:Q", format=".1%", title=pictures.TIP_COSTLIEST),
            alt.Tooltip("share:Q", format=".1%", title=pictures.TIP_CARRY),
        ]
    )
    layers = alt.layer(_even(), lines, targets, names)
    return spec(layers.properties(height=_HEIGHT, title=words.WHO_CARRIES))


@kept(2)
def curve_frame(scored: Summary) -> pa.Table:
    """The rows of `carried` for a batch."""
    curve = scored.curve
    columns = {"who": curve["model"], "loss": curve["loss"]}
    return carried(
        {name: texts.to_numpy(object) for name, texts in columns.items()}
        | {name: curve[name].to_numpy(float) for name in ("samples", "share")}
    )


def carried(columns: Mapping[str, Sequence]) -> pa.Table:
    """A row for each model, loss and part of the samples: who, loss, samples, share; and names."""
    drawn = rows(columns, "curve")
    found = drawn.to_pandas().groupby(["who", "loss"], sort=False)
    if not len(drawn):
        return drawn
    lines = {key: (line["samples"], line["share"]) for key, line in found}
    texts = {(who, loss): f"{palette.LOSSES[loss].symbol} {who.upper()}" for who, loss in lines}
    places = beside_lines(lines, texts, (Axis(0.0, 1.0), Axis(0.0, 1.0)), _HEIGHT - 80)
    named = place_columns(places, "key", "samples", "share")
    who, loss = zip(*named.pop("key"), strict=True)
    names = {**named, "who": who, "loss": loss, "name": [*texts.values()]}
    return stacked(drawn, rows(names, "name"))


def _even() -> alt.Chart:
    """The curve of samples that all cost the same."""
    rule = once().mark_rule(strokeDash=[1, 3], color=_GREY)
    return rule.encode(x=alt.XDatum(0), y=alt.YDatum(0), x2=alt.X2Datum(1), y2=alt.Y2Datum(1))
