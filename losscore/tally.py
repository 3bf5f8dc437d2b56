"""A summary of a batch that adds up: parts are tallied apart, and their tallies added."""

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from .checks import Array, LabelsLike, Numbers, number_between, one_of, told
from .compensation import PerfectSamples, perfect_samples_needed
from .concentration import counts_of
from .exact import UNIT
from .labels import as_given
from .loss import Loss
from .losses import as_loss
from .penalty_bins import Shares, share_of_worst_in
from .samples import Samples
from .tally_compare import PairSums, TalliedComparison, compared, mean_from, variance_from
from .tally_json import dump, load
from .tally_rows import Costly, CostlyRow, Telling, costliest, first_of, places, rows_match, telling
from .tally_sums import GRID, Part, Sums, pairs_of, sums_match, zeros
from .thresholds import Lines, ThresholdCurve
from .weights import weights_of, whole

# So many numbers of a prediction are gone through at once, so that memory does not grow with N.
_AT_ONCE = 2**20
_LARGEST = 1e140  # With a weight of up to 1e15 the square of a penalty stays within float64.


class ScoredBy(NamedTuple):
    """A loss that a tally was made with: its name, and its own numbers (`PowerLoss.a`)."""

    name: str
    settings: dict[str, Any]


class Reliability(NamedTuple):
    """Of each class and bin of what is predicted for it, `(K, 20)`: bin b from b/20 to (b+1)/20.

    `samples` is how many fall into it; `predicted` and `observed` are the means of ŷ and of y
    there, NaN where no sample falls.
    """

    samples: Array
    predicted: Array
    observed: Array


