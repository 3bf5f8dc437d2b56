"""What is refused, and in which words: every function of truth and prediction has one way in."""

import re

import numpy as np
import pytest

from losscore import LOSSES, cross_entropy, cross_entropy_from_logits, squared_error
from losscore.checks import number_between, one_of, tolerance_of, whole_number_between

ENTRIES = [squared_error, cross_entropy] + [
    getattr(loss, method)
    for loss in LOSSES.values()
    for method in ("penalties", "terms", "gradient", "logit_gradient")
]
NAN, INF = np.nan, np.inf
PASS = "pass integers or floats without gaps, and labels as whole numbers 0..K−1"

REFUSED = {
    "NaN": ([0, 1], [[0.5, 0.5], [NAN, 1.0]], "y_proba must be finite: row 1 holds nan"),
    "infinity": ([0, 1], [[0.5, 0.5], [INF, 0.0]], "y_proba must be finite: row 1 holds inf"),
    "both infinities": ([0], [[INF, -INF]], "y_proba must be finite: row 0 holds inf"),
    "below 0": ([0], [[-0.2, 1.2]], "y_proba must lie within 0 to 1: row 0 holds -0.2"),
    "barely below 0": ([0], [[-1e-9, 1.0]], "y_proba must lie within 0 to 1: row 0 holds -1e-09"),
    "above 1": ([0], [[1.2, 0.0]], "y_proba must lie within 0 to 1: row 0 holds 1.2"),
    "sum below 1": (
        [0, 0, 0],
        [[0.5, 0.5], [1.0, 0.0], [0.8, 0.15]],
        "y_proba must sum to 1 in every row: row 2 sums to 0.95 (tolerance 1e-05)",
    ),
    "sum above 1": (
        [0],
        [[0.5, 0.50002]],
        "y_proba must sum to 1 in every row: row 0 sums to 1.00002 (tolerance 1e-05)",
    ),
    "first of several": (
        [0, 0, 0],
        [[0.5, 0.5], [0.8, 0.1], [NAN, 1.0]],
        "y_proba must sum to 1 in every row: row 1 sums to 0.9 (tolerance 1e-05)",
    ),
    "below 0 before a wrong sum": (
        [0, 0],
        [[1.1, -0.1], [0.5, 0.4]],
        "y_proba must lie within 0 to 1: row 0 holds 1.1",
    ),
    "a wrong sum beside an entry that exceeds 1 by rounding": (
        [0],
        [[1.000001, 0.1]],
        "y_proba must sum to 1 in every row: row 0 sums to 1.100001 (tolerance 1e-05)",
    ),
    "P(class 1) barely above 1": (
        [0],
        [1.0000000000000002],
        "y_proba must lie within 0 to 1: row 0 holds 1.0000000000000002",
    ),
    "P(class 1) above 1": ([0], [1.5], "y_proba must lie within 0 to 1: row 0 holds 1.5"),
    "P(class 1) below 0": ([0, 1], [0.5, -0.1], "y_proba must lie within 0 to 1: row 1 holds -0.1"),
    "P(class 1) NaN": ([0, 1], [0.5, NAN], "y_proba must be finite: row 1 holds nan"),
    "three dimensions": (
        [0],
        [[[0.5, 0.5]]],
        "y_proba must have shape (N, K) or (N,), got shape (1, 1, 2)",
    ),
    "a scalar prediction": ([0], 0.5, "y_proba must have shape (N, K) or (N,), got shape ()"),
    "a scalar truth": (
        0,
        [[0.5, 0.5]],
        "y_true must have shape (N,) or (N, K), got shape ()",
    ),
    "a truth of three dimensions": (
        [[[0.5, 0.5]]],
        [[0.5, 0.5]],
        "y_true must have shape (N,) or (N, K), got shape (1, 1, 2)",
    ),
    "one column": (
        [0],
        [[1.0]],
        "y_proba must have at least 2 columns, or shape (N,) for two classes, got shape (1, 1)",
    ),
    "no sample": ([], np.empty((0, 3)), "y_proba is empty, got shape (0, 3)"),
    "no truth": ([], [[0.5, 0.5]], "y_true is empty, got shape (0,)"),
    "fewer labels than predictions": (
        [0],
        [[0.5, 0.5], [0.5, 0.5]],
        "y_true must hold 2 samples because y_proba has shape (2, 2), got shape (1,)",
    ),
    "the truth of one sample that is no row": (
        [0.7, 0.2, 0.1],
        [[0.6, 0.3, 0.1]],
        "y_true must hold 1 sample because y_proba has shape (1, 3), got shape (3,)",
    ),
    "another number of classes": (
        [[1.0, 0.0]],
        [[0.5, 0.5, 0.0]],
        "y_true must have 3 columns because y_proba has shape (1, 3), got shape (1, 2)",
    ),
    "ragged rows": (
        [0, 0],
        [[0.5, 0.5], [1.0]],
        "y_proba must be an array of numbers, got rows of unequal length",
    ),
    "text": (["cat"], [[0.5, 0.5]], f"y_true must be an array of numbers, got dtype <U3: {PASS}"),
    "text among objects": (
        np.array([0, "cat"], object),
        [[0.5, 0.5]] * 2,
        f"y_true must hold numbers: row 1 holds 'cat'; {PASS}",
    ),
    "nothing among numbers": (
        [0],
        [[0.5, None]],
        f"y_proba must hold numbers: row 0 holds None; {PASS}",
    ),
    "lists among objects": (
        [0, 0],
        np.array([[0.5, 0.5], [1.0]], object),
        f"y_proba must hold numbers: row 0 holds [0.5, 0.5]; {PASS}",
    ),
    "no array": (None, [[0.5, 0.5]], f"y_true must be an array of numbers, got a NoneType: {PASS}"),
    "complex numbers": (
        [0],
        [[1j, 1.0]],
        f"y_proba must be an array of numbers, got dtype complex128: {PASS}",
    ),
    "dates": (
        np.array(["2020-01-01"], "datetime64[D]"),
        [[0.5, 0.5]],
        f"y_true must be an array of numbers, got dtype datetime64[D]: {PASS}",
    ),
    "masked numbers": (
        [0, 0],
        np.ma.masked_less([[0.5, 0.5], [-1.0, 2.0]], 0.0),
        "y_proba must not be a masked array: leave out the masked samples, or fill them, "
        "and pass a plain array",
    ),
    "a masked truth": (np.ma.array([0, 1]), [[0.5, 0.5]] * 2, "y_true must not be a masked array"),
    "a label above": ([0, 2], [[0.5, 0.5]] * 2, "y_true must be whole numbers from 0 to 1: row 1"),
    "a label below": ([0, -1], [[0.5, 0.5]] * 2, "y_true must be whole numbers from 0 to 1: row 1"),
    "a label for P(class 1)": (
        [0, 2],
        [0.5, 0.5],
        "y_true must be whole numbers from 0 to 1: row 1 holds 2",
    ),
    "half a label": (
        [0.0, 0.5],
        [[0.5, 0.5]] * 2,
        "y_true must be whole numbers from 0 to 1: row 1 holds 0.5",
    ),
    "a NaN label": ([0.0, NAN], [[0.5, 0.5]] * 2, "y_true must be finite: row 1 holds nan"),
    "an infinite label": ([0.0, INF], [[0.5, 0.5]] * 2, "y_true must be finite: row 1 holds inf"),
    "boolean labels of three classes": (
        [True, False],
        [[0.2, 0.3, 0.5]] * 2,
        "y_true may be boolean for 2 classes only, but y_proba has shape (2, 3)",
    ),
    "a soft truth off 1": (
        [[0.5, 0.5], [0.5, 0.4]],
        [[0.5, 0.5]] * 2,
        "y_true must sum to 1 in every row: row 1 sums to 0.9",
    ),
    "a soft truth below 0": (
        [[1.5, -0.5]],
        [[0.5, 0.5]],
        "y_true must lie within 0 to 1: row 0 holds 1.5",
    ),
    "a soft P(class 1) above 1": ([1.5], [0.5], "y_true must lie within 0 to 1: row 0 holds 1.5"),
    "a NaN in a soft truth": ([[NAN, 1.0]], [[0.5, 0.5]], "y_true must be finite: row 0 holds nan"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("entry", ENTRIES)
def test_bad_input_is_refused_naming_what_was_received(entry, case):
    y_true, y_proba, message = REFUSED[case]
    with pytest.raises(ValueError, match=re.escape(message)):
        entry(y_true, y_proba)


@pytest.mark.parametrize("y_true, logits, message", [
    ([0, 0], [[0.0, 0.0], [0.0, NAN]], "logits must be finite: row 1 holds nan"),
    ([0, 0], [0.0, -INF], "logits must be finite: row 1 holds -inf"),
    (
        [0],
        [[0.0]],
        "logits must have at least 2 columns, or shape (N,) for two classes, got shape (1, 1)",
    ),
    ([0], [[[0.0]]], "logits must have shape (N, K) or (N,), got shape (1, 1, 1)"),
    ([], [], "logits is empty, got shape (0,)"),
    ([0], [0.0, 1.0], "y_true must hold 2 samples because logits has shape (2,), got shape (1,)"),
    ([2], [[0.0, 1.0]], "y_true must be whole numbers from 0 to 1: row 0 holds 2"),
])  # fmt: skip
def test_bad_logits_are_refused_naming_what_was_received(y_true, logits, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        cross_entropy_from_logits(y_true, logits)


@pytest.mark.parametrize("row", [0, 123_456, 299_999])
@pytest.mark.parametrize("value, message", [
    (0.4, "y_proba must sum to 1 in every row: row {} sums to 0.9"),
    (NAN, "y_proba must be finite: row {} holds nan"),
    (-0.5, "y_proba must lie within 0 to 1: row {} holds -0.5"),
])  # fmt: skip
def test_a_bad_row_is_found_wherever_it_is(row, value, message):
    proba = np.full((300_000, 2), 0.5)
    proba[row, 1] = value
    with pytest.raises(ValueError, match=re.escape(message.format(row))):
        squared_error(np.zeros(len(proba), int), proba)


@pytest.mark.parametrize("row", [0, 123_456, 299_999])
def test_a_bad_label_is_found_wherever_it_is(row):
    labels = np.zeros(300_000, int)
    labels[row] = 7
    with pytest.raises(ValueError, match=f"row {row} holds 7"):
        cross_entropy(labels, np.full((300_000, 2), 0.5))


def test_six_printed_digits_pass():
    assert cross_entropy([0], [[0.333333, 0.333333, 0.333333]])[0] == -np.log(0.333333)


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_rows_rounded_to_a_narrow_type_pass(dtype):
    weights = np.random.default_rng(0).random((1000, 10))
    proba = (weights / weights.sum(axis=1, keepdims=True)).astype(dtype)
    penalties = cross_entropy(np.zeros(1000, int), proba)
    assert penalties.dtype == np.float64
    np.testing.assert_array_equal(penalties, -np.log(proba[:, 0].astype(np.float64)))


@pytest.mark.parametrize("dtype, expected", [
    (np.float64, 1e-5), (np.int64, 1e-5), (np.bool_, 1e-5), (np.longdouble, 1e-5),
    (np.float32, 2.0**-11.5), (np.float16, 2.0**-5),
])  # fmt: skip
def test_tolerance_is_the_root_of_the_rounding_unit_or_1e_5(dtype, expected):
    assert tolerance_of(np.dtype(dtype)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("dtype, slack", [(np.float64, 1e-5), (np.float32, 3.45e-4)])
def test_sums_are_accepted_up_to_the_tolerance_of_their_type_and_not_beyond(dtype, slack):
    for sign in (-1, 1):
        cross_entropy([0], np.array([[0.5, 0.5 + sign * 0.9 * slack]], dtype))
        with pytest.raises(ValueError, match="y_proba must sum to 1"):
            cross_entropy([0], np.array([[0.5, 0.5 + sign * 1.1 * slack]], dtype))


def test_small_entries_that_a_sum_in_float32_would_lose_are_found():
    row = np.full((1, 10_000), 5e-8, np.float32)
    row[0, 0] = 1.0
    with pytest.raises(ValueError, match=r"row 0 sums to 1\.0005 \(tolerance 0\.0003\)"):
        cross_entropy([0], row)
    row[0, 0] = 0.9995
    assert cross_entropy([0], row)[0] == -np.log(np.float64(row[0, 0]))


def test_an_entry_exceeds_1_by_rounding_only():
    assert cross_entropy([0], np.array([[1.0003, 0.0]], np.float32))[0] == 0.0
    with pytest.raises(ValueError, match=r"must lie within 0 to 1: row 0 holds 1\.001000046"):
        cross_entropy([0], np.array([[1.001, 0.0]], np.float32))


def test_whole_floats_are_labels_beside_a_column_per_class():
    proba = [[0.2, 0.8], [0.3, 0.7]]
    np.testing.assert_array_equal(cross_entropy([1.0, 0.0], proba), cross_entropy([1, 0], proba))


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int8, np.int64, np.uint64, float])
def test_any_whole_type_is_a_label(dtype):
    labels = np.array([1, 0]).astype(dtype)
    for proba in ([[0.2, 0.8], [0.3, 0.7]], [0.8, 0.7]):
        np.testing.assert_allclose(
            squared_error(labels, proba),
            squared_error([[0.0, 1.0], [1.0, 0.0]], proba),
            rtol=1e-14,
        )


def test_whole_predictions_are_numbers_like_any():
    np.testing.assert_array_equal(squared_error([0, 1], [[1, 0], [True, False]]), [0.0, 2.0])


TWO_WAYS = (
    "y_true and y_proba have shape (3,) and sum to 1 each, which can be read two ways: write one "
    "sample of 3 classes as a row, [[…]]; write 3 samples of two classes in two columns, or with "
    "integer labels"
)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("dtype", [float, np.float32, object])
def test_one_sample_that_reads_as_many_is_refused_with_what_to_write(entry, dtype):
    y_true, y_proba = np.array([0.7, 0.2, 0.1], dtype), np.array([0.6, 0.3, 0.1], dtype)
    with pytest.raises(ValueError) as error:
        entry(y_true, y_proba)
    assert str(error.value) == TWO_WAYS
    # What it says to write is accepted, and means what it says.
    assert len(entry([y_true], [y_proba])) == 1
    columns = [np.stack([1.0 - part, part], axis=1) for part in (y_true, y_proba)]
    assert len(entry(*columns)) == len(entry([1, 0, 0], y_proba)) == 3


@pytest.mark.parametrize(
    ("y_true", "y_proba"),
    [
        ([1.0], [1.0]),  # one sample of two classes: one class alone is none
        ([1, 0], [0.8, 0.2]),  # labels
        ([1.0, 0.0], [0.8, 0.20002]),
        ([1.0, 0.00002], [0.8, 0.2]),
        ([True, False], [0.8, 0.2]),
        ([[0.0, 1.0], [1.0, 0.0]], [0.8, 0.2]),
    ],
)
def test_what_can_be_read_one_way_only_is_read_so(y_true, y_proba):
    assert squared_error(y_true, y_proba).shape == (len(y_proba),)


def test_logits_sum_to_1_by_chance_only():
    assert cross_entropy_from_logits([1.0, 0.0], [2.0, -1.0]).shape == (2,)


def test_one_of_names_the_choices():
    with pytest.raises(ValueError, match=r"^loss must be one of 'a', 'b', got 'c'$"):
        one_of("loss", "c", ["a", "b"])
    assert one_of("loss", "b", {"a": 1, "b": 2}) == "b"


def test_a_number_is_quoted_as_a_number_and_much_else_in_short():
    with pytest.raises(ValueError, match=r"^rate must be a number from 0 to 1, got 1\.5$"):
        number_between("rate", np.float64(1.5), 0.0, 1.0)
    with pytest.raises(ValueError) as error:
        number_between("rate", list(range(10**6)), 0.0, 1.0)
    assert len(str(error.value)) < 100


@pytest.mark.parametrize("value", [-0.1, 2.1, NAN, "1", None, [1.0], True])
def test_a_number_outside_its_range_is_refused(value):
    message = re.escape(f"rate must be a number from 0 to 2, got {value!r}")
    with pytest.raises(ValueError, match=message):
        number_between("rate", value, 0.0, 2.0)


@pytest.mark.parametrize("value", [0, 11, 1.5, NAN, INF, "1", None, [1], True])
def test_what_is_no_whole_number_in_range_is_refused(value):
    message = re.escape(f"steps must be a whole number from 1 to 10, got {value!r}")
    with pytest.raises(ValueError, match=message):
        whole_number_between("steps", value, 1, 10)


def test_numbers_in_range_pass_with_both_ends():
    assert [number_between("x", v, 0, 2) for v in (0, np.float32(0.5), 2)] == [0.0, 0.5, 2.0]
    assert [whole_number_between("x", v, 1, 10) for v in (1, np.int8(3), 4.0, 10)] == [1, 3, 4, 10]
