"""Edits of a grid's cells: the scenario they give, and what they refuse."""

from __future__ import annotations

from pages.ui.inputs.grid_edits import sample_frame, with_batch_edits, with_sample_edits
from pages.ui.inputs.presets import PRESETS


def test_edits_of_cells_give_a_new_scenario_and_name_what_they_refuse():
    edits = {0: {"class": "cat", "a": 0.7}, 2: {"b": 1.2}}
    scenario, refused = with_sample_edits(PRESETS["article"], 0, edits)
    assert scenario.classes[0] == "cat"
    assert scenario.samples[0].a == (0.7, 0.2, 0.0)
    assert scenario.samples[0].b == (0.9, 0.1, 0.0)
    assert refused == [
        "Model B, class 2: 1.2 is not a probability. Type a number from 0 to 1, "
        "such as 0.8, 4/5 or 80%."
    ]


def test_edits_of_the_batch_reach_the_sample_and_class_they_name():
    scenario, refused = with_batch_edits(PRESETS["eight"], {3: {"b.1": 0.8}})
    assert scenario.samples[3].b == (0.05, 0.8, 0.05)
    assert refused == []


def test_the_grid_shows_a_row_a_class():
    frame = sample_frame(PRESETS["article"], 0)
    assert frame.columns.tolist() == ["class", "truth", "a", "b"]
    assert frame["a"].tolist() == ["0.8", "0.2", "0"]


def test_a_refused_edit_names_the_sample():
    _, refused = with_batch_edits(PRESETS["eight"], {4: {"a.1": 1.2, "truth.0": 1}})
    assert refused == [
        "Sample 5, Model A, dog: 1.2 is not a probability. Type a number from 0 to 1, "
        "such as 0.8, 4/5 or 80%."
    ]


def edited(edits):
    scenario, refused = with_sample_edits(PRESETS["article"], 0, edits, keep_sums=True)
    return scenario.samples[0], refused


def test_the_sum_is_kept_if_asked_for():
    sample, _ = edited({0: {"a": 0.7}, 1: {"b": "1/4"}})
    assert (sample.truth, sample.a, sample.b) == ((1, 0, 0), (0.7, 0.3, 0), (0.75, 0.25, 0))
    assert edited({0: {"a": 1}})[0].a == (1, 0, 0)
    assert edited({0: {"truth": 0}})[0].truth == (0, 0.5, 0.5)


def test_cells_that_are_edited_together_stay_as_they_are():
    assert edited({0: {"a": 0.5}, 1: {"a": 0.3}})[0].a == (0.5, 0.3, 0.2)
    all_of_it = {row: {"a": 0.5} for row in range(3)}
    assert edited(all_of_it)[0].a == (0.5, 0.5, 0.5)


def test_a_refused_edit_moves_nothing():
    sample, refused = edited({0: {"a": "much"}})
    assert sample == PRESETS["article"].samples[0]
    assert len(refused) == 1
