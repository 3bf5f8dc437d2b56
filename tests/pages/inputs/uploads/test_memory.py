"""Memory that was let go of is the system's again, whichever thread took it."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from tests.serving import ROOT

# Six threads that live on, as a server's do, let go of ever larger arrays, then hold a table's
# columns at the same time and let go of them, too.
READ_AND_LET_GO = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pyarrow as pa
import pyarrow.csv

from pages.ui.inputs.uploads.limits import give_back

THREADS, ROWS = 6, 900_000
table = b"0.25,0.5,0.25\\n" * ROWS
together = Barrier(THREADS)


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 2**20


def work(_):
    for millions in range(1, 5):
        np.ones(millions * 1_000_000)
    together.wait()
    columns = [np.ones(ROWS) for _ in range(8)]
    read = pyarrow.csv.read_csv(pa.BufferReader(table))
    together.wait()


with ThreadPoolExecutor(THREADS) as pool:
    before = resident()
    list(pool.map(work, range(THREADS)))
    give_back()
    print(resident() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no other library is told how")
def test_what_threads_took_is_given_back():
    command = [sys.executable, "-c", READ_AND_LET_GO]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(process.stdout) <= 40
