"""The uploaded tables in hand, one a model, and the batch they make. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from pages.ui.batch import Batch
from pages.ui.uploads import Table, UploadError, pair, read_table


class Held(NamedTuple):
    """A table that could be read.

    Attributes
    ----------
    table : Table
        The table.
    file : str
        The file it came from, by the id of its upload.
    rescaled : bool
        Whether its rows were rescaled to sum to 1.
    """

    table: Table
    file: str
    rescaled: bool


@dataclass
class Slot:
    """What one model's uploader has brought.

    Attributes
    ----------
    held : Held or None
        The table in hand.
    former : Held or None
        The table that was in hand until its file was taken out of the uploader. To replace a
        file, the browser takes it out first: if the new one is bad, this one comes back.
    error : UploadError or None
        What is wrong with the file that was looked at last.
    looked_at : str or None
        That file: it is not read again.
    drops : int
        How often the table was dropped by hand; a new uploader is drawn after each.
    """

    held: Held | None = None
    former: Held | None = None
    error: UploadError | None = None
    looked_at: str | None = None
    drops: int = 0


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
    mismatch : UploadError or None
        Why the tables in the slots do not fit together.
    """

    slots: dict[str, Slot] = field(default_factory=_slots)
    batch: Batch | None = None
    mismatch: UploadError | None = None
    _former: Batch | None = None
    _paired: tuple[Table | None, Table | None] = (None, None)

    def look_at(
        self,
        model: str,
        file: str,
        data: bytes | BinaryIO,
        name: str,
        *,
        rescale: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        """Read a file for one model; a bad one leaves everything but the slot's error as it was."""
        slot = self.slots[model]
        try:
            table = read_table(data, name, normalise=rescale, progress=progress)
        except UploadError as error:
            slot.error = error
            slot.held = slot.held or slot.former
        else:
            slot.error = None
            slot.held = Held(table, file, rescale)
        # Not before it is read: reading may be cut short by the next rerun, which starts it anew.
        slot.looked_at, slot.former = file, None
        self._pair()

    def forget(self, model: str) -> None:
        """The uploader is empty: a file it held goes, and with it the table that was its."""
        slot = self.slots[model]
        if slot.held and slot.held.file == slot.looked_at:
            slot.former, slot.held = slot.held, None
            self._former = self.batch
        slot.looked_at = slot.error = None
        self._pair()

    def drop(self, model: str) -> None:
        """Let go of the model's table, whatever its uploader holds."""
        self.slots[model] = Slot(drops=self.slots[model].drops + 1)
        self._former = None
        self._pair()

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
            self.mismatch = error
            self.batch = self.batch or self._former
        self._former = None
