"""Two training runs to watch: played, paused and stepped through in the browser, without a run."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np

from losscore.teaching import TrainingRun
from pages.ui import palette
from pages.ui.results import training as results
from pages.ui.results.memo import kept
from pages.ui.results.training import Setup
from pages.ui.results.training_frames import EDGE, Moment, moments
from pages.ui.widgets.component import component
from pages.ui.wording.en import training_watch as words
from pages.ui.wording.formats import number

_FLOOR = 1e-5  # What lies below is drawn at the edge, as in the traces.


def race(setup: Setup, raced: results.Race, target: float) -> None:
    """Draw the race; it opens where the first run arrives, or at its end where none does."""
    reached = tuple(raced.reached.values())
    told = _told(*raced.runs.values(), reached, setup, target)
    component("race")(data=told, key="race", height="content")


# As bytes, which Streamlit sends as they are; for as long as there is the first run.
@kept(4)
def _told(
    first: TrainingRun,
    second: TrainingRun,
    reached: tuple[int | None, ...],
    setup: Setup,
    target: float,
) -> bytes:
    runs = {run.loss_name: run for run in (first, second)}
    steps = dict(zip(runs, reached, strict=True))
    return json.dumps(data(setup, runs, steps, target), separators=(",", ":")).encode()


def data(
    setup: Setup, runs: Mapping[str, TrainingRun], reached: Mapping[str, int | None], target: float
) -> dict:
    """What the browser needs to know: all that is a word or a number in it."""
    x, labels = results.points(setup.data, setup.seed)
    watched = {loss: moments(run) for loss, run in runs.items()}
    least = min(moment.residual for found in watched.values() for moment in found)
    steps = [moment.step for moment in next(iter(watched.values()))]
    arrived = {loss: _arrived(found, reached[loss]) for loss, found in watched.items()}
    return {
        "opens": min((i for i in arrived.values() if i is not None), default=len(steps) - 1),
        "words": {**words.WORDS, "alt": words.alt(watched), "goal": words.goal(target)},
        "edge": EDGE,
        "classes": words.classes(int(labels.max()) + 1),
        "points": [[round(float(a), 2), round(float(b), 2)] for a, b in x],
        "labels": labels.tolist(),
        "steps": [words.at(step) for step in steps],
        "axis": [[_place(step, steps), f"{step:,}"] for step in _marked(steps[-1])],
        "target": target,
        "low": max(_FLOOR, min(least, target) / 2),
        "ticks": [[value, number(value)] for value in (1.0, 0.1, 0.01, 0.001, 1e-4, _FLOOR)],
        "runs": [
            {
                "label": palette.LOSSES[loss].named,
                "symbol": palette.LOSSES[loss].symbol,
                "color": palette.LOSSES[loss].color,
                "dash": " ".join(map(str, palette.LOSSES[loss].dash)),
                "residual": [float(f"{m.residual:.4g}") for m in found],
                "said": [words.said(m, reached[loss], target) for m in found],
                "regions": [m.regions for m in found],
                "arrived": arrived[loss],
                "at": _place(reached[loss] or 0, steps),
                "arrival": words.arrival(loss, reached[loss]),
            }
            for loss, found in watched.items()
        ],
    }


def _arrived(found: tuple[Moment, ...], first: int | None) -> int | None:
    """The first of the moments from which on a run has reached the target."""
    there = (i for i, moment in enumerate(found) if first is not None and moment.step >= first)
    return next(there, None)


def _marked(last: int) -> list[int]:
    """The steps that are written at the axis, where there is room for them."""
    return [*(step for step in (0, 1, 10, 100, 1000) if step < last), last]


def _place(step: int, steps: list[int]) -> float:
    """Where a step is among the moments, which are evenly apart."""
    return round(float(np.interp(step, steps, range(len(steps)))), 2)
