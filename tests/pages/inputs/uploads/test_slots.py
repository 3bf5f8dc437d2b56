"""Uploads: what good and bad files do to the batch, and that nothing stays behind."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

import losscore
from pages.ui.inputs.uploads import files, slots
from pages.ui.inputs.uploads.columns import Roles
from pages.ui.inputs.uploads.files import File
from pages.ui.inputs.uploads.limits import Room
from pages.ui.inputs.uploads.slots import Slot, Uploads
from pages.ui.wording.en import uploads as words
from pages.ui.wording.formats import named
from tests.pages.scoring import summary

A = b"true,cat,dog\ncat,0.8,0.2\ndog,0.3,0.7\n"
B = b"true,cat,dog\ncat,0.9,0.1\ndog,0.4,0.6\n"
C = b"true,cat,dog\ncat,0.6,0.4\ndog,0.4,0.6\n"
OTHER = b"true,cat,dog\ndog,0.9,0.1\ndog,0.4,0.6\n"
BAD = b"true,cat,dog\ncat,0.8,0.1\n"
PICTURE = b"\x89PNG\r\n\x1a\n"


def give(uploads: Uploads, data: bytes, name: str) -> str:
    """Take a file and read it; the key of its slot."""
    uploads.take(File(name, data))
    (key,) = (key for key, slot in uploads.slots.items() if slot.waiting)
    uploads.read(key)
    return key


@pytest.fixture
def uploads() -> Uploads:
    """One current table, model A's."""
    uploads = Uploads()
    give(uploads, A, "a.csv")
    return uploads


@pytest.fixture
def both(uploads) -> Uploads:
    """Two current tables, models A's and B's."""
    give(uploads, B, "b.csv")
    return uploads


def of_file(uploads: Uploads, name: str) -> Slot:
    """The slot that a file went to."""
    return next(s for s in uploads.slots.values() if (s.refused or s.held).name == name)


def test_one_table_is_a_batch_of_one_model(uploads):
    assert uploads.batch.models.keys() == {"a"}
    assert uploads.batch.name == "a.csv"
    assert uploads.batch.names == {"a": "a"}


def test_models_whose_files_have_long_names_can_be_told_apart_in_a_sentence():
    uploads, base = Uploads(), "predictions of the model of the week of the year"
    for version in ("1", "2"):
        give(uploads, A, f"{base}{version}.csv")
        give(uploads, A, f"{base[:20]}{version}{base[21:]}.csv")
    found = {named(slot.name) for slot in uploads.slots.values()}
    assert len(found) == 4
    assert "predictions of t…ek of the year1" in {slot.name for slot in uploads.slots.values()}


def test_the_first_two_tables_of_the_same_samples_are_compared(both):
    assert both.batch.models.keys() == {"a", "b"}
    assert both.batch.b[0].tolist() == [0.9, 0.1]
    assert both.batch.names == {"a": "a", "b": "b"}


def test_a_bad_file_leaves_the_tables_before_it(uploads):
    before = uploads.batch
    give(uploads, PICTURE, "bad.csv")
    assert uploads.batch is before
    assert words.refused(of_file(uploads, "bad.csv")).startswith("**bad\\.csv**: This is a picture")


def test_a_good_file_comes_in_the_place_of_a_bad_one_of_the_same_name(uploads):
    bad = give(uploads, BAD, "b.csv")
    assert give(uploads, B, "b.csv") == bad
    assert uploads.slots[bad].refused is None
    assert uploads.batch.names == {"a": "a", "b": "b"}


def test_two_good_files_of_the_same_name_are_two_models(uploads):
    give(uploads, B, "a.csv")
    give(uploads, B, "a.parquet")
    assert [slot.name for slot in uploads.slots.values()] == ["a", "a (2)", "a (3)"]
    assert uploads.batch.names == {"a": "a", "b": "a (2)"}


def test_ten_tables_are_held_and_an_eleventh_is_named():
    uploads = Uploads()
    uploads.take(*(File(f"{i}.csv", A) for i in range(12)))
    assert len(uploads.slots) == 10
    assert words.left_out(uploads.left_out).startswith(
        "**10\\.csv** and **11\\.csv** were not taken"
    )
    for key in uploads.slots:
        uploads.read(key)
    assert list(uploads.held) == list(uploads.slots)
    uploads.drop(next(iter(uploads.slots)))
    give(uploads, B, "b.csv")
    assert uploads.left_out == ()
    assert len(uploads.held) == 10


