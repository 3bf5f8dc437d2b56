"""The sentences of the page Likelihood."""

from __future__ import annotations

from pages.ui.results import likelihood as results
from pages.ui.wording.en import likelihood as words


def test_hardly_any_mass_outside_is_not_called_none():
    assert "**less than 0.1 %**" in words.assumptions(
        results.Assumptions(0.5, 0.1, 6e-7, 0.5, 0.0995)
    )
