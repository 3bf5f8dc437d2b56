"""A chart of the pages in a report: its specification and all its rows. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

import pyarrow as pa

from pages.ui.charts.base import with_names
from pages.ui.inputs.batch import LETTERS
from pages.ui.report.markup import html_of

# The rows of a chart: all in one, or by the name of the data set that a layer draws.
Rows = pa.Table | Mapping[str, pa.Table]

# What could end a script, or begin another, inside a text of one.
_UNSAFE = re.compile("[<>&\u2028\u2029]")


def chart(rows: Rows, spec: dict, alt: str, names: Mapping[str, str] = LETTERS) -> str:
    """A chart for the eye and as a text, and what it is drawn from; `names` are the models'.

    Its rows are written column by column, which takes a third of the room.
    """
    spec, alt = with_names(spec, names), with_names(alt, names)
    tables = rows if isinstance(rows, Mapping) else {"": rows}
    data = ", ".join(f"{_json(name)}: {_columns(table)}" for name, table in tables.items())
    return (
        f'<div><div class="chart" role="img" aria-label="{escape(alt)}"></div>\n'
        f'<script type="application/json">{{"spec": {_json(spec)}, "data": {{{data}}}}}</script>'
        "</div>"
    )


def figures(*charts: str, caption: str) -> str:
    """Charts side by side, where there is room, above what there is to say of them, Markdown."""
    below = f"<figcaption>{html_of(caption)}</figcaption>"
    return f'<figure><div class="row">{"".join(charts)}</div>{below}</figure>'


def _columns(table: pa.Table) -> str:
    columns = zip(table.column_names, table.columns, strict=True)
    return "{" + ", ".join(f"{_json(name)}: {_values(column)}" for name, column in columns) + "}"


def _values(column: pa.ChunkedArray) -> str:
    if pa.types.is_floating(column.type):
        return f"[{', '.join(map(_number, column.to_pylist()))}]"
    return _json(column.to_pylist())


def _number(value: float | None) -> str:
    """A number in JSON, which has no word for infinity: what is too large for a number is that."""
    if value is None or value != value:
        return "null"
    return {float("inf"): "1e999", float("-inf"): "-1e999"}.get(value) or repr(value)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
