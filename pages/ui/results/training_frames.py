"""A training run as a few moments to watch: its residual, and which class it gives each place.

Softmax regression divides the plane by straight lines, so that each class has a convex polygon.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from losscore import teaching
from pages.ui.results.memo import kept
from pages.ui.results.training import spaced

EDGE = 5.0  # The square that is shown goes from −5 to 5 both ways.
# How sure a class is, from merely ahead on: 9, 99 and 999 times as probable as any other.
SURE = (0.5, 0.9, 0.99, 0.999)
_MOMENTS = 48
_FINE = 100  # Corners are sent as whole hundredths.

Polygon = tuple[tuple[float, float], ...]


class Moment(NamedTuple):
    """One step of a run.

    Attributes
    ----------
    step : int
        Which one.
    residual, accuracy : float
        What the run had then.
    regions : tuple of tuple of tuple of int
        For each shade of `SURE` a polygon a class, corner after corner, x and y in hundredths:
        where the class is so sure against any other.
    """

    step: int
    residual: float
    accuracy: float
    regions: tuple[tuple[tuple[int, ...], ...], ...]


@kept(1)
def moments(run: teaching.TrainingRun) -> tuple[Moment, ...]:
    """The start, and steps that grow further apart, as the run grows slower."""
    steps = [0, *spaced(run.last_step, _MOMENTS).tolist()] if run.last_step else [0]
    return tuple(_moment(run, step) for step in steps)


def _moment(run: teaching.TrainingRun, step: int) -> Moment:
    weights, bias = run.weights[step].T, run.bias[step]
    regions = tuple(
        tuple(_whole(region(weights, bias, k, float(least))) for k in range(len(bias)))
        for least in teaching.log_odds(np.array(SURE))
    )
    return Moment(step, float(run.residual[step]), float(run.accuracy[step]), regions)


def region(weights: np.ndarray, bias: np.ndarray, k: int, least: float) -> Polygon:
    """Where the logit of class k is above that of each other class by `least` or more.

    `weights` (K, 2) and `bias` (K,) give the logits of a place. Where two classes are everywhere
    equal, the first has it.
    """
    polygon: Polygon = ((-EDGE, -EDGE), (EDGE, -EDGE), (EDGE, EDGE), (-EDGE, EDGE))
    for j in range(len(bias)):
        if j != k:
            slope, height = weights[k] - weights[j], float(bias[k] - bias[j]) - least
            if j < k and not slope.any() and height == 0.0:
                return ()
            polygon = _cut(polygon, float(slope[0]), float(slope[1]), height)
    return polygon


def _cut(polygon: Polygon, a: float, b: float, c: float) -> Polygon:
    """The part of a convex polygon where a·x + b·y + c is not below 0."""
    if not polygon:
        return ()
    heights = [a * x + b * y + c for x, y in polygon]
    kept_corners = []
    for (p, h), (q, g) in pairwise(
        zip((*polygon, polygon[0]), (*heights, heights[0]), strict=True)
    ):
        if h >= 0.0:
            kept_corners.append(p)
        if (h < 0.0) != (g < 0.0):
            t = h / (h - g)
            kept_corners.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return tuple(kept_corners)


def _whole(polygon: Polygon) -> tuple[int, ...]:
    return tuple(round(_FINE * value) for corner in polygon for value in corner)
