"""The uploaded tables, one a model, and the batch they make. Pure.

A session has one `Uploads`, and only it holds what was uploaded: what is computed from a batch is
kept for as long as the batch is, and callbacks look it up here. What is let go of here is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pages.ui.inputs.batch import Batch

from .columns import Columns, Roles
from .errors import UploadError
from .limits import MAX_KEPT_MB, ROOM, give_back
from .reading import read_upload
from .roles import Told
from .table import Table, pair


@dataclass(eq=False)
class File:
    """An uploaded file, and whether its rows are to be rescaled to sum to 1."""

    name: str
    data: bytes
    rescale: bool = False

    @property
    def is_small(self) -> bool:
        """Whether it is kept beside its table."""
        return len(self.data) <= MAX_KEPT_MB * 10**6


class Refused(NamedTuple):
    """A file that could not be read."""

    name: str
    reason: str  # No exception: that would hold all that its readers held.
    file: File | None = None  # It itself, if it can be read in another way.
    rescalable: bool = False  # Whether rescaling its rows would get past what is wrong.
    columns: Columns | None = None  # What is known of its columns.


@dataclass
class Slot:
    """What one model's uploader has brought."""

    waiting: File | None = None  # Not read yet.
    held: Table | None = None  # The current table.
    file: File | None = None  # What that was read from, unless it is large.
    refused: Refused | None = None  # The last file, if it was bad.

    @property
    def columns(self) -> Columns | None:
        """The columns whose roles can be told: those of the last file."""
        last = self.refused or self.held
        return last and last.columns

    @property
    def again(self) -> File | None:
        """The last file, if it is still there to be read in another way."""
        return self.refused.file if self.refused else self.file


def _slots() -> dict[str, Slot]:
    return {"a": Slot(), "b": Slot()}


@dataclass
class Uploads:
    """Both uploads of a session."""

    slots: dict[str, Slot] = field(default_factory=_slots)  # By model, "a" and "b".
    batch: Batch | None = None  # The last that the tables made; it stays while they do not fit.
    mismatch: str | None = None  # Why the tables do not fit together.
    emptied: bool = False  # Whether all was let go of since the last file came.
    told: Told = field(default_factory=dict)

    def take(self, model: str, file: File) -> None:
        """Take a file for one model, to be read."""
        slot, self.emptied = self.slots[model], False
        try:
            ROOM.keep(file, len(file.data))
        except UploadError as error:
            slot.waiting, slot.refused = None, Refused(file.name, str(error))
        else:
            slot.waiting, slot.refused = file, None

    def read(self, model: str, progress: Callable[[float], None] | None = None) -> None:
        """Read the model's waiting file; a bad one leaves the table before it in place."""
        slot = self.slots[model]
        file = slot.waiting
        try:
            table = read_upload(
                file.data, file.name, normalise=file.rescale, told=self.told, progress=progress
            )
        except UploadError as error:
            rescalable, columns = error.fixable_by_normalising, error.columns
            again = file if rescalable or (columns and file.is_small) else None
            slot.refused = Refused(file.name, str(error), again, rescalable, columns)
        except Exception:  # A fault of ours: it is passed on, and not met again at every rerun.
            slot.waiting = None
            raise
        else:
            slot.held, slot.file = table, file if file.is_small else None
            self._pair()
        # Not before it is read: reading may be cut short by the next rerun, which starts it anew.
        slot.waiting = None
        give_back()

    def rescale(self, model: str) -> None:
        """Have the model's refused file read again, with every row rescaled."""
        refused = self.slots[model].refused
        if refused and refused.rescalable:
            refused.file.rescale = True
            self.slots[model].waiting, self.slots[model].refused = refused.file, None

    def tell(self, model: str, roles: Roles) -> None:
        """Have the model's last file, and all with the same columns, read with these roles."""
        slot = self.slots[model]
        self.told[slot.columns.names] = roles
        if slot.again:
            slot.waiting, slot.refused = slot.again, None

    def dismiss(self, model: str) -> None:
        """Let go of the model's refused file."""
        self.slots[model].refused = None
        give_back()

    def drop(self, model: str) -> None:
        """Let go of the model's table."""
        self.slots[model].held = self.slots[model].file = None
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
