"""What a grid says of the cells it refuses."""

from __future__ import annotations

from pages.ui.wording.en import grid, scenario_grid


def test_of_many_cells_that_are_refused_three_are_named():
    reasons = [f"Sample {n}: this is no number." for n in range(1, 6)]
    assert grid.refused(reasons[:1]) == "Sample 1: this is no number. That cell keeps what it held."
    assert grid.refused(reasons[:2]).endswith(
        "Sample 2: this is no number. These cells keep what they held."
    )
    assert grid.refused(reasons).endswith(
        "Sample 3: this is no number. 2 more cells were refused. These cells keep what they held."
    )


def test_classes_that_nobody_named_are_their_numbers_at_the_head_of_a_narrow_column():
    names = ("class 0", "class 1", "class 2")
    assert [scenario_grid.cell_heading("a", names, k) for k in range(3)] == ["● 0", "● 1", "● 2"]
    assert scenario_grid.cell_heading("b", ("cat", "class 1"), 1) == "■ class 1"
