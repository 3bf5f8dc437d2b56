"""The descent of one sample beside its law."""

from __future__ import annotations

import numpy as np
import pytest

import losscore
from losscore import teaching
from pages.ui.charts import training_descent as descent
from pages.ui.results import training as runs
from tests.pages.reading import layers
from tests.pages.scoring import NAMES, PAIR
from tests.pages.training_runs import steps_by_hand


def test_the_curves_of_one_sample_are_the_descents_and_their_laws():
    traces = {
        loss: teaching.single_sample_descent(loss, steps=5000, learning_rate=1.0) for loss in NAMES
    }
    descents = {loss: runs.descent(loss, 1.0, 5000, target=0.001) for loss in PAIR}
    assert descents[PAIR[0]].needed is None
    assert descents[PAIR[1]].needed == steps_by_hand(lambda r: r, 0.001)
    frame = descent.descent_frame(descents, 1.0, 0.001).to_pandas()
    assert not frame[["step", "residual"]].isna().any().any()
    assert (frame[["step", "residual"]] > 0).all().all()  # both axes are logarithmic
    for loss, law in (
        ("squared_error", lambda t: (8 * t) ** -0.5),
        ("cross_entropy", lambda t: 1 / t),
    ):
        mine = frame[frame["loss"] == loss]
        run, line = (mine[mine["part"] == part] for part in ("run", "law"))
        assert run["residual"].tolist() == traces[loss][run["step"]].tolist()
        np.testing.assert_allclose(line["residual"], law(line["step"].to_numpy(float)))
        assert run["residual"].iloc[-1] == pytest.approx(law(5000), rel=0.02)
    reached = frame[frame["part"] == "reached"]
    assert reached[["step", "residual"]].values.tolist() == [[descents[PAIR[1]].needed, 0.001]]


def test_a_law_is_drawn_from_where_it_is_a_residual():
    found = {PAIR[1]: runs.descent(PAIR[1], 0.1, 100, target=0.001)}
    frame = descent.descent_frame(found, 0.1, 0.001)
    frame = frame.to_pandas()
    law = frame[frame["part"] == "law"]
    assert law["step"].min() == 10  # 1/(0.1·t) exceeds 1 before
    assert law["residual"].max() == 1.0


def test_both_axes_of_one_sample_are_logarithmic_and_fixed():
    for layer in layers(descent.descent(NAMES)):
        assert layer["encoding"]["x"]["scale"] == {"type": "log", "domain": [1, 1_000_000]}
        assert layer["encoding"]["y"]["scale"] == {"type": "log", "domain": [1e-6, 1]}


@pytest.mark.parametrize("names", [("cross_entropy", "squared_error"), ("spherical", "power")])
@pytest.mark.parametrize("rate", [0.01, 1.0, 10.0])
def test_a_name_lies_on_no_law_on_a_phone(names, rate):
    losses = [losscore.LOSSES[name] for name in names]
    found = {loss: runs.descent(loss, rate, 5000, target=0.01) for loss in losses}
    frame = descent.descent_frame(found, rate, 0.01).to_pandas()
    frame["across"] = np.log10(frame["step"]) * 50  # pixels: 300 for six powers of ten
    frame["down"] = -np.log10(frame["residual"]) * 65
    named = frame[frame["part"] == "name"]
    assert len(named) == 4  # whose each law is, and what it says
    for row in named.itertuples():
        width = 6.5 * len(row.what)
        left = row.across + row.dx - {"left": 0.0, "center": 0.5, "right": 1.0}[row.align] * width
        for _, law in frame[frame["part"] == "law"].groupby("loss"):
            x = np.linspace(left, left + width, 50)
            y = np.interp(x, law["across"], law["down"], left=-np.inf, right=np.inf)
            assert (np.abs(y - row.down - row.dy) > 5.0).all()


def test_the_count_left_of_its_point_is_that_of_the_loss_that_gets_there_first():
    losses = [losscore.LOSSES[name] for name in ("spherical", "squared_error")]
    found = {loss: runs.descent(loss, 1.0, 5000, target=0.01) for loss in losses}
    frame = descent.descent_frame(found, 1.0, 0.01).to_pandas()
    reached = frame[frame["part"] == "reached"].set_index("loss")
    assert reached["first"].to_dict() == {"spherical": False, "squared_error": True}
