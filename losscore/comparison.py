"""Is one model's loss lower than the other's? A paired comparison, and what it hangs on."""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import NormalDist
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from .checks import Array, LabelsLike, confidence_of, resamples_of, seed_of
from .groups import groups_of
from .paired import by_group, by_sample
from .preferences import ROUNDING, pair_of, sign_of, signs_of, within_of
from .student import student_quantile
from .turning import turning_samples
from .weights import Weights

# How often a batch is to tell a difference from chance where it is asked how large that is to be.
_OFTEN = 0.8


@dataclass(frozen=True)
class Comparison:
    """The answer of `compare_models`.

    Attributes
    ----------
    samples : int or float
        N; with weights their sum, and an int if that is whole.
    mean_a, mean_b : float
        The mean penalty of each model; `inf` if a penalty is.
    difference : float or None
        The mean of A's penalty minus B's: below 0, A is better. `inf` or `-inf` if only one mean
        is infinite, None if both are: then no difference of the means exists.
    low, high : float or None
        The limits of the confidence interval of the difference, of which one may be infinite;
        None for fewer than two samples and where a mean is infinite.
    confidence : float
        How often such an interval is meant to hold the difference that all samples would show.
    preferred : int
        The verdict: −1 for A, 1 for B, 0 if the means tie as the penalties of a sample may, or
        are both infinite.
    a_better, ties, b_better : int or float
        On how many samples `preferences` finds A better, neither, B. They add up to N.
    differ : int
        On how many rows one model is better: `a_better + b_better` but for weights.
    hangs_on : int or None
        The least number of samples whose removal ends the verdict: without them the difference
        has the other sign, or is none. None if there is no verdict, or if it stands however many
        are removed short of all. With weights it is a number of rows, each of which goes with all
        its weight.
    turning : ndarray of shape (hangs_on,)
        The rows of these samples, counted from 0: first the one that speaks for the verdict most.
    spread : float or None
        The standard deviation of the paired differences; None for fewer than two samples, where a
        penalty is infinite, and where it was not computed. With groups, √N times the standard
        error that the interval is made with.
    behind : float or None
        How many rows make up that spread: N if all are as far from the mean difference, 1 if one
        of them is everything. None where `spread` is, and where there is none. With groups it is a
        number of these.
    groups : int or None
        How many groups the interval takes as independent; None if the samples are taken so.
    ENOUGH : int
        From so many samples that differ on, an interval is good enough to speak of chance: 30.
    FEW : int
        Fewer than so many rows behind a spread tell it too badly to count on: 10, of which it may
        be a third off.
    """

    ENOUGH: ClassVar[int] = 30
    FEW: ClassVar[int] = 10

    samples: float
    mean_a: float
    mean_b: float
    difference: float | None
    low: float | None
    high: float | None
    confidence: float
    preferred: int
    a_better: float
    ties: float
    b_better: float
    differ: int
    hangs_on: int | None
    turning: npt.NDArray[np.intp] = field(compare=False, repr=False)
    spread: float | None = field(default=None, kw_only=True)
    behind: float | None = field(default=None, kw_only=True)
    groups: int | None = field(default=None, kw_only=True)

    @property
    def detectable(self) -> float | None:
        """The least difference that four of five batches like this one tell from chance.

        It is, for many samples, (z₁ + z₂)·s/√N, with the quantiles z₁ of the interval and z₂ of
        four in five, and the `spread` s: `excludes_zero` would be true that often if the difference
        were that large. With groups it is of batches of as many, and the quantiles are those of
        Student's t. Where a few samples cost far more than all others, more batches tell it if it
        is they that make the difference, nearly all, and fewer if they speak against it: half of
        them, of 1,000 samples with 30 of a rare class.

        None where such arithmetic is worth nothing: where a penalty is infinite, where nothing is
        said about chance though there is a verdict (`excludes_zero`), where fewer than `ENOUGH`
        samples differ, and where fewer than `FEW` rows, or groups, make up the spread (`behind`),
        so that the next batch may well have another one. How few samples the verdict itself hangs
        on (`hangs_on`) is another matter: a difference near 0 hangs on few, however even the
        samples are.
        """
        if self.spread is None or self.behind is None or self.behind < self.FEW:
            return None
        if self.differ < self.ENOUGH or (self.preferred != 0 and self.excludes_zero is None):
            return None
        return self._quantiles * self.spread / math.sqrt(self.samples)

    @property
    def settled_by(self) -> int | None:
        """How many samples it takes for four of five batches to tell this very difference.

        ⌈((z₁ + z₂)·s / (a − b))²⌉, see `detectable`; the samples that there are count as well. It
        rests on the difference seen, which is uncertain itself: half of it would take four times
        as many. With groups it is samples in groups as large as these. None without a verdict, and
        where `detectable` is.
        """
        if self.detectable is None or self.preferred == 0 or not self.difference:
            return None
        ratio = self.detectable / abs(self.difference)
        needed = self.samples * ratio * ratio
        return math.ceil(needed) if math.isfinite(needed) else None

    @property
    def _quantiles(self) -> float:
        levels = 0.5 + self.confidence / 2.0, _OFTEN
        if self.groups is None:
            return sum(map(NormalDist().inv_cdf, levels))
        return sum(student_quantile(level, self.groups - 1) for level in levels)

    @property
    def excludes_zero(self) -> bool | None:
        """Whether the interval leaves out 0, so that chance alone hardly made the difference.

        None where nothing is said about chance: without a verdict or an interval; where fewer
        than `ENOUGH` samples differ; and where it leaves out 0 but the verdict hangs on m samples
        with 2⁻ᵐ above 1 − `confidence`: coins that swap the models sample by sample put the
        difference as far from 0 at least that often. With weights, rows are counted here, because
        a single heavy one tells nothing of chance.
        """
        if self.preferred == 0 or self.low is None or self.high is None:
            return None
        if self.differ < self.ENOUGH:
            return None
        if self.low <= 0.0 <= self.high:
            return False
        too_few = self.hangs_on is not None and 2.0**-self.hangs_on > 1.0 - self.confidence
        return None if too_few else True

    def turned_by(self, ceiling: float) -> int | None:
        """The least number of further samples that could end the verdict: ⌈N·|a − b| / ceiling⌉.

        The `ceiling` is the most that one sample can cost, above 0 (`Loss.ceiling`); the worst
        kind of sample costs the better model that and the other model nothing. Where there is no
        ceiling, `inf`, a single one may do. None if there is no verdict, or no number does: the
        difference is infinite and the ceiling is not.
        """
        if not ceiling > 0.0:
            raise ValueError(f"ceiling must be above 0, got {ceiling!r}")
        if self.preferred == 0 or self.difference is None:
            return None
        if math.isinf(ceiling):
            return 1
        if math.isinf(self.difference):
            return None
        ahead = abs(self.difference) - ROUNDING * max(self.mean_a, self.mean_b)
        return max(1, math.ceil(Fraction(ahead) * Fraction(self.samples) / Fraction(ceiling)))


