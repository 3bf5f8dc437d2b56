"""The page Samples: what happens to a file that is uploaded, good or bad, and to its batch."""

from __future__ import annotations

import gc
import io
import weakref

import numpy as np
import pandas as pd
import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.typing import UploadedFile

from pages.ui.inputs.share import Case
from pages.ui.inputs.uploads import slots
from pages.ui.inputs.uploads.reading import read_upload
from pages.ui.inputs.uploads.table import Table
from pages.ui.results.samples_csv import scored_csv
from pages.ui.results.samples_table import (
    on_truth_column,
    penalty_column,
    predicted_column,
    right_column,
)
from pages.ui.wording.en import samples as words
from pages.ui.wording.en.uploads import EMPTIED
from tests.pages.reading import said
from tests.pages.samples_page import BAD, EIGHT, GOOD, A, B, button, table, upload
from tests.pages.scoring import NAMES, summary


def test_without_a_file_the_page_says_what_a_table_looks_like(uploads):
    text = said(uploads)
    assert "**Nothing is uploaded yet.**" in text
    assert any("predict_proba" in code.value for code in uploads.code)
    assert table(uploads) is None


def test_uploaded_digits_show_the_same_numbers_as_the_bundled_ones(uploads):
    upload(uploads, A)
    assert "a **866 of 899** (96.3 %)." in said(uploads)
    upload(uploads, B, "b.csv")
    text = said(uploads)
    assert "a **866 of 899** (96.3 %), b **745 of 899** (82.9 %)." in text
    assert "a mean of **0.12682** for a and **∞** for b:" in text


def test_one_model_is_scored_without_the_other(uploads):
    upload(uploads, GOOD)
    text = said(uploads)
    assert words.ONE_MODEL in text
    assert "**Squared error** has a mean of **0.13**." in text
    assert [*table(uploads)][2:] == [
        predicted_column("a"),
        right_column("a"),
        *(penalty_column("a", loss) for loss in NAMES),
        on_truth_column("a"),
    ]


def test_uploads_are_there_after_another_page(uploads):
    upload(uploads, GOOD, "mine.csv")
    uploads.switch_page("pages/compensation.py").run()
    uploads.switch_page("pages/samples.py").run()
    text = said(uploads)
    assert uploads.file_uploader[0].value == []
    assert "Current table: **mine\\.csv**, 2 samples of 2 classes" in text
    assert "a mean of **0.13**" in text
    button(uploads, "Drop").click().run()
    assert "**Nothing is uploaded yet.**" in said(uploads)


def test_a_bad_file_is_explained_and_the_table_before_it_stays(uploads):
    upload(uploads, GOOD, "good.csv")
    upload(uploads, b"\x89PNG\r\n\x1a\n\x00", "x_*[y](z).png")
    text = said(uploads)
    assert not uploads.exception
    assert "This is a picture" in uploads.error[0].value
    assert "**good\\.csv**, 2 samples" in text
    assert "a mean of **0.13**" in text


def test_rows_are_rescaled_by_a_button_and_not_before(uploads):
    upload(uploads, BAD)
    assert "Row 1 \\(line 2 of the file\\) sums to 0\\.95" in uploads.error[0].value
    assert table(uploads) is None
    button(uploads, "Rescale every row").click().run()
    assert not uploads.error
    assert "every row rescaled to sum to 1" in said(uploads)
    assert len(table(uploads)) == 2


def test_a_column_that_is_called_otherwise_is_told_and_not_written_anew(uploads):
    upload(uploads, GOOD.replace(b"true", b"answer"), "x_*[y](z).csv")
    assert "no column" in uploads.error[0].value
    choice = next(box for box in uploads.selectbox if box.label == "The true class")
    choice.set_value("answer")
    button(uploads, "Read it so").click().run()
    assert not uploads.error
    assert "truth: **answer** · 2 classes" in said(uploads)
    assert table(uploads) is not None


def test_ids_of_a_file_stand_in_the_table_and_in_its_csv(uploads):
    upload(uploads, b"id,cat,dog,target\n=x7,0.8,0.2,cat\nx9,0.3,0.7,cat\n")
    assert table(uploads)["id"].tolist() == ["x9", "=x7"]
    batch = uploads.session_state["uploads"].batch
    frame = pd.read_csv(io.BytesIO(scored_csv(summary(batch))))
    assert frame["id"].tolist() == ["'=x7", "x9"]
    assert list(frame)[:3] == ["sample", "id", "truth"]


