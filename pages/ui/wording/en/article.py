"""The sentences of the page Article."""

from __future__ import annotations

from pages.ui.results import article as results
from pages.ui.wording.en.article_statements import Note, notes
from pages.ui.wording.en.presets import NAMES
from pages.ui.wording.formats import number

HOW = (
    "A link opens the page that shows it, with the current scenario; for the numbers quoted here, "
    "start from the preset named and compare squared error with cross-entropy."
)


def summary() -> str:
    """What the page finds, in two sentences."""
    found = notes()
    loose = sum(note.correction is not None for note in found)
    exact = results.found().needed["cross_entropy"].exact
    return (
        f"The article makes **{len(found)} statements**, and all of them can be seen in the app. "
        f"**{loose} of them are corrected**: the minus sign of cross-entropy, in the loss "
        "and in its gradient; how far “punishes large residuals more” goes; and the one perfect "
        f"sample, which is {number(exact)}."
    )


def item(index: int, note: Note) -> str:
    """One statement as Markdown: what it says, what is shown, what is corrected."""
    preset = f" *Preset: {NAMES[note.preset]}.*" if note.preset else ""
    lines = [f"**{index}. {note.says}**", note.shown + preset]
    if note.correction:
        lines.append(f":material/edit: **Corrected.** {note.correction}")
    return "  \n".join(lines)


def quotation(note: Note) -> str:
    """The words of the article, for those who look the statement up there."""
    return f"In the article: {note.quote}"
