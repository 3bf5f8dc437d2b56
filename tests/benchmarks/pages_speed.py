"""What a rerun of each page costs, beside an empty page: `python -m tests.benchmarks.pages_speed`.

The server's processor time for a rerun of the default scenario, and of scenarios that change each
time, as ratios to that of a page with one line of text in the same run, so that other work on the
machine hardly matters; and the kilobytes that a rerun sends. Reads /proc, so it wants Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from pages.ui.registry import HOME, PAGES, Page
from pages.ui.share import DEFAULT, Case, encode
from tests.load.reruns import connection_to, rerun, scenario
from tests.serving import Server, running

MOST, MOST_DIGITS, MOST_KILOBYTES = 8, 25, 300
DIGITS = encode(Case(DEFAULT.scenario, {"source": "digits"}))


def processor_seconds(pid: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def cost(server: Server, page: str, queries: list[str]) -> tuple[float, float]:
    """Milliseconds of processor time and the largest kilobytes of a rerun of a page."""
    async with connection_to(server.port) as connection:
        for query in queries[:5]:
            await rerun(connection, query, page)
        start = processor_seconds(server.pid)
        sizes = [(await rerun(connection, query, page)).size for query in queries]
        used = processor_seconds(server.pid) - start
    return 1e3 * used / len(queries), max(sizes) / 1024


def path_of(page: Page) -> str:
    """The page's name in an address."""
    return "" if page is HOME else page.file


def main() -> int:
    """Print the table; fails if a page is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reruns", type=int, default=200, help="of each page")
    count = parser.parse_args().reruns
    default, changing = [""] * count, [scenario(number) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text("import streamlit as st\n\nst.text('empty')\n")
        with running(empty) as server:
            unit, _ = asyncio.run(cost(server, "", default))
    rows = [(page.title, path_of(page), default, changing, MOST) for page in PAGES]
    digits = [f"s={DIGITS}"] * count
    rows.append(("Samples, digits", "samples", digits, digits, MOST_DIGITS))
    print(f"empty page: {unit:.2f} ms of processor time\n")
    print("| page | ms | × empty page (most) | × when it changes | kB |\n|---|--:|--:|--:|--:|")
    good = True
    with running() as server:
        for title, page, same, other, most in rows:
            used, size = asyncio.run(cost(server, page, same))
            changed, _ = asyncio.run(cost(server, page, other))
            good &= used / unit <= most and size <= MOST_KILOBYTES
            print(
                f"| {title} | {used:.1f} | {used / unit:.1f} ({most}) | {changed / unit:.1f} "
                f"| {size:.0f} |",
                flush=True,
            )
    return not good


if __name__ == "__main__":
    sys.exit(main())
