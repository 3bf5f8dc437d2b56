"""A dashboard started as README says, on a free port of the loopback address."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
APP = ROOT / "streamlit_app.py"


class Server(NamedTuple):
    """A running dashboard."""

    port: int
    pid: int
    root: str

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}{self.root}"


@contextmanager
def running(
    script: Path = APP, *options: str, root: str = "", port: int | None = None
) -> Iterator[Server]:
    """The dashboard, or another script, with this project's configuration, while it runs.

    With a `root`, such as "/tools/losses", it is served below that path.
    """
    port = port or _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    command += [f"--server.baseUrlPath={root}", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        server = Server(port, process.pid, root)
        try:
            _wait_for(port)
            yield server
        finally:
            _stop(process)


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:  # It waits for a browser that does not close its connection.
        process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    for _ in range(240):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(f"the dashboard did not start on port {port}")
