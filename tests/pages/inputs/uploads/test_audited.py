"""What an audit writes, the dashboard opens: with the same numbers, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest

import losscore
from pages.ui.inputs.uploads.reading import read_upload


@pytest.mark.parametrize("classes", [("cat", "dog", "bird"), (0, 1, 2)])
@pytest.mark.parametrize("soft", [False, True])
@pytest.mark.parametrize("ids", [None, range(100, 130)])
def test_a_table_of_an_audit_opens(tmp_path, classes, soft, ids):
    rng = np.random.default_rng(0)
    proba = rng.dirichlet(np.ones(3), 30)
    labels = rng.integers(3, size=30)
    truth = rng.dirichlet(np.ones(3), 30) if soft else [classes[k] for k in labels]
    path = tmp_path / "a.csv"
    weights, folds = rng.exponential(2.0, 30), np.arange(30) // 10
    found = losscore.audit(
        truth, {"A": proba}, classes=classes, ids=ids, sample_weight=weights, groups=folds
    )
    found.to_csv("A", path)
    table = read_upload(path.read_bytes(), "a.csv")
    assert table.classes == tuple(map(str, classes))
    np.testing.assert_array_equal(table.proba, proba)
    np.testing.assert_array_equal(table.weight, weights)
    np.testing.assert_array_equal(table.slices["fold"].codes, folds)
    np.testing.assert_array_equal(table.truth, truth if soft else labels)
