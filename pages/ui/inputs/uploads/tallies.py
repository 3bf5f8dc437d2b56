"""A tally as a file: sums in place of the rows of a table. Pure."""

from __future__ import annotations

from losscore import LOSSES, Tally

from .errors import UploadError, quoted

MAX_MB = 20
_BEGINS = b'{"losscore_tally"'


def is_tally(data: bytes) -> bool:
    """Whether a file is meant as a tally: by its content, not by its name."""
    return data.lstrip()[: len(_BEGINS)] == _BEGINS


def read_tally(data: bytes) -> Tally:
    """The tally that `Tally.to_json` wrote; whatever is wrong is an `UploadError`."""
    if len(data) > MAX_MB * 2**20:
        raise UploadError(f"The tally is larger than {MAX_MB} MB: tally fewer models or classes.")
    try:
        found = Tally.from_json(data.decode("utf-8"))
    except ValueError as error:
        raise UploadError(f"It cannot be read: {quoted(error, 200)}.") from None
    if not found.samples:
        raise UploadError("It is a tally of no samples: there is nothing to tell of it.")
    if not any(loss.name in LOSSES for loss in found.losses):
        raise UploadError(f"It knows none of the losses here: tally with {', '.join(LOSSES)}.")
    return found
