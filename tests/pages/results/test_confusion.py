"""What is taken for what: each cell is the slice of its samples, and all of them are the batch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pages.ui.results.confusion import cut_of, has_matrix, matrix
from pages.ui.results.slices import slices
from tests.pages.results.test_slices import random
from tests.pages.scoring import NAMES, summary


@pytest.mark.parametrize("weight", [None, np.arange(300.0) % 3])
def test_each_cell_is_the_slice_of_its_samples(weight):
    scored = summary(replace(random(), weight=weight))
    for model in "ab":
        of_cells = {one.values: one for one in slices(scored, cut_of(model))}
        for loss in NAMES:
            found = matrix(scored, model, loss)
            assert {*zip(*map(list, np.nonzero(found.samples)), strict=True)} == of_cells.keys()
            for cell, one in of_cells.items():
                assert found.samples[cell] == one.samples
                assert found.means[cell] == pytest.approx(one.means[model, loss], rel=1e-12)
                assert found.shares[cell] == pytest.approx(one.shares[model, loss], rel=1e-12)
            assert np.isnan(found.means[found.samples == 0]).all()
            assert found.shares.sum() == pytest.approx(1.0)
            assert not found.infinite


def test_of_an_infinite_total_the_infinite_penalties_carry_all():
    batch = random(40)
    a = batch.a.copy()
    a[:3] = np.eye(4)[(batch.truth[:3] + 1) % 3]
    scored = summary(replace(batch, a=a))
    found = matrix(scored, "a", "cross_entropy")
    assert found.infinite
    expected = np.zeros((4, 4))
    np.add.at(expected, (batch.truth[:3], (batch.truth[:3] + 1) % 3), 1 / 3)
    np.testing.assert_allclose(found.shares, expected)
    assert not matrix(scored, "a", "squared_error").infinite


def test_nothing_is_carried_of_a_total_of_0():
    batch = random(10)
    scored = summary(replace(batch, a=np.eye(4)[batch.truth]))
    assert not matrix(scored, "a", "cross_entropy").shares.any()


def test_of_many_classes_there_is_no_matrix():
    for classes, has in ((12, True), (13, False)):
        scored = summary(random(5))
        assert has_matrix(replace(scored, classes=tuple(map(str, range(classes))))) is has
