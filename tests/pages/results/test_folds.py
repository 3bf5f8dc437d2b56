"""Folds: the interval of the difference goes by them, in a batch and in its slices, and is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.uploads.table import Coded
from pages.ui.results import samples, slices
from pages.ui.results.folds import folds_of
from pages.ui.results.samples_table import penalty_column, within
from pages.ui.results.thresholds_chance import BAND
from pages.ui.results.thresholds_chance import chance as band_of
from pages.ui.wording.en import samples_verdicts as words
from pages.ui.wording.en import thresholds_chance as words_of_chance
from pages.ui.wording.en.slices import difference
from pages.ui.wording.formats import bold
from tests.pages.scoring import NAMES, PAIR

N, K = 240, 3
RNG = np.random.default_rng(3)
LABELS = RNG.integers(K, size=N)


def batch(folds: np.ndarray, name: str = "fold", **more: object) -> Batch:
    rng = np.random.default_rng(5)
    a, b = (rng.dirichlet(np.ones(K), N) for _ in range(2))
    b = 0.7 * b + 0.3 * np.eye(K)[LABELS]
    columns = {"half": Coded((folds > 1).astype(np.int8), ["low", "high"])}
    columns[name] = Coded(folds.astype(np.int8), list(map(str, range(50))))
    return Batch("", tuple("xyz"), LABELS, a, b, slices=columns, **more)


FIVE = np.arange(N) % 5


def penalties(scored: samples.Summary, loss: str) -> list:
    return [scored.frame[penalty_column(model, loss)].to_numpy() for model in "ab"]


@pytest.mark.parametrize("name", ["fold", "Fold", "cv_fold", "kfold", "test fold", "fold_id"])
def test_the_interval_goes_by_a_column_called_fold(name):
    found = batch(FIVE, name)
    scored = samples.summary(found, PAIR)
    for loss in PAIR:
        expected = losscore.compare_models(
            *penalties(scored, loss.name), within=within(found, loss), groups=FIVE
        )
        assert scored.comparisons[loss.name] == expected
        text = words.verdict(scored, loss.name, str)
        assert f"It takes the 5 folds (column {bold(name)}) as independent" in text
        assert "cannot be said: 5 folds like these tell too little" in text


@pytest.mark.parametrize("name", ["folder", "scaffold", "group", "unfold"])
def test_no_other_column_is_one(name):
    assert folds_of(batch(FIVE, name)) is None


@pytest.mark.parametrize("weight", [None, np.arange(N) % 3])
def test_the_band_of_the_curves_goes_by_folds_and_says_so(weight):
    found = batch(FIVE, weight=weight)
    chance = band_of(found)
    expected = losscore.difference_band(
        LABELS, found.a, found.b, BAND, groups=FIVE, sample_weight=weight
    )
    assert chance.band.groups == 5
    np.testing.assert_array_equal(chance.band.low, expected.low)
    text = words_of_chance.chance(chance.ahead, folds=folds_of(found))
    assert text.endswith(
        "It takes the 5 folds (column **fold**) as independent, not the samples in them."
    )
    assert "bootstrap" not in text


def test_of_two_folds_the_band_takes_samples_and_says_so():
    found = batch(FIVE % 2)
    chance = band_of(found)
    assert chance.band.groups is None
    text = words_of_chance.chance(chance.ahead, folds=folds_of(found))
    assert text.endswith("the 2 folds (column **fold**) are too few to tell how folds differ.")
    assert "bootstrap" in text


def test_two_folds_are_not_respected_and_that_is_said():
    scored = samples.summary(batch(FIVE % 2), PAIR)
    for loss in NAMES:
        assert scored.comparisons[loss].groups is None
        text = words.verdict(scored, loss, str)
        assert "It takes all samples as independent: the 2 folds (column **fold**) are too" in text
        assert "About four of five batches like this one" in text
    assert "the 2 folds are too few to tell how folds differ" in difference(scored)


def test_of_one_fold_nothing_is_said():
    scored = samples.summary(batch(FIVE * 0), PAIR)
    assert scored.folds is None
    assert "fold" not in words.verdict(scored, NAMES[0], str) + difference(scored)


def test_many_folds_tell_how_many_samples_are_enough_by_their_own_error():
    scored = samples.summary(batch(np.arange(N) % 40), PAIR)
    result = scored.comparisons[NAMES[0]]
    assert result.groups == 40
    shown = words.mean(result.detectable)
    assert f"About four of five batches like this one would tell a difference of **{shown}**" in (
        words.verdict(scored, NAMES[0], str)
    )


def test_slices_go_by_folds_where_they_are_in_three_or_more():
    scored = samples.summary(batch(FIVE), PAIR)
    for cut in slices.cuts(scored):
        for one in slices.slices(scored, cut):
            rows = slices.rows_of(scored, cut, one.values)
            folds = len(set(FIVE[rows].tolist()))
            for loss, result in one.compared.items():
                assert result.groups == (folds if folds >= 3 else None)
                if result.groups:
                    a, b = (charged[rows] for charged in penalties(scored, loss))
                    expected = losscore.compare_models(a, b, groups=FIVE[rows])
                    assert (result.low, result.high) == (expected.low, expected.high)
    assert "They take the folds (column **fold**) as independent, and the samples where" in (
        difference(scored)
    )


def test_rows_that_are_each_a_fold_of_their_own_are_samples():
    alone = np.arange(N).astype(np.int16)
    assert folds_of(replace(batch(FIVE), slices={"fold": Coded(alone, [*map(str, alone)])})) is None
    pairs = replace(batch(FIVE), slices={"fold": Coded(alone // 2, [*map(str, alone)])})
    assert samples.summary(pairs, PAIR).comparisons[NAMES[0]].groups == N // 2


def test_a_fold_of_which_no_row_counts_is_none():
    weighted = replace(batch(FIVE % 3), weight=np.where(FIVE % 3 == 2, 0.0, 2.0))
    scored = samples.summary(weighted, PAIR)
    assert (scored.folds.count, scored.comparisons[NAMES[0]].groups) == (2, None)
    weighted = replace(batch(FIVE), weight=np.where(FIVE == 2, 0.0, 2.0))
    scored = samples.summary(weighted, PAIR)
    assert (scored.folds.count, scored.comparisons[NAMES[0]].groups) == (4, 4)
    assert "samples**, taken as" not in (words.verdict(scored, NAMES[0], str))
