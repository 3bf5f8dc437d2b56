"""Heavy visitors beside light ones: nobody may wait for somebody else's long computation.

    .venv/bin/python -m tests.load.mixed               # 20 heavy and 20 light visitors, 30 s

Heavy visitors open one link after the other to Training, each with the best of a grid of step
sizes under all four optimizers over 2,000 steps, and ask for all that such a page computes only
on request. Light ones edit a scenario on Distributions about once a second. Prints how long the
light ones wait for a run, alone and beside the heavy ones; fails if it is too long.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from statistics import quantiles

from pages.ui.inputs.share import DEFAULT, Case, encode
from tests.load.reruns import Rerun, Visitor, connection_to, memory, scenario
from tests.serving import Server, running

MOST_SECONDS = 0.3  # What 19 of 20 runs of a light visitor may take at the most.
SEEDS = 1000


def heavy_link(seed: int) -> str:
    """The code of a link with as much work as a link may ask for; each seed asks for new work."""
    settings = {"sizes": "best", "compare": "four", "steps": 2000, "seed": seed}
    return encode(Case(DEFAULT.scenario, settings))


async def heavy(port: int, first: int, every: int, done: list[Rerun]) -> None:
    """A visitor who opens heavy links and asks for all that each of them holds back."""
    async with connection_to(port) as connection:
        visitor = Visitor(connection, "training", heavy_link(first))
        run = await visitor.rerun()
        for seed in range(first + every, SEEDS, every):
            while run.good and visitor.buttons:
                done.append(run)
                run = await visitor.press(visitor.buttons[0])
            done.append(run)
            run = await visitor.paste(heavy_link(seed))


async def light(port: int, first: int, end: float, waits: list[float]) -> bool:
    """A visitor who edits about once a second; whether no run failed."""
    good = True
    async with connection_to(port) as connection:
        visitor = Visitor(connection, "distributions", scenario(first))
        await visitor.rerun()
        while time.perf_counter() < end:
            first += 1
            await asyncio.sleep(random.uniform(0.5, 1.5))
            start = time.perf_counter()
            good &= (await visitor.paste(scenario(first))).good
            waits.append(time.perf_counter() - start)
    return good


async def waits_beside(server: Server, heavies: int, lights: int, seconds: float) -> list[float]:
    """How long light visitors waited for their runs beside so many heavy ones."""
    done, waits = [], []
    working = [asyncio.create_task(heavy(server.port, k, heavies, done)) for k in range(heavies)]
    end = time.perf_counter() + seconds
    good = await asyncio.gather(*(light(server.port, 400 * k, end, waits) for k in range(lights)))
    for task in working:
        task.cancel()
    ends = await asyncio.gather(*working, return_exceptions=True)
    median, last = quantiles(waits, n=100)[49], quantiles(waits, n=100)[94]
    failed = good.count(False) + sum(not run.good for run in done)
    failed += sum(not isinstance(end, asyncio.CancelledError) for end in ends)
    print(
        f"beside {heavies} heavy visitors ({len(done)} runs of theirs): {len(waits):,} light runs, "
        f"median {median:.3f} s, 95th percentile {last:.3f} s, longest {max(waits):.3f} s; "
        f"{failed} failed; the server holds {memory(server.pid):.0f} MB",
        flush=True,
    )
    return waits if not failed else [float("inf")]


def main() -> int:
    """Read the arguments, start the server, run the load."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--heavy", type=int, default=20)
    parser.add_argument("--light", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0)
    arguments = parser.parse_args()
    with running() as server:
        alone = waits_beside(server, 0, arguments.light, arguments.seconds / 2)
        asyncio.run(alone)
        beside = waits_beside(server, arguments.heavy, arguments.light, arguments.seconds)
        return quantiles(asyncio.run(beside), n=100)[94] > MOST_SECONDS


if __name__ == "__main__":
    sys.exit(main())
