"""The columns of the scored table on the screen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.results.samples_lists import shown_columns
from pages.ui.results.samples_table import DISAGREE, soft_column
from pages.ui.widgets import source
from pages.ui.widgets.samples_columns import column_config
from tests.pages.scoring import summary


def test_a_soft_truth_is_shown_under_the_names_of_its_classes():
    scored = summary(source.scenario_batch(PRESETS["soft_truth"]))
    assert shown_columns(scored)[-3:] == [soft_column(k) for k in range(3)]
    assert column_config(scored)[soft_column(1)]["label"] == "true:class 1"


def test_a_soft_truth_of_many_classes_is_in_the_csv_alone():
    for classes, shown in ((3, True), (11, False)):
        proba = np.full((2, classes), 1 / classes)
        scored = summary(Batch("x", tuple(map(str, range(classes))), proba, proba))
        assert (soft_column(0) in shown_columns(scored)) is shown
        assert soft_column(0) in scored.frame


def test_every_scored_column_of_hard_truth_is_shown():
    scored = summary(digits())
    assert sorted(shown_columns(scored)) == sorted(scored.frame.columns)
    assert isinstance(scored.frame, pd.DataFrame)
    assert DISAGREE in shown_columns(scored)


def test_no_number_of_the_table_is_written_with_an_exponent():
    scored = summary(digits())
    numbers = [*scored.frame.select_dtypes("float").columns]
    assert len(numbers) == 6
    for column in numbers:
        assert column_config(scored)[column]["type_config"]["format"] == "%.4f"
