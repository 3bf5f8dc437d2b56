"""A good frame with its truth in a column, and what is said where a frame is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pages.ui.inputs.uploads.errors import UploadError

PROBA = np.array([[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.2, 0.3, 0.5], [0.1, 0.8, 0.1]])
TRUTH = ["cat", "dog", "bird", "dog"]
FRAME = pd.DataFrame(PROBA, columns=["cat", "dog", "bird"]).assign(true=TRUTH)


def assert_is_the_frame(upload) -> None:
    assert np.array_equal(np.array(upload.classes)[upload.truth], TRUTH)
    assert upload.proba.tolist() == PROBA.tolist()
    assert upload.classes == ("cat", "dog", "bird")


def refusal(read, *arguments: object, **options: object) -> UploadError:
    with pytest.raises(UploadError) as raised:
        read(*arguments, **options)
    return raised.value
