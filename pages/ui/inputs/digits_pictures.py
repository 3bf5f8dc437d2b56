"""The bundled digits as pictures, and which of them a sample is. Pure.

A picture is an address that holds the picture itself, so that no browser asks any host for one.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pages.ui.inputs.digits import digits
from pages.ui.inputs.one_sample import as_scenario
from pages.ui.inputs.scenario import Sample, Scenario

_IMAGES = Path(__file__).parent / "data" / "digits_images.npz"
_CLASSES = tuple("0123456789")
# What four bits hold, which makes the pictures smaller: the two darkest levels are one.
_DARKEST = 15


def images() -> npt.NDArray[np.uint8]:
    """The images `(899, 8, 8)`, from 0 where there is no ink to 16, in the order of the batch."""
    with np.load(_IMAGES) as file:
        return file["images"]


@cache
def pictures() -> tuple[str, ...]:
    """The images as PNG, each in a `data:` address, dark on white."""
    greys = _DARKEST - np.minimum(images(), _DARKEST)
    return tuple(f"data:image/png;base64,{b64encode(_png(grey)).decode()}" for grey in greys)


def digit_of(scenario: Scenario, sample: Sample) -> int | None:
    """Which of the digits a sample is, from 0, by its truth and predictions; None for any other.

    A link to a digit carries only these, and a sample that was edited is no longer that digit.
    """
    return _rows().get(sample) if scenario.classes == _CLASSES else None


@cache
def _rows() -> dict[Sample, int]:
    batch = digits()
    return {as_scenario(batch, i)[0].samples[0]: i for i in range(batch.size)}


def _png(grey: npt.NDArray[np.uint8]) -> bytes:
    """An image `(height, width)`, the width even, from 0, black, to 15 as a PNG."""
    height, width = grey.shape
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    # Two pixels a byte; each line begins with the filter it was put through: none.
    lines = np.insert(grey[:, ::2] << 4 | grey[:, 1::2], 0, 0, axis=1).tobytes()
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
