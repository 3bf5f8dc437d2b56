"""A batch: N samples with their truth, and what one or two models predicted for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

import losscore
from losscore.weights import Weights
from pages.ui.inputs.sealed import Sealed

LETTERS = MappingProxyType({"a": "A", "b": "B"})
"""What models are called that have no names."""


@dataclass(frozen=True, eq=False)
class Batch(Sealed):
    """N samples of K classes and the predictions of model A and, if given, model B.

    Attributes
    ----------
    name : str
        What to call the batch on the screen: user text, not yet escaped.
    classes : tuple of str
        The K class names, in the order of the columns of `a` and `b`: user text.
    truth : ndarray of shape (N,) or (N, K)
        Integer labels 0..K−1, or distributions (soft truth).
    a, b : ndarray of shape (N, K)
        Predictions, float64; `b` is None for a batch of one model.
    names : mapping
        What the models are called, by "a" and "b": user text.
    slices : mapping
        Columns that the samples can be grouped by, by name: the place of each sample's value,
        `(N,)`, and the different values. User text.
    ids : ndarray of shape (N,), optional
        What the file calls its samples: whole numbers or user text.
    weight : ndarray of shape (N,), optional
        How many samples each row counts as; None if every one is one sample.
    """

    name: str
    classes: tuple[str, ...]
    truth: npt.NDArray
    a: npt.NDArray[np.float64]
    b: npt.NDArray[np.float64] | None = None
    names: Mapping[str, str] = field(default_factory=lambda: LETTERS)
    slices: Mapping[str, tuple[npt.NDArray[np.integer], list[str]]] = field(default_factory=dict)
    ids: npt.NDArray | None = None
    weight: npt.NDArray[np.float64] | None = None

    @property
    def size(self) -> int:
        """N, the number of rows."""
        return len(self.a)

    @cached_property
    def weights(self) -> Weights:
        """What each row counts as, and how many samples all of them are: `total`."""
        return Weights(self.weight, self.size)

    def mean(self, values: npt.NDArray) -> float:
        """The mean over the samples, from a value a row; one that counts as none may be infinite.

        Of booleans it is the share of the samples of which they are true.
        """
        return self.weights.mean(values[self.weights.rows])

    def sum(self, values: npt.NDArray) -> float:
        """The sum over the samples; of booleans, of how many they are true: whole if it is."""
        return self.weights.sum(values[self.weights.rows])

    @property
    def soft(self) -> bool:
        """Whether the truth is a distribution a sample instead of a class."""
        return self.truth.ndim == 2

    @property
    def models(self) -> dict[str, npt.NDArray[np.float64]]:
        """The predictions by model, "a" before "b"."""
        return {"a": self.a} if self.b is None else {"a": self.a, "b": self.b}

    @property
    def labels(self) -> npt.NDArray[np.intp]:
        """The true class of each sample, `(N,)`; of a soft truth the most likely class."""
        return self.truth.argmax(axis=1) if self.soft else self.truth

    @property
    def only_label(self) -> int | None:
        """The true class of the only sample; None for more, or a soft truth."""
        if self.size > 1 or self.truth_of(0).max() < 1.0:
            return None
        return int(self.labels[0])

    def truth_of(self, i: int) -> npt.NDArray[np.float64]:
        """The truth of sample i, counted from 0, as a distribution `(K,)`."""
        if self.soft:
            return self.truth[i].copy()
        return losscore.one_hot(self.truth[i : i + 1], len(self.classes))[0]