def test_any_two_tables_can_be_chosen_and_swapped(both):
    a, b = both.held
    c = give(both, C, "c.csv")
    assert (both.a, both.b) == (a, b)
    both.choose("b", c)
    assert both.batch.names == {"a": "a", "b": "c"}
    assert both.batch.b[0].tolist() == [0.6, 0.4]
    both.swap()
    assert both.batch.names == {"a": "c", "b": "a"}
    assert both.batch.a[0].tolist() == [0.6, 0.4]
    both.choose("a", both.b)
    assert both.batch.names == {"a": "a", "b": "c"}
    both.choose("a", b)
    assert both.batch.names == {"a": "b", "b": "c"}
    both.drop(b)
    assert both.batch.names == {"a": "c", "b": "a"}


def test_a_key_that_is_gone_is_not_chosen(both):
    a, b = both.held
    both.drop(b)
    both.choose("b", b)
    both.swap()
    assert (both.a, both.b) == (a, None)


def test_rows_are_rescaled_only_on_request():
    uploads = Uploads()
    key = give(uploads, BAD, "bad.csv")
    assert uploads.batch is None
    uploads.rescale(key)
    uploads.read(key)
    assert uploads.slots[key].refused is None
    assert uploads.batch.a[0] == pytest.approx([8 / 9, 1 / 9])
    assert words.current(uploads.slots[key].held).endswith("every row rescaled to sum to 1")


def test_a_file_that_rescaling_would_not_fix_is_not_kept(uploads):
    key = give(uploads, PICTURE, "bad.csv")
    assert uploads.slots[key].refused.file is None
    uploads.rescale(key)
    assert uploads.slots[key].waiting is None


def test_a_file_for_which_there_is_no_room_is_not_taken(uploads, monkeypatch):
    monkeypatch.setattr(slots, "ROOM", Room(0))
    uploads.take(File("new.csv", A))
    assert of_file(uploads, "new.csv").waiting is None
    assert "as many tables" in of_file(uploads, "new.csv").refused.reason
    assert uploads.batch.name == "a.csv"


def test_a_file_takes_its_room_while_it_waits_and_while_it_could_be_rescaled(uploads, monkeypatch):
    monkeypatch.setattr(slots, "ROOM", room := Room(1))
    key = give(uploads, BAD, "bad.csv")
    taken = [size for alive, size in room._taken if alive()]
    assert taken == [len(BAD)]
    uploads.rescale(key)
    assert [size for alive, size in room._taken if alive()] == [len(BAD)]
    uploads.read(key)
    uploads.drop(key)
    assert not [size for alive, size in room._taken if alive()]


ANSWER = A.replace(b"true", b"answer")
ROLES = Roles("answer", ("cat", "dog"))


def test_roles_that_are_told_have_a_refused_file_read_and_all_with_the_same_columns():
    uploads = Uploads()
    key = give(uploads, ANSWER, "a.csv")
    assert uploads.batch is None
    uploads.tell(key, ROLES)
    uploads.read(key)
    assert uploads.slots[key].refused is None
    give(uploads, B.replace(b"true", b"answer"), "b.csv")
    assert uploads.batch.models.keys() == {"a", "b"}


def test_roles_of_the_current_table_can_be_told_otherwise_and_a_bad_choice_leaves_it(uploads):
    before, (key,) = uploads.batch, uploads.slots
    uploads.tell(key, Roles("cat", ("true", "dog")))
    uploads.read(key)
    assert 'column "cat" holds "0.8", which is not' in uploads.slots[key].refused.reason
    assert words.refused(uploads.slots[key]).endswith("**a\\.csv** is still the current table.")
    assert uploads.batch is before
    uploads.tell(key, Roles("true", ("cat", "dog"), logits=True))
    uploads.read(key)
    assert uploads.batch.a[0, 0] == pytest.approx(1 / (1 + np.exp(-0.6)))


