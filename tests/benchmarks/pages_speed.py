"""What a rerun of each page costs, beside an empty page: `python -m tests.benchmarks.pages_speed`.

The server's processor time for a rerun of the default scenario, and of scenarios that change each
time (from the second round on it has met them before, and what it keeps of them it need not compute
anew), as ratios to that of a page with one line of text; and the kilobytes that a rerun sends. The
empty page takes its turn before each of the others, and the median of several rounds counts, so
that other work on the machine hardly matters. Reads the clocks of other processes, so it wants
Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.request import urlopen

from pages.ui.inputs.share import DEFAULT, Case, encode
from pages.ui.registry import HOME, PAGES, Page
from tests.load.reruns import Visitor, connection_to, scenario
from tests.serving import Server, running

MOST, MOST_KILOBYTES = 4, 300
RERUNS = 25
DIGITS = encode(Case(DEFAULT.scenario, {"source": "digits"}))


class Line(NamedTuple):
    """A page as the table shows it; `changing` are its reruns with another scenario each time."""

    title: str
    path: str
    same: Sequence[str]
    changing: Sequence[str]


class Costs(NamedTuple):
    """A page in one round: milliseconds, of the empty page as well, and the kilobytes it sends."""

    unit: float
    same: float
    changing: float
    kilobytes: float


def processor_seconds(pid: int) -> float:
    """The processor time that a process has used, all its threads together."""
    # How Linux names the clock of another process: clock_getcpuclockid(3), which Python lacks.
    return time.clock_gettime((~pid << 3) | 2)


async def cost(server: Server, page: str, codes: Sequence[str]) -> tuple[float, float]:
    """Milliseconds of processor time and the largest kilobytes of a rerun of a page.

    Each rerun has the next of the codes; a single one is that of all.
    """
    async with connection_to(server.port) as connection:
        visitor = Visitor(connection, page, codes[0])
        for _ in range(5):
            await visitor.rerun()
        start = processor_seconds(server.pid)
        if len(codes) == 1:
            sizes = [(await visitor.rerun()).size for _ in range(RERUNS)]
        else:
            sizes = [(await visitor.paste(code)).size for code in codes[1:]]
        used = processor_seconds(server.pid) - start
    return 1e3 * used / len(sizes), max(sizes) / 1024


def path_of(page: Page) -> str:
    """The page's name in an address."""
    return "" if page is HOME else page.file


def lines() -> list[Line]:
    """Every page, and Samples with the bundled digits."""
    changing = tuple(scenario(number) for number in range(RERUNS + 1))
    return [
        *(Line(page.title, path_of(page), ("",), changing) for page in PAGES),
        Line("Samples, digits", "samples", (DIGITS,), (DIGITS,)),
    ]


def measured(rounds: int) -> dict[Line, list[Costs]]:
    """What each page took in each round, and the empty page just before it."""
    found = {line: [] for line in lines()}
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text("import streamlit as st\n\nst.text('empty')\n")
        with running(empty) as bare, running() as server:
            # As browsers do first: with the page they have its style.
            urlopen(server.address).close()
            for _ in range(rounds):
                for line, costs in found.items():
                    unit, _ = asyncio.run(cost(bare, "", [""]))
                    same, size = asyncio.run(cost(server, line.path, line.same))
                    changing, _ = asyncio.run(cost(server, line.path, line.changing))
                    costs.append(Costs(unit, same, changing, size))
    return found


def main() -> int:
    """Print the table; fails if a page is over the limit, unchanged or changing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help=f"of {RERUNS} reruns of each page")
    found = measured(parser.parse_args().rounds)
    unit = median(each.unit for costs in found.values() for each in costs)
    print(f"empty page: {unit:.2f} ms of processor time\n")
    print(f"| page | ms | × empty page (at most {MOST}) | × when it changes | kB |")
    print("|---|--:|--:|--:|--:|")
    good = True
    for line, costs in found.items():
        same = median(each.same / each.unit for each in costs)
        changing = median(each.changing / each.unit for each in costs)
        size = max(each.kilobytes for each in costs)
        good &= max(same, changing) <= MOST and size <= MOST_KILOBYTES
        print(
            f"| {line.title} | {median(each.same for each in costs):.1f} "
            f"| {same:.1f} | {changing:.1f} | {size:.0f} |"
        )
    return not good


if __name__ == "__main__":
    sys.exit(main())
