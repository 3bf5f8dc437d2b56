"""A tally as a file: sums in place of the rows of a table, and the one that is open. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from losscore import LOSSES, Tally
from pages.ui.inputs.scenario import MODELS
from pages.ui.inputs.tallied import Tallied

from .errors import UploadError, quoted
from .limits import MAX_NAME_LENGTH, ROOM, give_back

MAX_MB = 20
_BEGINS = b'{"losscore_tally"'
# What a byte of the file may take while it is read, and what of that stays beside the sums.
_READING_BYTES, _KEPT_BYTES = 30, 15


class RefusedTally(NamedTuple):
    """A file that was meant as a tally: user text."""

    name: str
    reason: str


@dataclass
class TallySlot:
    """The tally that is open in place of tables, and the last file if that was a bad one."""

    held: Tallied | None = None
    refused: RefusedTally | None = None

    def take(self, name: str, data: bytes) -> None:
        """Open a tally in the place of the one before, unless it cannot be."""
        try:
            tally = _kept(data)
        except UploadError as error:
            self.refused = RefusedTally(name, str(error))
        else:
            self.held = Tallied(name, tally, dict(zip(MODELS, tally.models, strict=False)))
            self.refused = None
        give_back()

    def choose(self, letter: str, name: str) -> None:
        """Have a model as A or B; the one that was it changes places if need be."""
        names = dict(self.held.names)
        for other, called in names.items():
            if called == name:
                names[other] = names[letter]
        self.held = replace(self.held, names={**names, letter: name})

    def drop(self) -> None:
        """Let go of the tally."""
        self.held = None
        give_back()

    def dismiss(self) -> None:
        """Let go of what was wrong with the last file."""
        self.refused = None


def is_tally(data: bytes) -> bool:
    """Whether a file is meant as a tally: by its content, not by its name."""
    return data.lstrip()[: len(_BEGINS)] == _BEGINS


class _Reading:
    """Stands for the memory that reading takes, while it does."""


def _kept(data: bytes) -> Tally:
    """The tally of a file, with the memory for it."""
    if len(data) > MAX_MB * 2**20:
        raise UploadError(f"The tally is larger than {MAX_MB} MB: tally fewer models or classes.")
    reading = _Reading()
    ROOM.keep(reading, _READING_BYTES * len(data))
    tally = read_tally(data)
    del reading
    ROOM.keep(tally, tally.nbytes + _KEPT_BYTES * len(data))
    return tally


def read_tally(data: bytes) -> Tally:
    """The tally that `Tally.to_json` wrote; whatever is wrong is an `UploadError`."""
    try:
        found = Tally.from_json(data.decode("utf-8"))
    except ValueError as error:
        raise UploadError(f"It cannot be read: {quoted(error, 200)}.") from None
    if not found.samples:
        raise UploadError("It is a tally of no samples: there is nothing to tell of it.")
    names = *found.models, *map(str, found.classes)
    if any(len(name) > MAX_NAME_LENGTH for name in names):
        raise UploadError(f"A name in it is longer than {MAX_NAME_LENGTH} characters: shorten it.")
    if not any(loss.name in LOSSES for loss in found.losses):
        raise UploadError(f"It knows none of the losses here: tally with {', '.join(LOSSES)}.")
    return found
