"""Where the names of lines stand: beside their own, and on nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from pages.ui.charts.names import WIDTH, Axis, beside_lines

HEIGHT = 250.0
UNIT = Axis(0.0, 1.0)
X = np.linspace(0.0, 1.0, 201)
TEXTS = {"a": "✚ Cross-entropy", "b": "▲ Squared error", "c": "▶ Power"}
LINES = {
    "apart": (1.0 - X, 0.5 * (1.0 - X), 0.1 * X),
    "crossing": (X, 1.0 - X, np.full_like(X, 0.5)),
    "the same": (X * X, X * X, X * X),
    "at both edges": (np.zeros_like(X), np.ones_like(X), np.where(X < 0.5, 0.0, 1.0)),
    "full of jumps": (np.round(X, 1) % 0.2 * 4, 1.0 - X, 0.9 * (1.0 - X)),
    "beyond the axes": (5.0 * X, 1.0 / (X + 0.01), 9.0 + X),
}


def box(place, text: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a name, in pixels."""
    width = 7.5 * len(text)
    left = (
        place.x * WIDTH + place.dx - {"left": 0.0, "center": 0.5, "right": 1.0}[place.align] * width
    )
    middle = (1.0 - min(max(place.y, 0.0), 1.0)) * HEIGHT + place.dy
    return left, middle - 7.5, left + width, middle + 7.5


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_names_stand_on_the_chart_at_their_lines_and_nowhere_on_each_other(lines):
    found = {key: (X, y) for key, y in zip(TEXTS, lines, strict=True)}
    places = beside_lines(found, TEXTS, (UNIT, UNIT), HEIGHT)
    boxes = [box(places[key], text) for key, text in TEXTS.items()]
    for key, place in places.items():
        at = int(np.abs(X - place.x).argmin())
        assert place.y == found[key][1][at]
        assert abs(place.dx) <= 5.0 and abs(place.dy) <= 11.0
    for left, top, right, bottom in boxes:
        assert left >= 0.0 and right <= WIDTH and top >= 0.0 and bottom <= HEIGHT
    for one, other in ((0, 1), (0, 2), (1, 2)):
        apart = max(
            boxes[one][0] - boxes[other][2],
            boxes[other][0] - boxes[one][2],
            boxes[one][1] - boxes[other][3],
            boxes[other][1] - boxes[one][3],
        )
        assert apart >= 0.0


def test_no_other_line_goes_through_a_name_where_there_is_room():
    found = {key: (X, y) for key, y in zip(TEXTS, LINES["apart"], strict=True)}
    places = beside_lines(found, TEXTS, (UNIT, UNIT), HEIGHT)
    for key, text in TEXTS.items():
        left, top, right, bottom = box(places[key], text)
        for y in LINES["apart"]:
            across, up = X * WIDTH, (1.0 - y) * HEIGHT
            assert not ((across > left) & (across < right) & (up > top) & (up < bottom)).any()


def test_on_an_axis_of_factors_each_factor_is_as_long():
    axis = Axis(0.001, 1.0, log=True)
    assert axis.share(np.array([0.0, 0.001, 0.01, 0.1, 1.0])) == pytest.approx(
        [0, 0, 1 / 3, 2 / 3, 1], abs=1e-4
    )
