"""The page Samples: what it says of a batch, its grid of samples, its uploads, its table."""

from __future__ import annotations

import gc
import io
import json
import weakref

import numpy as np
import pandas as pd
import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.typing import UploadedFile

import losscore
from pages.ui import palette
from pages.ui.inputs.digits import FILES as DIGITS_FILES
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MAX_SAMPLES, Sample, Scenario, one_hot
from pages.ui.inputs.share import Case, decode
from pages.ui.inputs.uploads import slots
from pages.ui.inputs.uploads.reading import read_upload
from pages.ui.inputs.uploads.table import Table
from pages.ui.results import confusion, samples
from pages.ui.results.samples_csv import scored_csv
from pages.ui.results.samples_lists import ALL, DISAGREEING, NUMBER, STAKE, UNDECIDED
from pages.ui.results.samples_table import (
    SAMPLE,
    TRUTH,
    on_truth_column,
    penalty_column,
    predicted_column,
    prefers_column,
    right_column,
    soft_column,
)
from pages.ui.results.slices import Cut
from pages.ui.session import CODE
from pages.ui.widgets import computing, source
from pages.ui.widgets import samples_table as scored_table
from pages.ui.wording.en import confusion as confusion_words
from pages.ui.wording.en import samples as words
from pages.ui.wording.en import samples_table as table_words
from pages.ui.wording.en import samples_verdicts as verdict_words
from pages.ui.wording.en.samples_verdicts import TO_COME, mean
from pages.ui.wording.en.uploads import EMPTIED
from pages.ui.wording.formats import percent
from tests.pages.reading import code_in, said, scenario
from tests.pages.scoring import NAMES, scored_frame, summary

EIGHT = PRESETS["eight"]
A, B = (file.read_bytes() for file in DIGITS_FILES.values())
BAD = b"true,cat,dog\ncat,0.8,0.15\ndog,0.3,0.7\n"
GOOD = b"true,cat,dog\ncat,0.8,0.2\ndog,0.3,0.7\n"


def table(app) -> pd.DataFrame | None:
    """The scored table; the grid of the scenario's samples is a frame to AppTest as well."""
    return next((d.value for d in app.dataframe if SAMPLE in d.value.columns), None)


def scenario_of(app) -> Scenario:
    return decode(app.session_state[CODE]).scenario


def button(app, label: str):
    return next(b for b in app.button if b.label.startswith(label))


def upload(app, content: bytes, name: str = "a.csv"):
    app.file_uploader[0].set_value([(name, content, "text/csv")])
    return app.run()


@pytest.fixture
def uploads(open_page):
    """The page with the uploaders open and nothing uploaded."""
    return open_page("samples", Case(EIGHT, {"source": "upload"}))


def test_one_sample_is_charged_as_on_distributions_and_called_no_batch(open_page):
    text = said(open_page("samples"))
    assert "a mean of **0.08** for A and **0.02** for B: B's is lower by **0.06**." in text
    assert "Both losses prefer **model B** on the one sample there is." in text
    assert "One sample is no batch yet" in text
    assert "interval 0" not in text


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_shows_the_means_of_losscore(open_page, preset):
    text = said(open_page("samples", Case(PRESETS[preset])))
    batch = source.scenario_batch(PRESETS[preset])
    for name, loss in ((n, losscore.LOSSES[n]) for n in NAMES):
        means = (
            verdict_words.mean(loss.penalties(batch.truth, p).mean()) for p in (batch.a, batch.b)
        )
        each = " and ".join(f"**{m}** for {model}" for m, model in zip(means, "AB", strict=True))
        assert f"**{palette.LOSSES[name].label}** has a mean of {each}" in text


def test_a_batch_says_how_often_the_losses_disagree_and_counts_ties_apart(open_page):
    text = said(open_page("samples", Case(EIGHT)))
    assert (
        "Both losses prefer **model A**. Sample by sample they disagree ★ on **1 of 8**; "
        "cross-entropy alone sees no difference on **1**." in text
    )


