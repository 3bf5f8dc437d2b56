"""What the columns of a table are: guessed where it is plain, told where it is not."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.ui.inputs.uploads.columns import Roles
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.reading import read_upload
from tests.pages.good_table import lines, parquet
from tests.pages.inputs.uploads.frames import FRAME, PROBA, TRUTH, assert_is_the_frame, refusal
from tests.pages.uploading import read_here, read_rows


@pytest.mark.parametrize(
    "prefix", ["prob_", "proba_", "p_", "predict_proba_", "y_pred_", "P ", "class_", "prob."]
)
def test_what_all_columns_of_classes_begin_with_is_no_part_of_a_class(read, prefix):
    prefixed = FRAME.rename(columns={name: prefix + name for name in ("cat", "dog", "bird")})
    assert_is_the_frame(read(prefixed))
    assert_is_the_frame(read(prefixed.rename(columns={"true": "target"})))
    assert_is_the_frame(read(prefixed.assign(id=range(4), age=[30, 41, 2, 9])))


@pytest.mark.parametrize("headed", ["P({})", "{}_proba", "digit_{}", "Scored Probabilities_{}"])
def test_nor_is_what_stands_around_what_labels_name(read, headed):
    around = FRAME.rename(columns={n: headed.format(n) for n in ("cat", "dog", "bird")})
    assert_is_the_frame(read(around.rename(columns={"true": "target"}).assign(age=[30, 41, 2, 9])))
    assert_is_the_frame(read(around))


def test_of_two_models_in_a_table_it_has_to_be_told_which_is_meant(read):
    b = FRAME[["bird", "cat", "dog"]].to_numpy()
    wide = FRAME.rename(columns=lambda n: n if n == "true" else f"A_{n}")
    wide[["B_cat", "B_dog", "B_bird"]] = b
    error = refusal(read, wide)
    assert "say below what the columns are" in str(error)
    a, b = ([f"{model}_{name}" for name in ("cat", "dog", "bird")] for model in "AB")
    assert error.columns.headed == (*a, *b)
    assert_is_the_frame(read(wide, told={error.columns.names: Roles("true", tuple(a))}))
    upload = read(wide, told={error.columns.names: Roles("true", tuple(b))})
    assert upload.proba.tolist() == wide[b].to_numpy().tolist()


@pytest.mark.parametrize("headed", ["prob_{}", "B_{}"])
@pytest.mark.parametrize("truth", ["true", "target"])
def test_nor_is_one_of_two_models_taken_if_the_other_has_bare_names(read, headed, truth):
    b = FRAME[["bird", "cat", "dog"]].to_numpy()
    wide = FRAME.rename(columns={"true": truth})
    wide[[headed.format(name) for name in ("cat", "dog", "bird")]] = b
    assert "sums to 2 and not to 1" in str(refusal(read, wide))


def test_where_the_truth_has_to_be_told_the_other_roles_are_proposed(read):
    frame = FRAME.assign(cover=[1, 2, 3, 2], Id=[7, 8, 9, 4], note=list("wxyz"))
    error = refusal(read, frame.drop(columns="true"))
    assert "say below which column holds it" in str(error)
    assert (error.columns.headed, error.columns.truth) == (("cat", "dog", "bird"), ())
    assert error.columns.names[error.columns.ids] == "Id"
    told = {error.columns.names: Roles("note", error.columns.headed)}
    again = refusal(read, frame.drop(columns="true"), told=told)
    assert again.columns.names[again.columns.truth[0]] == "note"  # What was told stays.


def test_a_prefix_that_labels_have_stays():
    prefixed = FRAME.rename(columns=lambda name: f"p_{name}" if name != "true" else name)
    upload = read_here(prefixed.assign(true=[f"p_{x}" for x in TRUTH]).to_csv().encode())
    assert upload.classes == ("p_cat", "p_dog", "p_bird")
    told = prefixed.assign(y=[f"p_{x}" for x in TRUTH]).drop(columns="true")
    upload = read_here(told.to_csv(index=False).encode())
    assert (upload.truth.tolist(), upload.classes) == ([0, 1, 2, 1], ("p_cat", "p_dog", "p_bird"))


@pytest.mark.parametrize(
    "extra",
    [
        {"id": [11, 12, 13, 14]},
        {"patient_id": ["a", "b", "c", "d"]},
        {"comment": ["good", "", "bad,worse", "x"]},
        {"time": ["2024-01-01 00:00:00"] * 4},
        {"weight": [1.0, 2.0, 0.5, 1.0], "fold": [0, 1, 0, 1]},
        {"region": ["n", "s", "n", "s"], "age": [30, 41, 2, 9], "id": [4, 3, 2, 1]},
        {"predicted": ["cat", "dog", "cat", "dog"]},
        {"flag": [0, 0, 1, 0]},
    ],
    ids=", ".join,
)
@pytest.mark.parametrize("first", [True, False])
def test_columns_that_are_no_classes_refuse_no_file(read, extra, first):
    parts = [pd.DataFrame(extra), FRAME]
    upload = read(pd.concat(parts if first else parts[::-1], axis=1))
    assert_is_the_frame(upload)
    ids = [name for name in extra if name.endswith("id")]
    left = {name for name in extra if name not in ids}
    sliced = {name for name in left if 1 < len(set(extra[name])) <= 2 and name != "weight"}
    assert set(upload.slices) == sliced
    assert set(upload.columns.unused) == left - sliced - {"weight"}
    assert (upload.weight is not None) == ("weight" in extra)
    assert (upload.ids is not None) == bool(ids)


@pytest.mark.parametrize("name", ["fold", "weight"])
def test_a_fold_or_a_weight_that_is_0_in_all_the_first_rows_is_no_class(name):
    many = pd.concat([FRAME] * 200, ignore_index=True)
    upload = read_here(many.assign(**{name: many.index // 600}).to_csv(index=False).encode())
    assert upload.classes == ("cat", "dog", "bird")
    assert (upload.weight is not None, "fold" in upload.slices) == (
        name == "weight",
        name == "fold",
    )


def test_a_class_that_is_called_fold_by_a_label_is_one():
    data = b"true,fold,flat\nflat,0,1\nfold,0,1\n"
    assert read_here(data).classes == ("fold", "flat")


def test_times_and_lists_of_parquet_refuse_no_file():
    extra = FRAME.assign(time=pd.date_range("2024", periods=4), xs=[[1.0]] * 4, none=None)
    assert_is_the_frame(read_here(parquet(extra)))


def test_a_soft_truth_beside_other_columns_is_read():
    soft = pd.DataFrame(
        [[7, 0.8, 0.2, "n", 0.7, 0.3], [5, 0.1, 0.9, "s", 0.4, 0.6]],
        columns=["id", "a", "b", "side", "true:a", "true:b"],
    )
    upload = read_here(soft.to_csv(index=False).encode())
    assert (upload.classes, upload.ids.tolist()) == (("a", "b"), [7, 5])
    assert upload.truth.tolist() == [[0.7, 0.3], [0.4, 0.6]]


def test_the_classes_of_a_soft_truth_may_have_a_prefix_in_the_prediction(read):
    soft = pd.DataFrame({"p_a": [0.8], "p_b": [0.2], "true:a": [0.7], "true:b": [0.3]})
    upload = read(soft)
    assert (upload.classes, upload.truth.tolist()) == (("a", "b"), [[0.7, 0.3]])


def test_percentages_are_rescaled_on_request_if_every_row_sums_to_100(read):
    percent = FRAME.assign(**{n: (100 * FRAME[n]).round() for n in ("cat", "dog", "bird")})
    error = refusal(read, percent)
    assert "as rows of percentages do" in str(error)
    assert error.fixable_by_normalising
    assert read(percent, normalise=True).proba == pytest.approx(PROBA)
    percent.loc[2, "dog"] = 31.5  # A number among the classes, maybe, that rescaling would hide.
    error = refusal(read, percent)
    assert "above 1" in str(error)
    assert not error.fixable_by_normalising


def test_a_wrong_row_among_others_is_named_as_ever_where_ids_are(read):
    wrong = FRAME.assign(name=["w", "x", "y", "z"])
    wrong.loc[2, "dog"] = 0.4
    error = refusal(read, wrong)
    assert str(error).startswith("Row 3")
    assert "sums to 1.1 and not to 1" in str(error)
    assert error.fixable_by_normalising
    assert read(wrong, normalise=True).proba[2] == pytest.approx([2 / 11, 4 / 11, 5 / 11])


def test_whole_numbers_are_matched_with_names_only_when_told(read):
    frame = FRAME.assign(true=[0, 1, 2, 1])
    error = refusal(read, frame)
    assert 'holds "0", which is not the name of a class column' in str(error)
    roles = Roles("true", error.columns.classes, counted=True)
    assert_is_the_frame(read(frame, told={error.columns.names: roles}))
    beyond = frame.assign(true=[0, 1, 2, 3])
    told = str(refusal(read, beyond, told={error.columns.names: roles}))
    assert 'holds "3", which is no whole number from 0 to 2' in told


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        (["cat", "dog", "bird", "dog"], ("bird", "cat", "dog")),
        ([10, 9, -1, 9], ("-1", "9", "10")),
        ([1.0, 2.0, 3.0, 1.0], ("1", "2", "3")),
    ],
)
def test_columns_without_names_are_the_labels_in_their_order_when_told(read, labels, classes):
    many = [labels[0]] * 600 + labels  # More than the first rows know the labels of.
    frame = pd.DataFrame(np.tile(PROBA[0], (604, 1))).assign(y=many)
    error = refusal(read, frame)
    assert "say below that the columns are the labels in their order" in str(error)
    told = {error.columns.names: Roles("y", ("0", "1", "2"), ordered=True)}
    upload = read(frame, told=told)
    assert [name.removesuffix(".0") for name in upload.classes] == list(classes)
    assert np.array(classes)[upload.truth].tolist() == [
        str(label).removesuffix(".0") for label in many
    ]
    assert upload.proba.tolist() == frame[[0, 1, 2]].to_numpy().tolist()
    fewer = refusal(read, frame[frame["y"] != labels[2]], told=told)
    assert "are 2 different labels and 3 classes" in str(fewer)


@pytest.mark.parametrize("label", ["x" * 81, "c\u200bat"])
def test_labels_that_become_names_of_classes_are_held_to_what_names_are(read, label):
    frame = pd.DataFrame({"true": ["a", label], "0": [0.75, 0.5], "1": [0.25, 0.5]})
    told = {("true", "0", "1"): Roles("true", ("0", "1"), ordered=True)}
    assert "type it anew" in str(refusal(read, frame, told=told))


def test_what_is_told_goes_before_what_fits():
    rows = (("true", "a", "b", "other"), ("a", "0.75", "0.25", "b"))
    names = rows[0]
    assert read_rows(*rows).truth.tolist() == [0]
    told = {names: Roles("other", ("a", "b"))}
    assert read_rows(*rows, told=told).truth.tolist() == [1]
    assert read_rows(*rows, told={("x",): told[names]}).truth.tolist() == [0]


def test_roles_are_told_to_the_process_that_reads_parquet():
    frame = FRAME.rename(columns={"true": "answer"})
    names = tuple(frame.columns)
    data = parquet(frame)
    error = refusal(read_upload, data)
    assert error.columns.names == names
    upload = read_upload(data, told={names: Roles("answer", names[:3])})
    assert_is_the_frame(upload)
    assert json.loads(json.dumps(upload.columns)) == json.loads(
        json.dumps(read_here(data, told={names: Roles("answer", names[:3])}).columns)
    )


def test_two_columns_called_as_a_truth_are_no_truth(read):
    frame = FRAME.rename(columns={"true": "label"}).assign(target="cat")
    assert 'no column "true"' in str(refusal(read, frame))


def test_a_class_called_as_a_truth_is_a_class(read):
    frame = pd.DataFrame({"y": [0.25, 0.5], "n": [0.75, 0.5], "label": ["n", "y"]})
    upload = read(frame)
    assert (upload.classes, upload.truth.tolist()) == (("y", "n"), [1, 0])


@settings(max_examples=200, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda k: st.lists(
            st.tuples(st.integers(0, k - 1), st.lists(st.integers(1, 99), min_size=k, max_size=k)),
            min_size=1,
            max_size=6,
        )
    ),
    st.lists(st.floats(-3, 3), min_size=6, max_size=6),
)
def test_a_column_of_any_numbers_never_changes_a_probability(samples, extra):
    k = len(samples[0][1])
    proba = np.array([counts for _, counts in samples]) / [[sum(c)] for _, c in samples]
    frame = pd.DataFrame(proba, columns=[f"c{i}" for i in range(k)])
    frame["true"] = [f"c{label}" for label, _ in samples]
    frame["extra"] = extra[: len(frame)]
    try:
        upload = read_here(frame.to_csv(index=False).encode())
    except UploadError:
        return
    assert upload.proba[:, :k].tolist() == proba.tolist()
    if len(upload.classes) > k:
        assert not np.any(upload.proba[:, k:] > 1e-5)


def test_a_cell_of_a_column_that_is_no_class_may_hold_anything():
    rows = [("true", "note", "a", "b"), *[("a", "fine", "1", "0")] * 600, ("b", "![](x)", "0", "1")]
    assert read_here(lines(*rows)).truth[-1] == 1
