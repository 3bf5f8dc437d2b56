"""Each scenario to start from says what it shows, and shows it."""

from __future__ import annotations

import pytest

from pages.ui.inputs.presets import PRESETS
from pages.ui.wording.en.presets import EDITED, NAMES, SHOWS
from tests.pages.reading import case, said


def test_every_scenario_has_a_name_and_says_what_it_shows():
    assert {*NAMES} == {*SHOWS} == {*PRESETS, EDITED}


@pytest.mark.parametrize("page", ["distributions", "thresholds", "samples"])
def test_what_the_scenario_shows_stands_on_the_page(open_page, page):
    assert SHOWS["article"] in said(open_page(page))
    assert SHOWS[EDITED] in said(open_page(page, case((1, 0), (0.5, 0.5), (0.6, 0.4))))


def test_what_is_said_of_the_models_is_so():
    sample = {key: preset.samples[0] for key, preset in PRESETS.items()}
    right = {key: (s.a[s.main_class], s.b[s.main_class]) for key, s in sample.items()}
    assert right["article"] == (0.8, 0.9)
    assert right["spread"] == (0.8, 0.8)
    assert right["two_classes"] == (0.65, 0.9)
    assert right["soft_truth"][0] < max(sample["soft_truth"].truth) < right["soft_truth"][1]
    assert 0 < right["disagreement"][1] - right["disagreement"][0] < 0.05
    assert sample["disagreement"].a[1] == sample["disagreement"].a[2]
    assert max(sample["confident"].a) > 0.95 > 0.5 > max(sample["confident"].b)
    assert sample["confident"].main_class not in (
        sample["confident"].a.index(max(sample["confident"].a)),
        sample["confident"].b.index(max(sample["confident"].b)),
    )
    assert right["impossible"] == (0, 0.05)
    assert len(PRESETS["eight"].samples) == 8 and len(PRESETS["eight"].classes) == 3