def test_of_a_large_file_roles_are_remembered_until_it_comes_again(monkeypatch):
    monkeypatch.setattr(files, "MAX_KEPT_MB", 0)
    uploads = Uploads()
    key = give(uploads, ANSWER, "a.csv")
    assert uploads.slots[key].again is None
    uploads.tell(key, ROLES)
    assert uploads.slots[key].waiting is None
    assert give(uploads, ANSWER, "a.csv") == key
    assert uploads.batch.truth.tolist() == [0, 1]
    uploads.tell(key, ROLES._replace(logits=True))
    assert give(uploads, ANSWER, "a.csv") == key
    assert uploads.batch.a[0, 0] == pytest.approx(1 / (1 + np.exp(-0.6)))
    assert give(uploads, ANSWER, "a.csv") != key


@pytest.mark.parametrize("name", ["[x](http://y)", "$a$", "![](z)", "*b*"])
def test_roles_are_told_in_one_line_with_names_that_are_no_markdown(name):
    uploads = Uploads()
    give(uploads, f"target,{name},p_cat,p_dog,weight\ncat,n,1,0,2\n".encode(), "a.csv")
    text = words.current(of_file(uploads, "a.csv").held)
    assert "truth: **target** · 2 classes · weight: **weight** · not used: " in text
    assert words.line(of_file(uploads, "a.csv").held).startswith("**a\\.csv** · 1 row · truth: ")
    assert name not in text


def test_a_weight_of_something_else_is_told_to_count_for_nothing():
    uploads = Uploads()
    give(uploads, b"target,birth_weight,p_cat,p_dog\ncat,3512,1,0\n", "a.csv")
    text = words.current(of_file(uploads, "a.csv").held)
    assert "weight: **birth\\_weight**, **not used**, every sample counts once" in text


def test_what_fits_the_rules_is_told_as_ever(uploads):
    assert "truth:" not in words.current(of_file(uploads, "a.csv").held)


def test_a_dismissed_file_is_gone_and_the_tables_before_it_stay(uploads):
    before, batch = list(uploads.slots), uploads.batch
    uploads.dismiss(give(uploads, BAD, "bad.csv"))
    assert list(uploads.slots) == before
    assert uploads.batch is batch


def test_a_dropped_table_is_gone_and_the_other_one_is_left(both):
    a, b = both.held
    both.drop(a)
    assert both.batch.names == {"a": "b"}
    both.drop(b)
    assert both.batch is None
    assert both.slots == {}


def test_a_table_that_does_not_fit_leaves_the_batch_before_it(both):
    batch = both.batch
    other = give(both, OTHER, "other.csv")
    assert both.batch is batch
    assert both.mismatch is None
    assert "Row 1 has a different truth" in both.misfit(other)
    both.choose("b", other)
    assert both.batch is batch
    assert "Row 1 has a different truth" in both.mismatch
    assert words.mismatch(both).endswith("still **a\\.csv and b\\.csv**.")
    both.drop(other)
    assert both.mismatch is None


def test_a_second_table_that_does_not_fit_leaves_one_model(uploads):
    other = give(uploads, OTHER, "other.csv")
    assert uploads.mismatch is not None
    assert uploads.batch.models.keys() == {"a"}
    uploads.drop(other)
    assert uploads.mismatch is None


def test_the_batch_is_made_once_while_the_two_stay(both):
    before = both.batch
    both.dismiss(give(both, BAD, "bad.csv"))
    assert both.batch is before


def test_reading_cut_short_is_started_anew(uploads):
    class Rerun(BaseException):
        """As Streamlit stops a run: no Exception."""

    def stop(done: float) -> None:
        raise Rerun

    uploads.take(File("b.csv", B))
    *_, key = uploads.slots
    with pytest.raises(Rerun):
        uploads.read(key, progress=stop)
    assert uploads.batch.models.keys() == {"a"}
    uploads.read(key)
    assert uploads.batch.models.keys() == {"a", "b"}


def test_a_file_that_no_reader_was_prepared_for_is_not_read_again(uploads):
    def fail(done: float) -> None:
        raise RuntimeError

    uploads.take(File("b.csv", B))
    *_, key = uploads.slots
    with pytest.raises(RuntimeError):
        uploads.read(key, progress=fail)
    assert uploads.slots[key].waiting is None
    assert uploads.batch.models.keys() == {"a"}


