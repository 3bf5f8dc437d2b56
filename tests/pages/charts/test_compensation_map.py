"""The map of the number over all pairs."""

from __future__ import annotations

import numpy as np
import pytest

from losscore import LOSSES
from pages.ui import palette
from pages.ui.charts import compensation_map as maps
from pages.ui.results import compensation as results
from pages.ui.wording.en import compensation_pictures as pictures
from tests.pages.reading import layers

SQUARED_ERROR = LOSSES["squared_error"]


def cell(loss, a, b, floor=0.0):
    cells = maps.pair_frame(results.cells(LOSSES[loss].floored(floor), maps.STEPS), None)["cells"]
    return next(row for row in cells.to_pylist() if np.allclose((row["a"], row["b"]), (a, b)))


@pytest.mark.parametrize(
    ("loss", "a", "b", "who", "exact", "bin_"),
    [
        ("squared_error", 0.8, 0.9, "a", "3", "3"),
        ("cross_entropy", 0.8, 0.9, "a", "1.118", "2"),
        ("cross_entropy", 0.9, 0.8, "b", "1.118", "2"),
        ("squared_error", 0.5, 0.5, None, "0", "0"),
        ("squared_error", 0.0, 0.9, "a", "99", "10"),
        ("squared_error", 0.0, 0.94, "a", "276.8", "100"),
        ("cross_entropy", 0.0, 0.9, "a", "never", "never"),
        ("squared_error", 0.5, 1.0, "a", "never", "never"),
        ("squared_error", 1.0, 1.0, None, "0", "0"),
    ],
)
def test_a_cell_of_the_map_holds_the_number_of_its_pair(loss, a, b, who, exact, bin_):
    found = cell(loss, a, b)
    assert (found["who"], found["exact"], found["bin"]) == (who, exact, bin_)


def test_the_map_counts_with_the_floor():
    # ln 0.001 / ln 0.9 − 1.
    assert cell("cross_entropy", 0.0, 0.9, 1e-3)["exact"] == "64.56"
    assert cell("cross_entropy", 0.0, 0.0, 1e-3)["who"] is None


def test_the_map_has_a_cell_for_every_pair_and_marks_the_current_pair():
    frame = maps.pair_frame(results.cells(SQUARED_ERROR, maps.STEPS), (0.123, 0.456))
    assert len(frame["cells"]) == 51 * 51
    assert frame["case"].to_pylist() == [{"a": 0.123, "b": 0.456}]
    unmarked = maps.pair_frame(results.cells(SQUARED_ERROR, maps.STEPS), None)
    assert unmarked["case"].to_pylist() == [{"a": None, "b": None}]


def test_the_map_is_computed_once():
    results.cells.cache_clear()
    for floor in (0.0, 1e-3):
        maps.pair_frame(results.cells(SQUARED_ERROR.floored(floor), maps.STEPS), (0.8, 0.9))
    assert results.cells.cache_info().misses == 1


@pytest.mark.parametrize(
    ("count", "bin_"),
    [(0, "0"), (3, "3"), (4, "4"), (9, "4"), (10, "10"), (99, "10"), (100, "100"), (None, "never")],
)
def test_counts_fall_into_their_bins(count, bin_):
    assert maps.bin_of(count) == bin_


@pytest.mark.parametrize("loss", palette.LOSSES)
def test_the_colours_of_the_map_are_those_of_the_loss_and_each_has_its_words(loss):
    color = layers(maps.pair_map(loss))[0]["encoding"]["color"]
    domain, shades = color["scale"]["domain"], color["scale"]["range"]
    assert domain == [*pictures.BINS]
    assert (shades[0], shades[4], shades[6]) == palette.RAMPS[loss]
    assert len({*shades}) == len(domain)
