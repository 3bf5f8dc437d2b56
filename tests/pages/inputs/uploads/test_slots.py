"""Two uploads: what good and bad files do to the batch, and that nothing stays behind."""

from __future__ import annotations

import gc
import weakref

import pytest

import losscore
from pages.ui.inputs.uploads import slots
from pages.ui.inputs.uploads.limits import Room
from pages.ui.inputs.uploads.slots import File, Hand
from pages.ui.wording.en import uploads as words
from tests.pages.scoring import summary

A = b"true,cat,dog\ncat,0.8,0.2\ndog,0.3,0.7\n"
B = b"true,cat,dog\ncat,0.9,0.1\ndog,0.4,0.6\n"
OTHER = b"true,cat,dog\ndog,0.9,0.1\ndog,0.4,0.6\n"
BAD = b"true,cat,dog\ncat,0.8,0.1\n"
PICTURE = b"\x89PNG\r\n\x1a\n"


def give(hand: Hand, model: str, data: bytes, name: str) -> None:
    hand.take(model, File(name, data))
    hand.read(model)


@pytest.fixture
def hand() -> Hand:
    """Model A's current table."""
    hand = Hand()
    give(hand, "a", A, "a.csv")
    return hand


@pytest.fixture
def both(hand) -> Hand:
    """Both models' current tables."""
    give(hand, "b", B, "b.csv")
    return hand


def test_one_table_is_a_batch_of_one_model(hand):
    assert hand.batch.models.keys() == {"a"}
    assert hand.batch.name == "a.csv"


def test_two_tables_of_the_same_samples_are_a_batch_of_both_models(both):
    assert both.batch.models.keys() == {"a", "b"}
    assert both.batch.b[0].tolist() == [0.9, 0.1]


def test_a_bad_file_leaves_the_table_before_it_the_current_one(hand):
    before = hand.batch
    give(hand, "a", PICTURE, "bad.csv")
    assert hand.batch is before
    assert words.refused(hand.slots["a"]).startswith("**bad\\.csv**: This is a picture")
    assert words.refused(hand.slots["a"]).endswith("**a\\.csv** is still the current table.")


def test_a_bad_first_file_leaves_nothing():
    hand = Hand()
    give(hand, "a", PICTURE, "bad.csv")
    assert hand.batch is None
    assert "still the current table" not in words.refused(hand.slots["a"])


def test_a_good_file_after_a_bad_one_takes_its_place(hand):
    give(hand, "a", BAD, "bad.csv")
    give(hand, "a", B, "again.csv")
    assert hand.slots["a"].refused is None
    assert hand.batch.name == "again.csv"


def test_rows_are_rescaled_only_on_request():
    hand = Hand()
    give(hand, "a", BAD, "bad.csv")
    assert hand.batch is None
    hand.rescale("a")
    hand.read("a")
    assert hand.slots["a"].refused is None
    assert hand.batch.a[0] == pytest.approx([8 / 9, 1 / 9])
    assert words.current(hand.slots["a"].held).endswith("every row rescaled to sum to 1")


def test_a_file_that_rescaling_would_not_mend_is_not_kept(hand):
    give(hand, "b", PICTURE, "bad.csv")
    assert hand.slots["b"].refused.file is None
    hand.rescale("b")
    assert hand.slots["b"].waiting is None


def test_a_file_for_which_there_is_no_room_is_not_taken(hand, monkeypatch):
    monkeypatch.setattr(slots, "ROOM", Room(0))
    hand.take("a", File("new.csv", A))
    assert hand.slots["a"].waiting is None
    assert "as many tables" in hand.slots["a"].refused.reason
    assert hand.batch.name == "a.csv"


def test_a_file_takes_its_room_while_it_waits_and_while_it_could_be_rescaled(hand, monkeypatch):
    monkeypatch.setattr(slots, "ROOM", room := Room(1))
    hand.take("b", File("bad.csv", BAD))
    hand.read("b")
    taken = [size for alive, size in room._taken if alive()]
    assert taken == [len(BAD)]
    hand.rescale("b")
    assert [size for alive, size in room._taken if alive()] == [len(BAD)]
    hand.read("b")
    assert not [size for alive, size in room._taken if alive()]


def test_a_dismissed_file_is_gone_and_the_table_before_it_stays(hand):
    give(hand, "a", BAD, "bad.csv")
    hand.dismiss("a")
    assert hand.slots["a"].refused is None
    assert hand.batch.name == "a.csv"


