"""The uploaded tables, one a model, and the batch that the two chosen ones make. Pure.

A session has one `Uploads`, and only it holds what was uploaded: what is computed from a batch is
kept for as long as the batch is, and callbacks look it up here. What is let go of here is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import PurePath
from typing import NamedTuple
from weakref import WeakKeyDictionary, ref

import numpy as np
import numpy.typing as npt

from pages.ui.inputs.batch import Batch

from .columns import Columns, Roles
from .errors import UploadError
from .files import File
from .limits import MAX_TABLES, ROOM, SCORED_ROW_BYTES, give_back, trim
from .pairing import check_pair, pair
from .reading import read_upload
from .roles import Told
from .table import Table
from .tallies import TallySlot, is_tally

Array = npt.NDArray[np.float64]

_LONGEST_NAME = 32


class Refused(NamedTuple):
    """A file that could not be read."""

    name: str
    reason: str  # No exception: that would hold all that its readers held.
    file: File | None = None  # It itself, if it can be read in another way.
    rescalable: bool = False  # Whether rescaling its rows would get past what is wrong.
    columns: Columns | None = None  # What is known of its columns.


@dataclass
class Slot:
    """A model: its last file, and the table that it has."""

    name: str  # What the model is called: the file's name without its kind. User text.
    waiting: File | None = None  # Not read yet.
    held: Table | None = None  # The current table.
    file: File | None = None  # What that was read from, unless it is large.
    outdated: bool = False  # Whether the next file of that name takes its place.
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


@dataclass
class Uploads:
    """All that a session has uploaded, by keys that are never used again."""

    slots: dict[str, Slot] = field(default_factory=dict)  # In the order in which they came.
    a: str | None = None  # The keys of the two that are compared.
    b: str | None = None
    batch: Batch | None = None  # The last that these made; it stays while they do not fit.
    mismatch: str | None = None  # Why they do not fit together.
    tally: TallySlot = field(default_factory=TallySlot)  # What is shown in place of them.
    left_out: tuple[str, ...] = ()  # Names of files for which there was no slot.
    emptied: bool = False  # Whether all was let go of since the last file came.
    told: Told = field(default_factory=dict)
    _made_of: tuple | None = field(default=None, compare=False, repr=False)
    _keys: count = field(default_factory=count, compare=False, repr=False)

    def take(self, *files: File) -> None:
        """Take files, to be read; each is a model, or comes in the place of a bad one.

        A tally is opened at once.
        """
        self.emptied, self.left_out = False, ()
        for file in files:
            if is_tally(file.data):
                self.tally.take(file.name, file.data)
                continue
            key = self._key_for(file.name)
            if key is None:
                self.left_out += (file.name,)
                continue
            slot = self.slots[key]
            try:
                if file.missing:
                    raise UploadError(file.missing)
                ROOM.keep(file, len(file.data))
            except UploadError as error:
                slot.waiting, slot.refused = None, Refused(file.name, str(error))
            else:
                slot.waiting, slot.refused = file, None

    def _key_for(self, name: str) -> str | None:
        for key, slot in self.slots.items():
            if slot.outdated and slot.held.name == name:
                return key
            if slot.refused and slot.refused.name == name:
                return key
        if len(self.slots) == MAX_TABLES:
            return None
        key = str(next(self._keys))
        self.slots[key] = Slot(self._new_name(PurePath(name).stem.strip() or name))
        return key

    def derive(self, model: str, name: str, change: Callable[[Array], Array]) -> bool:
        """Take what A or B predicts, changed, as one more model, if there is room for it."""
        held = self.slots[self.a if model == "a" else self.b].held
        if len(self.slots) == MAX_TABLES:
            return False
        proba = change(held.proba)
        try:
            ROOM.keep(proba, proba.nbytes + held.size * SCORED_ROW_BYTES)
        except UploadError:
            return False
        called = self._new_name(name)
        table = replace(held, name=called, proba=proba, columns=None)
        self.slots[str(next(self._keys))] = Slot(called, held=table)
        self._choose()
        return True

    def _new_name(self, stem: str) -> str:
        """What a model is called: no two alike, and all short enough for a sentence."""
        if len(stem) > _LONGEST_NAME:  # Files often differ at their ends alone.
            stem = f"{stem[: _LONGEST_NAME // 2]}…{stem[1 - _LONGEST_NAME // 2 :]}"
        names = chain([stem], (f"{stem} ({i})" for i in count(2)))
        taken = {slot.name for slot in self.slots.values()}
        return next(name for name in names if name not in taken)

    @property
    def held(self) -> dict[str, Table]:
        """The tables that are there, by key."""
        return {key: slot.held for key, slot in self.slots.items() if slot.held}

    def read(self, key: str, progress: Callable[[float], None] | None = None) -> None:
        """Read a waiting file; a bad one leaves the table before it in place."""
        slot = self.slots[key]
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
            slot.outdated = False
            self._choose()
        # Not before it is read: reading may be cut short by the next rerun, which starts it anew.
        slot.waiting = None
        # To look for what only refers to itself takes a while: once for all files.
        if any(slot.waiting for slot in self.slots.values()):
            trim()
        else:
            give_back()

    def rescale(self, key: str) -> None:
        """Have a refused file read again, with every row rescaled."""
        refused = self.slots[key].refused
        if refused and refused.rescalable:
            refused.file.rescale = True
            self.slots[key].waiting, self.slots[key].refused = refused.file, None

    def tell(self, key: str, roles: Roles) -> None:
        """Have a model's last file, and all with the same columns, read with these roles."""
        slot = self.slots[key]
        self.told[slot.columns.names] = roles
        if slot.again:
            slot.waiting, slot.refused = slot.again, None
        else:
            slot.outdated = slot.refused is None

    def dismiss(self, key: str) -> None:
        """Let go of a refused file, and of its slot if it has no table."""
        self.slots[key].refused = None
        if self.slots[key].held is None:
            del self.slots[key]
        give_back()

    def drop(self, key: str) -> None:
        """Let go of a model."""
        del self.slots[key]
        self._choose()
        give_back()

    def choose(self, model: str, key: str) -> None:
        """Have a table as model "a" or "b"; the one that was it changes places if need be."""
        if key == (self.b if model == "a" else self.a):
            self.swap()
        elif key in self.held:
            setattr(self, model, key)
            self._pair()

    def swap(self) -> None:
        """Let the two that are compared change places."""
        if self.b is not None:
            self.a, self.b = self.b, self.a
            self._pair()

    def empty(self) -> None:
        """Let go of everything."""
        if self.slots or self.tally != TallySlot():
            self.slots, self.emptied, self.left_out = {}, True, ()
            self.tally = TallySlot()
            self._choose()
            give_back()

    def misfit(self, key: str) -> str | None:
        """Why a table is not one of the samples of model A, if it is not."""
        return _misfit(self.held[self.a], self.held[key])

    def _choose(self) -> None:
        """Compare the two chosen ones as far as they are there, and else the first ones."""
        held = self.held
        chosen = [key for key in (self.a, self.b) if key in held]
        chosen += [key for key in held if key not in chosen]
        self.a, self.b = (*chosen[:2], None, None)[:2]
        self._pair()

    def _pair(self) -> None:
        self.mismatch = None
        if self.a is None:
            self.batch = self._made_of = None
            return
        a, b = self.slots[self.a], self.slots.get(self.b)
        made_of = (ref(a.held), b and ref(b.held))
        if self._made_of == made_of:
            return
        try:
            batch = pair(a.held, b and b.held)
        except UploadError as error:
            self.mismatch = str(error)
        else:
            names = {"a": a.name, "b": b.name} if b else {"a": a.name}
            self.batch, self._made_of = replace(batch, names=names), made_of
        if b:
            _misfits_with(a.held)[b.held] = self.mismatch


_MISFITS: WeakKeyDictionary[Table, WeakKeyDictionary[Table, str | None]] = WeakKeyDictionary()


def _misfit(a: Table, b: Table) -> str | None:
    found = _misfits_with(a)
    if b not in found:
        try:
            check_pair(a, b)
            found[b] = None
        except UploadError as error:
            found[b] = str(error)
    return found[b]


def _misfits_with(a: Table) -> WeakKeyDictionary[Table, str | None]:
    return _MISFITS.setdefault(a, WeakKeyDictionary())
