"""The sentences on what takes long to compute."""

from __future__ import annotations

from pages.ui.wording.formats import count


def progress(done: int, total: int) -> str:
    """How far a computation is."""
    return f"Computing: {done:,} of {count(total, 'run')} done"


def rest(missing: int, total: int) -> str:
    """The button that asks for what is missing."""
    return f"Compute the rest: {missing:,} of {count(total, 'run')}"


def many(size: int) -> str:
    """What is going on while a large batch is computed."""
    return f"Computing {count(size, 'sample')}"


REST_HELP = (
    "A link computes by itself only what takes a moment, so that nobody holds up all others. What "
    "you ask for here is kept for everybody who opens the same link."
)
