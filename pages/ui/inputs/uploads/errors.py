"""The one exception of an upload, and how its sentences name what was in the file."""

from collections.abc import Sequence
from typing import NamedTuple


class UploadError(ValueError):
    """What is wrong with an upload, where, and what to change: a sentence or two for the screen.

    Quoted parts are user text without control characters; whoever shows them escapes Markdown.
    `fixable_by_normalising` is whether `read_upload(..., normalise=True)` would get past it, and
    `columns` what is known of the columns, for whoever can say more.
    """

    def __init__(self, message: str, *, fixable_by_normalising: bool = False) -> None:
        super().__init__(message)
        self.fixable_by_normalising = fixable_by_normalising
        self.columns: NamedTuple | None = None


def quoted(text: object, limit: int = 40) -> str:
    """User text in double quotes: on one line, printable, and at most `limit` characters long.

    >>> quoted('a\\n"b"')
    '"a \\'b\\'"'
    """
    # Cut first, generously: a cell may be megabytes long.
    raw = str(text)
    line = " ".join(raw[: 4 * limit].split()).replace('"', "'")
    shown = "".join(character for character in line if character.isprintable())
    if len(shown) > limit or len(raw) > 4 * limit:
        shown = shown[: limit - 1] + "…"
    return f'"{shown}"'


def listed(names: Sequence[object], limit: int = 3) -> str:
    """The first few of the names, quoted, and how many more there are.

    >>> listed(["a", "b", "c", "d", "e"])
    '"a", "b", "c" and 2 more'
    """
    text = ", ".join(quoted(name) for name in names[:limit])
    return text if len(names) <= limit else f"{text} and {len(names) - limit:,} more"


def empty_row(place: str) -> UploadError:
    """The error for a row with nothing in its cells."""
    return UploadError(f"{place} is empty: fill it in or delete it.")


def place_of(row: int, line: int | None = None) -> str:
    """The one way rows are counted: from 1 below the header; lines of the file from its top."""
    return f"Row {row:,}" if line is None else f"Row {row:,} (line {line:,} of the file)"
