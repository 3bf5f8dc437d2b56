"""Load on the dashboard: many sessions, each rerunning Distributions with a changed scenario.

    .venv/bin/python tests/load/reruns.py                   # 50 sessions, 20 reruns each
    .venv/bin/python tests/load/reruns.py --reruns 400      # 20,000 in all: memory stays flat

Starts a dashboard of its own on the loopback address, speaks to it over WebSockets as browsers
do, counts errors, and prints reruns a second and the server's memory after each tenth.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).parents[2]
LIMIT = 200  # Sessions at the most: this is a check of our own server, no weapon.


@contextmanager
def server():
    """The dashboard on a free port of the loopback address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            for _ in range(120):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").close()
                    break
                except OSError:
                    time.sleep(0.25)
            yield port, process.pid
        finally:
            process.terminate()


def scenario(number: int) -> str:
    """The query of a scenario that differs from one number to the next."""
    a = 1 + number % 97
    return f"s=1~~3~~t0~.{a:02d}_.{99 - a:02d}_.01~.9_.1_0"


async def rerun(connection, query: str) -> bool:
    """Ask for one run and read what it sends; whether it went without an error."""
    message = BackMsg()
    message.rerun_script.query_string = query
    await connection.send(message.SerializeToString())
    good = True
    async for data in connection:
        answer = ForwardMsg.FromString(data)
        kind = answer.WhichOneof("type")
        if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
            good = False
        if kind == "script_finished":
            return good and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    return False


async def session(port: int, first: int, reruns: int, done: list[bool]) -> None:
    """One visitor: a connection of its own, and its reruns one after the other."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as connection:
        for number in range(first, first + reruns):
            done.append(await rerun(connection, scenario(number)))


async def load(port: int, pid: int, sessions: int, reruns: int) -> bool:
    """All sessions at once; prints the figures, returns whether no run failed."""
    done: list[bool] = []
    start = time.perf_counter()
    tasks = [asyncio.create_task(session(port, k * 31, reruns, done)) for k in range(sessions)]
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
    with server() as (port, pid):
        return not asyncio.run(load(port, pid, arguments.sessions, arguments.reruns))


if __name__ == "__main__":
    sys.exit(main())
