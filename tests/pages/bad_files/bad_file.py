"""What one is: a file, and what is to be said about it."""

from collections.abc import Callable
from typing import NamedTuple

READS = None


class BadFile(NamedTuple):
    """A file, or what makes it if that takes long, and words of its message, or `READS`."""

    name: str
    source: bytes | Callable[[], bytes]
    words: str | None

    @property
    def data(self) -> bytes:
        """What is in the file."""
        return self.source if isinstance(self.source, bytes) else self.source()
