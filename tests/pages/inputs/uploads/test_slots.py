"""Two uploads: what good and bad files do to the batch, and that nothing stays behind."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

import losscore
from pages.ui.inputs.uploads import slots
from pages.ui.inputs.uploads.columns import Roles
from pages.ui.inputs.uploads.limits import Room
from pages.ui.inputs.uploads.slots import File, Uploads
from pages.ui.wording.en import uploads as words
from tests.pages.scoring import summary

A = b"true,cat,dog\ncat,0.8,0.2\ndog,0.3,0.7\n"
B = b"true,cat,dog\ncat,0.9,0.1\ndog,0.4,0.6\n"
OTHER = b"true,cat,dog\ndog,0.9,0.1\ndog,0.4,0.6\n"
BAD = b"true,cat,dog\ncat,0.8,0.1\n"
PICTURE = b"\x89PNG\r\n\x1a\n"


def give(uploads: Uploads, model: str, data: bytes, name: str) -> None:
    uploads.take(model, File(name, data))
    uploads.read(model)


@pytest.fixture
def uploads() -> Uploads:
    """Model A's current table."""
    uploads = Uploads()
    give(uploads, "a", A, "a.csv")
    return uploads


@pytest.fixture
def both(uploads) -> Uploads:
    """Both models' current tables."""
    give(uploads, "b", B, "b.csv")
    return uploads


def test_one_table_is_a_batch_of_one_model(uploads):
    assert uploads.batch.models.keys() == {"a"}
    assert uploads.batch.name == "a.csv"


def test_two_tables_of_the_same_samples_are_a_batch_of_both_models(both):
    assert both.batch.models.keys() == {"a", "b"}
    assert both.batch.b[0].tolist() == [0.9, 0.1]


def test_a_bad_file_leaves_the_table_before_it_the_current_one(uploads):
    before = uploads.batch
    give(uploads, "a", PICTURE, "bad.csv")
    assert uploads.batch is before
    assert words.refused(uploads.slots["a"]).startswith("**bad\\.csv**: This is a picture")
    assert words.refused(uploads.slots["a"]).endswith("**a\\.csv** is still the current table.")


def test_a_bad_first_file_leaves_nothing():
    uploads = Uploads()
    give(uploads, "a", PICTURE, "bad.csv")
    assert uploads.batch is None
    assert "still the current table" not in words.refused(uploads.slots["a"])


def test_a_good_file_after_a_bad_one_takes_its_place(uploads):
    give(uploads, "a", BAD, "bad.csv")
    give(uploads, "a", B, "again.csv")
    assert uploads.slots["a"].refused is None
    assert uploads.batch.name == "again.csv"


def test_rows_are_rescaled_only_on_request():
    uploads = Uploads()
    give(uploads, "a", BAD, "bad.csv")
    assert uploads.batch is None
    uploads.rescale("a")
    uploads.read("a")
    assert uploads.slots["a"].refused is None
    assert uploads.batch.a[0] == pytest.approx([8 / 9, 1 / 9])
    assert words.current(uploads.slots["a"].held).endswith("every row rescaled to sum to 1")


def test_a_file_that_rescaling_would_not_fix_is_not_kept(uploads):
    give(uploads, "b", PICTURE, "bad.csv")
    assert uploads.slots["b"].refused.file is None
    uploads.rescale("b")
    assert uploads.slots["b"].waiting is None


def test_a_file_for_which_there_is_no_room_is_not_taken(uploads, monkeypatch):
    monkeypatch.setattr(slots, "ROOM", Room(0))
    uploads.take("a", File("new.csv", A))
    assert uploads.slots["a"].waiting is None
    assert "as many tables" in uploads.slots["a"].refused.reason
    assert uploads.batch.name == "a.csv"


def test_a_file_takes_its_room_while_it_waits_and_while_it_could_be_rescaled(uploads, monkeypatch):
    monkeypatch.setattr(slots, "ROOM", room := Room(1))
    uploads.take("b", File("bad.csv", BAD))
    uploads.read("b")
    taken = [size for alive, size in room._taken if alive()]
    assert taken == [len(BAD)]
    uploads.rescale("b")
    assert [size for alive, size in room._taken if alive()] == [len(BAD)]
    uploads.read("b")
    uploads.dismiss("b")
    uploads.drop("b")
    assert not [size for alive, size in room._taken if alive()]


ANSWER = A.replace(b"true", b"answer")
ROLES = Roles("answer", ("cat", "dog"))


def test_roles_that_are_told_have_a_refused_file_read_and_all_with_the_same_columns():
    uploads = Uploads()
    give(uploads, "a", ANSWER, "a.csv")
    assert uploads.batch is None
    uploads.tell("a", ROLES)
    uploads.read("a")
    assert uploads.slots["a"].refused is None
    give(uploads, "b", B.replace(b"true", b"answer"), "b.csv")
    assert uploads.batch.models.keys() == {"a", "b"}


def test_roles_of_the_current_table_can_be_told_otherwise_and_a_bad_choice_leaves_it(uploads):
    before = uploads.batch
    uploads.tell("a", Roles("cat", ("true", "dog")))
    uploads.read("a")
    assert 'column "cat" holds "0.8", which is not' in uploads.slots["a"].refused.reason
    assert uploads.batch is before
    uploads.tell("a", Roles("true", ("cat", "dog"), logits=True))
    uploads.read("a")
    assert uploads.batch.a[0, 0] == pytest.approx(1 / (1 + np.exp(-0.6)))


