"""The Markdown that the sentences of the pages are written in, as HTML. Pure.

It knows what they use and no more: paragraphs, lists, tables, breaks, bold, code, links, escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

_BLOCK = re.compile(r"\n\s*\n")
_BREAK = re.compile(r" {2}\n")
_POINT = re.compile(r"\n(?=- )")
_PIPE = re.compile(r"(?<!\\)\|")
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<bold>\*\*)|`(?P<code>[^`]*)`"
    r"|\[(?P<text>(?:\\.|[^\]\\])*)\]\((?P<address>[^)\s]*)\)"
)
# A place in the file, or a page that a reader may choose to go to.
_ADDRESSES = ("#", "https://")


def html_of(markdown: str) -> str:
    """The whole text."""
    return "\n".join(map(_block, filter(None, _BLOCK.split(markdown.strip()))))


def inline(text: str) -> str:
    """A text within a paragraph or a cell."""
    return "<br>".join(_line(part.replace("\n", " ")) for part in _BREAK.split(text))


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Sequence[bool],
    anchors: Iterable[str | None] | None = None,
) -> str:
    """A table of cells that are HTML; `numbers` tells which columns hold them.

    The first cell of a row is its heading. A row that has an anchor can be linked to.
    """
    rows = list(rows)
    kinds = [' class="number"' if number else "" for number in numbers]
    top = "".join(
        f'<th scope="col"{kind}>{cell}</th>' for cell, kind in zip(head, kinds, strict=True)
    )
    names = [f' id="{name}"' if name else "" for name in anchors or [None] * len(rows)]
    body = "".join(
        f"<tr{name}>{_row(row, kinds)}</tr>\n" for row, name in zip(rows, names, strict=True)
    )
    whole = f"<thead><tr>{top}</tr></thead>\n<tbody>{body}</tbody>"
    return f'<div class="table"><table>{whole}</table></div>'


def _row(cells: Sequence[str], kinds: Sequence[str]) -> str:
    first, *others = zip(cells, kinds, strict=True)
    return f'<th scope="row"{first[1]}>{first[0]}</th>' + "".join(
        f"<td{kind}>{cell}</td>" for cell, kind in others
    )


def _block(text: str) -> str:
    if text.startswith("- "):
        return (
            f"<ul>{''.join(f'<li>{inline(point[2:])}</li>' for point in _POINT.split(text))}</ul>"
        )
    if text.startswith("|"):
        head, marks, *rows = map(_cells, text.split("\n"))
        return table(head, rows, [mark.endswith(":") for mark in marks])
    return f"<p>{inline(text)}</p>"


def _cells(line: str) -> list[str]:
    return [inline(cell.strip()) for cell in _PIPE.split(line.strip())[1:-1]]


def _line(text: str) -> str:
    found, at, bold = [], 0, False
    for token in _TOKEN.finditer(text):
        found.append(escape(text[at : token.start()]))
        at = token.end()
        if token["bold"]:
            bold = not bold
            found.append("<strong>" if bold else "</strong>")
        elif token["code"] is not None:
            found.append(f"<code>{escape(token['code'])}</code>")
        elif token["text"] is not None:
            found.append(_link(token["text"], token["address"]))
        else:
            found.append(escape(token["escaped"]))
    return "".join([*found, escape(text[at:]), "</strong>" if bold else ""])


def _link(text: str, address: str) -> str:
    """A link where it leads somewhere from a file, and else its text."""
    if not address.startswith(_ADDRESSES):
        return _line(text)
    return f'<a href="{escape(address)}">{_line(text)}</a>'
