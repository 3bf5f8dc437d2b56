"""Results that are kept for as long as what they were computed from."""

from __future__ import annotations

import gc
import weakref

from pages.ui.kept import kept


class Owner:
    """Something large."""


def test_a_result_is_computed_once_for_each_owner_and_its_arguments():
    computed = []

    @kept
    def compute(owner, power):
        computed.append((owner, power))
        return len(computed)

    first, second = Owner(), Owner()
    assert compute(first, 1) == compute(first, 1) == 1
    assert compute(first, 2) == 2
    assert compute(second, 1) == 3
    assert computed == [(first, 1), (first, 2), (second, 1)]


def test_results_keep_no_owner_alive():
    @kept
    def compute(owner):
        return [0]

    owner = Owner()
    alive = weakref.ref(owner)
    compute(owner)
    del owner
    gc.collect()
    assert alive() is None
