"""Built-in two-dimensional data sets for training: small, seeded, drawn when asked for."""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from ..checks import one_of, seed_of, whole_number_between


class _Shape(NamedTuple):
    """One cloud of points a class."""

    centres: tuple[tuple[float, float], ...]
    shares: tuple[float, ...]  # of the samples; they sum to 1
    spreads: tuple[float, ...]  # standard deviation of each cloud, or its radius where `bounded`
    bounded: bool = False


DatasetName = Literal["separable", "overlapping", "three_classes", "imbalanced"]

_SHAPES: dict[DatasetName, _Shape] = {
    # Discs that keep 1.5 apart: a line separates them whatever the seed. No such line passes the
    # origin, as the one does that gradient descent draws by its first step, however long.
    "separable": _Shape(((-2.5, -2.5), (1.0, 1.0)), (0.5, 0.5), (1.0, 2.4), bounded=True),
    "overlapping": _Shape(((-1.0, -1.0), (1.0, 1.0)), (0.5, 0.5), (1.3, 1.3)),
    "three_classes": _Shape(((0.0, 1.6), (-1.4, -0.8), (1.4, -0.8)), (1 / 3,) * 3, (0.9,) * 3),
    "imbalanced": _Shape(((-1.0, -1.0), (1.0, 1.0)), (0.95, 0.05), (1.0, 1.0)),
}

DATASETS = tuple(_SHAPES)
"""The names `make_dataset` knows: separable, overlapping, three_classes, imbalanced."""


def make_dataset(
    name: DatasetName, *, samples: int = 300, seed: int = 0
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Draw a two-dimensional data set: the same name, size and seed give the same points.

    `"separable"` is a small disc and a large one, which a straight line separates without error;
    `"overlapping"` two classes none does; `"three_classes"` three clouds that touch;
    `"imbalanced"` two overlapping classes with 19 samples of class 0 for each of class 1.

    Parameters
    ----------
    name : str
        One of `DATASETS`.
    samples : int
        Number of samples N, 20 to 10,000, split between the classes in fixed shares.
    seed : int
        Seed of the points, 0 to 2³²−1.

    Returns
    -------
    x : ndarray of shape (N, 2)
        Points, roughly within −4 to 4.
    labels : ndarray of shape (N,)
        Their classes, 0..K−1, in ascending order.

    Raises
    ------
    ValueError
        For an unknown name, or a size or seed outside its range.

    References
    ----------
    Devroye (1986), *Non-Uniform Random Variate Generation*, section V.4 (points of a disc).
    doi:10.1007/978-1-4613-8643-8

    Examples
    --------
    >>> x, labels = make_dataset("imbalanced", samples=100)
    >>> x.shape, np.bincount(labels).tolist()
    ((100, 2), [95, 5])
    """
    shape = _SHAPES[one_of("name", name, _SHAPES)]
    samples = whole_number_between("samples", samples, 20, 10_000)
    rng = np.random.default_rng(seed_of(seed))
    # Rounding the running totals, so that the class sizes add up to `samples`.
    ends = np.rint(np.cumsum(shape.shares) * samples).astype(np.int64)
    labels = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    noise = rng.standard_normal((samples, 2))
    if shape.bounded:
        # A uniform point of the unit disc: any direction, and the root of a uniform radius².
        noise *= np.sqrt(rng.random((samples, 1))) / np.linalg.norm(noise, axis=1, keepdims=True)
    centres, spreads = np.asarray(shape.centres), np.asarray(shape.spreads)
    return centres[labels] + spreads[labels, None] * noise, labels
