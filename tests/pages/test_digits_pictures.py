"""The digits as pictures: in the table, beside the opened one, and those that cost infinity."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from pages.ui.inputs.digits import digits
from pages.ui.inputs.digits_pictures import pictures
from pages.ui.inputs.one_sample import as_scenario
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, decode
from pages.ui.results.samples_table import SAMPLE
from pages.ui.widgets.samples_columns import PICTURE
from tests.pages.reading import code_in, default, said

DIGITS = default(source="digits")
INFINITE = np.flatnonzero(digits().b[np.arange(digits().size), digits().truth] == 0).tolist()


def shown(app) -> str:
    """What stands on the page as HTML, its styles left out."""
    return "\n".join(html.proto.body for html in app.get("html") if "<img" in html.proto.body)


def table(app):
    return next(d.value for d in app.dataframe if SAMPLE in d.value.columns)


def test_every_digit_in_the_table_has_its_own_picture(open_page):
    frame = table(open_page("samples", DIGITS))
    assert frame[PICTURE].tolist() == [pictures()[number - 1] for number in frame[SAMPLE]]


def test_other_batches_have_no_pictures(open_page):
    app = open_page("samples", Case(PRESETS["eight"]))
    assert PICTURE not in table(app)
    assert not shown(app)


def test_the_digits_that_cost_infinity_are_those_to_which_b_gives_nothing(open_page):
    app = open_page("samples", DIGITS)
    found = re.findall(
        r'href="([^"]+)".*?src="([^"]+)".*?<b>an? (\d)</b><br>B said (\d)</a>', shown(app)
    )
    assert len(INFINITE) == 14
    assert "The 14 digits that cost infinity" in said(app)
    assert "B gave exactly 0 to what each of them is" in said(app)
    assert "<b>an 8</b>" in shown(app)
    assert [picture for _, picture, _, _ in found] == [pictures()[row] for row in INFINITE]
    for row, (link, _, truth, says) in zip(INFINITE, found, strict=True):
        assert truth == digits().classes[digits().truth[row]]
        assert says == digits().classes[digits().b[row].argmax()]
        assert decode(code_in(link)).scenario == as_scenario(digits(), row)[0]


@pytest.mark.parametrize("settings", [{"floor": 1e-7}, {"losses": "squared_error.spherical"}])
def test_where_nothing_is_infinite_there_is_no_gallery(open_page, settings):
    app = open_page("samples", default(source="digits", **settings))
    assert "cost infinity" not in said(app)
    assert not shown(app)


def test_an_opened_digit_is_shown_until_it_is_edited(open_page):
    scenario, _ = as_scenario(digits(), 13)
    app = open_page("distributions", Case(scenario))
    assert pictures()[13] in shown(app)
    assert "digit 14 of the 899, a 4." in shown(app)
    edited = replace(scenario.samples[0], a=tuple(reversed(scenario.samples[0].a)))
    app = open_page("distributions", Case(replace(scenario, samples=(edited,))))
    assert not shown(app)


def test_no_other_sample_has_a_picture(open_page):
    assert not shown(open_page("distributions"))
