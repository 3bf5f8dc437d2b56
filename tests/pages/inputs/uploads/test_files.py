"""Files of the machine that the server runs on: what is there is read, and what is not is said."""

from __future__ import annotations

import os

import pytest

from pages.ui.inputs.uploads import files
from pages.ui.inputs.uploads.files import files_at
from pages.ui.inputs.uploads.slots import Uploads

GOOD = b"true,cat,dog\ncat,0.8,0.2\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder that is the current one, too, with the same file name in three places."""
    for folder in ("", "lr", "rf"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "a.csv").write_bytes(GOOD)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_path_may_be_whole_or_start_here_or_at_home(home):
    for path in (home / "a.csv", "a.csv", "./lr/../a.csv", "~/a.csv"):
        (file,) = files_at([str(path)])
        assert (file.name, file.data, file.missing) == ("a.csv", GOOD, None)


def test_files_that_are_called_alike_are_called_as_their_folders_are_as_well(home):
    uploads = Uploads()
    uploads.take(*files_at(["lr/a.csv", "rf/a.csv", "./lr"]))
    assert [slot.name for slot in uploads.slots.values()] == ["lr a", "rf a", "lr"]


@pytest.mark.parametrize(
    ("path", "words"), [("gone.csv", "no such file"), ("lr", "is a folder"), ("a.csv", "not read")]
)
def test_what_cannot_be_read_is_said_and_the_others_are_read(home, path, words, monkeypatch):
    if words == "not read":  # As root, who runs tests in a container, may read everything.
        monkeypatch.setattr(files.Path, "open", lambda *_: os.open("/", os.O_WRONLY))
    uploads = Uploads()
    uploads.take(*files_at([path]))
    (slot,) = uploads.slots.values()
    assert words in slot.refused.reason
    assert str(home) not in slot.refused.reason  # Visitors need not know where that is.
    assert slot.waiting is None


def test_of_a_file_that_is_too_large_no_more_is_read_than_that_takes(home, monkeypatch):
    monkeypatch.setattr(files, "MAX_UPLOAD_MB", 0)
    assert len(files_at(["a.csv"])[0].data) == 1
