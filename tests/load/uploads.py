"""Where the memory of large uploads goes: `python -m tests.load.uploads`.

Five visitors upload a table of 102 MB each to a dashboard of their own, over HTTP and WebSockets as
browsers do. Then they drop it, or it is refused, or they close their tabs, or they lose their
connection while it is being read. Prints the server's memory before, at the most, and after; fails
unless it is back within 100 MB in a minute. Takes five minutes and 2 GB.
"""

from __future__ import annotations

import asyncio
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv
import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from pages.ui.inputs.share import DEFAULT, Case, encode
from pages.ui.wording.en.samples_table import FILES
from tests.load.reruns import connection_to, memory
from tests.serving import Server, running

VISITORS, ROWS, CLASSES = 5, 935_000, 10
MOST_MB, MOST_SECONDS = 100, 60
_DONE = ForwardMsg.FINISHED_SUCCESSFULLY
SAMPLES = encode(Case(DEFAULT.scenario, {"source": "upload"}))


class Tab:
    """A visitor on Samples, before the uploader."""

    def __init__(self, server: Server, connection: websockets.ClientConnection) -> None:
        self._server, self._connection = server, connection
        self._session = ""
        self._uploaders: list[str] = []
        self._buttons: dict[str, str] = {}
        self._files = self._download = ""

    async def run(self, *changed: WidgetState) -> str:
        """One run of the page, to its end; what it says is wrong, if anything."""
        await self._ask(*changed)
        self._uploaders, wrong = [], ""
        async for data in self._connection:
            answer = ForwardMsg.FromString(data)
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self._session = answer.new_session.initialize.session_id
            elif kind == "delta":
                if answer.delta.add_block.popover.label == FILES:
                    self._files = answer.delta.add_block.popover.id
                wrong += self._look_at(answer.delta.new_element)
            # A run that asked for another one is not the end: see `frame.run`.
            elif kind == "script_finished" and answer.script_finished == _DONE:
                return wrong
        raise ConnectionError("the server hung up")

    async def upload(self, content: bytes) -> str:
        """Give model A's table, and wait until it is read."""
        return await self.run(await self._uploaded(content))

    async def download(self) -> str:
        """Download the scored table; the address that it came from."""
        await self.run(WidgetState(id=self._files, bool_value=True))
        message = BackMsg()
        request = message.backend_operation_request
        request.request_id, request.session_id = "1", self._session
        request.deferred_file.file_id = self._download
        await self._connection.send(message.SerializeToString())
        async for data in self._connection:
            answer = ForwardMsg.FromString(data)
            if answer.WhichOneof("type") == "backend_operation_response":
                path = answer.backend_operation_response.deferred_file.url
                url = f"{self._server.address}{path}"
                assert path and await asyncio.to_thread(found, url)
                return url
        raise ConnectionError("the server hung up")

    async def upload_and_vanish(self, content: bytes) -> None:
        """Give model A's table, and lose the connection while it is being read."""
        await self._ask(await self._uploaded(content))
        await self._connection.recv()
        self._connection.transport.abort()

    async def drop(self) -> None:
        """Drop model A's table."""
        await self.run(WidgetState(id=self._buttons["Drop"], trigger_value=True))

    async def close(self) -> None:
        """Close the tab."""
        await self._connection.close()

    async def _ask(self, *changed: WidgetState) -> None:
        message = BackMsg()
        message.rerun_script.query_string = f"s={SAMPLES}"
        message.rerun_script.page_name = "samples"
        message.rerun_script.widget_states.widgets.extend(changed)
        await self._connection.send(message.SerializeToString())

    def _look_at(self, element: Element) -> str:
        kind = element.WhichOneof("type")
        if kind == "file_uploader":
            self._uploaders.append(element.file_uploader.id)
        elif kind == "button":
            self._buttons[element.button.label] = element.button.id
        elif kind == "download_button" and element.download_button.label.startswith("Scored"):
            self._download = element.download_button.deferred_file_id
        is_error = kind == "alert" and element.alert.format == Alert.ERROR
        return element.alert.body if is_error else ""

    async def _uploaded(self, content: bytes) -> WidgetState:
        """The state of the uploader once the file is on the server."""
        file = uuid.uuid4().hex
        await asyncio.to_thread(self._put, file, content)
        state = WidgetState(id=self._uploaders[0])
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = file, "a.csv", len(content)
        return state

    def _put(self, file: str, content: bytes) -> None:
        with urllib.request.urlopen(f"{self._server.address}/_stcore/health") as answer:
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
        part = b'Content-Disposition: form-data; name="file"; filename="a.csv"'
        body = b"\r\n".join((b"--border", part, b"", content, b"--border--", b""))
        headers = {
            "Content-Type": "multipart/form-data; boundary=border",
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2],
        }
        address = f"{self._server.address}/_stcore/upload_file/{self._session}/{file}"
        request = urllib.request.Request(address, body, headers, method="PUT")
        urllib.request.urlopen(request).close()


