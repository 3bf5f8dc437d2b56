"""Batches that Hypothesis draws."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from losscore import normalize, one_hot


@st.composite
def batches(draw, most_samples=12, most_classes=4):
    """Truth, prediction and weights, with ties, zeros and ones among them."""
    n, k = draw(st.integers(1, most_samples)), draw(st.integers(2, most_classes))
    counts = hnp.arrays(np.int64, (2, n, k), elements=st.integers(0, 5))
    truth, proba = map(normalize, draw(counts.filter(lambda w: w.any(axis=-1).all())))
    if draw(st.booleans()):
        truth = one_hot(truth.argmax(axis=1), k)
    weights = hnp.arrays(np.int64, n, elements=st.integers(0, 3))
    return truth, proba, draw(st.none() | weights.filter(np.any))
