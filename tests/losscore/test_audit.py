"""An audit: its tables are those of the rows, its sentences claim what their numbers bear."""

from __future__ import annotations

import csv
import re

import numpy as np
import pytest

import losscore
from losscore import Comparison, audit, compare_models
from losscore.audit_text import lead_among

SURE, HALF, WRONG = [1.0, 0.0], [0.5, 0.5], [0.0, 1.0]


def batch(size=200, seed=0, **known):
    """So many samples of three classes, and models that know so much of them."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(3, size=size)
    models = {}
    for name, much in known.items():
        proba = rng.standard_exponential((size, 3)) + much * np.eye(3)[labels]
        models[name] = proba / proba.sum(axis=1, keepdims=True)
    return labels, models


def said(found):
    """The verdict without the breaks of its lines."""
    return re.sub(r"\s+", " ", repr(found))


def test_its_tables_are_those_of_the_rows():
    labels, models = batch(logistic=2.0, forest=1.5, bayes=0.5)
    found = audit(labels, models)
    assert found.table["model"].tolist() == ["logistic", "forest", "bayes"]
    for place, proba in enumerate(models.values()):
        assert found.table["accuracy"][place] == (proba.argmax(axis=1) == labels).mean()
        for loss in ("squared_error", "cross_entropy"):
            penalties = losscore.LOSSES[loss].penalties(labels, proba)
            assert found.table[loss][place] == pytest.approx(penalties.mean(), rel=1e-12)
            np.testing.assert_array_equal(found.penalties([*models][place], loss), penalties)


def test_its_comparison_is_that_of_compare_models():
    labels, models = batch(A=2.0, B=1.8)
    loss = losscore.LOSSES["cross_entropy"]
    a, b = (loss.penalties(labels, proba) for proba in models.values())
    within = sum(loss.resolution(labels, proba) for proba in models.values())
    assert audit(labels, models).compare("A", "B", "cross_entropy") == compare_models(
        a, b, within=within
    )


def test_a_difference_is_told_with_its_interval_and_what_it_hangs_on():
    labels, models = batch(A=2.0, B=0.5)
    found = audit(labels, models)
    result = found.compare("B", "A", "squared_error")
    assert result.excludes_zero
    text = said(found)
    assert (
        f"Squared error: A is better than B by {result.difference:.4g} (95 % interval: "
        f"{result.low:.4g} to {result.high:.4g}), which leaves out 0: chance alone would rarely "
        f"make so much. It hangs on {result.hangs_on} rows: without them it would not stand."
    ) in text
    assert "Both losses put A first." in text


def test_what_it_hangs_on_is_named_where_rows_have_ids():
    def named(ids: list[str] | None) -> tuple[str, ...]:
        found = losscore.tally([0, 0], {"A": [SURE, SURE], "B": [SURE, HALF]}, ids=ids)
        return lead_among(found, "squared_error", ["A", "B"]).turning

    assert named(["x", "y"]) == ("id y",)
    assert named(None) == ()


def test_a_difference_that_may_be_chance_is_no_verdict_beyond_it():
    labels, models = batch(A=1.0, B=1.0)
    assert not audit(labels, models).compare("A", "B", "squared_error").excludes_zero
    assert "which holds 0: chance alone may have made it." in said(audit(labels, models))


def test_of_few_samples_nothing_is_said_of_chance():
    text = said(audit([0] * 3, {"A": [SURE] * 3, "B": [HALF] * 3}))
    assert "3 rows differ, too few to speak of chance." in text
    assert "interval" not in text
    one = said(audit([0], {"A": [SURE], "B": [HALF]}))
    assert "1 sample of 2 classes, 2 models." in one
    assert "One sample tells nothing of chance." in one
    assert "hangs on" not in one


def test_one_enormous_row_is_named_and_stands_for_no_chance():
    a = np.full(60, 1e-9)
    b = np.full(60, 2e-9)
    b[7] = 1 - 1e-12
    found = audit(np.zeros(60, int), {"A": a, "B": b}, ids=range(100, 160))
    assert Comparison.ENOUGH < 60
    text = said(found)
    assert "It hangs on 1 row: without id 107" not in text  # B stays worse without it.
    b[:] = 1e-9 / 2
    b[7] = 1 - 1e-12
    text = said(audit(np.zeros(60, int), {"A": a, "B": b}, ids=range(100, 160)))
    assert "It hangs on 1 row: without id 107 it would not stand." in text
    assert "leaves out 0" not in text


def test_equal_models_tie_and_no_model_is_first():
    text = said(audit([0, 1], {"A": [SURE, HALF], "B": [SURE, HALF]}))
    assert text.count("A and B tie, their means are equal but for rounding.") == 2
    assert "better" not in text
    assert "first" not in text


def test_an_infinite_mean_is_worse_than_a_finite_one_and_no_better_than_another():
    text = said(audit([0, 0], {"A": [SURE, WRONG], "B": [HALF, HALF]}))
    assert "Cross-entropy: B is better than A, whose mean is infinite: 1 sample is charged" in text
    assert "without row 1 (counted from 0) it would not stand" in text
    both = said(audit([0, 0], {"A": [SURE, WRONG], "B": [WRONG, HALF]}))
    assert "Cross-entropy: every mean is infinite, and tells none of the models apart." in both
    assert "losses" not in both


def test_losses_that_put_different_models_first_are_said_to_disagree():
    a = [[0.8, 0.2, 0.0]] * 40
    b = [[0.79, 0.105, 0.105]] * 40
    text = said(audit([0] * 40, {"A": a, "B": b}))
    assert "The losses disagree: Squared error puts B first, Cross-entropy A." in text
    assert "They prefer opposite models on 40 samples." in text


def test_that_two_of_several_were_chosen_is_said():
    labels, models = batch(A=2.0, B=1.0, C=0.5)
    text = said(audit(labels, models))
    assert "That these two were chosen among 3 models is not allowed for." in text
    assert "They prefer opposite" not in text
    assert "chosen" not in said(audit(*batch(A=2.0, B=1.0)))


def test_of_one_model_there_is_no_verdict():
    text = said(audit([0, 1], {"A": [SURE, HALF]}))
    assert text.startswith("2 samples of 2 classes, 1 model.")
    assert "better" not in text
    assert "losses" not in text


def test_a_share_is_said_to_be_all_only_if_it_is():
    labels = np.zeros(100_000, int)
    proba = np.tile([0.9, 0.1], (100_000, 1))
    assert audit(labels[:9], {"A": proba[:9]}).__repr__().split()[-3] == "1"
    proba[5] = [0.1, 0.9]
    assert repr(audit(labels, {"A": proba})).split()[-3] == ">0.9999"


def test_its_intervals_respect_groups():
    labels, models = batch(A=2.0, B=0.5)
    folds = np.arange(labels.size) % 5
    found = audit(labels, models, groups=folds)
    result = found.compare("B", "A", "squared_error")
    plain = audit(labels, models).compare("B", "A", "squared_error")
    assert (result.groups, plain.groups) == (5, None)
    assert result.low != plain.low
    a, b = (found.penalties(name, "squared_error") for name in "BA")
    assert result.low == compare_models(a, b, groups=folds).low
    assert f"(95 % interval by 5 groups: {result.low:.4g} to {result.high:.4g})" in said(found)
    of_one = audit(labels, models, groups=folds * 0)
    assert "One group tells nothing of chance." in said(of_one)
    with pytest.raises(ValueError, match=r"groups must have shape \(200,\)"):
        audit(labels, models, groups=[1, 2])


def test_weights_count_as_samples():
    found = audit([0, 0], {"A": [SURE, WRONG]}, sample_weight=[3, 1])
    assert found.table["accuracy"].tolist() == [0.75]
    assert said(found).startswith("4 samples of 2 classes, 1 model. 2 rows by weight.")


@pytest.mark.parametrize("soft", [False, True])
def test_a_table_keeps_every_digit(tmp_path, soft):
    labels, models = batch(size=20, A=1.0)
    truth = models["A"][::-1] if soft else labels
    weights = np.linspace(0.1, 2.0, 20)
    found = audit(
        truth,
        models,
        ids=[f"row {i}" for i in range(20)],
        classes=None if soft else range(3),
        sample_weight=weights,
    )
    found.to_csv("A", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    proba = np.array([[float(row[str(k)]) for k in range(3)] for row in rows])
    np.testing.assert_array_equal(proba, models["A"])
    assert [row["id"] for row in rows] == [f"row {i}" for i in range(20)]
    assert [float(row["weight"]) for row in rows] == weights.tolist()
    if soft:
        read = np.array([[float(row[f"true:{k}"]) for k in range(3)] for row in rows])
        np.testing.assert_array_equal(read, truth)
    else:
        assert [int(row["true"]) for row in rows] == labels.tolist()


def test_a_class_that_is_called_as_another_column_is_refused(tmp_path):
    found = audit(["true"], {"A": [SURE]}, classes=["true", "false"])
    with pytest.raises(ValueError, match="a class cannot be called 'true'"):
        found.to_csv("A", tmp_path / "a.csv")


def test_no_samples_have_no_verdict():
    with pytest.raises(ValueError, match="a tally of no samples has nothing to tell"):
        audit([], {"A": np.empty((0, 2))})


def test_of_rows_that_all_show_the_same_difference_no_interval_is_told():
    a, b = np.tile([[0.9, 0.1]], (40, 1)), np.tile([[0.8, 0.2]], (40, 1))
    text = " ".join(repr(audit(np.zeros(40, int), {"A": a, "B": b})).split())
    assert "better than B by 0.06. Every row shows the same difference, and cannot tell" in text
    assert "interval" not in text


def test_any_name_of_a_model_stays_on_its_line_and_is_seen():
    models = {"two\nlines": [[0.9, 0.1]] * 3, "": [[0.8, 0.2]] * 3}
    lines = repr(audit([0, 0, 1], models)).split("\n")
    assert [line[:9] for line in lines[2:5]] == ["model    ", "two lines", "''       "]
    assert "Squared error: '' is better than two lines by" in " ".join(lines)
