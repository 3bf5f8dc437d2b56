"""A cap on the memory of all visitors' tables: what is held counts, what is let go of does not."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from pages.ui.inputs.uploads import table
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.files import File
from pages.ui.inputs.uploads.limits import Room
from pages.ui.inputs.uploads.reading import read_upload
from tests.pages.good_table import GOOD

MEGABYTE = 10**6 // 8  # In float64.


def kept(room: Room, megabytes: float, *, beside: int = 0) -> np.ndarray:
    """An array of so many megabytes that takes its room, and so many bytes beside it."""
    array = np.empty(int(megabytes * MEGABYTE))
    room.keep(array, array.nbytes + beside)
    return array


@pytest.fixture
def room() -> Room:
    """Room for three megabytes."""
    return Room(3)


def test_what_is_held_takes_its_room_and_what_is_let_go_of_gives_it_back(room):
    first = kept(room, 2)
    with pytest.raises(UploadError, match="as many tables"):
        kept(room, 2)
    del first
    assert kept(room, 3).nbytes == 3 * 10**6


def test_a_part_of_an_array_holds_all_of_it(room):
    part = kept(room, 2)[:1]
    gc.collect()
    with pytest.raises(UploadError):
        kept(room, 2)
    assert part.size == 1


def test_what_will_be_computed_from_an_array_takes_room_with_it(room):
    first = kept(room, 1, beside=10**6)
    with pytest.raises(UploadError):
        kept(room, 1, beside=1)
    del first
    assert kept(room, 1, beside=2 * 10**6).nbytes == 10**6


def test_what_is_kept_takes_its_room_until_it_is_gone(room):
    file = File("a.csv", b"")
    room.keep(file, 2 * 10**6)
    with pytest.raises(UploadError):
        kept(room, 2)
    with pytest.raises(UploadError):
        room.keep(File("b.csv", b""), 2 * 10**6)
    del file
    assert kept(room, 3).nbytes == 3 * 10**6


def test_a_table_for_which_there_is_no_room_is_a_sentence(monkeypatch):
    monkeypatch.setattr(table, "ROOM", Room(0))
    with pytest.raises(UploadError, match="try again later, or upload less"):
        read_upload(GOOD, "a.csv")
