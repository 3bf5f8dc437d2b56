"""The uploaded tables, one a model, and the batch they make. Pure.

A session has one `Uploads`, and only it holds what was uploaded: what is computed from a batch is
kept for as long as the batch is, and callbacks look it up here. What is let go of here is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pages.ui.inputs.batch import Batch

from .errors import UploadError
from .limits import ROOM, give_back
from .reading import read_upload
from .table import Table, pair


@dataclass(eq=False)
class File:
    """An uploaded file, and whether its rows are to be rescaled to sum to 1."""

    name: str
    data: bytes
    rescale: bool = False


class Refused(NamedTuple):
    """A file that could not be read."""

    name: str
    reason: str  # No exception: that would hold all that its readers held.
    file: File | None  # It itself, if rescaling its rows would get past what is wrong.


@dataclass
class Slot:
    """What one model's uploader has brought."""

    waiting: File | None = None  # Not read yet.
    held: Table | None = None  # The current table.
    refused: Refused | None = None  # The last file, if it was bad.


def _slots() -> dict[str, Slot]:
    return {"a": Slot(), "b": Slot()}


@dataclass
class Uploads:
    """Both uploads of a session."""

    slots: dict[str, Slot] = field(default_factory=_slots)  # By model, "a" and "b".
    batch: Batch | None = None  # The last that the tables made; it stays while they do not fit.
    mismatch: str | None = None  # Why the tables do not fit together.
    emptied: bool = False  # Whether all was let go of since the last file came.

    def take(self, model: str, file: File) -> None:
        """Take a file for one model, to be read."""
        slot, self.emptied = self.slots[model], False
        try:
            ROOM.keep(file, len(file.data))
        except UploadError as error:
            slot.waiting, slot.refused = None, Refused(file.name, str(error), None)
        else:
            slot.waiting, slot.refused = file, None

    def read(self, model: str, progress: Callable[[float], None] | None = None) -> None:
        """Read the model's waiting file; a bad one leaves the table before it in place."""
        slot = self.slots[model]
        file = slot.waiting
        try:
            table = read_upload(file.data, file.name, normalise=file.rescale, progress=progress)
        except UploadError as error:
            again = file if error.fixable_by_normalising else None
            slot.refused = Refused(file.name, str(error), again)
        except Exception:  # A fault of ours: it is passed on, and not met again at every rerun.
            slot.waiting = None
            raise
        else:
            slot.held = table
            self._pair()
        # Not before it is read: reading may be cut short by the next rerun, which starts it anew.
        slot.waiting = None
        give_back()

    def rescale(self, model: str) -> None:
        """Have the model's refused file read again, with every row rescaled."""
        refused = self.slots[model].refused
        if refused and refused.file:
            refused.file.rescale = True
            self.slots[model].waiting, self.slots[model].refused = refused.file, None

    def dismiss(self, model: str) -> None:
        """Let go of the model's refused file."""
        self.slots[model].refused = None
        give_back()

    def drop(self, model: str) -> None:
        """Let go of the model's table."""
        self.slots[model].held = None
        self._pair()
        give_back()

    def empty(self) -> None:
        """Let go of everything."""
        if self.slots != _slots():
            self.slots, self.emptied = _slots(), True
            self._pair()
            give_back()

    def _pair(self) -> None:
        a, b = (slot.held for slot in self.slots.values())
        self.mismatch = None
        if a is None:
            self.batch = None
            return
        try:
            self.batch = pair(a, b)
        except UploadError as error:
            self.mismatch = str(error)