def test_a_truth_that_is_one_hot_throughout_is_a_class_and_no_soft_truth(open_page):
    assert "how often the true class is predicted" in said(open_page("samples", Case(EIGHT)))
    soft = PRESETS["soft_truth"]
    mixed = Scenario(soft.classes, (*soft.samples, Sample(one_hot(0, 3), *[(0.5, 0.3, 0.2)] * 2)))
    assert "how often the likeliest class is predicted" in said(open_page("samples", Case(mixed)))


def test_a_batch_says_what_its_costliest_sample_carries(open_page):
    text = said(open_page("samples", Case(EIGHT)))
    batch = source.scenario_batch(EIGHT)
    for name, proba in (("A", batch.a), ("B", batch.b)):
        penalties = losscore.squared_error(batch.truth, proba)
        assert f"**{percent(penalties.max() / penalties.sum())}** of {name}'s" in text


def test_digits_show_their_known_numbers_and_why_one_mean_is_infinite(open_page):
    text = said(open_page("samples", Case(EIGHT, {"source": "digits"})))
    assert "A **866 of 899** (96.3 %), B **745 of 899** (82.9 %)." in text
    assert "a mean of **0.06008** for A and **0.32442** for B:" in text
    assert "a mean of **0.12682** for A and **∞** for B:" in text
    assert "B gives exactly 0 to the true class on **14 samples**, and one is enough." in text
    assert "A's is lower by **0.26434** although B is cheaper on 725 of 899 samples" in text
    assert "they agree on **all 899**" in text


