"""What a right file is read as, how two files become a batch, and what they may not differ in."""

import io
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

import losscore
from pages.ui.inputs.uploads import csv_reader, limits
from pages.ui.inputs.uploads.errors import UploadError, quoted
from pages.ui.inputs.uploads.reading import read_upload
from pages.ui.inputs.uploads.table import Table, pair
from pages.ui.wording.en import uploads as words
from tests.pages.bad_files import GOOD, lines, parquet
from tests.pages.uploading import read_here


def read(*rows: tuple[str, ...], **options: object) -> Table:
    return read_here(lines(*rows), "upload.csv", **options)


def table(truth: list[int], proba: list[list[float]], classes: str = "abc") -> Table:
    return Table("x.csv", tuple(classes), np.array(truth), np.array(proba, dtype=float))


def error_of(*tables: Table) -> str:
    with pytest.raises(UploadError) as raised:
        pair(*tables)
    return str(raised.value)


A = table([0, 1, 2], [[0.8, 0.2, 0.0], [0.1, 0.9, 0.0], [0.25, 0.25, 0.5]])


class TestReading:
    def test_a_table_holds_classes_truth_and_probabilities_in_the_order_of_the_file(self):
        good = read_here(GOOD, "good.csv")
        assert (good.name, good.classes) == ("good.csv", ("cat", "dog", "bird"))
        assert good.truth.tolist() == [0, 1, 2]
        assert good.proba.tolist() == [[0.8, 0.2, 0.0], [0.1, 0.9, 0.0], [0.25, 0.25, 0.5]]

    def test_the_truth_may_stand_in_any_column(self):
        assert read(("a", "true", "b"), ("0.3", "b", "0.7")).truth.tolist() == [1]

    def test_csv_and_parquet_are_told_apart_by_content(self):
        frame = pd.read_csv(io.BytesIO(GOOD))
        misnamed = read_here(parquet(frame), "predictions.csv")
        assert np.array_equal(misnamed.proba, read_here(GOOD, "predictions.parquet").proba)
        assert np.array_equal(misnamed.truth, [0, 1, 2])

    @pytest.mark.parametrize(
        "names", [[1, 2, 3], [1.0, 2.0, 3.0], ["01", "1", "x"], ["NA", "", "é"]]
    )
    @pytest.mark.parametrize("write", ["csv", "csv with index", "parquet"])
    def test_what_the_documented_one_liner_writes_is_read_back(self, names, write):
        names = [name or "null" for name in names]
        rng = np.random.default_rng(0)
        x, y = rng.normal(size=(60, 2)), rng.choice(np.array(names), 60)
        model = LogisticRegression().fit(x, y)
        frame = pd.DataFrame(model.predict_proba(x), columns=model.classes_).assign(true=y)
        data = {
            "csv": lambda: frame.to_csv(index=False).encode(),
            "csv with index": lambda: frame.to_csv().encode(),
            "parquet": lambda: parquet(frame.rename(columns=str)),
        }[write]()
        upload = read_here(data)
        assert upload.classes == tuple(map(str, model.classes_))
        assert np.array_equal(model.classes_[upload.truth], y)
        assert np.array_equal(upload.proba, model.predict_proba(x))

    def test_a_truth_with_an_index_of_its_own_keeps_its_order(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        rng = np.random.default_rng(0)
        x = rng.normal(size=(60, 2))
        y = pd.Series(rng.choice(["a", "b"], 60), index=rng.permutation(60))
        model = LogisticRegression().fit(x, y)
        exec(words.HOW_TO_WRITE, {"np": np, "pd": pd, "model": model, "X": x, "y": y})
        upload = read_here((tmp_path / "a.csv").read_bytes())
        assert np.array_equal(np.array(upload.classes)[upload.truth], y)

    def test_boolean_classes_are_read_back(self):
        y = np.array([True, False])
        frame = pd.DataFrame([[0.2, 0.8], [0.7, 0.3]], columns=[False, True]).assign(true=y)
        for data in (frame.to_csv().encode(), parquet(frame.rename(columns=str))):
            assert read_here(data).truth.tolist() == [1, 0]

    def test_soft_truth_follows_the_order_of_the_classes(self):
        soft = read(("a", "true:b", "b", "true:a"), ("0.9", "0.4", "0.1", "0.6"))
        assert soft.soft
        assert soft.truth.tolist() == [[0.6, 0.4]]
        assert soft.proba.tolist() == [[0.9, 0.1]]

    def test_decimal_commas_are_read_as_decimal_points(self):
        comma = read_here(GOOD.replace(b",", b";").replace(b".", b","))
        assert np.array_equal(comma.proba, read_here(GOOD).proba)

    def test_numbers_are_read_to_the_last_digit(self):
        p = np.random.default_rng(1).dirichlet(np.ones(3), size=500)
        upload = read_here(pd.DataFrame(p, columns=list("abc")).assign(true="a").to_csv().encode())
        assert np.array_equal(upload.proba, p)

    def test_zero_on_the_true_class_is_ordinary(self):
        upload = read(("true", "a", "b"), ("a", "0", "1"))
        assert losscore.cross_entropy(upload.truth, upload.proba).tolist() == [np.inf]

    def test_progress_rises_to_one(self):
        seen: list[float] = []
        data = lines(("true", "a", "b")) + b"a,0.25,0.75\n" * 800_000
        assert read_here(data, progress=seen.append).size == 800_000
        assert len(seen) > 1
        assert seen == sorted(seen)
        assert seen[-1] == 1.0

    def test_progress_of_parquet_rises_to_one(self):
        seen: list[float] = []
        frame = pd.DataFrame({"true": ["a"] * 400_000, "a": 0.25, "b": 0.75})
        assert read_here(parquet(frame), progress=seen.append).size == 400_000
        assert len(seen) > 1
        assert seen == sorted(seen)
        assert seen[-1] == 1.0

    @pytest.mark.parametrize("start", [b"true,a,b\n", b"PAR1"])
    def test_a_file_above_the_size_limit_is_refused(self, start, monkeypatch):
        monkeypatch.setattr(limits, "MAX_UPLOAD_MB", 1)
        for read in (read_here, read_upload):
            with pytest.raises(UploadError, match="larger than 1 MB"):
                read(start + b"x" * 2**20, "x")


class TestBlocks:
    """A file is read in blocks of megabytes; here they hold a row or two."""

    @pytest.fixture(autouse=True)
    def _small_blocks(self, monkeypatch):
        monkeypatch.setattr(csv_reader, "_BLOCK_BYTES", 100)

    def test_blocks_leave_no_trace_in_the_result(self):
        p = np.random.default_rng(2).dirichlet(np.ones(3), size=200)
        y = np.random.default_rng(3).choice(list("abc"), 200)
        upload = read_here(pd.DataFrame(p, columns=list("abc")).assign(true=y).to_csv().encode())
        assert np.array_equal(upload.proba, p)
        assert np.array_equal(np.array(upload.classes)[upload.truth], y)

    def test_a_line_end_in_quotation_marks_does_not_end_a_block(self):
        rows = [('"a\n"', "1", "0"), ("b", "0", "1")] * 50
        assert read(("true", "a", "b"), *rows).truth.tolist() == [0, 1] * 50

    @pytest.mark.parametrize("row", [1, 2, 3, 57, 200])
    @pytest.mark.parametrize(
        ("cells", "words"),
        [
            (("a", "x", "1"), 'holds "x"'),
            (("a", "0.5", "0.4"), "sums to 0.9"),
            (("c", "0.5", "0.5"), 'holds "c"'),
            (("a", "0.5"), "has 2 cells"),
        ],
    )
    def test_the_row_and_line_named_are_those_of_the_file(self, row, cells, words):
        rows = [("a", "0.5", "0.5")] * 200
        rows[row - 1] = cells
        with pytest.raises(UploadError) as raised:
            read(("true", "a", "b"), (), *rows)
        assert str(raised.value).startswith(f"Row {row} (line {row + 2} of the file)")
        assert words in str(raised.value)

    def test_the_first_of_several_wrong_rows_is_named(self):
        rows = [("a", "0.5", "0.5")] * 100
        rows[20], rows[60], rows[90] = ("a", "0.5", "0.4"), ("c", "0.5", "0.5"), ("a", "x", "1")
        with pytest.raises(UploadError, match=r"^Row 21 "):
            read(("true", "a", "b"), *rows)

    @pytest.mark.parametrize("label_row", [20, 60])
    def test_the_first_of_a_wrong_label_and_a_wrong_sum_is_named(self, label_row, monkeypatch):
        monkeypatch.setattr(csv_reader, "_BLOCK_BYTES", 10_000)
        rows = [("a", "0.5", "0.5")] * 100
        rows[label_row], rows[40] = ("c", "0.5", "0.5"), ("a", "0.5", "0.4")
        with pytest.raises(UploadError) as raised:
            read(("true", "a", "b"), *rows)
        assert str(raised.value).startswith(f"Row {min(label_row, 40) + 1} ")

    def test_decimal_commas_may_begin_in_a_later_block(self):
        rows = [("a", "1", "0")] * 50 + [("a", "0,5", "0,5")]
        upload = read_here(lines(("true", "a", "b"), *rows, sep=";"))
        assert upload.proba[-1].tolist() == [0.5, 0.5]

    @settings(max_examples=50, deadline=None)
    @given(
        st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 1)), min_size=1, max_size=30),
        st.sampled_from(["\n", "\r\n"]),
        st.sampled_from([";", "\t"]),
        st.sampled_from([".", ","]),
        st.sampled_from([" ", "\u00a0", "\u2003", "\x1c"]),
    )
    def test_white_space_of_any_kind_around_a_number_is_no_part_of_it(
        self, samples, end, sep, mark, space
    ):
        rows = [
            (str(i), label, *(f"{space}{x!r}{space}".replace(".", mark) for x in (p, 1 - p)))
            for i, (label, p) in enumerate(samples)
        ]
        upload = read_here(lines(("", "true", "a", "b"), *rows, sep=sep, end=end))
        assert upload.truth.tolist() == ["ab".index(label) for label, _ in samples]
        assert upload.proba.tolist() == [[p, 1 - p] for _, p in samples]
        assert upload.index.tolist() == list(range(len(samples)))


