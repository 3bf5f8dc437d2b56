"""Results that are kept: for all visitors, or for as long as what they were computed from."""

from __future__ import annotations

import gc
import threading
import weakref

import numpy as np
import pytest

from pages.ui.inputs.sealed import sealed
from pages.ui.results.memo import each, kept, shared


class Owner:
    """Something large."""


def test_a_shared_result_is_computed_once():
    computed = []

    @shared(2)
    def compute(power):
        computed.append(power)
        return power

    assert [compute(power) for power in (1, 1, 2, 1)] == [1, 1, 2, 1]
    assert computed == [1, 2]


def test_only_the_last_shared_results_are_kept():
    computed = []

    @shared(2)
    def compute(power):
        computed.append(power)
        return power

    for power in (1, 2, 1, 3, 1, 2):
        compute(power)
    assert computed == [1, 2, 3, 2]


def test_a_result_is_computed_once_for_each_owner_and_its_arguments():
    computed = []

    @kept(2)
    def compute(owner, power):
        computed.append((owner, power))
        return len(computed)

    first, second = Owner(), Owner()
    assert compute(first, 1) == compute(first, 1) == 1
    assert compute(first, 2) == 2
    assert compute(second, 1) == 3
    assert computed == [(first, 1), (first, 2), (second, 1)]


def test_only_the_last_results_of_each_owner_are_kept():
    results = []

    @kept(2)
    def compute(owner, power):
        results.append(weakref.ref(result := Owner()))
        return result

    owner, other = Owner(), Owner()
    compute(other, 0)
    for power in range(5):
        compute(owner, power)
    assert [result() is not None for result in results] == [True, False, False, False, True, True]


def test_results_keep_no_owner_alive():
    @kept(1)
    def compute(owner):
        return (0,)

    owner = Owner()
    alive = weakref.ref(owner)
    compute(owner)
    del owner
    gc.collect()
    assert alive() is None


@pytest.mark.parametrize("remember", [shared(1), kept(1)])
def test_nobody_can_write_to_a_result(remember):
    @remember
    def array(owner):
        return np.zeros(3)

    @remember
    def dictionary(owner):
        return {"a": 1}

    owner = Owner()
    with pytest.raises(ValueError, match="read-only"):
        array(owner)[0] = 1.0
    with pytest.raises(TypeError):
        dictionary(owner)["a"] = 2
    assert dictionary(owner) == {"a": 1}


def test_what_cannot_be_written_to_anyway_is_given_as_it_is():
    result = (1.0, "a")
    assert sealed(result) is result


@pytest.mark.parametrize("size", [10, 1_000_000])
def test_each_key_has_its_own_result(size):
    assert each("abc", str.upper, size) == {"a": "A", "b": "B", "c": "C"}


@pytest.mark.parametrize("size", [10, 1_000_000])
def test_an_error_is_not_lost(size):
    with pytest.raises(KeyError):
        each("abc", {"a": 1, "b": 2}.__getitem__, size)


def test_large_ones_are_computed_at_the_same_time():
    both = threading.Barrier(2, timeout=30)  # Broken, unless two come to it.
    each("ab", lambda key: both.wait(), 1_000_000)
