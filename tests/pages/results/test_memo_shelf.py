"""Results that all visitors share."""

from __future__ import annotations

import numpy as np
import pytest

from losscore.teaching import train_softmax_regression
from pages.ui.results.memo import Shelf
from pages.ui.results.work import Answer

KB = 1000


def numbers(kilobytes: int) -> np.ndarray:
    return np.zeros(kilobytes * KB // 8)


def test_what_was_used_last_is_kept_up_to_so_many_bytes():
    shelf = Shelf(100 * KB)
    for name in "abc":
        shelf.put(name, numbers(30))
    shelf.get("a")
    shelf.put("d", numbers(30))
    assert [name for name in "abcd" if shelf.get(name) is not None] == ["a", "c", "d"]


def test_many_small_results_are_bounded_too():
    shelf = Shelf(100 * KB)
    for number in range(1000):
        shelf.put(number, number)
    assert sum(shelf.get(number) is not None for number in range(1000)) <= 50


def test_a_result_larger_than_the_shelf_is_not_kept_and_pushes_nothing_out():
    shelf = Shelf(100 * KB)
    shelf.put("small", numbers(30))
    shelf.put("large", numbers(101))
    assert shelf.get("large") is None
    assert shelf.get("small") is not None


def test_a_result_put_again_takes_its_room_once():
    shelf = Shelf(100 * KB)
    shelf.put("other", numbers(30))
    for _ in range(10):
        shelf.put("same", numbers(50))
    assert shelf.get("other") is not None
    shelf.put("third", numbers(30))  # 50 + 30 + 30 is too much, 30 + 30 is not.
    assert shelf.get("other") is not None and shelf.get("third") is not None


def test_nothing_that_is_kept_can_be_written_to():
    run = train_softmax_regression(
        [[0.0], [1.0]], [0, 1], "cross_entropy", optimizer="adam", steps=5, learning_rate=1.0
    )
    shelf = Shelf(100 * KB)
    shelf.put("run", Answer(run, 0.0))
    kept = shelf.get("run").result
    for array in (kept.loss, kept.residual, kept.accuracy, kept.weights, kept.bias):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0


def test_a_training_run_is_measured_with_all_that_it_traced():
    run = train_softmax_regression(
        [[0.0], [1.0]], [0, 1], "cross_entropy", optimizer="adam", steps=999, learning_rate=1.0
    )
    traced = 1000 * (3 + 2 * 2) * 8  # loss, residual, accuracy; weights and bias of two classes
    kept, not_kept = Shelf(traced + 10 * KB), Shelf(traced)
    kept.put("run", run)
    not_kept.put("run", run)
    assert kept.get("run") is run
    assert not_kept.get("run") is None
