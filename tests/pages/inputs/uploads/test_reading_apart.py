"""Parquet in a process of its own: it gives what reading here gives, within bounds."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import IO

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from pages.ui.inputs.uploads import apart, limits
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.reading import read_upload
from tests.pages.good_table import frame, parquet
from tests.pages.uploading import read_here

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")

SOFT = pd.DataFrame([[0.8, 0.2, 1.0, 0.0]], columns=["a", "b", "true:a", "true:b"])
FILES = {
    "labels": frame(),
    "soft truth": SOFT,
    "row numbers": frame().set_axis([7, 3, 9]),
    "row names": frame().set_axis(["x", 'y"\n', "ü"]),
    "regular row numbers": frame().set_axis(range(30, 0, -10)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_it_would_be_here(name):
    data = parquet(FILES[name])
    here, there = read_here(data, "a"), read_upload(data, "a")
    assert (there.name, there.classes, there.soft) == (here.name, here.classes, here.soft)
    assert np.array_equal(there.truth, here.truth)
    assert np.array_equal(there.proba, here.proba)
    if here.ids is None:
        assert there.ids is None
    else:
        assert there.ids.tolist() == here.ids.tolist()


def test_many_blocks_come_in_their_order_and_with_progress():
    p = np.random.default_rng(0).random(400_000)
    data = parquet(pd.DataFrame({"true": "a", "a": p, "b": 1 - p}))
    seen: list[float] = []
    assert np.array_equal(read_upload(data, "a", progress=seen.append).proba[:, 0], p)
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_what_is_wrong_is_said_as_it_would_be_here():
    data = parquet(frame().assign(dog=[0.2, 0.8, 0.25]))
    for read in (read_here, read_upload):
        with pytest.raises(UploadError, match=r"Row 2 sums to 0\.9 ") as raised:
            read(data, "a")
        assert raised.value.fixable_by_normalising
    assert read_upload(data, "a", normalise=True).proba[1].sum() == pytest.approx(1.0)


def test_a_file_whose_columns_are_wrong_is_said_too():
    with pytest.raises(UploadError, match='no column "true"'):
        read_upload(parquet(frame().drop(columns="true")), "a")


def test_a_label_of_many_megabytes_in_a_few_kilobytes_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_READING_MB", 150)
    table = pa.table({"true": ["x" * 40 * 2**20], "a": [0.5], "b": [0.5]})
    data = parquet(table, compression="zstd")
    assert len(data) < 10_000
    with pytest.raises(UploadError, match="takes more than 150 MB"):
        read_upload(data, "a")


@pytest.mark.parametrize(
    ("ended_by", "words"), [("SIGXCPU", "more than 30 seconds"), ("SIGSEGV", "is damaged")]
)
def test_a_reader_that_is_killed_is_a_sentence(ended_by, words, monkeypatch):
    killed = f"import os, signal; os.kill(os.getpid(), signal.{ended_by})"
    monkeypatch.setattr(apart, "_READER", [sys.executable, "-c", killed])
    monkeypatch.setattr(apart, "_ready", [])
    for size in (10, 2**22):
        with pytest.raises(UploadError, match=words):
            read_upload(b"PAR1" + b"x" * size, "a")


def test_a_reader_that_is_taken_over_runs_nothing_in_the_server(monkeypatch, tmp_path):
    trace = tmp_path / "trace"
    said = f"cos\nmkdir\n(V{trace}\ntR."
    says = f"import sys, time; sys.stdout.write({said!r}); sys.stdout.flush(); time.sleep(60)"
    monkeypatch.setattr(apart, "_READER", [sys.executable, "-c", says])
    monkeypatch.setattr(apart, "_ready", [])
    with pytest.raises(UploadError, match="is damaged"):
        read_upload(b"PAR1", "a")
    assert not trace.exists()


def readers_of(process: int) -> list[int]:
    """The processes that read a file just now for the one that is ready to have files read."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@pytest.mark.parametrize(
    ("ended_by", "words"), [("SIGXCPU", "more than 30 seconds"), ("SIGKILL", "is damaged")]
)
def test_a_reader_that_is_killed_while_it_reads_is_a_sentence(ended_by, words, monkeypatch):
    def kill(to: IO[bytes], *rest: object) -> None:
        while readers_of(process):  # The one before may not be gone yet.
            pass
        to.write(apart._FORK)
        to.flush()
        while not (reader := readers_of(process)):
            pass
        os.kill(*reader, getattr(signal, ended_by))

    read_upload(parquet(frame()), "a")
    process = apart._ready[0].popen.pid
    with monkeypatch.context() as patch, pytest.raises(UploadError, match=words):
        patch.setattr(apart, "_ask", kill)
        read_upload(parquet(frame()), "a")
    assert read_upload(parquet(frame()), "a").size == 3


def test_a_reader_ends_when_nobody_waits_for_it():
    def stop(done: float) -> None:
        raise KeyboardInterrupt

    read_upload(parquet(frame()), "a")
    process = apart._ready[0]
    with pytest.raises(KeyboardInterrupt):
        read_upload(parquet(frame()), "a", progress=stop)
    assert process.popen.returncode is not None
    assert not readers_of(process.popen.pid)
    assert read_upload(parquet(frame()), "a").size == 3


def test_one_process_reads_many_files_the_bad_ones_too():
    read_upload(parquet(frame()), "a")
    process = apart._ready[0]
    for data in (b"PAR1", parquet(frame().drop(columns="true"))):
        with pytest.raises(UploadError):
            read_upload(data, "a")
    table = read_upload(parquet(frame()), "a")
    assert apart._ready == [process]
    assert table.proba.tolist() == read_here(parquet(frame()), "a").proba.tolist()


def test_a_process_that_has_gone_meanwhile_is_replaced():
    read_upload(parquet(frame()), "a")
    apart._ready[0].popen.kill()
    apart._ready[0].popen.wait()
    assert read_upload(parquet(frame()), "a").size == 3