def compare_models(
    penalties_a: npt.ArrayLike,
    penalties_b: npt.ArrayLike,
    *,
    within: npt.ArrayLike = 0.0,
    sample_weight: npt.ArrayLike | None = None,
    groups: LabelsLike | None = None,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Comparison:
    """Compare two models sample by sample: the mean difference, its interval, what it hangs on.

    The interval is the studentised bootstrap (bootstrap-t) of the mean d of the N paired
    differences a − b: N of them are drawn with replacement, `resamples` times, and each time
    t = (d* − d)/s* is noted, with the standard error s* of what was drawn. With the standard error
    s of the differences and quantiles of t it goes from d − t₀.₉₇₅·s to d − t₀.₀₂₅·s. Beyond 1,000
    samples the differences are drawn in groups of similar ones, the outermost 200 each on its own,
    so that time does not grow with N · resamples.

    With `groups`, as the folds of a cross-validation, in which one fitted model judged all samples
    of a fold, samples of one group may depend on each other: the interval takes the G groups as
    independent, and nothing is drawn. With the weights wᵢ, their sum W and the sums
    u = Σ wᵢ·(aᵢ − bᵢ − d) over each group, the standard error is √(G/(G − 1)·Σ u²)/W, and the
    interval d ± t·s with the quantile of Student's t for G − 1. Of groups of equal size it is that
    of the t test on their mean differences. It is right as G grows, and for any G if groups are as
    large and as spread as each other; it cannot know that folds share most of what they were
    trained on (Bengio, Grandvalet 2004), so that it is still a little short for another data set.

    An interval tells what the samples at hand can tell. Where a rare sample costs far more than
    all others, as under cross-entropy it may, one of N samples may well hold none of them: then
    the interval is too short, and what the verdict hangs on and what would turn it tell more.

    Parameters
    ----------
    penalties_a, penalties_b : array-like of shape (N,)
        The penalties of both models on the same samples in the same order; `inf` is allowed.
    within : float or array-like of shape (N,)
        By how much two penalties may differ and still tie, as `preferences` takes it.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15: a whole weight is a row that
        comes as often, and a row of weight 0 does not count, were it infinite. Fractions count as
        they are. The interval is that of as many samples as the weights sum to, rounded, so that
        weights that only tell how much each row matters should sum to the number of rows.
    groups : array-like of shape (N,), optional
        The name of each row's group, of any kind. There is no interval for a single one.
    confidence : float
        Above 0 and below 1.
    resamples : int
        How often the samples are redrawn, 1 to 1,000,000.
    seed : int
        The seed of the draws, 0 to 2³²−1: the same seed gives the same interval.

    Returns
    -------
    Comparison
        Means, difference with interval, counts, and the samples the verdict hangs on.

    Raises
    ------
    ValueError
        For penalties that are NaN, negative, empty or not one-dimensional, or not as many for
        both models, a `within` that `preferences` refuses, weights that are out of range, all 0
        or not as many, groups that are not as many or missing, or a setting out of its range.

    References
    ----------
    Hall (1988), "Theoretical Comparison of Bootstrap Confidence Intervals", The Annals of
    Statistics 16(3). doi:10.1214/aos/1176350933

    Broderick, Giordano, Meager (2020), "An Automatic Finite-Sample Robustness Metric: When Can
    Dropping a Little Data Make a Big Difference?" arXiv:2011.14999

    Bester, Conley, Hansen (2011), "Inference with Dependent Data Using Cluster Covariance
    Estimators", Journal of Econometrics 165(2). doi:10.1016/j.jeconom.2011.01.007

    Bengio, Grandvalet (2004), "No Unbiased Estimator of the Variance of K-Fold Cross-Validation",
    Journal of Machine Learning Research 5.

    Examples
    --------
    >>> result = compare_models([0.08, 0.02, 0.5], [0.02, 0.04, 0.1])
    >>> result.a_better, result.ties, result.b_better
    (1, 0, 2)
    >>> round(result.difference, 12), result.hangs_on, result.turning
    (0.146666666667, 2, array([2, 0]))
    >>> result.turned_by(2.0)
    1
    >>> folds = compare_models([0.3, 0.5, 0.1, 0.2], [0.2, 0.3, 0.1, 0.1], groups=[0, 0, 1, 1])
    >>> round(folds.low, 3), round(folds.high, 3)  # 0.1 ± 12.706 · 0.05
    (-0.535, 0.735)
    """
    a, b = pair_of(penalties_a, penalties_b)
    margin = within_of(within, a.size)
    confidence, resamples = confidence_of(confidence), resamples_of(resamples)
    seed = seed_of(seed)
    weights = Weights(sample_weight, a.size)
    of_group = None if groups is None else groups_of(groups, a.size)[weights.rows]
    a, b, margin = (x[weights.rows] for x in (a, b, np.broadcast_to(margin, a.shape)))
    mean_a, mean_b, mean_margin = (float(weights.mean(x)) for x in (a, b, margin))
    preferred = sign_of(mean_a, mean_b, mean_margin)
    signs = signs_of(a, b, margin)
    a_better, ties, b_better = weights.counts(signs + 1, 3)
    if of_group is None:
        chance = by_sample(a, b, weights, confidence, resamples, seed)
    else:
        chance = by_group(a, b, weights, of_group, confidence)
    turning = _turning(weights.times(a), weights.times(b), weights.times(margin), preferred)
    return Comparison(
        weights.total,
        mean_a,
        mean_b,
        *chance.interval,
        confidence,
        preferred,
        a_better,
        ties,
        b_better,
        int(np.count_nonzero(signs)),
        None if turning is None else turning.size,
        np.empty(0, dtype=np.intp) if turning is None else weights.given(turning),
        spread=chance.spread,
        behind=chance.behind,
        groups=None if of_group is None else np.unique(of_group).size,
    )


def _turning(a: Array, b: Array, within: Array, preferred: int) -> npt.NDArray[np.intp] | None:
    if preferred == 0:
        return None
    return turning_samples(a, b, within) if preferred > 0 else turning_samples(b, a, within)