def test_of_a_large_file_roles_are_remembered_until_it_comes_again(monkeypatch):
    monkeypatch.setattr(slots, "MAX_KEPT_MB", 0)
    uploads = Uploads()
    give(uploads, "a", ANSWER, "a.csv")
    assert uploads.slots["a"].again is None
    uploads.tell("a", ROLES)
    assert uploads.slots["a"].waiting is None
    give(uploads, "a", ANSWER, "a.csv")
    assert uploads.batch.truth.tolist() == [0, 1]
    assert uploads.slots["a"].again is None


@pytest.mark.parametrize("name", ["[x](http://y)", "$a$", "![](z)", "*b*"])
def test_roles_are_told_in_one_line_with_names_that_are_no_markdown(name):
    uploads = Uploads()
    give(uploads, "a", f"target,{name},p_cat,p_dog,weight\ncat,n,1,0,2\n".encode(), "a.csv")
    text = words.current(uploads.slots["a"].held)
    assert "truth: **target** · 2 classes · not used: **" in text
    assert name not in text
    assert "every sample counts once" in text


def test_what_fits_the_rules_is_told_as_ever(uploads):
    assert "truth:" not in words.current(uploads.slots["a"].held)


def test_a_dismissed_file_is_gone_and_the_table_before_it_stays(uploads):
    give(uploads, "a", BAD, "bad.csv")
    uploads.dismiss("a")
    assert uploads.slots["a"].refused is None
    assert uploads.batch.name == "a.csv"


def test_a_dropped_table_is_gone(uploads):
    uploads.drop("a")
    assert uploads.slots["a"].held is None
    assert uploads.batch is None


def test_replacing_a_file_by_one_that_does_not_fit_keeps_the_batch_before_it(both):
    give(both, "a", OTHER, "other.csv")
    assert both.batch.name == "a.csv and b.csv"
    assert "Row 1 has a different truth" in both.mismatch
    assert words.mismatch(both).endswith("still **a\\.csv and b\\.csv**.")


def test_both_tables_can_be_replaced_one_after_the_other(both):
    give(both, "a", OTHER, "other.csv")
    give(both, "b", OTHER, "other.csv")
    assert both.mismatch is None
    assert both.batch.name == "other.csv"


def test_a_table_that_does_not_fit_leaves_the_batch_before_it(uploads):
    give(uploads, "b", OTHER, "other.csv")
    assert uploads.mismatch is not None
    assert uploads.batch.models.keys() == {"a"}
    uploads.drop("b")
    assert uploads.mismatch is None


def test_model_b_alone_is_no_batch_and_waits_for_model_a():
    uploads = Uploads()
    give(uploads, "b", B, "b.csv")
    assert uploads.batch is None
    assert uploads.mismatch is None
    give(uploads, "a", A, "a.csv")
    assert uploads.batch.models.keys() == {"a", "b"}


def test_the_batch_is_made_once_while_the_tables_stay(uploads):
    before = uploads.batch
    give(uploads, "b", BAD, "bad.csv")
    uploads.dismiss("b")
    assert uploads.batch is before


def test_reading_cut_short_is_started_anew(uploads):
    class Rerun(BaseException):
        """As Streamlit stops a run: no Exception."""

    def stop(done: float) -> None:
        raise Rerun

    uploads.take("b", File("b.csv", B))
    with pytest.raises(Rerun):
        uploads.read("b", progress=stop)
    assert uploads.batch.models.keys() == {"a"}
    uploads.read("b")
    assert uploads.batch.models.keys() == {"a", "b"}


def test_a_file_that_no_reader_was_prepared_for_is_not_read_again(uploads):
    def fail(done: float) -> None:
        raise RuntimeError

    uploads.take("b", File("b.csv", B))
    with pytest.raises(RuntimeError):
        uploads.read("b", progress=fail)
    assert uploads.slots["b"].waiting is None
    assert uploads.batch.models.keys() == {"a"}


def test_an_emptied_hand_holds_nothing_and_says_so_until_the_next_file(both):
    give(both, "b", BAD, "bad.csv")
    both.take("a", File("more.csv", A))
    both.empty()
    assert both == Uploads(emptied=True)
    give(both, "a", A, "a.csv")
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
        lambda uploads: uploads.drop("a"),
        lambda uploads: uploads.drop("b"),
        lambda uploads: give(uploads, "a", B, "new.csv"),
        Uploads.empty,
    ],
    ids=["dropped", "other model dropped", "replaced", "session over"],
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

    uploads.take("b", File("bad.csv", data))
    monkeypatch.setattr(Room, "keep", remembered)
    uploads.read("b")
    assert uploads.slots["b"].refused
    assert [array() for array in made] == [None] * len(made)


def test_a_column_of_zeros_is_said_to_be_a_class_that_changes_nothing():
    uploads = Uploads()
    give(uploads, "a", b"true,cat,dog,_fold_\ncat,0.8,0.2,0\ndog,0.3,0.7,0\n", "a.csv")
    text = words.current(uploads.slots["a"].held)
    assert "of 3 classes. Column **\\_fold\\_** is 0 in every row and no sample's truth" in text
    give(uploads, "a", b"true,cat,dog,x,y\ncat,1,0,0,0\n", "a.csv")
    assert "3 columns, **dog** the first, are 0" in words.current(uploads.slots["a"].held)


@pytest.mark.parametrize("loss", losscore.LOSSES)
def test_it_changes_no_penalty_indeed(loss):
    proba, wider = [[0.8, 0.2], [0.3, 0.7]], [[0.8, 0.2, 0.0], [0.3, 0.7, 0.0]]
    penalties = losscore.LOSSES[loss].penalties
    assert penalties([0, 1], proba).tolist() == penalties([0, 1], wider).tolist()
