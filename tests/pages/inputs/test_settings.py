"""The settings: a control's range is the setting's, and offers nothing that a link may not hold."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pages.ui.inputs.settings import SETTINGS, Choice, read

NUMBERS = [setting for setting in SETTINGS.values() if not isinstance(setting, Choice)]
PAGES = Path(__file__).parents[3] / "pages"


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.name)
def test_a_link_holds_both_ends_and_every_stop_of_a_range(setting):
    for value in (setting.low, setting.high, setting.default, *setting.stops):
        assert read(setting.name, setting.write(value)) == value


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.name)
def test_a_control_moves_by_a_step_or_over_stops_in_their_order(setting):
    assert (setting.step is None) != (not setting.stops)
    assert list(setting.stops) == sorted({*setting.stops})


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.py")), ids=lambda path: path.stem)
def test_no_control_has_a_range_of_its_own(path):
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_control = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if is_control and call.func.attr in {"slider", "number_input"}:
            assert len(call.args) == 1, call.lineno
            assert not {"min_value", "max_value", "step"} & {k.arg for k in call.keywords}
