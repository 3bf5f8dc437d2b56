"""The uploaded tables, one a model, and the batch they make. Pure.

A session has one `Hand`, and only it holds what was uploaded: what is computed from a batch is kept
for as long as the batch is, and callbacks look the batch up here. What is let go of here is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pages.ui.inputs.batch import Batch
from pages.ui.inputs.uploads import Table, UploadError, pair, read_upload
from pages.ui.inputs.uploads.memory import collect
from pages.ui.inputs.uploads.room import ROOM


@dataclass(eq=False)
class File:
    """An uploaded file, and whether its rows are to be rescaled to sum to 1."""

    name: str
    data: bytes
    rescale: bool = False


class Held(NamedTuple):
    """A table that could be read, and whether its rows were rescaled to sum to 1."""

    table: Table
    rescaled: bool


class Refused(NamedTuple):
    """A file that could not be read.

    Attributes
    ----------
    name : str
        What the file is called.
    reason : str
        What is wrong with it. No exception: that would hold all that its readers held.
    file : File or None
        The file itself, if rescaling its rows would get past what is wrong.
    """

    name: str
    reason: str
    file: File | None


@dataclass
class Slot:
    """What one model's uploader has brought.

    Attributes
    ----------
    waiting : File or None
        A file that is not read yet.
    held : Held or None
        The current table.
    refused : Refused or None
        The last file, if it was bad.
    """

    waiting: File | None = None
    held: Held | None = None
    refused: Refused | None = None


def _slots() -> dict[str, Slot]:
    return {"a": Slot(), "b": Slot()}


@dataclass
class Hand:
    """Both uploads of a session.

    Attributes
    ----------
    slots : dict
        A `Slot` by model, "a" and "b".
    batch : Batch or None
        The last batch that the tables made; it stays while they do not fit together.
    mismatch : str or None
        Why the tables in the slots do not fit together.
    emptied : bool
        Whether all was let go of since the last file came.
    """

    slots: dict[str, Slot] = field(default_factory=_slots)
    batch: Batch | None = None
    mismatch: str | None = None
    emptied: bool = False
    _paired: tuple[Table | None, Table | None] = (None, None)

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
        except Exception:
            slot.waiting = None
            raise
        else:
            slot.held = Held(table, file.rescale)
        # Not before it is read: reading may be cut short by the next rerun, which starts it anew.
        slot.waiting = None
        self._pair()
        collect()

    def rescale(self, model: str) -> None:
        """Have the model's refused file read again, with every row rescaled."""
        refused = self.slots[model].refused
        if refused and refused.file:
            refused.file.rescale = True
            self.slots[model].waiting, self.slots[model].refused = refused.file, None

    def dismiss(self, model: str) -> None:
        """Let go of the model's refused file."""
        self.slots[model].refused = None
        collect()

    def drop(self, model: str) -> None:
        """Let go of the model's table."""
        self.slots[model].held = None
        self._pair()
        collect()

    def empty(self) -> None:
        """Let go of everything."""
        if self.slots != _slots():
            self.slots, self.emptied = _slots(), True
            self._pair()
            collect()

    def _pair(self) -> None:
        a, b = tables = tuple(slot.held and slot.held.table for slot in self.slots.values())
        if tables == self._paired:
            return
        self._paired, self.mismatch = tables, None
        if a is None:
            self.batch = None
            return
        try:
            self.batch = pair(a, b)
        except UploadError as error:
            self.mismatch = str(error)
