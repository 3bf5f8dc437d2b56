"""The pictures of the bundled digits: they are the very digits that the models predicted."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

from pages.ui.inputs.digits import digits
from pages.ui.inputs.digits_pictures import digit_of, images, pictures
from pages.ui.inputs.one_sample import as_scenario
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, decode, encode


@pytest.fixture(scope="module")
def halves():
    """Pixels of the first and the second half, then their classes."""
    data = load_digits()
    return train_test_split(
        data.data, data.target, test_size=0.5, random_state=0, stratify=data.target
    )


def test_the_pictures_are_the_second_half_of_scikit_learns_digits(halves):
    _, pixels, _, classes = halves
    assert (images().reshape(-1, 64) == pixels).all()
    assert (digits().truth == classes).all()


def test_naive_bayes_predicts_for_these_pictures_what_the_table_says(halves):
    pixels, _, classes, _ = halves
    predicted = GaussianNB().fit(pixels, classes).predict_proba(images().reshape(-1, 64))
    np.testing.assert_allclose(digits().b, predicted, rtol=1e-5, atol=1e-320)


@pytest.mark.parametrize("row", [0, 13, 898])
def test_a_picture_is_a_png_of_the_image_dark_on_white(row):
    kind, data = pictures()[row].split(",")
    assert kind == "data:image/png;base64"
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    assert image.size == (8, 8)
    assert (15 - np.array(image.convert("L")) // 17 == np.minimum(images()[row], 15)).all()


@pytest.mark.parametrize("row", [0, 13, 898])
def test_a_digit_is_known_again_from_its_link(row):
    opened = decode(encode(Case(as_scenario(digits(), row)[0]))).scenario
    assert digit_of(opened, opened.samples[0]) == row


def test_what_was_edited_or_renamed_is_no_longer_the_digit():
    scenario, _ = as_scenario(digits(), 13)
    edited = replace(scenario.samples[0], truth=(1.0, *[0.0] * 9))
    assert digit_of(scenario, edited) is None
    renamed = scenario.with_class_name(0, "zero")
    assert digit_of(renamed, renamed.samples[0]) is None


def test_no_preset_is_a_digit():
    assert {digit_of(s, s.samples[0]) for s in PRESETS.values()} == {None}