def test_digits_are_listed_costliest_first(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    shown = table(app)
    column = penalty_column("a", "squared_error")
    expected = scored_frame(digits()).sort_values(column, ascending=False, kind="stable")
    assert shown[SAMPLE].tolist() == expected[SAMPLE].tolist()[:500]
    assert "The first 500 of 899 samples in this order; the CSV has all." in said(app)


def test_another_order_puts_infinite_penalties_first(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    app.selectbox(key="order").set_value(penalty_column("b", "cross_entropy")).run()
    penalties = table(app)[penalty_column("b", "cross_entropy")].to_numpy()
    assert np.isinf(penalties[:14]).all()
    assert np.isfinite(penalties[14:]).all()


def test_the_table_says_which_model_a_loss_prefers_by_its_letter(open_page):
    app = open_page("samples", Case(EIGHT))
    prefers = table(app).set_index(SAMPLE)[prefers_column("cross_entropy")]
    assert prefers.sort_index().tolist() == ["B", "tie", "A", "B", "A", "B", "A", "B"]


def test_disagreements_can_be_seen_alone(open_page):
    app = open_page("samples", Case(EIGHT))
    app.selectbox(key="list").set_value(DISAGREEING).run()
    assert table(app)[SAMPLE].tolist() == [6]
    app.selectbox(key="list").set_value(UNDECIDED).run()
    assert table(app)[SAMPLE].tolist() == [2]
    assert "At stake is the difference under the loss that prefers a model." in said(app)


def test_a_list_has_an_order_of_its_own_and_starts_with_what_is_at_stake(open_page):
    app = open_page("samples", Case(EIGHT))
    app.selectbox(key="order").set_value(NUMBER).run()
    app.selectbox(key="list").set_value(DISAGREEING).run()
    assert app.selectbox(key="order_of_list").value == STAKE
    app.selectbox(key="list").set_value(ALL).run()
    assert app.selectbox(key="order").value == NUMBER
    assert table(app)[SAMPLE].tolist() == list(range(1, 9))


def test_where_the_losses_never_disagree_their_list_says_so(open_page):
    app = open_page("samples")
    for which in (DISAGREEING, UNDECIDED):
        app.selectbox(key="list").set_value(which).run()
        assert table(app) is None
        assert table_words.NOTHING_LISTED[which] in said(app)


def test_slices_of_the_digits_are_told_with_both_losses_and_their_difference(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    frame = next(f.value for f in app.dataframe if "slice" in f.value)
    assert frame["samples"].sum() == 899
    assert frame["squared_error.a.share"].sum() == pytest.approx(100.0)
    assert (frame["squared_error.difference"] < 0).sum() >= 9
    assert "True class and class that A names" not in app.selectbox(key="cut").options
    matrices = [json.loads(c.proto.spec) for c in app.get("vega_lite_chart")[:2]]
    titles = ["● Model A, ▲ squared error", "■ Model B, ▲ squared error"]
    assert [one["title"] for one in matrices] == titles


def test_of_many_classes_what_is_taken_for_what_is_a_list(uploads, monkeypatch):
    monkeypatch.setattr(confusion, "MOST", 1)
    upload(uploads, GOOD)
    uploads.selectbox(key="cut").set_value(Cut((TRUTH, predicted_column("a")))).run()
    frame = next(f.value for f in uploads.dataframe if "slice" in f.value)
    assert any(" → " in name for name in frame["slice"])
    assert confusion_words.TITLE not in [fold.label for fold in uploads.expander]


def test_a_slice_that_was_clicked_is_in_the_list_and_leaves_with_its_batch(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    app.session_state["slice"] = (Cut((TRUTH,)), ("3",))
    app.run()
    app.selectbox(key="list").set_value("slice").run()
    assert set(table(app)["truth"]) == {"3"}
    app.selectbox(key="list").set_value(ALL).run()
    assert len(set(table(app)["truth"])) == 10
    app.selectbox(key="list").set_value("slice").run()
    app.segmented_control(key="setting_source").set_value("scenario").run()
    assert not app.exception
    assert app.session_state["list"] == ALL


def test_a_floor_is_offered_with_an_infinite_mean_and_said_to_decide_it(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    app.selectbox(key="setting_floor").set_value(1e-7).run()
    text = said(app)
    batch = digits()
    floored, lower = (
        verdict_words.mean(losscore.cross_entropy(batch.truth, batch.b, floor=f).mean())
        for f in (1e-7, 1e-10)
    )
    assert f"a mean of **0.12682** for A and **{floored}** for B:" in text
    assert f"B's mean **depends on the floor** of 10⁻⁷: with 10⁻¹⁰ it is {lower}" in text


def test_no_floor_is_offered_where_all_is_finite(open_page):
    assert not [box for box in open_page("samples").selectbox if box.key == "setting_floor"]


def test_columns_that_do_not_sum_to_1_are_named_and_only_their_samples_left_out(open_page):
    broken = scenario(
        (one_hot(0, 3), (0.8, 0.15, 0), (0.9, 0.1, 0)),
        (one_hot(1, 3), (0.1, 0.9, 0), (0.2, 0.8, 0)),
        (one_hot(2, 3), (0.1, 0.1, 0.8), (0.3, 0.3, 0.6)),
    )
    app = open_page("samples", Case(broken))
    text = said(app)
    assert "**Sample 1, Model A** sums to 0.95; **Sample 3, Model B** sums to 1.2." in text
    assert table(app)[SAMPLE].tolist() == [2]
    button(app, "Normalise all 2").click().run()
    assert not app.exception
    assert sorted(table(app)[SAMPLE]) == [1, 2, 3]
    assert scenario_of(app).samples[1] == broken.samples[1]


def test_a_column_of_zeros_cannot_be_normalised_and_says_so(open_page):
    app = open_page("samples", Case(scenario((one_hot(0, 2), (0, 0), (0.5, 0.5)))))
    assert words.NOTHING_SCORED in said(app)
    button(app, "Normalise it").click().run()
    assert "Model A is 0 for every class" in app.warning[0].value


def test_samples_are_added_duplicated_and_removed_without_losing_the_rest(open_page):
    app = open_page("samples", Case(EIGHT, {"sample": 3}))
    button(app, "Duplicate 3").click().run()
    assert scenario_of(app) == EIGHT.with_copy_of(2)
    assert decode(app.session_state[CODE]).value("sample") == 4
    button(app, "Remove 4").click().run()
    assert scenario_of(app) == EIGHT
    button(app, "Add a sample").click().run()
    assert scenario_of(app) == EIGHT.with_new_sample()
    assert decode(app.session_state[CODE]).value("sample") == 9
    button(app, "Remove 9").click().run()
    assert scenario_of(app) == EIGHT
    assert decode(app.session_state[CODE]).value("sample") == 8


def test_the_last_sample_stays_and_a_full_scenario_takes_no_more(open_page):
    assert button(open_page("samples"), "Remove 1").disabled
    full = Scenario(EIGHT.classes, (EIGHT.samples * 7)[:MAX_SAMPLES])
    app = open_page("samples", Case(full))
    assert button(app, "Add a sample").disabled
    assert button(app, "Duplicate 1").disabled


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


def models(app) -> pd.DataFrame:
    """The table of all models."""
    return next(frame.value for frame in app.dataframe if "accuracy" in frame.value)


def test_several_models_stand_beside_each_other_the_costliest_last(uploads):
    files = {"best": (0.9, 0.1), "worst": (0.2, 0.7), "x_*[y](z)": (0.6, 0.4)}
    uploads.file_uploader[0].set_value(
        [
            (
                f"{name}.csv",
                f"true,cat,dog\ncat,{p},{1 - p}\ndog,{q},{1 - q}\n".encode(),
                "text/csv",
            )
            for name, (p, q) in files.items()
        ]
    )
    uploads.run()
    found = models(uploads)
    assert found["model"].tolist() == ["best", "x_*[y](z)", "worst"]
    assert found["is"].tolist() == ["A", "", "B"]
    for _, row in found.iterrows():
        p, q = files[row["model"]]
        proba = [[p, 1 - p], [q, 1 - q]]
        assert row["first"] == losscore.squared_error([0, 1], proba).mean()
        assert row["second"] == losscore.cross_entropy([0, 1], proba).mean()
        for column, loss in (("first_back", "squared_error"), ("second_back", "cross_entropy")):
            bill = losscore.decompose([0, 1], proba, loss=loss)
            assert row[column] == pytest.approx(bill.miscalibration)
        assert row["accuracy"] == np.mean([p > 0.5, q < 0.5])


def test_two_of_several_models_are_chosen_swapped_and_called_by_their_names(uploads):
    for name, p in (("one", 0.9), ("x_*[y](z)", 0.8), ("three", 0.7)):
        upload(uploads, f"true,cat,dog\ncat,{p},{1 - p}\ndog,0.3,0.7\n".encode(), f"{name}.csv")
    assert "for one and **" in said(uploads)
    uploads.selectbox(key="model_b").select("2").run()
    assert "for one and **" in said(uploads)
    assert "for three" in said(uploads)
    assert "Both losses prefer **model one**" in said(uploads)
    button(uploads, "Swap").click().run()
    assert "for three and **" in said(uploads)
    assert uploads.selectbox(key="model_a").value == "2"
    uploads.selectbox(key="model_a").select("1").run()
    assert r"for x\_\*\[y\]\(z\) and **" in said(uploads)
    uploads.switch_page("pages/thresholds.py").run()
    assert not uploads.exception


def test_a_model_of_other_samples_is_not_in_the_table_and_said_why(uploads):
    upload(uploads, GOOD)
    upload(uploads, GOOD)
    upload(uploads, GOOD.replace(b"\ncat", b"\ndog"), "other.csv")
    assert models(uploads)["model"].tolist() == ["a", "a (2)"]
    assert "**other** is not in it. As model B: Row 1 has a different truth" in said(uploads)


def test_an_eleventh_table_is_named_and_not_taken(uploads):
    uploads.file_uploader[0].set_value([(f"{i}.csv", GOOD, "text/csv") for i in range(11)])
    uploads.run()
    assert "**10\\.csv** was not taken" in uploads.warning[-1].value
    assert len(models(uploads)) == 10


def test_soft_truth_is_scored_and_shown(uploads):
    soft = b"cat,dog,true:cat,true:dog\n0.6,0.4,0.7,0.3\n0,1,0.5,0.5\n"
    upload(uploads, soft)
    text = said(uploads)
    assert "a gives exactly 0 where the truth has mass on **1 sample**, and that is enough" in text
    assert "how often the likeliest class is predicted" in text
    assert table(uploads)[soft_column(0)].tolist() == [0.5, 0.7]


def test_names_in_a_file_are_text_and_no_markdown(uploads):
    upload(uploads, b"true,![x](http://e.example),$y$\n$y$,0,1\n$y$,0.5,0.5\n", "![a](b).csv")
    assert not uploads.exception
    for element in (*uploads.markdown, *uploads.caption):
        assert "![" not in element.value.replace("\\!\\[", "")


def test_a_chosen_row_is_opened_on_distributions(open_page):
    app = open_page("samples", Case(EIGHT, {"sample": 6}))
    app.session_state["open_on_distributions"] = {"notice": "A *notice*."}
    app.run()
    assert app.header[0].value == "One sample, two models: what does each loss charge?"
    assert app.warning[0].value == "A \\*notice\\*\\."
    assert "squared error prefers **model A**; cross-entropy" in said(app)


def test_a_large_scored_table_is_compressed_and_says_so(uploads, monkeypatch):
    uploads.session_state["files"] = True
    upload(uploads, GOOD)
    assert not uploads.get("download_button")[-3].proto.help
    monkeypatch.setattr(scored_table, "MOST_PLAIN", 1)
    assert uploads.run().get("download_button")[-3].proto.help == table_words.COMPRESSED


@pytest.mark.parametrize(
    ("pair", "absent"),
    [("spherical.cross_entropy", "quared error"), ("squared_error.spherical", "ross-entropy")],
)
@pytest.mark.parametrize("source_", ["scenario", "digits"])
@pytest.mark.parametrize("preset", ["eight", "soft_truth", "impossible"])
def test_a_batch_is_scored_under_any_two_losses_and_no_third_is_spoken_of(
    open_page, pair, absent, source_, preset
):
    settings = {"losses": pair, "source": source_}
    app = open_page("samples", Case(PRESETS[preset], settings))
    text = said(app)
    assert absent not in text
    batch = digits() if source_ == "digits" else source.scenario_batch(PRESETS[preset])
    for name in pair.split("."):
        loss = losscore.LOSSES[name]
        a, b = (float(loss.penalties(batch.truth, proba).mean()) for proba in (batch.a, batch.b))
        assert f"has a mean of **{mean(a)}** for A and **{mean(b)}** for B" in text
    columns = app.dataframe[-1].value.columns
    shown = {penalty_column(model, name) for model in "ab" for name in pair.split(".")}
    assert shown == {c for c in columns if c.partition(".")[2] in losscore.LOSSES}


def test_the_page_links_to_the_samples_its_verdicts_hang_on(open_page):
    text = said(open_page("samples", Case(EIGHT)))
    url = text.partition("without [7](")[2].partition(")")[0]
    assert decode(code_in(url)).value("sample") == 7


@pytest.mark.usefixtures("may_fail")
def test_of_a_batch_that_takes_long_the_means_are_told_before_all_else_is_counted(
    open_page, monkeypatch
):
    def failing(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(computing, "_MANY", 1000)
    monkeypatch.setattr(samples, "summary", failing)
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    assert any(TO_COME in text.value and "0.06008" in text.value for text in app.markdown)
