"""What all charts have in common: scales of models and losses, and the way to a spec."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module

import altair as alt
import pyarrow as pa
from altair.utils.schemapi import disable_debug_mode

from pages.ui import palette
from pages.ui.inputs.batch import LETTERS
from pages.ui.inputs.characters import visible
from pages.ui.palette import Look
from pages.ui.results.memo import shared
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import shortened

# Charts are valid, as tests find, and no visitor need wait until each part of one has been checked.
disable_debug_mode()

# Altair looks into pandas once anybody has begun to import it: wait for another visitor's run.
import_module("pandas")

# Axes of penalties end here at the latest: what lies above, up to infinity, is drawn at the edge.
CEILING = 5.0

# The rows of a chart are made again only when what they show has changed.
remembered = shared(64)

TOGETHER = 0.08  # Of an axis: what is closer leaves no room for two names.
# A point that stands out from the curve below it.
STANDING_OUT = {"filled": True, "opacity": 1, "stroke": "white", "strokeWidth": 1.5}

_NO_DATA = ("data", {"name": "empty"})
# A chart is told as a whole, in its alt text: a screen reader is to hear of a mark only what was
# worded for it. And Streamlit would leave half of a chart's height to the space between its parts.
_CONFIG = {
    "mark": {"aria": False},
    "axis": {"labelPadding": 6, "titlePadding": 6},
    "legend": {"labelPadding": 6, "padding": 0, "offset": 10},
    "title": {"offset": 14},
    # Streamlit's narrower bars begin where full ones would, and so stand beside their names.
    "bar": {"discreteBandSize": {"band": 1}},
    "scale": {"offsetBandPaddingInner": 0.12},
}


# Charts say what each channel is, `x=alt.X("step:Q")`: for a string or a value by itself, Altair
# looks through all classes it has, which takes longer than the rest of the layer.
def spec(chart: alt.TopLevelMixin) -> dict:
    """The chart as a Vega-Lite specification that waits for its data."""
    made = chart.to_dict(validate=False)
    for part in ("$schema", "datasets"):
        made.pop(part, None)
    return _shared_once(_without_data({**made, "config": _CONFIG}))


def _shared_once(spec: dict) -> dict:
    """The same with what all layers encode alike said once: every byte costs every rerun.

    But for colours: there Streamlit would put a title where a specification says none.
    """
    layers = [{"encoding": {}, **layer} for layer in spec.get("layer", ())]
    if not layers:
        return spec
    first, *others = (layer["encoding"] for layer in layers)
    shared = {
        channel: how
        for channel, how in first.items()
        if channel != "color" and all(other.get(channel) == how for other in others)
    }
    for layer in layers:
        layer["encoding"] = {c: how for c, how in layer["encoding"].items() if c not in shared}
    return {**spec, "encoding": shared, "layer": layers}


# A model in a spec, by its label or by symbol and letter where there is little room, as text or as
# JSON writes it in an expression.
_MODEL = re.compile(r"(?P<before>(?:●|■|\\u25cf|\\u25a0) |)(?P<label>[Mm]odel |)(?P<letter>[AB])\b")
_EXPRESSIONS = {"calculate", "expr", "filter", "labelExpr", "test"}
_LONGEST_NAME = 20


def with_names(drawn: dict | str, names: Mapping[str, str]) -> dict | str:
    """A specification, or a text, with the models by their names, user text, where they have any.

    It is a copy made when it is drawn: the specifications themselves are the same for everybody.
    """
    shown = {
        LETTERS[model]: visible(shortened(" ".join(name.split()), _LONGEST_NAME))
        for model, name in names.items()
        if name != LETTERS[model]
    }
    return _named(drawn, shown) if shown else drawn


def _named(part: object, names: Mapping[str, str], key: str = "") -> object:
    if isinstance(part, dict):
        return {k: _named(v, names, k) for k, v in part.items()}
    if isinstance(part, list):
        return [_named(value, names, key) for value in part]
    if not isinstance(part, str):
        return part

    def name_of(found: re.Match) -> str:
        name = names.get(found["letter"])
        if name is None or not (found["before"] or found["label"]):
            return found[0]
        return found["before"] + (json.dumps(name)[1:-1] if key in _EXPRESSIONS else name)

    return _MODEL.sub(name_of, part)


def _without_data(part: object) -> object:
    # Altair gives each layer an empty data set of its own, which would hide the page's frame.
    if isinstance(part, dict):
        return {k: _without_data(v) for k, v in part.items() if (k, v) != _NO_DATA}
    if isinstance(part, list):
        return [_without_data(value) for value in part]
    return part


# Looks by the identifiers that stand for them in a chart's rows.
Looks = Mapping[str | int, Look]


def color(looks: Looks, field: str = "who", legend: alt.Legend | None = None) -> alt.Color:
    """One colour for each look, by its identifier."""
    return alt.Color(f"{field}:N", **_scale(looks, lambda look: look.color, legend))


def shape(looks: Looks, field: str = "who", legend: alt.Legend | None = None) -> alt.Shape:
    """One point shape for each look, as for `color`."""
    return alt.Shape(f"{field}:N", **_scale(looks, lambda look: look.shape, legend))


def dash(looks: Looks, field: str = "who") -> alt.StrokeDash:
    """One line dash for each look, as for `color`."""
    return alt.StrokeDash(f"{field}:N", **_scale(looks, lambda look: list(look.dash)))


def _scale(looks: Looks, part: Callable[[Look], object], legend: alt.Legend | None = None) -> dict:
    scale = alt.Scale(domain=[*looks], range=[part(look) for look in looks.values()])
    if legend:
        legend = legend.copy()
        legend.labelExpr = label_of(looks, "value")
    return {"scale": scale, "title": None, "legend": legend}


def label_of(looks: Looks, field: str) -> str:
    """A Vega expression: the label of the look whose identifier stands in a field."""
    return f"({json.dumps({key: look.label for key, look in looks.items()})})[datum.{field}]"


def drawn(looks: Looks, part: str) -> dict:
    """The color or the shape of each look, by no scale: beside a legend that a scale would join."""
    parts = {key: getattr(look, part) for key, look in looks.items()}
    return {"expr": f"({json.dumps(parts)})[datum.who]"}


def looks_of(losses: Iterable[str]) -> Looks:
    """How losses are drawn, by their names."""
    return {loss: palette.LOSSES[loss] for loss in losses}


def with_symbols(looks: Looks) -> Looks:
    """The same with the symbol before each label, for legends whose marks have none."""
    return {key: look._replace(label=look.named) for key, look in looks.items()}


def curves(losses: Looks, x: alt.X, y: alt.Y) -> alt.Chart:
    """The layer of the part `curve`: a line for each loss, told apart by colour and dash."""
    return (
        layer_of("curve")
        .mark_line(clip=True, strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=color(losses, "loss"),
            strokeDash=dash(losses, "loss"),
        )
    )


def named_lines(losses: Looks, x: alt.X, y: alt.Y, aside: float = 8) -> list[alt.Chart]:
    """The layers of the parts `above` and `below`: a loss's name at its line, in its colour."""
    return [
        layer_of(part)
        .transform_calculate(label=label_of(with_symbols(losses), "loss"))
        .mark_text(align="left", dx=aside, dy=dy, fontSize=13, fontWeight="bold")
        .encode(x=x, y=y, text=alt.Text("label:N"), color=color(losses, "loss"))
        for part, dy in (("above", -9), ("below", 12))
    ]


