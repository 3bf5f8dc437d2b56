"""Columns of logits: never guessed, read where that is told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import losscore
from pages.ui.inputs.uploads.columns import Roles
from pages.ui.inputs.uploads.errors import UploadError
from tests.pages.inputs.uploads.frames import TRUTH, refusal
from tests.pages.uploading import read_rows


def test_logits_are_never_guessed_and_read_when_told(read):
    logits = np.array([[-2.0, -1.0, 0.5], [0.1, 3.0, -7.0], [30.0, -30.0, 300.0], [0.0, 0.0, 0.0]])
    for prefix in ("", "logit_"):
        names = [prefix + name for name in ("cat", "dog", "bird")]
        frame = pd.DataFrame(logits, columns=names).assign(true=TRUTH)
        error = refusal(read, frame)
        assert "which is" in str(error)
        roles = Roles("true", tuple(names), logits=True)
        upload = read(frame, told={error.columns.names: roles})
        assert upload.proba.tolist() == losscore.softmax(logits).tolist()
        assert losscore.cross_entropy(upload.truth, upload.proba) == pytest.approx(
            losscore.cross_entropy_from_logits(upload.truth, logits), rel=1e-12
        )


def test_logits_that_happen_to_sum_to_1_are_probabilities_unless_told():
    rows = (("true", "a", "b"), ("a", "0.75", "0.25"))
    assert read_rows(*rows).proba.tolist() == [[0.75, 0.25]]
    told = {("true", "a", "b"): Roles("true", ("a", "b"), logits=True)}
    assert read_rows(*rows, told=told).proba[0, 0] == pytest.approx(1 / (1 + np.exp(-0.5)))


@pytest.mark.parametrize("cell", ["nan", "inf", "1000", "-1000"])
def test_logits_that_are_no_numbers_or_too_far_apart_are_named(cell):
    told = {("true", "a", "b"): Roles("true", ("a", "b"), logits=True)}
    with pytest.raises(UploadError, match=r"^Row 2 .*logit"):
        read_rows(("true", "a", "b"), ("a", "1", "0"), ("a", cell, "0"), told=told)


def test_one_logit_of_two_classes_is_told():
    told = {("true", "z"): Roles("true", ("z",), two=("0", "1"), logits=True)}
    upload = read_rows(("true", "z"), ("1", "2.5"), ("0", "-1"), told=told)
    assert upload.proba[:, 1] == pytest.approx(losscore.sigmoid(np.array([2.5, -1.0])))