def test_a_single_column_and_logits_are_told_by_hand(uploads):
    upload(uploads, b"true,z\nspam,2\nham,-1\n")
    for label, text in (("If one column", "spam"), ("and not", "ham")):
        next(t for t in uploads.text_input if t.label.startswith(label)).set_value(text)
    next(b for b in uploads.checkbox if "logits" in b.label).set_value(True)
    button(uploads, "Read it so").click().run()
    assert not uploads.error
    assert "**z** is the logit of class **spam**, the other class is **ham**" in said(uploads)
    assert table(uploads)["a.cross_entropy"].tolist() == pytest.approx(
        [np.log1p(np.exp(-1)), np.log1p(np.exp(-2))]
    )


def test_without_a_truth_nothing_is_told(uploads):
    upload(uploads, GOOD.replace(b"true", b"answer"))
    button(uploads, "Read it so").click().run()
    assert "choose the column that holds the true class" in said(uploads)
    assert "no column" in uploads.error[0].value


def test_an_uploader_is_empty_again_once_its_file_is_read(uploads):
    upload(uploads, GOOD)
    assert uploads.file_uploader[0].value == []
    assert "Current table: **a\\.csv**" in said(uploads)


def test_streamlit_keeps_no_copy_of_a_file_that_is_read(uploads, monkeypatch):
    removed, copies = [], []

    def look_for_copies(*args: object, **options: object) -> Table:
        copies.extend(thing for thing in gc.get_objects() if isinstance(thing, UploadedFile))
        return read_upload(*args, **options)

    monkeypatch.setattr(
        MemoryUploadedFileManager, "remove_file", lambda self, *file: removed.append(file)
    )
    monkeypatch.setattr(slots, "read_upload", look_for_copies)
    upload(uploads, GOOD)
    assert len(removed) == 1
    assert copies == []


def test_a_refused_file_is_named_on_every_visit_until_it_is_dismissed(uploads):
    upload(uploads, BAD, "bad.csv")
    uploads.switch_page("pages/compensation.py").run()
    uploads.switch_page("pages/samples.py").run()
    assert uploads.error[0].value.startswith("**bad\\.csv**: Row 1")
    button(uploads, "Dismiss").click().run()
    assert not uploads.error


def test_a_dropped_batch_is_gone_whatever_was_done_with_it(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "upload", "scope": "batch"}))
    upload(app, GOOD)
    upload(app, GOOD)
    uploads = app.session_state["uploads"]
    app.session_state[f"scored_{app.session_state['nonce']}"] = {"selection": {"rows": [1]}}
    app.run()
    app.switch_page("pages/compensation.py").run()
    assert "a\\.csv" in said(app)
    app.switch_page("pages/samples.py").run()
    batch, scored = weakref.ref(uploads.batch), weakref.ref(summary(uploads.batch))
    button(app, "Drop").click().run()
    assert batch() is None
    assert scored() is None


def test_a_batch_that_another_takes_the_place_of_is_gone(uploads):
    upload(uploads, GOOD)
    batch = weakref.ref(uploads.session_state["uploads"].batch)
    upload(uploads, BAD, "bad.csv")
    assert batch() is not None
    upload(uploads, GOOD)
    assert batch() is None


def test_a_hand_that_was_emptied_says_why(uploads):
    upload(uploads, GOOD)
    uploads.session_state["uploads"].empty()
    uploads.run()
    assert uploads.info[0].value == EMPTIED
    upload(uploads, GOOD)
    assert not uploads.info


def test_tables_that_do_not_belong_together_are_explained(uploads):
    upload(uploads, GOOD)
    upload(uploads, GOOD + GOOD.partition(b"\n")[2], "b.csv")
    assert "**The two tables do not belong together.**" in uploads.error[0].value
    assert "a mean of **0.13**." in said(uploads)


def test_names_in_a_file_are_text_and_no_markdown(uploads):
    upload(uploads, b"true,![x](http://e.example),$y$\n$y$,0,1\n$y$,0.5,0.5\n", "![a](b).csv")
    assert not uploads.exception
    for element in (*uploads.markdown, *uploads.caption):
        assert "![" not in element.value.replace("\\!\\[", "")
