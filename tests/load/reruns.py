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
from urllib.request import urlopen

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from pages.ui.wording.en import failures
from tests.serving import running

_UNEDITED = '{"edited_rows":{},"added_rows":[],"deleted_rows":[]}'
LIMIT = 200  # Sessions at the most: this is a check of our own server, no weapon.


def scenario(number: int) -> str:
    """The code of a scenario that differs from one number to the next."""
    a = 1 + number % 9899
    return f"1~~3~~t0~.{a:04d}_.{9900 - a:04d}_.01~.9_.1_0"


class Rerun(NamedTuple):
    """How one run went: whether without an error, and the bytes it sent."""

    good: bool
    size: int


def connection_to(port: int) -> websockets.connect:
    """A visitor's connection to the dashboard."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    return websockets.connect(address, subprotocols=["streamlit"], max_size=None)


class Visitor:
    """A tab on a page, opened with a share code by its first run.

    Attributes
    ----------
    buttons : list of str
        The buttons that the last run drew.
    """

    def __init__(
        self, connection: websockets.ClientConnection, page: str = "", code: str = ""
    ) -> None:
        self._connection, self._page, self._code = connection, page, code
        self._code_field = ""
        self._held: list[WidgetState] = []
        self.buttons: list[str] = []

    async def rerun(self, *changed: WidgetState) -> Rerun:
        """One run of the page, to its end."""
        message = BackMsg()
        message.rerun_script.query_string = f"s={self._code}" if self._code else ""
        message.rerun_script.page_name = self._page
        message.rerun_script.widget_states.widgets.extend([*self._held, *changed])
        await self._connection.send(message.SerializeToString())
        good, size, self.buttons, self._held = True, 0, [], []
        async for data in self._connection:
            size += len(data)
            answer = ForwardMsg.FromString(data)
            kind = answer.WhichOneof("type")
            if kind == "delta":
                good &= self._is_good(answer.delta.new_element)
            # A run that asked for another one is not the end: see `frame.run`.
            asked = answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if kind == "script_finished" and not asked:
                good &= answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return Rerun(good, size)
        return Rerun(False, size)

    async def paste(self, code: str) -> Rerun:
        """Change the scenario and the settings to those of a code, and read what the run sends."""
        run = await self.rerun(WidgetState(id=self._code_field, string_value=code))
        self._code = code
        return run

    async def press(self, button: str) -> Rerun:
        """Press a button, and read what the run sends."""
        return await self.rerun(WidgetState(id=button, trigger_value=True))

    def _is_good(self, element: Element) -> bool:
        """Whether an element is no report of a failure; it is remembered if it can be handled.

        What a browser sends with each run of tables and components in which nothing was edited is
        sent as well: the server would take them for lost, and draw them anew.
        """
        kind = element.WhichOneof("type")
        if kind == "dataframe" and element.dataframe.editing_mode:
            self._held.append(WidgetState(id=element.dataframe.id, string_value=_UNEDITED))
        elif kind == "bidi_component":
            self._held.append(WidgetState(id=element.bidi_component.id, json_value="{}"))
        if kind == "button":
            self.buttons.append(element.button.id)
        elif kind == "text_input" and element.text_input.label == "Code in the address":
            self._code_field = element.text_input.id
        failed = kind == "alert" and element.alert.body in (failures.NOT_SHOWN, failures.NOT_DONE)
        return kind != "exception" and not failed


async def session(port: int, first: int, reruns: int, done: list[bool]) -> None:
    """One visitor: a connection of its own, and its reruns one after the other."""
    async with connection_to(port) as connection:
        visitor = Visitor(connection, "distributions")
        await visitor.rerun()
        for number in range(first, first + reruns):
            done.append((await visitor.paste(scenario(number))).good)


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
        # As browsers do first: with the page they have its style.
        urlopen(server.address).close()
        done = load(server.port, server.pid, arguments.sessions, arguments.reruns)
        return not asyncio.run(done)


if __name__ == "__main__":
    sys.exit(main())
