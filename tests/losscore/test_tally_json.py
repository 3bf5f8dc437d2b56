"""A tally as text and back: the same to the last digit, or a sentence that says what is wrong."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from hypothesis import given

from losscore import PowerLoss, Tally, tally, tally_sums
from losscore.tally_rows import CostlyRow, TellingRow
from tests.losscore.tally_batches import BATCHES, Batch


@given(BATCHES)
def test_text_and_back_is_the_same_tally_to_the_last_digit(batch):
    found = batch.tally()
    text = found.to_json()
    again = Tally.from_json(text)
    assert again == found
    assert again.to_json() == text
    assert again + batch.tally() == found + found
    assert "NaN" not in text


def test_a_file_that_was_ever_written_is_opened():
    """What version 1 holds and in which shape: another would refuse files that are out there."""
    assert tally_sums.shapes(2, 3, 4) == {
        "rows": (1,),
        "weight": (1,),
        "own": (3,),
        "first": (2, 3),
        "second": (2, 3),
        "infinite": (2, 3),
        "counts": (2, 3, 4098),
        "totals": (2, 3, 4098),
        "right": (2,),
        "confusion": (2, 4, 4),
        "lines": (2, 2, 2, 260),
        "reliability": (2, 3, 4, 20),
        "pair_first": (1, 3),
        "pair_second": (1, 3),
        "margin": (1, 3),
        "differ": (1, 3),
        "signs": (1, 3, 3, 3, 3),
    }
    assert CostlyRow._fields == ("penalty", "id", "truth", "predicted", "on_truth", "weight")
    assert TellingRow._fields == ("beyond", "id", "a", "b", "within", "weight")


def test_rows_that_sum_to_a_little_more_than_1_are_opened_again():
    truth, proba = np.array([[1.0002, 0.0], [0.0, 1.0002]], np.float32), np.eye(2, dtype=np.float16)
    found = tally(truth, {"A": proba}, sample_weight=[1e-100, 3.5])
    assert Tally.from_json(found.to_json()) == found


def test_names_of_every_kind_survive():
    models = {"Ä 'one'": [[0.5, 0.5]], "": [[0.25, 0.75]]}
    for classes in (["cat", "dog"], [10, 20], [True, False], [0.5, 1.5]):
        found = tally([classes[0]], models, classes=classes, ids=["🐈"], losses=[PowerLoss(0.25)])
        again = Tally.from_json(found.to_json())
        assert again == found
        assert again.classes == found.classes


def broken(change):
    found = json.loads(Batch(0, 9).tally(losses=["squared_error", "cross_entropy"]).to_json())
    change(found)
    return json.dumps(found)


def moved(found, name):
    """The first number two places further, so that the sum of all is as before."""
    found["sums"][name]["at"][0] += 2
    found["sums"][name]["at"].sort()


def emptied(found, name):
    found["sums"][name] = {"at": [], "values": []}


@pytest.mark.parametrize(("change", "message"), [
    (lambda t: t.clear(), "this is no tally: it does not say losscore_tally"),
    (lambda t: t.update(losscore_tally=2), "this tally is of version 2, and only 1 is read"),
    (lambda t: t.update(losscore_tally=True), "this tally is of version True, and only 1 is read"),
    (lambda t: t.update(models=[]), "models of a tally must be a list of 1 to 50"),
    (lambda t: t.update(models="AB"), "models of a tally must be a list of 1 to 50"),
    (lambda t: t.update(models=["A", "A"]), "models of a tally must be named differently"),
    (lambda t: t.update(models=["A", 1]), "models of a tally must be their names"),
    (lambda t: t.update(classes=[0]), "classes of a tally must be at least 2"),
    (lambda t: t.update(classes=[[], {}]), "classes of a tally must be their names"),
    (lambda t: t.update(classes=[*range(1000)], models=[*map(str, range(50))]), "more numbers"),
    (lambda t: t.update(losses=["x", "y"]), "losses of a tally must have a name and settings, got"),
    (lambda t: t["sums"].pop("first"), "sums of a tally must be rows, weight, own"),
    (lambda t: t["sums"].update(first=[]), "first of a tally must have lists at and values"),
    (lambda t: t["sums"]["rows"].update(values=[-1]), "rows of a tally must be at least 0"),
    (lambda t: t["sums"]["rows"].update(values=["9"]), "rows of a tally must be finite numbers"),
    (lambda t: t["sums"]["rows"].update(values=[1, 2]), "rows of a tally has 1 places and 2"),
    (lambda t: t["sums"]["rows"].update(at=[7]), "rows of a tally must have rising places below 1"),
    (lambda t: t["sums"]["rows"].update(at=[0.0]), "rows of a tally must have rising places"),
    (lambda t: t["sums"]["weight"].update(values=["0xg"]), "weight of a tally must be whole"),
    (lambda t: t["sums"]["weight"].update(values=["0x" + "f" * 999]), "weight of a tally must be"),
    (lambda t: t["sums"]["weight"].update(values=[9]), "weight of a tally must be whole"),
    (lambda t: t["sums"]["weight"].update(values=["0x" + "f" * 550]), "weight of a tally must be"),
    (lambda t: emptied(t, "rows"), "weight of a tally must fit its other sums"),
    (lambda t: t["sums"]["rows"].update(values=[8.5]), "weight of a tally must fit"),
    (lambda t: emptied(t, "infinite"), "counts of a tally must fit its other sums"),
    (lambda t: emptied(t, "totals"), "totals of a tally must fit"),
    (lambda t: t["sums"]["right"].update(at=[0], values=[9.5]), "right of a tally must fit"),
    (lambda t: emptied(t, "confusion"), "confusion of a tally must fit"),
    (lambda t: t["sums"]["right"].update(at=[0, 1], values=[9, 9]), "right of a tally must fit"),
    (lambda t: moved(t, "confusion"), "confusion of a tally must fit"),
    (lambda t: emptied(t, "second"), "second of a tally must fit"),
    (lambda t: emptied(t, "pair_first"), "pair_first of a tally must fit"),
    (lambda t: emptied(t, "pair_second"), "pair_second of a tally must fit"),
    (lambda t: moved(t, "signs"), "signs of a tally must fit"),
    (lambda t: emptied(t, "differ"), "differ of a tally must fit"),
    (lambda t: t["telling"][0][0].__setitem__(3, 5.0), "telling of a tally must fit"),
    (lambda t: t["costliest"][3][2].__setitem__(0, "inf"), "costliest of a tally must fit"),
    (lambda t: t["sums"]["reliability"]["values"].__setitem__(14, 0.0), "reliability of a tally"),
    (lambda t: emptied(t, "reliability"), "reliability of a tally must fit"),
    (lambda t: t["sums"]["reliability"]["values"].__setitem__(-1, 9.0), "reliability of a tally"),
    (lambda t: t["sums"]["lines"]["values"].__setitem__(0, 1e9), "lines of a tally must fit"),
    (lambda t: emptied(t, "signs"), "signs of a tally must fit"),
    (lambda t: t["sums"]["differ"].update(at=[0], values=[10]), "differ of a tally must fit"),
    (lambda t: t["costliest"][0][0].__setitem__(0, 99.0), "costliest of a tally must fit"),
    (lambda t: t["costliest"][0][0].__setitem__(5, 0.0), "costliest of a tally must fit"),
    (lambda t: t["telling"][0][0].__setitem__(2, 1e141), "telling of a tally must fit"),
    (lambda t: t.update(costliest=[]), "costliest of a tally must be 4 lists"),
    (lambda t: t["costliest"].__setitem__(0, 3), "costliest of a tally must be lists of at"),
    (lambda t: t["costliest"][0].__setitem__(0, [1]), "must have rows of penalty, id, truth"),
    (lambda t: t["costliest"][0].reverse(), "must go from the highest down"),
    (lambda t: t["costliest"][0][0].__setitem__(1, 1.5), "id of a row must be a whole number"),
    (lambda t: t["costliest"][0][0].__setitem__(2, 3), "truth of a row must be from 0 to 2, got 3"),
    (lambda t: t["costliest"][0][0].__setitem__(4, -0.5), "on_truth of a row must be at least 0"),
    (lambda t: t["costliest"][0][0].__setitem__(4, "inf"), "on_truth of a row of a tally must be"),
    (lambda t: t["telling"][0][0].__setitem__(0, "x"), "beyond of a row of a tally must be finite"),
])  # fmt: skip
def test_what_is_no_tally_is_refused_with_a_sentence(change, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Tally.from_json(broken(change))


@pytest.mark.parametrize("text", ["", "nothing", "[" * 100_000, "NaN", '{"a": Infinity}', "[]"])
def test_what_is_no_json_of_a_tally_is_refused(text):
    with pytest.raises(ValueError, match="this is no tally"):
        Tally.from_json(text)
