"""Markdown of our own as plain text, for where it is drawn and not rendered."""

from __future__ import annotations

import re

Run = tuple[str, bool]  # a text, and whether it is bold

_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\([^)\s]*\)")
_TOKEN = re.compile(r"\\([!-/:-@\[-`{-~])|(\*\*)|(\*)")
_BREAK = re.compile(r" {2}\n|\n\s*\n|\n(?=[-|] ?)")


def runs(markdown: str) -> list[list[Run]]:
    """The lines of a text, each as what is bold in it and what is not."""
    lines = (line.strip() for line in _BREAK.split(markdown))
    return [_runs(re.sub(r"\s*\n\s*", " ", line)) for line in lines if line]


def _runs(line: str) -> list[Run]:
    text = re.sub(r"^#+ ", "", _LINK.sub(r"\1", re.sub(r"^- ", "• ", line)))
    found: list[Run] = []
    bold, at, taken = False, 0, ""
    for token in _TOKEN.finditer(text):
        escaped, strong, _ = token.groups()
        taken += text[at : token.start()] + (escaped or "")
        at = token.end()
        if strong:
            found.append((taken, bold))
            bold, taken = not bold, ""
    found.append((taken + text[at:], bold))
    return [run for run in found if run[0]]


def plain(markdown: str) -> str:
    """The text alone, in one line."""
    return " ".join("".join(text for text, _ in line) for line in runs(markdown))