def test_an_emptied_hand_holds_nothing_and_says_so_until_the_next_file(both):
    give(both, BAD, "bad.csv")
    both.take(File("more.csv", A))
    both.empty()
    assert both == Uploads(emptied=True)
    give(both, A, "a.csv")
    assert not both.emptied


def test_an_empty_hand_is_not_emptied():
    uploads = Uploads()
    uploads.empty()
    assert not uploads.emptied


@pytest.fixture
def in_use(both):
    """The current batch, seen weakly, with all that a page computes from it, and no collector."""
    summary(both.batch)
    gc.collect()
    gc.disable()
    yield weakref.ref(both.batch)
    gc.enable()


@pytest.mark.parametrize(
    "let_go",
    [
        lambda uploads: uploads.drop(uploads.a),
        lambda uploads: uploads.drop(uploads.b),
        Uploads.swap,
        Uploads.empty,
    ],
    ids=["dropped", "other model dropped", "swapped", "session over"],
)
def test_a_batch_that_was_let_go_of_is_gone_at_once(both, in_use, let_go):
    let_go(both)
    assert in_use() is None


@pytest.mark.parametrize("data", [BAD, PICTURE, A.replace(b"0.7", b"x") * 1000, b"PAR1" + A])
def test_a_refused_file_leaves_nothing_of_its_reading_behind(uploads, monkeypatch, data):
    made = []
    keep = Room.keep

    def remembered(room: Room, thing: object, size: int) -> None:
        made.append(weakref.ref(thing))
        keep(room, thing, size)

    uploads.take(File("bad.csv", data))
    monkeypatch.setattr(Room, "keep", remembered)
    *_, key = uploads.slots
    uploads.read(key)
    assert uploads.slots[key].refused
    assert [array() for array in made] == [None] * len(made)


def test_a_column_of_zeros_is_said_to_be_a_class_that_changes_nothing():
    uploads = Uploads()
    give(uploads, b"true,cat,dog,_fold_\ncat,0.8,0.2,0\ndog,0.3,0.7,0\n", "a.csv")
    text = words.current(of_file(uploads, "a.csv").held)
    assert "of 3 classes. Column **\\_fold\\_** is 0 in every row and no sample's truth" in text
    give(uploads, b"true,cat,dog,x,y\ncat,1,0,0,0\n", "b.csv")
    assert "3 columns, **dog** the first, are 0" in words.current(of_file(uploads, "b.csv").held)


def test_columns_that_may_be_one_class_off_are_said_to_be():
    uploads = Uploads()
    give(uploads, b"true,0,1,2\n1,0.8,0.1,0.1\n2,0.3,0.6,0.1\n", "a.csv")
    table = of_file(uploads, "a.csv").held
    assert "No sample is of class **0**, and the columns are called 0 to 2" in words.current(table)
    assert words.line(table).endswith("2 samples of 3 classes · no sample is of class **0**")
    give(uploads, b"true,0,1,2\n1,0.8,0.1,0.1\n0,0.3,0.6,0.1\n", "b.csv")
    assert "**0**" not in words.current(of_file(uploads, "b.csv").held)


def test_a_truth_that_may_be_a_prediction_and_models_below_each_other_are_told():
    row = b"0.8,0.2,cat,%s\n0.3,0.7,dog,%s\n"
    data = b"cat,dog,class,model\n" + 5 * (row % (b"lr", b"lr")) + 5 * (row % (b"nb", b"nb"))
    uploads = Uploads()
    give(uploads, data, "a.csv")
    text = words.current(of_file(uploads, "a.csv").held)
    assert "In every row **class** is the likeliest class" in text
    assert "here they count as one model on 20 samples." in text
    give(
        uploads,
        data.replace(b"class", b"true").replace(b"0.8,0.2,cat,nb", b"0.8,0.2,dog,nb", 1),
        "b.csv",
    )
    text = words.current(of_file(uploads, "b.csv").held)
    assert "likeliest" not in text
    assert "count as one" not in text


@pytest.mark.parametrize("loss", losscore.LOSSES)
def test_it_changes_no_penalty_indeed(loss):
    proba, wider = [[0.8, 0.2], [0.3, 0.7]], [[0.8, 0.2, 0.0], [0.3, 0.7, 0.0]]
    penalties = losscore.LOSSES[loss].penalties
    assert penalties([0, 1], proba).tolist() == penalties([0, 1], wider).tolist()
