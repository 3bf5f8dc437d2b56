"""One colour and one symbol for each thing, on every page, in light and dark. Pure.

Each colour has a contrast of at least 3 to 1 on white and on the dark background, and the
pairs that meet in one chart stay apart under the common kinds of colour blindness; the symbol
or the dash tells them apart without any colour.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """How a thing is drawn: its label, colour, point shape, text symbol and line dash."""

    label: str
    color: str
    shape: str
    symbol: str
    dash: tuple[int, ...]

    @property
    def named(self) -> str:
        """Symbol and label, as a thing is named where it stands alone: ● Model A."""
        return f"{self.symbol} {self.label}"


TRUTH = Look("Truth", "#808080", "diamond", "◆", (1, 0))
MODEL_A = Look("Model A", "#2E86D6", "circle", "●", (1, 0))
MODEL_B = Look("Model B", "#D9621A", "square", "■", (6, 3))
SQUARED_ERROR = Look("Squared error", "#00967A", "triangle-up", "▲", (1, 0))
CROSS_ENTROPY = Look("Cross-entropy", "#B8569F", "cross", "✚", (6, 3))
SPHERICAL = Look("Spherical", "#7C3AED", "triangle-down", "▼", (2, 2))
POWER = Look("Power", "#CF2F49", "triangle-right", "▶", (8, 2, 2, 2))
DISAGREE = Look(
    "The losses disagree",
    "#B58900",
    "M0,-1L0.26,-0.36L0.95,-0.31L0.42,0.14L0.59,0.81L0,0.44L-0.59,0.81L-0.42,0.14L-0.95,-0.31"
    "L-0.26,-0.36Z",
    "★",
    (1, 0),
)

MODELS = {"a": MODEL_A, "b": MODEL_B}
COLUMNS = {"truth": TRUTH, **MODELS}
LOSSES = {
    "squared_error": SQUARED_ERROR,
    "cross_entropy": CROSS_ENTROPY,
    "spherical": SPHERICAL,
    "power": POWER,
}
# From what costs nothing to what costs the most, through the loss's own colour.
RAMPS = {
    "squared_error": ("#EAF7F3", SQUARED_ERROR.color, "#00281F"),
    "cross_entropy": ("#FBEEF7", CROSS_ENTROPY.color, "#2E0C26"),
    "spherical": ("#F3EDFE", SPHERICAL.color, "#1E0A45"),
    "power": ("#FDEBEE", POWER.color, "#3B0811"),
}
NEVER = "#8C8C8C"

# The classes of a training set: open symbols, as those of truth, models and losses are filled.
CLASSES = (
    Look("Class 0", "#7C8A1E", "circle", "○", (1, 0)),
    Look("Class 1", "#8A63D2", "M-1,-1L1,1M-1,1L1,-1", "×", (6, 3)),
    Look("Class 2", "#B3373F", "triangle-down", "▽", (2, 2)),
)


def shades(loss: str, lighter: int, darker: int) -> list[str]:
    """Colours of a ramp: so many lighter than the loss's own, that one, and so many darker."""
    light, own, dark = ([int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in RAMPS[loss])
    below = [_mixed(light, own, step / lighter) for step in range(lighter)]
    return below + [_mixed(own, dark, step / darker) for step in range(darker + 1)]


def _mixed(one: list[int], other: list[int], share: float) -> str:
    return "#" + "".join(
        f"{round(a + share * (b - a)):02X}" for a, b in zip(one, other, strict=True)
    )