class Figures(NamedTuple):
    """The server's memory in MB, and how many seconds it took to come down."""

    before: float
    most: float
    after: float
    seconds: float

    @property
    def good(self) -> bool:
        """Whether it has come down far enough."""
        return self.after <= self.before + MOST_MB


Way = Callable[[list[Tab], bytes], Awaitable[None]]


def table(rows: int) -> bytes:
    """What a model predicts, about 109 bytes a row."""
    rng = np.random.default_rng(0)
    proba = rng.dirichlet(np.ones(CLASSES), rows).round(7)
    columns = {f"digit {k}": proba[:, k] for k in range(CLASSES)}
    columns["true"] = np.array(list(columns))[rng.integers(CLASSES, size=rows)]
    sink = pa.BufferOutputStream()
    pa.csv.write_csv(pa.table(columns), sink)
    return sink.getvalue().to_pybytes()


def found(url: str) -> bool:
    """Whether there is anything at this address."""
    try:
        with urllib.request.urlopen(url) as answer:
            return len(answer.read()) > 0
    except urllib.error.HTTPError:
        return False


async def dropped(tabs: list[Tab], content: bytes) -> None:
    """All upload a table, download what it is charged, and drop it."""
    for tab in tabs:
        assert await tab.upload(content) == ""
    downloads = [await tab.download() for tab in tabs]
    for tab in tabs:
        await tab.drop()
    assert not any(found(url) for url in downloads)


async def refused(tabs: list[Tab], content: bytes) -> None:
    """All upload a table whose last row is none."""
    for tab in tabs:
        assert "has 1 cell" in await tab.upload(content + b"end\n")


async def closed(tabs: list[Tab], content: bytes) -> None:
    """All upload a table, download what it is charged, and close the tab."""
    for tab in tabs:
        assert await tab.upload(content) == ""
        await tab.download()
    for tab in tabs:
        await tab.close()


async def lost(tabs: list[Tab], content: bytes) -> None:
    """All upload a table and lose the connection while it is being read."""
    for tab in tabs:
        await tab.upload_and_vanish(content)


async def measured(server: Server, way: Way, content: bytes) -> Figures:
    """The memory around what five visitors do."""
    async with AsyncExitStack() as open_tabs:

        async def tab() -> Tab:
            new = Tab(server, await open_tabs.enter_async_context(connection_to(server.port)))
            await new.run()
            return new

        first = await tab()
        await first.upload(table(1_000))
        await first.drop()
        before = memory(server.pid)
        peak = asyncio.create_task(highest(server.pid))
        await way([await tab() for _ in range(VISITORS)], content)
        start = time.perf_counter()
        while (seconds := time.perf_counter() - start) < MOST_SECONDS:
            if memory(server.pid) <= before + MOST_MB:
                break
            await asyncio.sleep(1)
        peak.cancel()
        return Figures(before, await peak, memory(server.pid), seconds)


async def highest(pid: int) -> float:
    """The most memory that a process has until this is cancelled."""
    most = 0.0
    try:
        while True:
            most = max(most, memory(pid))
            await asyncio.sleep(0.2)
    except asyncio.CancelledError:
        return most


def main() -> int:
    """Print the table; fails if memory does not come back."""
    content, good = table(ROWS), True
    print(f"{VISITORS} visitors, {len(content) / 1e6:.0f} MB each\n")
    print("| | before, MB | most | after | s |\n|---|--:|--:|--:|--:|")
    for way in (dropped, refused, closed, lost):
        with running() as server:
            figures = asyncio.run(measured(server, way, content))
        good &= figures.good
        print("|", way.__name__, *(f"| {value:.0f}" for value in figures), "|", flush=True)
    return not good


if __name__ == "__main__":
    sys.exit(main())
