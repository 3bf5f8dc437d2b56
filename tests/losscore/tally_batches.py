"""Batches that are tallied in whole and in parts."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from losscore import LOSSES, tally

EVERY = tuple(LOSSES)


class Batch:
    """N samples, and the same ones as any rows or repeats of them."""

    def __init__(self, seed, size, classes=3, soft=False, weights=None, zeros=True):
        rng = np.random.default_rng(seed)
        self.y = rng.integers(classes, size=size)
        if soft:
            self.y = rng.dirichlet(np.ones(classes), size).round(2)
            self.y[:, 0] = 1.0 - self.y[:, 1:].sum(axis=1).round(2)
            self.y = np.abs(self.y)
            self.y /= self.y.sum(axis=1, keepdims=True)
        self.models = {
            name: rng.dirichlet(np.full(classes, spread), size)
            for name, spread in (("A", 1.0), ("B", 0.4))
        }
        if zeros:  # Infinite penalties of A and of B, and rows that tie.
            for name, some in (("A", slice(0, None, 7)), ("B", slice(3, None, 5))):
                self.models[name][some] = np.eye(classes)[rng.integers(classes, size=size)][some]
            self.models["B"][1::6] = self.models["A"][1::6]
        self.ids = rng.permutation(size)
        self.weights = None
        if weights == "whole":
            self.weights = rng.integers(0, 4, size=size).astype(float)
        elif weights == "fractions":
            self.weights = rng.uniform(0.1, 3.0, size=size)

    def tally(self, rows=slice(None), losses=EVERY):
        weights = None if self.weights is None else self.weights[rows]
        models = {name: proba[rows] for name, proba in self.models.items()}
        return tally(self.y[rows], models, ids=self.ids[rows], sample_weight=weights, losses=losses)


BATCHES = st.builds(
    Batch,
    st.integers(0, 10**6),
    st.integers(1, 60),
    classes=st.sampled_from([2, 3, 5]),
    soft=st.booleans(),
    weights=st.sampled_from([None, "whole", "fractions"]),
    zeros=st.booleans(),
)
