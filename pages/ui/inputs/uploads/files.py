"""Files as they come: from a browser, or from the machine that the server runs on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .limits import MAX_KEPT_MB, MAX_UPLOAD_MB

_MISSING = (
    "There is no such file where the server was started: start it again with the file's whole path."
)
_FOLDER = "This is a folder: start the server with the files in it."
_CLOSED = "The server may not read this file: allow it to, and start it again."


@dataclass(eq=False)
class File:
    """A file, and whether its rows are to be rescaled to sum to 1."""

    name: str
    data: bytes
    rescale: bool = False
    missing: str | None = None  # Why there is no data.

    @property
    def is_small(self) -> bool:
        """Whether it is kept beside its table."""
        return len(self.data) <= MAX_KEPT_MB * 10**6


def files_at(paths: Sequence[str]) -> list[File]:
    """The files at these paths; those that are called alike are called as their folders, too."""
    places = [Path(path).expanduser() for path in paths]
    count = Counter(place.stem for place in places)
    return [
        _file_at(
            place,
            place.name if count[place.stem] == 1 else f"{place.resolve().parent.name} {place.name}",
        )
        for place in places
    ]


def _file_at(place: Path, name: str) -> File:
    if place.is_dir():
        return File(name, b"", missing=_FOLDER)
    try:
        with place.open("rb") as file:  # One byte too many is enough for a refusal.
            return File(name, file.read(MAX_UPLOAD_MB * 2**20 + 1))
    except FileNotFoundError:
        return File(name, b"", missing=_MISSING)
    except OSError:
        return File(name, b"", missing=_CLOSED)
