"""The matrix of what is taken for what, in words and numbers."""

from pages.ui.wording.en.confusion import mean


def test_a_cell_says_its_cost_as_a_person_writes_it():
    costs = [0.0, 5.5e-17, 0.8437, 1.66, 99.4, 99.7, 231.4, 9999.4, 12345.0, float("inf")]
    assert [mean(cost) for cost in costs] == [
        *("0", "5.5·10⁻¹⁷", "0.84", "1.7", "99", "100", "231", "9,999", "12,345", "∞"),
    ]
    assert mean(float("nan")) == ""