class Tally:
    """What `tally` gives: all that can be said of a batch once its rows are gone.

    `a + b` is the tally of both parts, whichever comes first, and `sum(parts)` that of all. It is
    equal (`==`) however the samples were parted: `==` allows for 1e-12 of the size of a sum, as
    what a loss charges a row may hang on the rows beside it in the last digit. Sums of what it
    charges are not rounded at all. `to_json` and `from_json` keep every digit.

    Models and losses are called by their names. A question of a tally of no samples, or of a model
    or loss that it does not hold, raises `ValueError`.

    What it cannot tell, as it would take the rows: the exact threshold curve between its
    thresholds and `better_under_all`, the band of `difference_band`, a bootstrap interval, and
    beyond 20 rows what a verdict hangs on. Fold by fold, slice by slice: tally each on its own.

    Attributes
    ----------
    classes : tuple
        The names of the classes; 0..K−1 if none were given.
    models : tuple of str
        The names of the models.
    losses : tuple of ScoredBy
        What they were scored with.
    rows : int
        How many rows count.
    samples : int or float
        How many samples they are; with weights their sum, and an int if that is whole.
    """

    def __init__(
        self,
        classes: Sequence[Any],
        models: Sequence[str],
        losses: Sequence[ScoredBy],
        sums: Sums,
        costly: Costly,
        telling: Telling,
    ) -> None:
        self.classes = tuple(classes)
        self.models = tuple(models)
        self.losses = tuple(losses)
        self._sums, self._costly, self._telling = sums, costly, telling

    def __repr__(self) -> str:
        losses = ", ".join(loss.name for loss in self.losses)
        return f"<Tally of {self.samples} samples: {', '.join(self.models)}; {losses}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tally):
            return NotImplemented
        return (
            self._header() == other._header()
            and sums_match(self._sums, other._sums)
            and all(rows_match(rows, other._costly[key]) for key, rows in self._costly.items())
            and all(rows_match(rows, other._telling[key]) for key, rows in self._telling.items())
        )

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: "Tally") -> "Tally":
        if not isinstance(other, Tally):
            return NotImplemented
        for (what, one), another in zip(
            self._header().items(), other._header().values(), strict=True
        ):
            if one != another:
                raise ValueError(f"{what} of two tallies must be the same: {one} and {another}")
        return Tally(
            self.classes,
            self.models,
            self.losses,
            {name: total + other._sums[name] for name, total in self._sums.items()},
            {key: first_of(rows + other._costly[key]) for key, rows in self._costly.items()},
            {key: first_of(rows + other._telling[key]) for key, rows in self._telling.items()},
        )

    def __radd__(self, other: int) -> "Tally":
        """The tally itself, for `sum`, which begins with 0."""
        return self if other == 0 else NotImplemented

    @property
    def rows(self) -> int:
        """See `Tally`."""
        return int(self._sums["rows"][0])

    @property
    def samples(self) -> float:
        """See `Tally`."""
        return whole(self._sums["weight"][0] / UNIT)

    def mean(self, model: str, loss: str) -> float:
        """The mean penalty; `inf` if one is."""
        return mean_from(*self._side(model, loss), self._weight())

    def deviation(self, model: str, loss: str) -> float | None:
        """The standard deviation of the penalties; None if one is infinite."""
        at = self._at(model, loss)
        if self._sums["infinite"][at]:
            return None
        first, second = self._sums["first"][at], self._sums["second"][at]
        return math.sqrt(variance_from(first, second, self._weight()))

    def infinite(self, model: str, loss: str) -> float:
        """How many samples are charged infinitely much."""
        return whole(float(self._sums["infinite"][self._at(model, loss)]))

    def perfect(self, loss: str) -> float:
        """What the truth itself is charged on average: 0 for labels."""
        place = self._place_of_loss(loss)
        return float(self._sums["own"][place] / self._weight())

    def accuracy(self, model: str) -> float:
        """On which share of the samples the most likely class is the true one."""
        right = self._sums["right"][self._place_of_model(model)]
        return float(right / (self._weight() / UNIT))

    def confusion(self, model: str) -> Array:
        """How many samples of each class (rows) are taken for which (columns), `(K, K)`.

        Of a soft truth the most likely class counts; of equally likely ones the first. It is kept
        for up to 1,000 classes: of more, this raises `ValueError`.
        """
        found: Array = self._sums["confusion"][self._place_of_model(model)]
        if not found.size:
            raise ValueError(f"confusion is not kept for {len(self.classes)} classes")
        return found.copy()

    def compare(
        self, model_a: str, model_b: str, loss: str, *, confidence: float = 0.95
    ) -> TalliedComparison:
        """As `compare_models`, with `within` what `Loss.resolution` gives for both models."""
        if not 0.0 < number_between("confidence", confidence, 0.0, 1.0) < 1.0:
            raise ValueError(f"confidence must be above 0 and below 1, got {confidence!r}")
        pair, swapped = self._pair(model_a, model_b)
        k, weight = self._place_of_loss(loss), self._weight()
        first, second, margin = (
            self._sums[name][pair, k] for name in ("pair_first", "pair_second", "margin")
        )
        counts = self._sums["signs"][pair, k, k].diagonal().tolist()
        a, b = ([*self._telling[pair, k, worse]] for worse in range(2))
        if swapped:
            counts = counts[::-1]  # The differences count with their squares alone.
            a, b = ([row._replace(a=row.b, b=row.a) for row in rows] for rows in (b, a))
        differ = int(self._sums["differ"][pair, k])
        of_a, of_b = self._side(model_a, loss), self._side(model_b, loss)
        both = tuple(a), tuple(b)
        return compared(
            PairSums(self.rows, weight, of_a, of_b, margin, first, second, counts, differ, both),
            confidence,
        )

    def disagreements(self, model_a: str, model_b: str, loss: str, other: str) -> float:
        """On how many samples one loss prefers one model and the other loss the other model."""
        pair, _ = self._pair(model_a, model_b)
        signs = self._sums["signs"][pair, self._place_of_loss(loss), self._place_of_loss(other)]
        self._weight()
        return whole(float(signs[0, 2] + signs[2, 0]))

    def perfect_samples_needed(self, model: str, loss: str, target: float) -> PerfectSamples:
        """How many perfect samples bring a model's mean down to a target.

        A perfect one is charged what the truth of the batch is on average, as on the page
        Compensation.
        """
        mean, perfect = self.mean(model, loss), self.perfect(loss)
        return perfect_samples_needed(
            mean=mean, samples=self.samples, target=target, perfect=perfect
        )

    def threshold_curve(self, model: str) -> ThresholdCurve:
        """What acting at a threshold costs, at 259 of them: every 0.005, and closer towards 0."""
        self._weight()
        after, ahead = self._sums["lines"][self._place_of_model(model)]
        rounding = 1e-12 * self.samples
        lines = Lines(*after), Lines(*ahead)
        return ThresholdCurve(GRID, False, self.samples, len(self.classes), rounding, *lines)

    def share_of_worst(self, model: str, loss: str, counts: Numbers) -> Shares | None:
        """Between what the part of the total lies that the worst so many samples carry.

        The penalties are counted in sixteen bins an octave, which leaves at most 1/64 of the total
        open and nothing where a bin ends. None where there are no shares, as in `share_of_worst`.
        """
        at = self._at(model, loss)
        self._weight()
        reached = counts_of(counts, self.samples).astype(np.float64)
        if self._sums["infinite"][at]:
            return None
        return share_of_worst_in(self._sums["counts"][at], self._sums["totals"][at], reached)

    def reliability(self, model: str) -> Reliability:
        """What is predicted for each class, and how often it is the true one, bin by bin."""
        samples, predicted, observed = self._sums["reliability"][self._place_of_model(model)]
        with np.errstate(invalid="ignore"):
            return Reliability(samples.copy(), predicted / samples, observed / samples)

    def costliest(self, model: str, loss: str) -> tuple[CostlyRow, ...]:
        """The rows with the highest penalties, at most 20, highest first, of equal ones by id."""
        return self._costly[self._at(model, loss)]

    def to_json(self) -> str:
        """The tally as text, every digit kept."""
        return dump(self._header(), self._sums, self._costly, self._telling)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The tally that `to_json` wrote. Anything else raises a `ValueError` that says why."""
        header, sums, costly, told_by = load(text)
        losses = [ScoredBy(loss["name"], loss["settings"]) for loss in header["losses"]]
        return cls(header["classes"], header["models"], losses, sums, costly, told_by)

    def _header(self) -> dict[str, Any]:
        return {
            "models": list(self.models),
            "losses": [loss._asdict() for loss in self.losses],
            "classes": list(self.classes),
        }

    def _side(self, model: str, loss: str) -> tuple[int, float]:
        """The sum of finite penalties, and how many are infinite."""
        at = self._at(model, loss)
        return self._sums["first"][at], float(self._sums["infinite"][at])

    def _weight(self) -> int:
        weight = int(self._sums["weight"][0])
        if not weight:
            raise ValueError("a tally of no samples has nothing to tell")
        return weight

    def _at(self, model: str, loss: str) -> tuple[int, int]:
        return self._place_of_model(model), self._place_of_loss(loss)

    def _place_of_model(self, model: str) -> int:
        return self.models.index(one_of("model", model, self.models))

    def _place_of_loss(self, loss: str) -> int:
        names = [scored.name for scored in self.losses]
        return names.index(one_of("loss", loss, names))

    def _pair(self, model_a: str, model_b: str) -> tuple[int, bool]:
        """The place of a pair of models, and whether they stand there the other way round."""
        one, other = self._place_of_model(model_a), self._place_of_model(model_b)
        if one == other:
            raise ValueError(f"models must be two different ones, got {model_a!r} twice")
        pairs = pairs_of(len(self.models))
        return pairs.index((min(one, other), max(one, other))), one > other


def tally(
    y_true: LabelsLike,
    models: Mapping[str, npt.ArrayLike],
    *,
    ids: LabelsLike | None = None,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
    losses: Sequence[str | Loss] = ("squared_error", "cross_entropy"),
) -> Tally:
    """A summary of constant size: `tally(part1) + tally(part2)` is the tally of both.

    So penalties of data too large for one machine are compared: each part is tallied where it is,
    and the tallies are added. Sums of penalties, of their squares and of those of paired
    differences are whole numbers of 2⁻¹⁰⁷⁴ and never rounded, so that order and parts change no
    mean, no spread and no verdict.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Integer labels 0..K−1, or distributions; with `classes` labels of any kind. N may be 0.
    models : dict of str to array-like of shape (N, K) or (N,)
        What each model predicts, by its name; `(N,)` is P(class 1) of two classes.
    ids : array-like of shape (N,), optional
        What to call the costliest rows by: whole numbers or texts.
    classes : sequence of K names, optional
        What the columns of the predictions stand for, in their order.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15; here all may be 0.
    losses : sequence of str or Loss
        What to score with.

    Returns
    -------
    Tally
        What can be said of the batch.

    Raises
    ------
    ValueError
        As `squared_error` and, for weights, as `compare_models`; for no model or no loss, models
        of different numbers of classes, two losses of one name, ids that are not as many, or
        finite penalties above 1e140, whose squares no sum holds.

    References
    ----------
    Chan, Golub, LeVeque (1983), "Algorithms for Computing the Sample Variance: Analysis and
    Recommendations", The American Statistician 37(3). doi:10.1080/00031305.1983.10483115

    Neal (2015), "Fast Exact Summation Using Small and Large Superaccumulators". arXiv:1505.05571

    Examples
    --------
    >>> rows = [[0.8, 0.2, 0.0], [0.1, 0.6, 0.3]], [[0.9, 0.1, 0.0], [0.0, 0.5, 0.5]]
    >>> first, second = (tally([k], {"A": [a], "B": [b]}) for k, (a, b) in enumerate(zip(*rows)))
    >>> both = first + second
    >>> both == tally([0, 1], {"A": rows[0], "B": rows[1]})
    True
    >>> both
    <Tally of 2 samples: A, B; squared_error, cross_entropy>
    >>> round(both.mean("A", "squared_error"), 12)
    0.17
    >>> both.compare("A", "B", "squared_error").preferred
    -1
    >>> both.perfect_samples_needed("B", "cross_entropy", target=0.2).count
    2
    """
    scored = _losses(losses)
    header = [ScoredBy(loss.name, _settings(loss)) for loss in scored]
    names, parts = _models(models)
    if not any(np.shape(proba)[0] for proba in parts):
        return _of_none(y_true, names, parts, classes, header)
    samples = [
        Samples(y_true, proba, classes=classes, name=f"model {name!r}")
        for name, proba in zip(names, parts, strict=True)
    ]
    _check_classes(names, [each.classes for each in samples])
    for blocks in samples:
        for _ in blocks:  # Every row is checked, those of weight 0 as well.
            pass
    count = samples[0].count
    weights = None if sample_weight is None else weights_of(sample_weight, count)
    called = None if ids is None else _ids(ids, count)
    found = _empty(_names(classes, samples[0].classes), names, header)
    step = max(1, _AT_ONCE // samples[0].classes)
    for start in range(0, count, step):
        rows: slice | npt.NDArray[np.intp] = slice(start, start + step)
        if weights is not None:
            rows = start + np.flatnonzero(weights[rows])
            if not rows.size:
                continue
        parted = [each.part(rows) for each in samples]
        part = Part(
            parted[0][0],
            [proba for _, proba in parted],
            None if weights is None else weights[rows],
            scored,
        )
        _check_sizes(part, scored)
        part.add_to(found._sums)
        name = None if called is None else called[rows]
        for key, costly in costliest(part, name).items():
            found._costly[key] = first_of(found._costly[key] + costly)
        for place, told_by in telling(part, name).items():
            found._telling[place] = first_of(found._telling[place] + told_by)
    return found


def _empty(classes: Sequence[Any], models: Sequence[str], losses: Sequence[ScoredBy]) -> Tally:
    of_models, of_pairs = places(len(models), len(losses))
    sums = zeros(len(models), len(losses), len(classes))
    return Tally(
        classes, models, losses, sums, dict.fromkeys(of_models, ()), dict.fromkeys(of_pairs, ())
    )


def _of_none(
    y_true: LabelsLike,
    names: list[str],
    parts: list[npt.ArrayLike],
    classes: LabelsLike | None,
    header: list[ScoredBy],
) -> Tally:
    """The tally of no samples, of as many classes as there are columns."""
    if (given := len(as_given("y_true", y_true))) > 0:
        raise ValueError(f"y_true must hold 0 samples because the models do, got {given}")
    counts = [2 if np.ndim(part) == 1 else np.shape(part)[1] for part in parts]
    _check_classes(names, counts)
    return _empty(_names(classes, counts[0]), names, header)


def _losses(losses: Sequence[str | Loss]) -> list[Loss]:
    if isinstance(losses, str | Loss):
        raise ValueError(f"losses must be a list of them, got {told(losses)}")
    found = [as_loss(loss) for loss in losses]
    if not found:
        raise ValueError("losses must be at least one")
    if len({loss.name for loss in found}) < len(found):
        raise ValueError(f"losses must have different names, got {[x.name for x in found]}")
    return found


def _settings(loss: Loss) -> dict[str, Any]:
    """The loss's own numbers, by which two of one name are told apart."""
    return dataclasses.asdict(loss) if dataclasses.is_dataclass(loss) else {}


