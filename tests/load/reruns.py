"""Load on the dashboard: many sessions, each rerunning Distributions with a changed scenario.

    .venv/bin/python -m tests.load.reruns                   # 50 sessions, 20 reruns each
    .venv/bin/python -m tests.load.reruns --reruns 400      # 20,000 in all: memory stays flat

Starts a dashboard of its own on the loopback address, speaks to it over WebSockets as browsers
do, counts errors, and prints reruns a second and the server's memory after each tenth.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import time
from typing import NamedTuple

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.serving import running

LIMIT = 200  # Sessions at the most: this is a check of our own server, no weapon.


def scenario(number: int) -> str:
    """The query of a scenario that differs from one number to the next."""
    a = 1 + number % 9899
    return f"s=1~~3~~t0~.{a:04d}_.{9900 - a:04d}_.01~.9_.1_0"


class Rerun(NamedTuple):
    """How one run went: whether without an error, the bytes it sent, the buttons on the page."""

    good: bool
    size: int
    buttons: list[str]


def connection_to(port: int) -> websockets.connect:
    """A visitor's connection to the dashboard."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    return websockets.connect(address, subprotocols=["streamlit"], max_size=None)


async def rerun(
    connection: websockets.ClientConnection, query: str, page: str = "", press: str | None = None
) -> Rerun:
    """Ask for one run of a page, maybe by pressing a button, and read what it sends."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    if press is not None:
        message.rerun_script.widget_states.widgets.add(id=press, trigger_value=True)
    await connection.send(message.SerializeToString())
    good, size, buttons = True, 0, []
    async for data in connection:
        size += len(data)
        answer = ForwardMsg.FromString(data)
        kind = answer.WhichOneof("type")
        element = answer.delta.new_element if kind == "delta" else None
        if element and element.WhichOneof("type") == "exception":
            good = False
        if element and element.WhichOneof("type") == "button":
            buttons.append(element.button.id)
        # A run that asked for another one is not the end: see `frame.run`.
        asked = answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if kind == "script_finished" and not asked:
            good &= answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            return Rerun(good, size, buttons)
    return Rerun(False, size, buttons)


async def session(port: int, first: int, reruns: int, done: list[bool]) -> None:
    """One visitor: a connection of its own, and its reruns one after the other."""
    async with connection_to(port) as connection:
        for number in range(first, first + reruns):
            done.append((await rerun(connection, scenario(number))).good)


async def load(port: int, pid: int, sessions: int, reruns: int) -> bool:
    """All sessions at once; prints the figures, returns whether no run failed."""
    done: list[bool] = []
    start = time.perf_counter()
    tasks = [asyncio.create_task(session(port, k * reruns, reruns, done)) for k in range(sessions)]
    total, shown = sessions * reruns, 0
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0.1)
        if len(done) * 10 // total > shown:
            shown = len(done) * 10 // total
            print(f"{len(done):7,} reruns  {memory(pid):7.1f} MB", flush=True)
    await asyncio.gather(*tasks)
    seconds = time.perf_counter() - start
    failed = done.count(False)
    print(
        f"{sessions} sessions, {len(done):,} reruns in {seconds:.1f} s: "
        f"{len(done) / seconds:.0f} reruns a second, {failed} failed"
    )
    return failed == 0 and len(done) == total


def memory(pid: int) -> float:
    """The resident memory of a process in MB."""
    listed = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True)
    return int(listed.stdout) / 1024


def main() -> int:
    """Read the arguments, start the server, run the load."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--reruns", type=int, default=20, help="of each session")
    arguments = parser.parse_args()
    if not 1 <= arguments.sessions <= LIMIT:
        parser.error(f"from 1 to {LIMIT} sessions")
    with running() as server:
        done = load(server.port, server.pid, arguments.sessions, arguments.reruns)
        return not asyncio.run(done)


if __name__ == "__main__":
    sys.exit(main())
