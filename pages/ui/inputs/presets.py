"""Scenarios to start from. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pages.ui.inputs.scenario import Sample, Scenario, default_names, one_hot


@dataclass(frozen=True)
class Preset:
    """A named scenario, and in one phrase what it shows."""

    name: str
    shows: str
    scenario: Scenario


def _single(truth: tuple, a: tuple, b: tuple) -> Scenario:
    return Scenario(default_names(len(a)), (Sample(truth, a, b),))


_FIRST = one_hot(0, 3)

PRESETS = (
    Preset(
        "Article: 0.8 against 0.9",
        "both models are right, and squared error sees four times the penalty",
        _single(_FIRST, (0.8, 0.2, 0), (0.9, 0.1, 0)),
    ),
    Preset(
        "Article: the rest spread differently",
        "the same 0.8 on the truth: squared error prefers B, cross-entropy sees no difference",
        _single(_FIRST, (0.8, 0.2, 0), (0.8, 0.1, 0.1)),
    ),
    Preset(
        "Two classes",
        "the two-class case, as logistic regression predicts it",
        _single((0, 1), (0.35, 0.65), (0.1, 0.9)),
    ),
    Preset(
        "Soft truth",
        "the truth itself is uncertain, so even the best prediction is charged by cross-entropy",
        _single((0.7, 0.2, 0.1), (0.5, 0.3, 0.2), (0.9, 0.05, 0.05)),
    ),
    Preset(
        "Losses disagree",
        "squared error prefers A, cross-entropy prefers B",
        _single(_FIRST, (0.3, 0.35, 0.35), (0.32, 0.68, 0)),
    ),
    Preset(
        "Confident and wrong",
        "A is almost sure of the wrong class, B merely unsure",
        _single(_FIRST, (0.01, 0.98, 0.01), (0.3, 0.4, 0.3)),
    ),
    Preset(
        "Impossible",
        "A gives the truth exactly 0: squared error has a ceiling, cross-entropy has none",
        _single(_FIRST, (0, 1, 0), (0.05, 0.9, 0.05)),
    ),
    Preset(
        "A batch of eight",
        "eight samples of three classes, a mix of good and bad predictions",
        Scenario(
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
    ),
)
