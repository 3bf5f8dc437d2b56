"""A batch cut into slices: each is what its samples alone would be, and together they are all."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.results.samples_lists import ALL, NUMBER, SUSPECTED, count, listed
from pages.ui.results.samples_table import TRUTH, predicted_column
from pages.ui.results.slices import Cut, cuts, find, names_of, rows_of, slices
from pages.ui.wording.en import slices as words
from tests.pages.scoring import NAMES, PAIR, summary

CLASSES = ("cat", "dog", "bird", "never")


def random(size: int = 300, seed: int = 0) -> Batch:
    rng = np.random.default_rng(seed)
    a, b = (np.pad(losscore.softmax(rng.normal(size=(size, 3))), ((0, 0), (0, 1))) for _ in "ab")
    return Batch("x", CLASSES, rng.integers(0, 3, size), a, b)


def keys(batch: Batch, cut: Cut) -> list[tuple[str, ...]]:
    """The slice of each sample, read off the batch itself."""
    of = {TRUTH: batch.labels}
    of |= {predicted_column(m): proba.argmax(axis=1) for m, proba in batch.models.items()}
    return list(zip(*([CLASSES[k] for k in of[column]] for column in cut.columns), strict=True))


def test_each_slice_is_scored_as_its_samples_alone_are():
    batch = random()
    scored = summary(batch)
    for cut in cuts(scored):
        of_samples = keys(batch, cut)
        found = {names_of(scored, cut, one.values): one for one in slices(scored, cut)}
        assert found.keys() == set(of_samples)
        for names, one in found.items():
            rows = [i for i, key in enumerate(of_samples) if key == names]
            assert rows_of(scored, cut, one.values).tolist() == rows
            assert one.samples == len(rows)
            for (model, proba), loss in itertools.product(batch.models.items(), PAIR):
                charged = loss.penalties(batch.truth[rows], proba[rows])
                assert one.means[model, loss.name] == pytest.approx(charged.mean(), rel=1e-12)
                share = charged.sum() / loss.penalties(batch.truth, proba).sum()
                assert one.shares[model, loss.name] == pytest.approx(share, rel=1e-12)
            for loss in PAIR:
                a, b = (loss.penalties(batch.truth[rows], p[rows]) for p in (batch.a, batch.b))
                alone = losscore.compare_models(a, b, resamples=500)
                compared = one.compared[loss.name]
                assert (compared.difference, compared.low, compared.high) == pytest.approx(
                    (alone.difference, alone.low, alone.high)
                )


def test_shares_add_up_to_all_and_the_costliest_come_first():
    scored = summary(random())
    for cut in cuts(scored):
        found = slices(scored, cut)
        for key in scored.totals:
            assert sum(one.shares[key] for one in found) == pytest.approx(1.0)
        paid = [sum(o.means[m, NAMES[0]] for m in "ab") * o.samples for o in found]
        assert paid == sorted(paid, reverse=True)


def test_of_many_slices_the_costliest_fifty_are_kept():
    rng = np.random.default_rng(1)
    a, b = (losscore.softmax(rng.normal(size=(4000, 80))) for _ in "ab")
    scored = summary(Batch("x", tuple(map(str, range(80))), rng.integers(0, 80, 4000), a, b))
    assert len(slices(scored, Cut((TRUTH,)))) == 50
    assert "The costliest 50 of 80 slices." in words.caption(scored, 50, 80)


def test_an_infinite_total_has_no_shares_and_is_no_lack_of_samples():
    one, other = [0.0, 1.0], [0.5, 0.5]
    scored = summary(
        Batch(
            "x",
            ("n", "y"),
            np.array([0, 1] * 40),
            *(np.array([p, q] * 40) for p, q in ((one, other), (other, other))),
        )
    )
    found = {names_of(scored, Cut((TRUTH,)), o.values): o for o in slices(scored, Cut((TRUTH,)))}
    n, y = found["n",], found["y",]
    assert n.means["a", "cross_entropy"] == np.inf
    assert n.shares["a", "cross_entropy"] is y.shares["a", "cross_entropy"] is None
    assert words.interval(n.compared["cross_entropy"]) == "infinite"
    assert words.interval(y.compared["cross_entropy"]) == "no difference"


def test_of_few_samples_no_interval_is_claimed():
    scored = summary(random(9))
    for one in slices(scored, Cut((TRUTH,))):
        assert words.interval(one.compared["squared_error"]) == "too few samples"


def test_what_is_no_more_apart_than_rounding_is_no_difference():
    a = np.array([[0.1, 0.9]] * 50)
    b = a + np.array([1e-17, 0.0])
    scored = summary(Batch("x", ("n", "y"), np.ones(50, int), a, b))
    (one,) = slices(scored, Cut((TRUTH,)))
    assert [words.interval(result) for result in one.compared.values()] == ["no difference"] * 2


def test_one_model_and_a_soft_truth_are_cut_as_well():
    batch = random()
    alone = summary(Batch("x", CLASSES, batch.truth, batch.a))
    assert slices(alone, cuts(alone)[-1])[0].compared == {}
    soft = summary(Batch("x", CLASSES, batch.b, batch.a))
    assert words.cut(soft, cuts(soft)[0]) == "Likeliest class of the truth"


def test_a_slice_is_found_by_name_in_another_batch_that_has_it():
    scored, other = summary(random()), summary(random(seed=2))
    cut = Cut((TRUTH,))
    assert find(other, cut, ("dog",)) == (cut, (1,))
    assert find(scored, cut, ("cow",)) is None
    assert find(scored, cut, ("never",)) is None
    assert find(scored, Cut(("gone",)), ("dog",)) is None


def test_the_samples_of_a_slice_are_listed_costliest_first():
    batch = random()
    scored = summary(batch)
    which = (Cut((TRUTH,)), (2,))
    rows = listed(scored, which, "a.squared_error", 9)
    assert count(scored, which) == int((batch.truth == 2).sum())
    assert (batch.truth[rows] == 2).all()
    charged = losscore.squared_error(batch.truth, batch.a)
    assert charged[rows].tolist() == sorted(charged[batch.truth == 2], reverse=True)[:9]


def test_suspected_are_the_labels_that_all_models_contradict_with_one_voice():
    batch = random()
    scored = summary(batch)
    a, b = batch.a.argmax(axis=1), batch.b.argmax(axis=1)
    wanted = np.flatnonzero((a == b) & (a != batch.truth)).tolist()
    assert listed(scored, SUSPECTED, NUMBER, 999).tolist() == wanted
    assert count(scored, SUSPECTED) == len(wanted) < count(scored, ALL)
    alone = summary(Batch("x", CLASSES, batch.truth, batch.a))
    assert count(alone, SUSPECTED) == int((a != batch.truth).sum())


def test_a_column_of_the_table_makes_slices_by_its_values():
    batch = random()
    fold = (np.arange(300) % 3).astype(np.int8)
    scored = summary(replace(batch, slices={"fold": (fold, ["0", "", "2"])}))
    cut = cuts(scored)[-1]
    assert words.cut(scored, cut) == "Column fold"
    found = {names_of(scored, cut, one.values): one for one in slices(scored, cut)}
    assert [found[name].samples for name in (("0",), ("",), ("2",))] == [100] * 3
    charged = losscore.squared_error(batch.truth, batch.a)[fold == 2]
    assert found["2",].means["a", "squared_error"] == pytest.approx(charged.mean())
    assert words.label(scored, *find(scored, cut, ("",))) == "Column fold: (blank)"
