"""Who carries the total of a batch: what its costliest samples are charged. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

import losscore
from losscore.weights import Weights, whole
from pages.ui.inputs.batch import Batch
from pages.ui.results.memo import each

CURVE_STEPS = 100
HIGHEST = 3

Key = tuple[str, str]
Penalties = npt.NDArray[np.float64]


def of_the_worst(batch: Batch, penalties: dict[Key, Penalties]) -> dict[str, object]:
    """What the costliest samples are charged, by the fields of a `Summary`."""
    samples = batch.weights.total
    worst = worst_count(samples)
    counts = np.rint(np.linspace(0, samples, CURVE_STEPS + 1)).astype(np.intp)
    counts = np.unique(np.minimum(counts, int(samples)))
    shares = each(
        penalties,
        lambda key: losscore.share_of_worst(
            penalties[key], [worst, *counts], sample_weight=batch.weight
        ),
        batch.size,
    )
    return {
        "worst": worst,
        "highest": each(penalties, lambda key: _highest(penalties[key], batch.weights), batch.size),
        "shares": {
            key: None if found is None else float(found[0]) for key, found in shares.items()
        },
        "curve": _curve(shares, counts / samples),
    }


def worst_count(size: float) -> int:
    """How many samples are spoken of as the worst: 1 % of many, 10 % of some, one of a few."""
    return max(1, round(size / (100 if size >= 200 else 10)))


def _curve(shares: dict[Key, npt.NDArray | None], samples: npt.NDArray) -> pd.DataFrame:
    drawn = {key: found[1:] for key, found in shares.items() if found is not None}
    models, losses = zip(*drawn, strict=True) if drawn else ((), ())
    # At once: a frame for each costs a scenario more than all else that is told of it.
    return pd.DataFrame(
        {
            "model": np.repeat(np.array(models, object), samples.size),
            "loss": np.repeat(np.array(losses, object), samples.size),
            "samples": np.tile(samples, len(drawn)),
            "share": np.ravel([*drawn.values()]),
        }
    )


def _highest(values: Penalties, weights: Weights) -> list[tuple[float, float]]:
    counted = values[weights.rows]
    count = min(HIGHEST, counted.size)
    places = np.argpartition(counted, counted.size - count)[-count:]
    places = places[np.argsort(-counted[places], kind="stable")]
    each = np.ones(count) if weights.each is None else weights.each[places]
    return list(zip(counted[places].tolist(), map(whole, each.tolist()), strict=True))
