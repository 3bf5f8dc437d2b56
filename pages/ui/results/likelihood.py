"""One sample's losses as negative log-likelihoods: penalty × factor + constant. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from losscore import teaching
from pages.ui.inputs.scenario import Sample
from pages.ui.memo import shared
from pages.ui.results.distributions import penalty

MOST_DRAWS = 1000


class Likelihood(NamedTuple):
    """What one distribution makes of a penalty: nll = factor × penalty + constant, in nats."""

    penalty: float
    factor: float
    constant: float
    nll: float


def gaussian(sample: Sample, model: str, sigma: float) -> Likelihood:
    """The truth as K independent Gaussian values around the prediction."""
    factor, constant = teaching.gaussian_nll_parts(len(sample.truth), sigma=sigma)
    nll = teaching.gaussian_nll([sample.truth], [getattr(sample, model)], sigma=sigma)
    return Likelihood(penalty("squared_error", sample, model), factor, constant, float(nll[0]))


@shared(256)
def draws(sample: Sample) -> np.ndarray | None:
    """The truth as counts of labels; None for one that a thousand draws do not give."""
    return teaching.fewest_draws(sample.truth, most=MOST_DRAWS)


def multinomial(sample: Sample, model: str, counts: np.ndarray) -> Likelihood:
    """The truth as labels drawn from the prediction."""
    factor, constant = teaching.multinomial_nll_parts([counts])
    nll = teaching.multinomial_nll([counts], [getattr(sample, model)])
    charged = penalty("cross_entropy", sample, model)
    return Likelihood(charged, float(factor[0]), float(constant[0]) + 0.0, float(nll[0]))
