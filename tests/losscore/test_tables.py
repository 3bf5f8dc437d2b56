"""Data frames, series and arrays of objects are read as the numbers they hold."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from losscore import cross_entropy, normalize, perfect_samples_needed, softmax, squared_error
from losscore.checks import numbers
from losscore.teaching import first_step_reaching, log_odds

PROBA = pd.DataFrame({"cat": [0.8, 0.3, 0.5], "dog": [0.2, 0.7, 0.5]})
LABELS = pd.Series([0, 1, 1])
DECIMAL = pd.ArrowDtype(pa.decimal128(5, 3))


@pytest.mark.parametrize(
    "dtype", ["float64", "Float64", "float64[pyarrow]", DECIMAL, object], ids=str
)
@pytest.mark.parametrize("labels", ["int64", "Int64", "int8[pyarrow]", "category", object])
@pytest.mark.parametrize("penalty", [squared_error, cross_entropy])
def test_a_frame_of_numbers_is_read_as_its_numbers(penalty, dtype, labels):
    expected = penalty(LABELS.to_numpy(), PROBA.to_numpy())
    np.testing.assert_array_equal(penalty(LABELS.astype(labels), PROBA.astype(dtype)), expected)
    np.testing.assert_array_equal(
        penalty(LABELS.astype(labels), PROBA["dog"].astype(dtype)),
        penalty(LABELS.to_numpy(), PROBA["dog"].to_numpy()),
    )


def test_a_frame_with_a_column_of_integers_or_booleans_is_read_too():
    proba = pd.DataFrame({"cat": [1, 0], "dog": [0.0, 1.0], "bird": [False, False]})
    assert squared_error([0, 1], proba).tolist() == [0.0, 0.0]
    assert squared_error(pd.Series([True, False], dtype="boolean"), [0.75, 0.5]).tolist() == [
        0.125,
        0.5,
    ]


@pytest.mark.parametrize("dtype", ["Float64", "float64[pyarrow]", object])
def test_a_missing_value_is_named_with_its_row(dtype):
    missing = pd.DataFrame({"cat": [0.8, None], "dog": [0.2, 0.7]}).astype(dtype)
    with pytest.raises(ValueError, match=r"^y_proba must .*: row 1 holds (<NA>|nan)"):
        squared_error([0, 1], missing)
    with pytest.raises(ValueError, match=r"^y_true must .*: row 1 holds (<NA>|nan)"):
        squared_error(pd.Series([0, None], dtype="Int64"), PROBA[:2])


def test_labels_that_are_text_are_refused_with_what_to_pass():
    with pytest.raises(ValueError, match=r"row 0 holds 'cat'; pass .* labels as whole numbers 0"):
        squared_error(pd.Series(["cat", "dog", "dog"]), PROBA)


def test_numbers_written_as_text_are_not_guessed():
    with pytest.raises(ValueError, match=r"^y_proba must hold numbers: row 0 holds '0\.8'"):
        squared_error(LABELS, PROBA.astype(str))


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([1, 0], np.int64),
        ([True, False], np.bool_),
        ([True, 2], np.int64),
        ([1, 0.5], np.float64),
        ([np.float32(0.5), np.float32(1.0)], np.float32),
        ([Fraction(1, 2), 1], np.float64),
        ([Decimal("0.5"), 2], np.float64),
        ([2**70, 1], np.float64),
    ],
)
def test_objects_have_the_type_of_their_numbers(values, dtype):
    array = numbers("x", np.array([values, values], object))
    assert array.dtype == dtype
    assert array.tolist() == [[float(value) for value in values]] * 2


MASKED = np.ma.array([0.25, 0.75], mask=[True, False])


@pytest.mark.parametrize(
    "call",
    [
        lambda: squared_error([0], MASKED[np.newaxis]),
        lambda: squared_error([0], [MASKED]),
        lambda: squared_error([0], (MASKED[1:], MASKED[:1])),
        lambda: perfect_samples_needed([0.5, np.ma.masked], 0.1),
        lambda: softmax(MASKED),
        lambda: normalize(MASKED),
        lambda: log_odds(MASKED),
        lambda: perfect_samples_needed(MASKED, 0.1),
        lambda: perfect_samples_needed(1.0, 0.1).mean_after(MASKED),
        lambda: first_step_reaching(MASKED, 0.1),
    ],
)
def test_what_is_masked_is_used_nowhere(call):
    with pytest.raises(ValueError, match="must not be a masked array: leave out the masked"):
        call()
