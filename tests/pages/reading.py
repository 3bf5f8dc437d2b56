"""What tests of the pages read and write: texts, rows of a chart, a case of one sample."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pandas as pd
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


def part(table: pa.Table, name: str) -> pd.DataFrame:
    """The rows of one part of a chart."""
    frame = table.to_pandas()
    return frame[frame["part"] == name]


def layers(spec: dict) -> list[dict]:
    """The layers of a chart, each with what all of them encode alike."""
    return [{**layer, "encoding": spec["encoding"] | layer["encoding"]} for layer in spec["layer"]]


def code_in(url: str) -> str:
    """The code in a link of a page."""
    assert url.startswith("./distributions?s=")
    return parse_qs(urlsplit(url).query)["s"][0]


def scenario(*samples: tuple) -> Scenario:
    """Samples with the default class names."""
    return Scenario(default_names(len(samples[0][1])), tuple(Sample(*s) for s in samples))


def case(truth: tuple, a: tuple, b: tuple, **settings: object) -> Case:
    """A scenario of one sample with the default class names."""
    return Case(scenario((truth, a, b)), settings)


def default(**settings: object) -> Case:
    """The default scenario with other settings."""
    return Case(DEFAULT.scenario, settings)
