"""Whatever scenario and settings the editor or a link allows, every page shows it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from pages.ui import session
from pages.ui.inputs.settings import SETTINGS
from pages.ui.inputs.share import MAX_LENGTH, encode
from pages.ui.registry import PAGES
from tests.pages.cases import cases
from tests.pages.reading import case

# Long runs and large batches have tests of their own.
_QUICK = {
    "steps": st.integers(10, 30),
    "sizes": st.just("own"),
    "compare": st.just("one"),
    "target": st.floats(0.02, SETTINGS["target"].high),
    "source": st.sampled_from(["scenario", "upload"]),
    "answer": st.just("shown"),
}


@pytest.fixture(scope="module")
def codes() -> list[str]:
    """The same examples each time; to look for more, raise their number and let them be random."""
    drawn = []

    @settings(
        max_examples=25,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @example(case((0.999999, 0, 0), (0.8, 0.2, 0), (0.9, 0.1, 0)))
    @example(case((0, 0.999991), (5e-324, 1), (1, 5e-324), sigma=0.05, pa=5e-324, pb=1.0))
    @given(cases(**_QUICK))
    def draw(one):
        code = encode(one)
        assume(len(code) <= MAX_LENGTH)
        drawn.append(code)

    draw()
    return drawn


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_no_case_is_too_odd_for_a_page(page, open_page, codes):
    app = open_page(page.file)
    for code in codes:
        app.session_state[session.CODE] = code
        app.run()
        assert not app.exception, code
        assert not app.error, code
