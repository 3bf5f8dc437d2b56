"""A tally as a file: read, kept in the memory that all uploads share, and let go of."""

from __future__ import annotations

import weakref

import numpy as np
import pytest

import losscore
from pages.ui.inputs.uploads import tallies
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.files import File
from pages.ui.inputs.uploads.limits import Room
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.inputs.uploads.tallies import TallySlot, is_tally, read_tally

PROBA = {name: [[0.8, 0.2], [0.3, 0.7]] for name in "xyz"}


def data_of(tally):
    return tally.to_json().encode()


TALLY = data_of(losscore.tally([0, 1], PROBA))
BROKEN = TALLY.replace(b'"rows":{"at":[0],"values":[2.0]}', b'"rows":{"at":[0],"values":[-1]}')


@pytest.fixture
def slot():
    slot = TallySlot()
    slot.take("t.json", TALLY)
    return slot


def test_what_is_meant_as_a_tally_is_told_by_its_content():
    assert is_tally(TALLY)
    assert not is_tally(b"true,cat,dog\ncat,0.8,0.2\n")


def test_among_uploads_it_is_no_table():
    uploads = Uploads()
    uploads.take(File("t.json", TALLY), File("a.csv", b"true,cat,dog\ncat,0.8,0.2\n"))
    assert uploads.tally.held.name == "t.json"
    assert [slot.name for slot in uploads.slots.values()] == ["a"]


def test_the_first_two_models_are_compared_until_others_are_chosen(slot):
    assert dict(slot.held.names) == {"a": "x", "b": "y"}
    slot.choose("b", "z")
    assert dict(slot.held.names) == {"a": "x", "b": "z"}
    slot.choose("a", "z")
    assert dict(slot.held.names) == {"a": "z", "b": "x"}
    slot.choose("a", "z")
    assert dict(slot.held.names) == {"a": "z", "b": "x"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [(BROKEN, "rows of a tally must be at least 0"), (b" " * (21 * 2**20), "larger than 20 MB")],
)
def test_a_bad_file_leaves_the_tally_before_it(slot, data, reason):
    held = slot.held
    slot.take("bad.json", data)
    assert slot.held is held
    assert reason in slot.refused.reason
    slot.dismiss()
    assert slot.refused is None
    slot.take("bad.json", data)
    slot.take("good.json", TALLY)
    assert (slot.held.name, slot.refused) == ("good.json", None)


def test_where_there_is_no_room_for_it_a_sentence_says_so(slot, monkeypatch):
    held = slot.held
    for megabytes in (0, 31 * len(TALLY) / 10**6):  # To read it, and to keep it.
        monkeypatch.setattr(tallies, "ROOM", Room(megabytes))
        slot.take("more.json", TALLY)
        assert slot.held is held
        assert "try again later, or upload less" in slot.refused.reason


def test_what_is_let_go_of_gives_its_room_back(monkeypatch):
    uploads = Uploads()
    held = read_tally(TALLY).nbytes + 15 * len(TALLY)
    monkeypatch.setattr(tallies, "ROOM", Room((held + 30 * len(TALLY)) / 10**6))
    for let_go in (lambda: uploads.tally.drop(), uploads.empty):
        uploads.take(File("t.json", TALLY))
        tally = weakref.ref(uploads.tally.held.tally)
        uploads.take(File("more.json", TALLY))  # There is no room for both.
        assert uploads.tally.refused
        let_go()
        assert tally() is None
    assert uploads == Uploads(emptied=True)


@pytest.mark.parametrize(("data", "message"), [
    (b'{"losscore_tally":1', "It cannot be read"),
    (b'{"losscore_tally":1,"models":["\xff"]}', "It cannot be read"),
    (losscore.tally([], {"A": np.empty((0, 2))}).to_json().encode(), "a tally of no samples"),
])  # fmt: skip
def test_a_tally_that_cannot_be_shown_is_refused(data, message):
    with pytest.raises(UploadError, match=message):
        read_tally(data)


def test_a_name_longer_than_any_sentence_is_refused():
    with pytest.raises(UploadError, match="A name in it is longer than 80 characters"):
        read_tally(data_of(losscore.tally([0], {"x" * 81: [[1.0, 0.0]]})))


def test_a_tally_of_other_losses_alone_is_refused():
    class Own(losscore.SquaredError):
        name = "own"

    with pytest.raises(UploadError, match="It knows none of the losses here"):
        read_tally(data_of(losscore.tally([0], {"A": [[1.0, 0.0]]}, losses=[Own()])))
