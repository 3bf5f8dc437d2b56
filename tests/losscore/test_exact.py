"""Sums without rounding, against fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from losscore.exact import UNIT, exact_product_sum, exact_sum


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_a_sum_is_that_of_fractions(values):
    assert exact_sum(np.array(values, float)) == sum(map(Fraction, values)) * UNIT


@given(st.lists(st.tuples(st.floats(1e-60, 1e60), st.floats(-1e60, 1e60).filter(bool))))
def test_a_sum_of_products_is_that_of_fractions(pairs):
    pairs = [(a, b) for a, b in pairs if abs(a * b) > 1e-200]
    one, other = np.array(pairs, float).reshape(-1, 2).T
    exact = sum(Fraction(a) * Fraction(b) for a, b in pairs) * UNIT
    assert exact_product_sum(one, other) == exact
