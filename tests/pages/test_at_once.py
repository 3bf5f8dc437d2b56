"""The same computation for several keys."""

from __future__ import annotations

import threading

import pytest

from pages.ui.memo import each


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
