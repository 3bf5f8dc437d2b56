"""A report as one HTML file: what it is made of, and what its browser may do with it. Pure.

All that comes from outside is escaped before it gets here. Should anything slip through, the file's
policy still lets no script run but the two that are known by their hashes, and no request leave.
"""

from __future__ import annotations

import gzip
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class Section(NamedTuple):
    """A part of a report: its heading, plain text, and what stands below it, HTML."""

    title: str
    body: str


def document(title: str, head: str, sections: Iterable[Section], foot: str) -> bytes:
    """The whole file; `title` is plain text, the others are HTML."""
    vega, report = _scripts()
    policy = (
        f"default-src 'none'; script-src {_hashes()}; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"
    )
    parts = "\n".join(
        f"<section>\n<h2>{escape(part.title)}</h2>\n{part.body}\n</section>" for part in sections
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>{_style()}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{head}
{parts}
<footer>{foot}</footer>
</main>
<script>{vega}</script>
<script>{report}</script>
</body>
</html>
""".encode()


@cache
def _style() -> str:
    return (_HERE / "report.css").read_text(encoding="utf-8")


@cache
def _scripts() -> tuple[str, str]:
    """Vega, and what has it draw the charts."""
    vega = gzip.decompress((_HERE / "data" / "vega.js.gz").read_bytes()).decode()
    return vega, (_HERE / "report.js").read_text(encoding="utf-8")


@cache
def _hashes() -> str:
    """What the browser may run and nothing else."""
    digests = (sha256(script.encode()).digest() for script in _scripts())
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)