class TestNormalising:
    def test_rows_that_do_not_sum_to_1_are_rescaled_only_on_request(self):
        rows = (("true", "a", "b"), ("a", "0.375", "0.125"))
        with pytest.raises(UploadError) as raised:
            read(*rows)
        assert raised.value.fixable_by_normalising
        assert read(*rows, normalise=True).proba.tolist() == [[0.75, 0.25]]

    def test_soft_truth_is_rescaled_too(self):
        rows = (("a", "b", "true:a", "true:b"), ("0.5", "0.5", "0.375", "0.125"))
        with pytest.raises(UploadError) as raised:
            read(*rows)
        assert raised.value.fixable_by_normalising
        assert read(*rows, normalise=True).truth.tolist() == [[0.75, 0.25]]

    @pytest.mark.parametrize(
        "cells", [("1.2", "0"), ("-0.1", "0.5"), ("0", "0"), ("nan", "1"), ("x", "1")]
    )
    def test_no_other_fault_is_mended_by_rescaling(self, cells):
        for normalise in (False, True):
            with pytest.raises(UploadError) as raised:
                read(("true", "a", "b"), ("a", *cells), normalise=normalise)
            assert not raised.value.fixable_by_normalising

    def test_a_number_of_the_sample_among_the_classes_is_not_rescaled_away(self):
        rows = (("true", "id", "a", "b"), ("a", "0", "0.5", "0.5"), ("a", "7", "0.5", "0.5"))
        with pytest.raises(UploadError, match=r'^Row 2 .*"id" holds 7'):
            read(*rows, normalise=True)


