"""The page Samples in a test: its table, its buttons, and what is uploaded to it."""

from __future__ import annotations

import pandas as pd

from pages.ui.inputs.digits import FILES as DIGITS_FILES
from pages.ui.inputs.presets import PRESETS
from pages.ui.results.samples_table import SAMPLE

EIGHT = PRESETS["eight"]
A, B = (file.read_bytes() for file in DIGITS_FILES.values())
BAD = b"true,cat,dog\ncat,0.8,0.15\ndog,0.3,0.7\n"
GOOD = b"true,cat,dog\ncat,0.8,0.2\ndog,0.3,0.7\n"


def table(app) -> pd.DataFrame | None:
    """The scored table; the grid of the scenario's samples is a frame to AppTest as well."""
    return next((d.value for d in app.dataframe if SAMPLE in d.value.columns), None)


def button(app, label: str):
    return next(b for b in app.button if b.label.startswith(label))


def upload(app, content: bytes, name: str = "a.csv"):
    app.file_uploader[0].set_value([(name, content, "text/csv")])
    return app.run()
