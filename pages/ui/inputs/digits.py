"""The bundled batch: what two real models predict for the same handwritten digits. Pure."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from pages.ui.inputs.batch import Batch
from pages.ui.inputs.uploads.pairing import pair
from pages.ui.inputs.uploads.reading import read_upload

_DATA = Path(__file__).parent / "data"
FILES = {
    "a": _DATA / "digits_logistic_regression.csv",
    "b": _DATA / "digits_naive_bayes.csv",
}


@cache
def digits() -> Batch:
    """The 899 digits with logistic regression (A) and naive Bayes (B), read as an upload is."""
    a, b = (read_upload(file.read_bytes(), file.name) for file in FILES.values())
    batch = pair(a, b)
    return replace(batch, name="Handwritten digits: A is logistic regression, B is naive Bayes")
