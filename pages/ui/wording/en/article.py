"""The sentences of the page Article."""

from __future__ import annotations

from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, link
from pages.ui.registry import address, page
from pages.ui.results import article as results
from pages.ui.wording.en.article_statements import Note, notes
from pages.ui.wording.formats import number

HOW = (
    "The article is in Chinese. Its words stand as quotations, with what they mean in English; all "
    "below a quotation is ours. A link opens, in a new tab, the page on the very case quoted."
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
    """One statement as Markdown: the article's words, what they mean, what is shown of them."""
    quoted = f"> **{index}.** 「{note.quote}」  \n> *{note.says}*"
    place = page(note.page)
    url = link(address(place), shown_by(note), note.opened)
    opens = f"{place.icon}\u00a0[See it on {place.title}]({url})"
    lines = [f"{note.shown} {opens}"]
    if note.correction:
        lines.append(f":material/edit: **Corrected.** {note.correction}")
    return "\n\n".join([quoted, "  \n".join(lines)])


def shown_by(note: Note) -> Case:
    """The very case whose numbers are quoted beside a statement."""
    return Case(PRESETS[note.preset or "article"])
