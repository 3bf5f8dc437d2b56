"""What a tally tells: all that can be said of a batch once its rows are gone."""

import dataclasses
import math
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np

from .calibration import Decomposition
from .checks import Array, Numbers, confidence_of, one_of
from .compensation import PerfectSamples, perfect_samples_needed
from .concentration import counts_of
from .exact import UNIT
from .loss import Loss
from .losses import as_loss
from .penalty_bins import Shares, share_of_worst_in
from .tally_bill import bill_of
from .tally_compare import PairSums, TalliedComparison, compared, mean_from, variance_from
from .tally_json import dump, load
from .tally_rows import Costly, CostlyRow, Telling, first_of, rows_match
from .tally_sums import GRID, Sums, pairs_of, sums_match
from .threshold_lines import Lines
from .thresholds import ThresholdCurve
from .weights import whole


class ScoredBy(NamedTuple):
    """A loss that a tally was made with: its name, and its own numbers (`PowerLoss.a`)."""

    name: str
    settings: dict[str, Any]

    @classmethod
    def of(cls, loss: Loss) -> "ScoredBy":
        """What a tally keeps of a loss: with its numbers two of one name are told apart."""
        return cls(loss.name, dataclasses.asdict(loss) if dataclasses.is_dataclass(loss) else {})


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
    thresholds and `better_under_all`, the band of `difference_band`, an interval that is drawn or
    respects groups, and beyond 20 rows what a verdict hangs on; the isotonic steps of `decompose`
    finer than its bins, what recalibration saves on other samples, a temperature; a loss that it
    was not made with. Fold by fold, slice by slice: tally each on its own.

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
        confidence = confidence_of(confidence)
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
        """What acting at a threshold costs, at 260 of them: every 0.005, and closer towards 0."""
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

    def decompose(self, model: str, loss: str | Loss) -> Decomposition:
        """At least how much of the mean loss could be had back: as `decompose`, from 20 bins of ŷ.

        Loss and uncertainty are those of the rows. Miscalibration and discrimination are lower
        bounds: the regression of each class has no finer steps than the bins of `reliability`. All
        four add up as ever. `by_class` knows the uncertainty alone and is NaN for the others.

        Raises
        ------
        ValueError
            As `decompose`; for a soft truth, of whose spread a tally knows too little; and for a
            loss with other numbers of its own than the tally was made with (`PowerLoss.a`).
        """
        chosen = as_loss(loss)
        mean = self.mean(model, chosen.name)
        if not self.scored_with(chosen):
            own = self.losses[self._place_of_loss(chosen.name)].settings
            raise ValueError(f"loss {chosen.name!r} was tallied with {own}: give a loss with these")
        if self.soft:
            raise ValueError("a tally of a soft truth does not tell what could be had back")
        counts, _, hits = self._sums["reliability"][self._place_of_model(model)]
        return bill_of(chosen, mean, (counts, hits))

    def scored_with(self, loss: Loss) -> bool:
        """Whether it was made with this loss, and with the same numbers of its own."""
        return ScoredBy.of(loss) in self.losses

    @property
    def soft(self) -> bool:
        """Whether the truth of some sample is spread over classes, as far as sums tell.

        It is then charged something as a prediction of itself, as under cross-entropy, or the
        classes are true to another extent than as often as each is the most likely one.
        """
        if any(self._sums["own"]):
            return True
        confusion, hits = self._sums["confusion"][0], self._sums["reliability"][0, 2]
        if not confusion.size:
            return False
        return not np.allclose(confusion.sum(axis=1), hits.sum(axis=1), rtol=1e-9, atol=0.0)

    @property
    def nbytes(self) -> int:
        """How much memory its sums take, about."""
        return sum(total.nbytes for total in self._sums.values())

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
