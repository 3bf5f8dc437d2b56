"""Scenarios to start from, each by its key. Pure."""

from __future__ import annotations

from pages.ui.inputs.scenario import Sample, Scenario, default_names, one_hot


def _single(truth: tuple, a: tuple, b: tuple) -> Scenario:
    return Scenario(default_names(len(a)), (Sample(truth, a, b),))


_FIRST = one_hot(0, 3)

PRESETS = {
    "article": _single(_FIRST, (0.8, 0.2, 0), (0.9, 0.1, 0)),
    "spread": _single(_FIRST, (0.8, 0.2, 0), (0.8, 0.1, 0.1)),
    "two_classes": _single((0, 1), (0.35, 0.65), (0.1, 0.9)),
    "soft_truth": _single((0.7, 0.2, 0.1), (0.5, 0.3, 0.2), (0.9, 0.05, 0.05)),
    "disagreement": _single(_FIRST, (0.3, 0.35, 0.35), (0.32, 0.68, 0)),
    "confident": _single(_FIRST, (0.01, 0.98, 0.01), (0.3, 0.4, 0.3)),
    "impossible": _single(_FIRST, (0, 1, 0), (0.05, 0.9, 0.05)),
    "eight": Scenario(
        ("cat", "dog", "bird"),
        (
            Sample((1, 0, 0), (0.8, 0.2, 0), (0.9, 0.1, 0)),
            Sample((1, 0, 0), (0.8, 0.2, 0), (0.8, 0.1, 0.1)),
            Sample((0, 1, 0), (0.1, 0.85, 0.05), (0.3, 0.6, 0.1)),
            Sample((0, 1, 0), (0.45, 0.4, 0.15), (0.05, 0.9, 0.05)),
            Sample((0, 0, 1), (0.02, 0.03, 0.95), (0.1, 0.2, 0.7)),
            Sample((0, 0, 1), (0.35, 0.35, 0.3), (0.68, 0, 0.32)),
            Sample((1, 0, 0), (0.6, 0.3, 0.1), (0.02, 0.97, 0.01)),
            Sample((0, 1, 0), (0.2, 0.7, 0.1), (0.15, 0.8, 0.05)),
        ),
    ),
}
