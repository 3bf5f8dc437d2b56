"""Two uploads in hand: what a good, a bad and a missing file do to the batch."""

from __future__ import annotations

import pytest

from pages.ui.hand import Hand
from pages.ui.uploads import UploadError
from pages.ui.wording import uploads as words

A = b"true,cat,dog\ncat,0.8,0.2\ndog,0.3,0.7\n"
B = b"true,cat,dog\ncat,0.9,0.1\ndog,0.4,0.6\n"
OTHER = b"true,cat,dog\ndog,0.9,0.1\ndog,0.4,0.6\n"
BAD = b"true,cat,dog\ncat,0.8,0.1\n"


@pytest.fixture
def hand() -> Hand:
    """Model A's table in hand."""
    hand = Hand()
    hand.look_at("a", "1", A, "a.csv")
    return hand


def test_one_table_is_a_batch_of_one_model(hand):
    assert hand.batch.model_names == ("A",)
    assert hand.batch.name == "a.csv"


def test_two_tables_of_the_same_samples_are_a_batch_of_both_models(hand):
    hand.look_at("b", "2", B, "b.csv")
    assert hand.batch.model_names == ("A", "B")
    assert hand.batch.b[0].tolist() == [0.9, 0.1]


def test_a_bad_file_leaves_the_table_before_it_in_hand(hand):
    before = hand.batch
    hand.look_at("a", "2", BAD, "bad.csv")
    assert isinstance(hand.slots["a"].error, UploadError)
    assert hand.batch is before
    assert words.refused(hand.slots["a"]).endswith("**a\\.csv** is still in hand.")


def test_a_bad_first_file_leaves_nothing_in_hand():
    hand = Hand()
    hand.look_at("a", "1", BAD, "bad.csv")
    assert hand.batch is None
    assert "still in hand" not in words.refused(hand.slots["a"])


def test_a_good_file_after_a_bad_one_clears_the_error(hand):
    hand.look_at("a", "2", BAD, "bad.csv")
    hand.look_at("a", "3", A, "again.csv")
    assert hand.slots["a"].error is None
    assert hand.batch.name == "again.csv"


def test_rows_are_rescaled_only_on_request():
    hand = Hand()
    hand.look_at("a", "1", BAD, "bad.csv")
    assert hand.slots["a"].error.fixable_by_normalising
    hand.look_at("a", "1", BAD, "bad.csv", rescale=True)
    assert hand.batch.a[0] == pytest.approx([8 / 9, 1 / 9])
    assert words.in_hand(hand.slots["a"].held).endswith("every row rescaled to sum to 1")


def test_taking_the_file_out_of_the_uploader_drops_its_table(hand):
    hand.forget("a")
    assert hand.batch is None


def test_taking_a_bad_file_out_of_the_uploader_keeps_the_table_before_it(hand):
    hand.look_at("a", "2", BAD, "bad.csv")
    hand.forget("a")
    assert hand.slots["a"].error is None
    assert hand.batch.name == "a.csv"


def test_replacing_a_file_by_a_bad_one_keeps_the_table_before_it(hand):
    hand.look_at("b", "2", B, "b.csv")
    hand.forget("a")
    assert hand.batch is None
    hand.look_at("a", "3", BAD, "bad.csv")
    assert hand.batch.name == "a.csv and b.csv"


def test_replacing_a_file_by_one_that_does_not_fit_keeps_the_batch_before_it(hand):
    hand.look_at("b", "2", B, "b.csv")
    hand.forget("a")
    hand.look_at("a", "3", OTHER, "other.csv")
    assert hand.batch.name == "a.csv and b.csv"
    assert "Row 1 has a different truth" in str(hand.mismatch)
    assert words.mismatch(hand).endswith("still **a\\.csv and b\\.csv**.")


def test_both_tables_can_be_replaced_one_after_the_other(hand):
    hand.look_at("b", "2", B, "b.csv")
    hand.look_at("a", "3", OTHER, "other.csv")
    hand.look_at("b", "4", OTHER, "other.csv")
    assert hand.mismatch is None
    assert hand.batch.name == "other.csv"


def test_a_table_that_does_not_fit_leaves_the_batch_before_it(hand):
    hand.look_at("b", "2", OTHER, "other.csv")
    assert hand.mismatch is not None
    assert hand.batch.model_names == ("A",)
    hand.drop("b")
    assert hand.mismatch is None


def test_model_b_alone_is_no_batch_and_waits_for_model_a():
    hand = Hand()
    hand.look_at("b", "1", B, "b.csv")
    assert hand.batch is None
    assert hand.mismatch is None
    hand.look_at("a", "2", A, "a.csv")
    assert hand.batch.model_names == ("A", "B")


def test_dropping_asks_for_a_new_uploader(hand):
    hand.drop("a")
    assert hand.batch is None
    assert hand.slots["a"].drops == 1


def test_the_batch_is_made_once_while_the_tables_stay(hand):
    before = hand.batch
    hand.look_at("b", "2", BAD, "bad.csv")
    hand.forget("b")
    assert hand.batch is before


def test_reading_cut_short_is_started_anew(hand):
    class Rerun(BaseException):
        """As Streamlit stops a run: no Exception."""

    def stop(done: float) -> None:
        raise Rerun

    with pytest.raises(Rerun):
        hand.look_at("b", "2", B, "b.csv", progress=stop)
    assert hand.slots["b"].looked_at is None
    assert hand.batch.model_names == ("A",)