def _models(models: Mapping[str, npt.ArrayLike]) -> tuple[list[str], list[npt.ArrayLike]]:
    if not isinstance(models, Mapping) or not models:
        raise ValueError('models must be what each predicts by its name, as {"A": proba}')
    for name, proba in models.items():
        if not isinstance(name, str):
            raise ValueError(f"models must be named by texts, got {told(name)}")
        if not np.ndim(proba):
            raise ValueError(f"model {name!r} must be an array, got {told(proba)}")
    return list(models), list(models.values())


def _check_classes(names: list[str], counts: list[int]) -> None:
    if len(set(counts)) > 1:
        told_by = ", ".join(f"{n!r} of {k}" for n, k in zip(names, counts, strict=True))
        raise ValueError(f"models must be of the same number of classes, got {told_by}")


def _names(classes: LabelsLike | None, count: int) -> list[Any]:
    if classes is None:
        return list(range(count))
    plain = [x.item() if isinstance(x, np.generic) else x for x in as_given("classes", classes)]
    if len(plain) != count:
        raise ValueError(f"classes must hold {count} names, got {len(plain)}")
    return [x if isinstance(x, str | int) else str(x) for x in plain]


def _ids(ids: LabelsLike, count: int) -> npt.NDArray[Any]:
    given = as_given("ids", ids)
    if given.shape != (count,):
        raise ValueError(f"ids must have shape ({count},), got shape {given.shape}")
    if given.dtype.kind in "iu":
        return given
    items = given.tolist()
    if all(type(item) is int and abs(item) < 2**63 for item in items):
        return np.array(items, np.int64)
    return np.array([str(item) for item in items])


def _check_sizes(part: Part, losses: Sequence[Loss]) -> None:
    for charged in part.penalties:
        for loss, penalties in zip(losses, charged, strict=True):
            most = float(np.max(penalties, where=np.isfinite(penalties), initial=0.0))
            if most > _LARGEST:
                raise ValueError(
                    f"penalties of a tally must be at most {_LARGEST:g} or infinite: "
                    f"{loss.name} charges {most:g}"
                )
