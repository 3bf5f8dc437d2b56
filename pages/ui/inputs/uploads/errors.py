"""The one exception of an upload, and how its sentences quote what was in the file."""

QUOTE_LENGTH = 40


class UploadError(ValueError):
    """What is wrong with an upload, where, and what to change: a sentence or two for the screen.

    Quoted parts are user text without control characters; whoever shows them escapes Markdown.

    Attributes
    ----------
    fixable_by_normalising : bool
        Whether `read_table(..., normalise=True)` would get past this error.
    """

    def __init__(self, message: str, *, fixable_by_normalising: bool = False) -> None:
        super().__init__(message)
        self.fixable_by_normalising = fixable_by_normalising


def quoted(text: object, limit: int = QUOTE_LENGTH) -> str:
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


def listed(names: list[str], limit: int = 3) -> str:
    """The first few of the names, quoted, and how many more there are.

    >>> listed(["a", "b", "c", "d", "e"])
    '"a", "b", "c" and 2 more'
    """
    text = ", ".join(quoted(name) for name in names[:limit])
    return text if len(names) <= limit else f"{text} and {len(names) - limit:,} more"
