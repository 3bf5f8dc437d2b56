"""The built-in data sets: the same for a seed, and what their names promise."""

import numpy as np
import pytest
from scipy.optimize import linprog

from losscore.teaching import DATASETS, make_dataset


def is_separable(x, labels):
    """Whether a line has class 1 on one side and class 0 on the other: a linear programme."""
    signs = np.where(labels == 1, 1.0, -1.0)[:, None]
    sides = -signs * np.column_stack([x, np.ones(len(x))])
    found = linprog(np.zeros(3), A_ub=sides, b_ub=-np.ones(len(x)), bounds=(None, None))
    return found.status == 0


def test_names_are_the_four_shapes():
    assert DATASETS == ("separable", "overlapping", "three_classes", "imbalanced")


@pytest.mark.parametrize("name", DATASETS)
def test_a_seed_gives_the_same_points_and_another_seed_others(name):
    x, labels = make_dataset(name, seed=3)
    again, same_labels = make_dataset(name, seed=3)
    np.testing.assert_array_equal(x, again)
    np.testing.assert_array_equal(labels, same_labels)
    assert not np.array_equal(x, make_dataset(name, seed=4)[0])


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("samples", [20, 301])
def test_shape_and_labels(name, samples):
    x, labels = make_dataset(name, samples=samples)
    assert x.shape == (samples, 2)
    assert labels.shape == (samples,)
    assert np.abs(x).max() < 6
    assert set(labels) == ({0, 1, 2} if name == "three_classes" else {0, 1})


@pytest.mark.parametrize("seed", range(10))
def test_a_line_separates_the_separable_set_only(seed):
    assert is_separable(*make_dataset("separable", samples=2000, seed=seed))
    assert not is_separable(*make_dataset("overlapping", seed=seed))
    assert not is_separable(*make_dataset("imbalanced", seed=seed))


def test_imbalanced_set_has_nineteen_to_one():
    assert np.bincount(make_dataset("imbalanced", samples=300)[1]).tolist() == [285, 15]


def test_the_other_sets_are_balanced():
    assert np.bincount(make_dataset("separable", samples=300)[1]).tolist() == [150, 150]
    assert np.bincount(make_dataset("overlapping", samples=300)[1]).tolist() == [150, 150]
    assert np.bincount(make_dataset("three_classes", samples=300)[1]).tolist() == [100] * 3


def test_separable_classes_fill_a_small_and_a_large_disc_evenly():
    x, labels = make_dataset("separable", samples=10_000)
    away = np.linalg.norm(x - np.array([[-2.5, -2.5], [1.0, 1.0]])[labels], axis=1)
    share = away / np.array([1.0, 2.4])[labels]
    assert share.max() <= 1
    for k in (0, 1):
        # A uniform disc has a quarter of its area within half its radius.
        assert np.mean(share[labels == k] <= 0.5) == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: make_dataset("moons"),
            "name must be one of 'separable', 'overlapping', 'three_classes', 'imbalanced', "
            "got 'moons'",
        ),
        (
            lambda: make_dataset("separable", samples=19),
            "samples must be a whole number from 20 to 10000, got 19",
        ),
        (
            lambda: make_dataset("separable", seed=-1),
            "seed must be a whole number from 0 to 4294967295, got -1",
        ),
    ],
)
def test_a_bad_setting_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
