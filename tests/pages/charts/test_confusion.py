"""The matrix of what is taken for what: it can be read, and a click means one of its cells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pages.ui import palette
from pages.ui.charts import confusion as charts
from pages.ui.results.confusion import matrix
from pages.ui.widgets.chart import snapped
from tests.pages.reading import layers
from tests.pages.results.test_slices import CLASSES, random
from tests.pages.scoring import summary


def drawn(batch) -> list[dict]:
    scored = summary(batch)
    return charts.matrix_rows(matrix(scored, "a", "squared_error"), scored.classes).to_pylist()


def test_a_cell_tells_its_classes_its_samples_and_what_they_cost():
    rows = drawn(random())
    assert [(row["truth"], row["named"]) for row in rows] == [
        (f"{i} {one}", f"{k} {other}")
        for i, one in enumerate(CLASSES)
        for k, other in enumerate(CLASSES)
    ]
    assert max(row["shade"] for row in rows) == 1.0
    empty = [row for row in rows if "never" in row["what"]]
    assert len(empty) == 7
    assert {(row["samples"], row["mean"], row["shade"]) for row in empty} == {("", "", 0.0)}
    assert sum(int(row["samples"] or 0) for row in rows) == 300


def test_rows_that_count_as_half_a_sample_are_told_as_such():
    rows = drawn(replace(random(3), weight=np.full(3, 0.5)))
    assert {row["samples"] for row in rows} <= {"", "0.5", "1", "1.5"}


def test_every_click_is_the_cell_that_was_drawn():
    size = len(CLASSES)
    for i, row in enumerate(drawn(random())):
        sent = {side: float(np.float32(row[side])) for side in ("row", "column")}
        found = [round(place * size) for place in snapped(sent, size).values()]
        assert found == [*divmod(i, size)]


def luminance(color: str) -> float:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("loss", palette.RAMPS)
def test_what_is_written_stands_out_from_every_shade(loss):
    light, own, _ = palette.RAMPS[loss]
    ends = [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in (light, own)]
    darkest = [round(a + (b - a) / charts.LIGHTER) for a, b in zip(*ends, strict=True)]
    color = "#" + "".join(f"{part:02X}" for part in darkest)
    for shade in (light, color):
        assert (luminance(shade) + 0.05) / (luminance(charts.INK) + 0.05) >= 4.5


def test_long_names_are_turned():
    assert not charts.are_long([*"0123456789"])
    assert charts.are_long(["a long name", "b"] * 5)
    for long, angle in ((True, -90), (False, 0)):
        spec = charts.matrix("a", "squared_error", 4, long=long)
        assert layers(spec)[0]["encoding"]["x"]["axis"]["labelAngle"] == angle
