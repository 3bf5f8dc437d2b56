"""The race that is watched on Training: what is sent to the browser, and what is said in it."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from losscore import LOSSES, teaching
from pages.ui.inputs.share import BAD_START, decode
from pages.ui.results import training as results
from pages.ui.widgets.race import data
from pages.ui.wording.en import training_watch as words
from tests.pages.reading import default


def sent(dataset: str, *, steps: int = 500, target: float = 0.01, start: float = 0.0) -> dict:
    setup = results.Setup(dataset, 0, "gradient_descent", steps, start)
    losses = [LOSSES["squared_error"], LOSSES["cross_entropy"]]
    runs = [results.run(setup, loss, 1.0) for loss in losses]
    raced = results.race(losses, runs, target)
    return data(setup, raced.runs, raced.reached, target)


@pytest.mark.parametrize("dataset", teaching.DATASETS)
def test_the_race_is_sent_in_few_bytes(dataset):
    assert len(json.dumps(sent(dataset), separators=(",", ":"))) < 45_000


def test_the_default_race_is_won_by_far():
    race = sent("separable")
    steps = [int(text.split()[1]) for text in race["steps"]]
    first, second = race["runs"]
    assert "Cross-entropy" in first["label"]
    assert first["said"][-1] == "Residual 0.00248, 100 % right. Reached 0.01 after 93 steps."
    assert second["said"][-1] == "Residual 0.00944, 100 % right. Reached 0.01 after 451 steps."
    assert ["after" in text for text in first["said"]] == [step >= 93 for step in steps]
    assert ["after" in text for text in second["said"]] == [step >= 451 for step in steps]


def test_what_a_new_visitor_sees_differs_in_regions_and_residuals_while_the_race_is_open():
    race = sent("separable", start=BAD_START)
    maps = zip(*(run["regions"] for run in race["runs"]), strict=True)
    # By how much of the plane class 0 has, from step to step.
    apart = [abs(_area(first[0][0]) - _area(second[0][0])) / 100.0 for first, second in maps]
    assert sum(share > 0.05 for share in apart) > 0.8 * len(apart)
    first, second = (run["residual"] for run in race["runs"])
    opened = race["opens"]
    assert (first[opened] < 0.01, second[opened] > 0.4, apart[opened] > 0.5) == (True,) * 3
    assert max(first[-1], second[-1]) < 0.01


def _area(corners: list[int]) -> float:
    """The area of a polygon with its corners in hundredths, x and y in turn."""
    x, y = np.array(corners[::2]) / 100.0, np.array(corners[1::2]) / 100.0
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2.0


def test_a_race_opens_where_its_first_run_arrives_or_at_its_end():
    race = sent("separable")
    assert race["opens"] == race["runs"][0]["arrived"] < race["runs"][1]["arrived"]
    race = sent("overlapping")
    assert race["opens"] == len(race["steps"]) - 1


def test_where_a_run_arrives_its_steps_are_written():
    race = sent("separable")
    assert [run["arrival"] for run in race["runs"]] == ["✚ 93", "▲ 451"]
    for run, first in zip(race["runs"], (93, 451), strict=True):
        at = run["arrived"]
        before, there = (int(race["steps"][i].split()[1]) for i in (at - 1, at))
        assert before < first <= there
    for run in sent("overlapping")["runs"]:
        assert (run["arrived"], run["arrival"]) == (None, "")


@pytest.mark.parametrize("steps", [10, 500])
def test_steps_are_marked_where_they_are_among_the_moments(steps):
    race = sent("separable", steps=steps)
    shown = [int(text.split()[1]) for text in race["steps"]]
    marks = [(place, int(text)) for place, text in race["axis"]]
    assert marks[0] == (0, 0)
    assert marks[-1] == (len(shown) - 1, steps)
    marks += [(run["at"], int(run["arrival"][2:])) for run in race["runs"] if run["arrival"]]
    for place, step in marks:
        assert shown[int(place)] <= step <= shown[math.ceil(place)]


def test_nobody_is_said_to_arrive_who_does_not():
    for run in sent("overlapping")["runs"]:
        assert not [text for text in run["said"] if "after" in text]


def test_whoever_starts_there_is_said_to_have_got_there_at_once():
    for run in sent("imbalanced", target=0.4, start=8.0, steps=10)["runs"]:
        assert run["said"][0].endswith("Reached 0.4 after 0 steps.")


def test_every_moment_has_its_step_residual_and_regions():
    for dataset in teaching.DATASETS:
        race = sent(dataset, steps=40)
        for run in race["runs"]:
            for part in ("residual", "said", "regions"):
                assert len(run[part]) == len(race["steps"])
        assert race["low"] < min(min(run["residual"]) for run in race["runs"])


def test_a_bad_start_is_one_click_and_one_click_back(open_page):
    app = open_page("training", default(steps=20))
    for label, start in ((words.BAD_START, BAD_START), (words.EVEN_START, 0.0)):
        next(button for button in app.button if button.label == label).click().run()
        assert decode(app.session_state["s"]).value("start") == start
