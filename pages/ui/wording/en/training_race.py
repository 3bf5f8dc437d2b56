"""What two training runs, one under each loss, showed: as a sentence and as a table."""

from __future__ import annotations

from collections.abc import Callable

from losscore.teaching import LEARNING_RATES, TrainingRun, first_step_reaching
from pages.ui import palette
from pages.ui.wording.en.losses import head_of, name_of
from pages.ui.wording.formats import count, number, percent

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
_SE, _CE = "squared_error", "cross_entropy"


def answer(runs: dict[str, TrainingRun], target: float, *, bad_start: bool, from_grid: bool) -> str:
    """What these runs showed: they may have had a bad start, and step sizes from the grid."""
    ordered = [runs[loss] for loss in (_CE, _SE)]
    parts = [
        _race(runs, target),
        "; ".join(_end(run, from_grid) for run in ordered) + ".",
        *(_stuck(run, bad_start) for run in ordered if run.stuck),
        *(_plateau(run) for run in ordered if run.on_plateau and not run.stuck),
    ]
    return "  \n".join(parts)


def _race(runs: dict[str, TrainingRun], target: float) -> str:
    reached = _reached(runs, target)
    missing = [loss for loss, step in reached.items() if step is None]
    goal, method = f"a mean residual of {number(target)}", _METHODS[runs[_SE].optimizer]
    if len(missing) == 2:
        return f"Neither loss reaches {goal} by {method}.{_settling(runs)}"
    if missing:
        late, early = missing[0], next(loss for loss in reached if loss not in missing)
        return (
            f"By {method}, {name_of(early)} reaches {goal} after "
            f"**{count(reached[early], 'step')}**; {name_of(late)} **does not** in "
            f"{count(runs[late].last_step, 'step')}."
        )
    if max(reached.values()) <= 1:
        there = (
            "reach {goal} in one step at most" if any(reached.values()) else "start below {goal}"
        )
        return f"Both {there.format(goal=goal)}: set a smaller residual to reach."
    return (
        f"By {method}, {name_of(_CE)} reaches {goal} after **{count(reached[_CE], 'step')}**, "
        f"{name_of(_SE)} after **{reached[_SE]:,}**: {_verdict(reached)}."
    )


def _reached(runs: dict[str, TrainingRun], target: float) -> dict[str, int | None]:
    return {loss: first_step_reaching(run.residual, target) for loss, run in runs.items()}


def _settled(run: TrainingRun) -> int | None:
    """The step from which a run stayed at an end worth the name, if it did so before its end."""
    nowhere = run.stuck or run.on_plateau or run.settled_step == run.last_step
    return None if nowhere else run.settled_step


def _settling(runs: dict[str, TrainingRun]) -> str:
    settled = {loss: _settled(run) for loss, run in runs.items()}
    if None in settled.values():
        return ""
    return (
        f" {head_of(_CE)} settles after **{count(settled[_CE], 'step')}**, {name_of(_SE)} after "
        f"**{settled[_SE]:,}**: {_verdict(settled)}."
    )


def _verdict(steps: dict[str, int]) -> str:
    if steps[_SE] == steps[_CE]:
        return "**no lag**"
    if steps[_SE] < steps[_CE]:
        return "here **squared error is the faster one**"
    return f"**{number(steps[_SE] / steps[_CE], 3)} times as many**"


def _end(run: TrainingRun, from_grid: bool) -> str:
    edge = _edge(run) if from_grid else ""
    return (
        f"{head_of(run.loss_name)} ends at a residual of **{number(run.residual[-1], 3)}** with "
        f"{percent(run.accuracy[-1])} right (η = {number(run.learning_rate)}{edge})"
    )


def _edge(run: TrainingRun) -> str:
    """What to know of a step size out of the grid if it is the first or the last of it."""
    rates = LEARNING_RATES[run.optimizer]
    if len(rates) == 1:
        return ", a full step"
    if run.learning_rate == rates[-1]:
        return ", the largest of the grid: a larger one may be faster still"
    if run.learning_rate == rates[0]:
        return ", the smallest of the grid: a smaller one may be faster still"
    return ""


def _stuck(run: TrainingRun, bad_start: bool) -> str:
    if run.loss[-1] > run.loss[0]:
        return (
            f"The loss of {name_of(run.loss_name)} **ended above its start**: its step size "
            f"{number(run.learning_rate)} is too large."
        )
    mend = "a smaller bad start, " if bad_start else ""
    return (
        f"{head_of(run.loss_name)} **is stuck**: in {count(run.last_step, 'step')} its loss fell "
        f"by less than 1 %. Try {mend}a larger step size or more steps."
    )


def _plateau(run: TrainingRun) -> str:
    return (
        f"{head_of(run.loss_name)} **ended on a plateau**: it gives "
        f"{count(run.given_up, 'sample')} a wrong class so surely that it hardly pushes there any "
        f"more (below 0.01 each). They hold {percent(run.given_up_loss / run.loss[-1])} of its "
        f"loss, and the steepest slope left is {number(run.gradient, 2)}. Another start, optimizer "
        "or step size may get past it."
    )


def table(rows: dict[str, dict[str, TrainingRun]], target: float) -> str:
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
    lines += [_row(optimizer, runs, target) for optimizer, runs in rows.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(optimizer: str, runs: dict[str, TrainingRun], target: float) -> list[str]:
    reached = _reached(runs, target)
    settled = {loss: _settled(run) for loss, run in runs.items()}
    lag = settled if all(step is None for step in reached.values()) else reached
    return [
        OPTIMIZERS[optimizer],
        _pair(lambda loss: "no" if reached[loss] is None else f"{reached[loss]:,}"),
        _pair(lambda loss: _state(runs[loss]) if settled[loss] is None else f"{settled[loss]:,}"),
        f"**{number(lag[_SE] / lag[_CE], 3)}**" if lag[_SE] and lag[_CE] else "–",
        _pair(lambda loss: number(runs[loss].learning_rate)),
        _pair(lambda loss: percent(runs[loss].accuracy[-1])),
    ]


def _state(run: TrainingRun) -> str:
    if run.stuck:
        return "climbed" if run.loss[-1] > run.loss[0] else "stuck"
    return "plateau" if run.on_plateau else "no"


def _pair(cell: Callable[[str], str]) -> str:
    # A hard space keeps a number with its symbol where the column is narrow.
    return " ".join(f"{palette.LOSSES[loss].symbol}\u00a0{cell(loss)}" for loss in (_CE, _SE))


TABLE = (
    "Steps until the mean residual is at the target, and until settled: from there on the own loss "
    "stays within 0.1 % of all that it moved. On a plateau most of the loss lies on samples that "
    "are given a wrong class and hardly pushed any more. Lag: the steps of ▲ squared error for "
    "each step of ✚ cross-entropy, to the target or, where neither gets there, until settled. "
    "Above 1 squared error is the slower one."
)