class TestPairing:
    def test_model_b_is_optional(self):
        batch = pair(A)
        assert (batch.name, batch.size, batch.b) == ("x.csv", 3, None)

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_columns_of_model_b_may_come_in_any_order(self, order):
        other = Table(
            "b.csv",
            tuple("abc"[k] for k in order),
            np.argsort(order)[A.truth],
            A.proba[:, list(order)],
        )
        batch = pair(A, other)
        assert batch.classes == A.classes
        assert np.array_equal(batch.b, A.proba)
        assert batch.name == "x.csv and b.csv"

    def test_classes_may_be_written_as_floats_in_one_table(self):
        one = read(("true", "1", "2"), ("1", "0.9", "0.1"))
        other = read(("true", "2.0", "1.0"), ("1.0", "0.4", "0.6"))
        assert pair(one, other).b.tolist() == [[0.6, 0.4]]

    def test_different_truths_are_named_by_row(self):
        message = error_of(A, table([0, 2, 2], A.proba.tolist()))
        assert message.startswith('Row 2 has a different truth in the two tables, "b" for model A')
        assert '"c" for model B' in message

    def test_different_numbers_of_rows_are_named_with_the_first_difference(self):
        message = error_of(A, table([0, 2], A.proba[:2].tolist()))
        assert "Model A's table has 3 rows and model B's 2" in message
        assert "first differs in row 2" in message

    def test_a_table_that_is_the_beginning_of_the_other_is_called_so(self):
        assert "beginning" in error_of(A, table([0, 1], A.proba[:2].tolist()))

    def test_different_classes_are_named(self):
        message = error_of(A, table([0], [[1, 0, 0]], "abd"))
        assert '"c" only in model A\'s and "d" only in model B\'s' in message

    def test_a_class_more_is_named(self):
        assert '"d" only in model B\'s' in error_of(A, table([0], [[1, 0, 0, 0]], "abcd"))

    def test_soft_and_hard_truth_do_not_pair(self):
        soft = Table("s", A.classes, losscore.one_hot(A.truth, 3), A.proba)
        assert "same truth" in error_of(A, soft)

    def test_soft_truths_pair_up_to_rounding_and_column_order(self):
        a = read(("a", "b", "true:a", "true:b"), ("0.5", "0.5", "0.333333", "0.666667"))
        b = read(("b", "a", "true:a", "true:b"), ("0.1", "0.9", "0.3333333", "0.6666667"))
        assert pair(a, b).b.tolist() == [[0.9, 0.1]]
        c = read(("a", "b", "true:a", "true:b"), ("0.5", "0.5", "0.4", "0.6"))
        assert error_of(a, c).startswith("Row 1 has a different truth")


class TestQuoting:
    @pytest.mark.parametrize(
        "text", ["", "a", "a" * 40, "a" * 41, "a" * 10**6, '"', "a\n\x1b[31mb", "\u202e"]
    )
    def test_a_quotation_is_short_printable_and_on_one_line(self, text):
        quotation = quoted(text)
        assert len(quotation) <= 42
        assert quotation.isprintable()
        assert quotation.count('"') == 2