def test_a_dropped_table_is_gone(hand):
    hand.drop("a")
    assert hand.slots["a"].held is None
    assert hand.batch is None


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


def test_a_table_that_does_not_fit_leaves_the_batch_before_it(hand):
    give(hand, "b", OTHER, "other.csv")
    assert hand.mismatch is not None
    assert hand.batch.models.keys() == {"a"}
    hand.drop("b")
    assert hand.mismatch is None


def test_model_b_alone_is_no_batch_and_waits_for_model_a():
    hand = Hand()
    give(hand, "b", B, "b.csv")
    assert hand.batch is None
    assert hand.mismatch is None
    give(hand, "a", A, "a.csv")
    assert hand.batch.models.keys() == {"a", "b"}


def test_the_batch_is_made_once_while_the_tables_stay(hand):
    before = hand.batch
    give(hand, "b", BAD, "bad.csv")
    hand.dismiss("b")
    assert hand.batch is before


def test_reading_cut_short_is_started_anew(hand):
    class Rerun(BaseException):
        """As Streamlit stops a run: no Exception."""

    def stop(done: float) -> None:
        raise Rerun

    hand.take("b", File("b.csv", B))
    with pytest.raises(Rerun):
        hand.read("b", progress=stop)
    assert hand.batch.models.keys() == {"a"}
    hand.read("b")
    assert hand.batch.models.keys() == {"a", "b"}


def test_a_file_that_no_reader_was_prepared_for_is_not_read_again(hand):
    def fail(done: float) -> None:
        raise RuntimeError

    hand.take("b", File("b.csv", B))
    with pytest.raises(RuntimeError):
        hand.read("b", progress=fail)
    assert hand.slots["b"].waiting is None
    assert hand.batch.models.keys() == {"a"}


def test_an_emptied_hand_holds_nothing_and_says_so_until_the_next_file(both):
    give(both, "b", BAD, "bad.csv")
    both.take("a", File("more.csv", A))
    both.empty()
    assert both == Hand(emptied=True)
    give(both, "a", A, "a.csv")
    assert not both.emptied


def test_an_empty_hand_is_not_emptied():
    hand = Hand()
    hand.empty()
    assert not hand.emptied


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
        lambda hand: hand.drop("a"),
        lambda hand: hand.drop("b"),
        lambda hand: give(hand, "a", B, "new.csv"),
        Hand.empty,
    ],
    ids=["dropped", "other model dropped", "replaced", "session over"],
)
def test_a_batch_that_was_let_go_of_is_gone_at_once(both, in_use, let_go):
    let_go(both)
    assert in_use() is None


@pytest.mark.parametrize("data", [BAD, PICTURE, A.replace(b"0.7", b"x") * 1000, b"PAR1" + A])
def test_a_refused_file_leaves_nothing_of_its_reading_behind(hand, monkeypatch, data):
    made = []
    keep = Room.keep

    def remembered(room: Room, thing: object, size: int) -> None:
        made.append(weakref.ref(thing))
        keep(room, thing, size)

    hand.take("b", File("bad.csv", data))
    monkeypatch.setattr(Room, "keep", remembered)
    hand.read("b")
    assert hand.slots["b"].refused
    assert [array() for array in made] == [None] * len(made)


def test_a_column_of_zeros_is_said_to_be_a_class_that_changes_nothing():
    hand = Hand()
    give(hand, "a", b"true,cat,dog,_fold_\ncat,0.8,0.2,0\ndog,0.3,0.7,0\n", "a.csv")
    text = words.current(hand.slots["a"].held)
    assert "of 3 classes. Column **\\_fold\\_** is 0 in every row and no sample's truth" in text
    give(hand, "a", b"true,cat,dog,x,y\ncat,1,0,0,0\n", "a.csv")
    assert "3 columns, **dog** the first, are 0" in words.current(hand.slots["a"].held)


@pytest.mark.parametrize("loss", losscore.LOSSES)
def test_it_changes_no_penalty_indeed(loss):
    proba, wider = [[0.8, 0.2], [0.3, 0.7]], [[0.8, 0.2, 0.0], [0.3, 0.7, 0.0]]
    penalties = losscore.LOSSES[loss].penalties
    assert penalties([0, 1], proba).tolist() == penalties([0, 1], wider).tolist()
