"""What a click on a chart sends is the point of the grid that was drawn."""

from __future__ import annotations

import numpy as np
import pytest

from losscore import LOSSES
from pages.ui.charts import compensation_map as maps
from pages.ui.charts import distributions_triangle as triangle
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Sample
from pages.ui.results import compensation
from pages.ui.results.distributions import SIDE
from pages.ui.widgets.chart import snapped

ARTICLE = PRESETS["article"]
SQUARED_ERROR = LOSSES["squared_error"]
DRAWN = triangle.triangle_frame(ARTICLE.classes, ARTICLE.samples[0], SQUARED_ERROR)[
    "field"
].to_pylist()


def as_sent(row: dict) -> dict[str, float]:
    """The answer to a click on a row of the triangle, calculated as its spec tells the browser."""
    return {"p0": row["p0"], "p1": row["p1"], "p2": 1 - row["p0"] - row["p1"]}


def test_some_answers_of_the_triangle_are_no_probabilities_as_they_come():
    assert min(as_sent(row)["p2"] for row in DRAWN) < 0


def test_every_point_of_the_triangle_is_a_prediction_of_two_decimals():
    expected = [(i / 50, j / 50, (50 - i - j) / 50) for i in range(51) for j in range(51 - i)]
    assert len(expected) == 1326
    found = [tuple(snapped(as_sent(row), SIDE).values()) for row in DRAWN]
    assert found == expected
    for prediction in found:
        sample = Sample((1, 0, 0), prediction, (1, 0, 0))
        assert sample.a == prediction
        assert sample.is_distribution("a")


def test_every_cell_of_the_map_is_the_pair_that_was_drawn():
    cells = compensation.cells(SQUARED_ERROR, maps.STEPS)
    for row in maps.pair_frame(cells, None)["cells"].to_pylist():
        sent = {field: float(np.float32(row[field])) for field in ("a", "b")}
        assert snapped(sent, maps.STEPS) == {field: row[field] for field in ("a", "b")}


@pytest.mark.parametrize(
    ("sent", "meant"), [(-2.98e-8, 0.0), (1.0000001, 1.0), (-0.3, 0.0), (1e308, 1.0)]
)
def test_an_answer_beyond_the_grid_is_its_nearest_end(sent, meant):
    assert snapped({"a": sent}, 50) == {"a": meant}
