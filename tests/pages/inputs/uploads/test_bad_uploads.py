"""Whatever a file holds, a person is told what is wrong with it, quickly, and nothing breaks."""

import re
import time

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import losscore
from pages.ui.inputs.uploads import parquet_reader
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.pairing import pair
from pages.ui.inputs.uploads.table import Table
from tests.pages.bad_files.bad_file import READS, BadFile
from tests.pages.bad_files.corpus import corpus
from tests.pages.good_table import GOOD, frame, parquet
from tests.pages.scoring import scored_frame
from tests.pages.uploading import read_here

CORPUS = corpus()

# What no person should have to read.
JARGON = re.compile(
    "Error|Traceback|dtype|Exception|Arrow|codec|0x|utf-8 |None|object|float64|parse|token", re.A
)


def message_of(data: bytes, name: str = "", **options: object) -> str | None:
    """The message about a file, or None if it is read; and then it can be scored."""
    try:
        upload = read_here(data, name, **options)
    except UploadError as error:
        return str(error)
    assert_scores(upload)
    return None


def assert_scores(upload: Table) -> None:
    assert len(scored_frame(pair(upload, upload))) == upload.size


def test_the_corpus_is_large_and_its_names_are_different():
    assert len({file.name for file in CORPUS}) == len(CORPUS) >= 200


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_a_bad_file_gets_a_sentence_or_is_read_and_quickly(file: BadFile):
    data = file.data
    start = time.perf_counter()
    try:
        upload = read_here(data, file.name)
    except UploadError as error:
        assert time.perf_counter() - start < 5.0
        assert file.words is not READS, str(error)
        assert file.words in str(error)
        assert_is_a_sentence(str(error))
        # Rescaling fixes what it is said to fix.
        fixed = message_of(data, file.name, normalise=True) is None
        assert fixed == error.fixable_by_normalising
    else:
        assert time.perf_counter() - start < 5.0
        assert file.words is READS
        assert_scores(upload)


def assert_is_a_sentence(message: str) -> None:
    """One or two sentences on one line: what is wrong, and after a colon what to change."""
    own_words = re.sub(r'"[^"]*"', '""', message)
    assert 20 < len(message) < 320
    assert message.isprintable()
    assert own_words[0].isupper()
    assert own_words.endswith(".")
    assert len(re.findall(r"\.(?: |$)", own_words)) <= 2
    assert not JARGON.search(own_words)
    assert re.search(r": \w", own_words)


def test_a_parquet_bomb_is_refused_unopened(monkeypatch):
    table = pa.table({"true": ["x" * 2_000] * 5_000, "a": [1.0] * 5_000, "b": [0.0] * 5_000})
    bomb = parquet(table, use_dictionary=False)
    assert len(bomb) < 600_000
    monkeypatch.setattr(parquet_reader, "MAX_PARQUET_MB", 5)
    monkeypatch.setattr(pyarrow.parquet.ParquetFile, "iter_batches", None)
    assert "10 MB once decompressed" in message_of(bomb)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_never_break_the_reader(data):
    message_of(data)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='true,;\t|"\n\r 01.5-e=\0é', max_size=80))
def test_random_text_never_breaks_the_reader(text):
    message_of(text.encode())
    message_of(b"true,0,1\n" + text.encode())


def mutated(data: bytes) -> st.SearchStrategy[bytes]:
    """The file with a few stretches of it replaced."""
    change = st.tuples(st.integers(0, len(data)), st.integers(0, 8), st.binary(max_size=8))

    def apply(changes: list[tuple[int, int, bytes]]) -> bytes:
        changed = data
        for start, length, new in changes:
            changed = changed[:start] + new + changed[start + length :]
        return changed

    return st.lists(change, min_size=1, max_size=4).map(apply)


@settings(max_examples=300, deadline=None)
@given(mutated(GOOD), st.booleans())
def test_a_damaged_csv_never_breaks_the_reader(data, normalise):
    message_of(data, normalise=normalise)


@settings(max_examples=200, deadline=None)
@given(mutated(parquet(frame(), compression="none")), st.booleans())
def test_a_damaged_parquet_never_breaks_the_reader(data, normalise):
    message_of(data, normalise=normalise)


@pytest.mark.parametrize("off", [-2e-5, -1e-5, -0.9e-5, 0.0, 0.9e-5, 1e-5, 2e-5])
@pytest.mark.parametrize("p", [0.0, 0.3, 0.5, 1.0])
def test_the_reader_accepts_the_rows_that_losscore_accepts(p, off):
    row = [round(p + off, 9), round(1.0 - p, 9)]
    message = message_of(f"true,a,b\na,{row[0]!r},{row[1]!r}\n".encode())
    try:
        losscore.squared_error([0], [row])
    except ValueError:
        assert message is not None
    else:
        assert message is None