def model_points(losses: Looks, x: alt.X, y: alt.Y, value: str) -> alt.Chart:
    """The layer of the part `model`: where the models are on the curves of the losses.

    `value` is what a tooltip says beside model, loss and ŷ.
    """
    return (
        layer_of("model")
        .transform_calculate(
            name=label_of(palette.MODELS, "who"), loss_name=label_of(losses, "loss")
        )
        .mark_point(size=110, **STANDING_OUT)
        .encode(
            x=x,
            y=y,
            color=color(losses, "loss"),
            shape=shape(palette.MODELS),
            tooltip=[
                alt.Tooltip("name:N", title=pictures.TIP_WHO),
                alt.Tooltip("loss_name:N", title=pictures.TIP_LOSS),
                alt.Tooltip("y_hat:N", title="ŷ"),
                alt.Tooltip(f"{value}:N"),
            ],
        )
    )


def model_names(x: alt.X, y: alt.Y, part: str = "who") -> alt.Chart:
    """The layer of the part `who`: what the points of the models are called, above them."""
    text = layer_of(part).mark_text(
        dy=-15, fontSize=13, fontWeight="bold", color=palette.TRUTH.color
    )
    return text.encode(x=x, y=y, text=alt.Text("names:N"))


def letter_of(model: str) -> str:
    """What the points of a model are called where there is little room: ● A."""
    return f"{palette.MODELS[model].symbol} {model.upper()}"


def names_of_models(
    places: Mapping[str, tuple[float, float]], x: str, y: str, near: float
) -> dict[str, list]:
    """The columns of that part: each model's name, both in one where they are no more apart."""
    found = [(*place, letter_of(model)) for model, place in places.items()]
    if len(found) == 2 and abs(found[0][0] - found[1][0]) < near:
        (one, high, a), (other, higher, b) = found
        found = [((one + other) / 2, max(high, higher), f"{a}  {b}")]
    return {key: [place[k] for place in found] for k, key in enumerate((x, y, "names"))}


def class_axis(**options: object) -> alt.X:
    """An axis of the classes in their order, over the column that `class_places` gives."""
    axis = alt.Axis(labelExpr="slice(datum.label, 2)", labelLimit=90, labelOverlap=False, **options)
    return alt.X("place:N", sort=None, title=None, axis=axis)


def class_places(names: Sequence[str]) -> list[str]:
    """Each class as its number, one digit, and its name: "0 cat".

    Vega keeps an axis by its labels in a plain object: for a name alone, __proto__, it would fail.
    """
    return [f"{k} {name}" for k, name in enumerate(names)]


def once() -> alt.Chart:
    """A layer that draws one mark, however many rows the frame has."""
    return alt.Chart().transform_aggregate(rows="count()")


def data(name: str) -> alt.Chart:
    """A layer of the rows so called."""
    return alt.Chart(alt.NamedData(name))


def layer_of(*parts: str) -> alt.Chart:
    """A layer that draws only some parts of a frame with a column `part`."""
    return alt.Chart().transform_filter(" || ".join(f"datum.part === '{part}'" for part in parts))


def rows(columns: Mapping[str, object], part: str | None = None) -> pa.Table:
    """A chart's rows by column, of one part of the chart if it has several.

    Arrow, because that is what goes over the wire: a small pandas frame costs ten times as much.
    """
    table = pa.table(columns)
    return table if part is None else table.append_column("part", pa.repeat(part, len(table)))


def stacked(*tables: pa.Table) -> pa.Table:
    """The parts of a chart below each other; a column that a part lacks is empty there."""
    return pa.concat_tables(tables, promote_options="default")
