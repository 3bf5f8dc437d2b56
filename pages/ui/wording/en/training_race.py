"""What two training runs, one under each loss, showed: as a sentence and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.results.training import Race, beginning, place_in_grid
from pages.ui.wording.en.losses import WORDS, head_of, name_of
from pages.ui.wording.en.training_descent import ratio
from pages.ui.wording.formats import count, listed, number, percent

if TYPE_CHECKING:
    from losscore.teaching import TrainingRun

OPTIMIZERS = {
    "gradient_descent": "Gradient descent",
    "momentum": "Momentum 0.9",
    "adam": "Adam",
    "newton": "Damped Newton",
}
_METHODS = {
    "gradient_descent": "gradient descent",
    "momentum": "momentum",
    "adam": "Adam",
    "newton": "damped Newton",
}


def answer(race: Race, target: float, *, bad_start: bool, from_grid: bool) -> str:
    """What these runs showed: they may have had a bad start, and step sizes from the grid."""
    runs = race.runs.values()
    parts = [
        _race(race, target),
        *([_from_bad_start(race)] if bad_start else []),
        "; ".join(_end(run, from_grid) for run in runs) + ".",
        *(_stuck(run, bad_start) for run in runs if run.stuck),
        *(_plateau(run) for run in runs if run.on_plateau and not run.stuck),
    ]
    return "  \n".join(parts)


def _race(race: Race, target: float) -> str:
    first, second = race.runs
    reached = race.reached
    missing = [loss for loss, step in reached.items() if step is None]
    goal = f"a mean residual of {number(target)}"
    method = _METHODS[race.runs[first].optimizer]
    if len(missing) == 2:
        return f"Neither loss reaches {goal} by {method}.{_settling(race)}"
    if missing:
        (late,), (early,) = missing, reached.keys() - missing
        return (
            f"By {method}, {name_of(early)} reaches {goal} after "
            f"**{count(reached[early], 'step')}**; {name_of(late)} **does not** in "
            f"{count(race.runs[late].last_step, 'step')}."
        )
    if max(reached.values()) <= 1:
        there = (
            "reach {goal} in one step at most" if any(reached.values()) else "start below {goal}"
        )
        return f"Both {there.format(goal=goal)}: set a smaller residual to reach."
    return (
        f"By {method}, {name_of(first)} reaches {goal} after **{count(reached[first], 'step')}**, "
        f"{name_of(second)} after **{reached[second]:,}**{_verdict(race)}."
    )


def _from_bad_start(race: Race) -> str:
    sure, away = beginning(race)
    told = f"Both start by giving {percent(sure)} to class 0 everywhere"
    if set(away.values()) == {None}:
        return f"{told}."
    when = (
        f"not within {count(race.runs[loss].last_step, 'step')} under {name_of(loss)}"
        if step is None
        else f"after **{count(step, 'step')}** under {name_of(loss)}"
        for loss, step in away.items()
    )
    return f"{told}; a tenth of the residual is gone {listed(when)}."


def _settling(race: Race) -> str:
    first, second = race.runs
    settled = race.settled
    if None in settled.values():
        return ""
    return (
        f" {head_of(first)} settles after **{count(settled[first], 'step')}**, {name_of(second)} "
        f"after **{settled[second]:,}**{_verdict(race)}."
    )


def _verdict(race: Race) -> str:
    if race.lag is None:
        return ""
    if race.lag == 1.0:
        return ": **no lag**"
    if race.lag < 1.0:
        _, second = race.runs
        return f": here **{WORDS[second].noun} is the faster one**"
    return f": **{ratio(race.lag)} times as many**"


def _end(run: TrainingRun, from_grid: bool) -> str:
    edge = _EDGES[place_in_grid(run)] if from_grid else ""
    return (
        f"{head_of(run.loss_name)} ends at a residual of **{number(run.residual[-1], 3)}** with "
        f"{percent(run.accuracy[-1])} right (η = {number(run.learning_rate)}{edge})"
    )


# What to know of a step size out of the grid.
_EDGES = {
    None: "",
    "only": ", a full step",
    "largest": ", the largest of the grid: a larger one may be faster still",
    "smallest": ", the smallest of the grid: a smaller one may be faster still",
}


def _stuck(run: TrainingRun, bad_start: bool) -> str:
    if run.loss[-1] > run.loss[0]:
        return (
            f"The loss of {name_of(run.loss_name)} **ended above its start**: its step size "
            f"{number(run.learning_rate)} is too large."
        )
    fix = "a smaller bad start, " if bad_start else ""
    return (
        f"{head_of(run.loss_name)} **is stuck**: in {count(run.last_step, 'step')} its loss fell "
        f"by less than 1 %. Try {fix}a larger step size or more steps."
    )


def _plateau(run: TrainingRun) -> str:
    return (
        f"{head_of(run.loss_name)} **ended on a plateau**: it gives "
        f"{count(run.given_up, 'sample')} a wrong class so surely that it hardly pushes there any "
        f"more (below 0.01 each). They hold {percent(run.given_up_loss / run.loss[-1])} of its "
        f"loss, and the steepest slope left is {number(run.gradient, 2)}. Another start, optimizer "
        "or step size may get past it."
    )


def table(rows: dict[str, Race], target: float) -> str:
    """Step sizes and steps of the runs, a line for each optimizer."""
    heads = [
        "Optimizer",
        f"Residual {number(target)}",
        "Settled",
        "Lag",
        "η",
        "Right at the end",
    ]
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)]]
    lines += [_row(optimizer, race) for optimizer, race in rows.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(optimizer: str, race: Race) -> list[str]:
    runs, reached, settled = race.runs, race.reached, race.settled
    return [
        OPTIMIZERS[optimizer],
        _each(runs, lambda loss: "no" if reached[loss] is None else f"{reached[loss]:,}"),
        _each(
            runs,
            lambda loss: _state(runs[loss]) if settled[loss] is None else f"{settled[loss]:,}",
        ),
        f"**{ratio(race.lag)}**" if race.lag else "–",
        _each(runs, lambda loss: number(runs[loss].learning_rate)),
        _each(runs, lambda loss: percent(runs[loss].accuracy[-1])),
    ]


def _state(run: TrainingRun) -> str:
    if run.stuck:
        return "climbed" if run.loss[-1] > run.loss[0] else "stuck"
    return "plateau" if run.on_plateau else "no"


def _each(losses: Iterable[str], cell: Callable[[str], str]) -> str:
    # A hard space keeps a number with its symbol where the column is narrow.
    return " ".join(f"{palette.LOSSES[loss].symbol}\u00a0{cell(loss)}" for loss in losses)


def caption(losses: Iterable[str]) -> str:
    """How to read the table."""
    first, second = losses
    slower = WORDS[second].noun
    return (
        "Steps until the mean residual is at the target, and until settled: from there on the own "
        "loss stays within 0.1 % of all that it moved. On a plateau most of the loss lies on "
        "samples that are given a wrong class and hardly pushed any more. Lag: the steps of "
        f"{palette.LOSSES[second].symbol} {slower} for each step of {palette.LOSSES[first].symbol} "
        f"{WORDS[first].noun}, to the target or, where neither gets there, until settled. Above 1 "
        f"{slower} is the slower one."
    )
