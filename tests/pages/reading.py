"""What tests of the pages read and write: texts, rows of a chart, a case of one sample."""

from __future__ import annotations

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from pages.ui.inputs.scenario import Sample, Scenario, default_names
from pages.ui.inputs.share import DEFAULT, Case


def said(app: AppTest) -> str:
    """All that a page says."""
    elements = (*app.markdown, *app.text, *app.caption, *app.warning, *app.error)
    return "\n".join(element.value for element in elements)


def rows(table: pa.Table, **wanted: object) -> list[dict]:
    """The rows of a chart with these values."""
    return [row for row in table.to_pylist() if all(row[k] == v for k, v in wanted.items())]


def case(truth: tuple, a: tuple, b: tuple, **settings: object) -> Case:
    """A scenario of one sample with the default class names."""
    return Case(Scenario(default_names(len(a)), (Sample(truth, a, b),)), settings)


def default(**settings: object) -> Case:
    """The default scenario with other settings."""
    return Case(DEFAULT.scenario, settings)
