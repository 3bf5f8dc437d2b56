"""The polygons of a race are the regions that the trained model gives each class."""

from __future__ import annotations

import numpy as np
import pytest

from losscore import LOSSES, teaching
from pages.ui.results import training as results
from pages.ui.results.training_frames import EDGE, SURE, moments, region


def run(data: str, start: float = 0.0, steps: int = 60) -> teaching.TrainingRun:
    setup = results.Setup(data, 0, "gradient_descent", steps, start)
    return results.run(setup, LOSSES["cross_entropy"], 1.0)


def inside(corners: tuple[int, ...], places: np.ndarray) -> np.ndarray:
    """Which places lie in a convex polygon whose corners go round to the left."""
    polygon = np.array(corners, dtype=float).reshape(-1, 2) / 100
    found = np.full(len(places), len(polygon) > 0)
    for one, next_one in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        (dx, dy), (x, y) = next_one - one, (places - one).T
        found &= dx * y - dy * x >= 0
    return found


@pytest.mark.parametrize("data", teaching.DATASETS)
@pytest.mark.parametrize("start", [0.0, 5.0])
def test_a_polygon_holds_the_places_that_the_model_gives_its_class(data, start):
    trained = run(data, start)
    places = np.random.default_rng(0).uniform(-EDGE, EDGE, (4_000, 2))
    for moment in moments(trained)[1:]:
        proba = trained.predict_proba(places, step=moment.step)
        ordered = np.sort(proba, axis=1)
        clear = ordered[:, -1] / ordered[:, -2] > 1.1  # corners are rounded to hundredths
        odds = ordered[:, -1] / ordered[:, -2]
        for regions, least in zip(moment.regions, (1, 9, 99, 999), strict=True):
            apart = clear & (np.abs(odds / least - 1.0) > 0.1)
            for k, polygon in enumerate(regions):
                wanted = (proba.argmax(axis=1) == k) & (odds > least)
                assert (inside(polygon, places) == wanted)[apart].all()


def test_of_two_classes_the_shades_are_probabilities():
    trained = run("separable")
    places = np.random.default_rng(1).uniform(-EDGE, EDGE, (4_000, 2))
    last = moments(trained)[-1]
    proba = trained.predict_proba(places)
    for regions, sure in zip(last.regions, SURE, strict=True):
        away = np.abs(proba - sure).min(axis=1) > 0.2 * (1.0 - sure)
        for k, polygon in enumerate(regions):
            assert (inside(polygon, places) == (proba[:, k] >= sure))[away].all()


def test_an_undecided_model_names_the_first_class_everywhere_and_is_sure_of_none():
    first = moments(run("three_classes"))[0]
    assert first.step == 0
    ahead, *surer = first.regions
    assert [len(polygon) for polygon in ahead] == [8, 0, 0]
    assert surer == [((), (), ())] * 3


def test_classes_without_a_slope_have_all_places_or_none():
    flat = np.zeros((3, 2))
    assert region(flat, np.array([0.0, 2.0, 1.0]), 0, 0.0) == ()
    assert len(region(flat, np.array([0.0, 2.0, 1.0]), 1, 0.0)) == 4
    assert region(flat, np.array([0.0, 2.0, 1.0]), 1, 1.5) == ()


def test_moments_begin_at_the_start_and_stop_at_the_end():
    for steps in (10, 500):
        found = moments(run("overlapping", steps=steps))
        shown = [moment.step for moment in found]
        assert shown == sorted({*shown})
        assert shown[0] == 0
        assert shown[-1] == steps
        assert len(shown) <= 50
