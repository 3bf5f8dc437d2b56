"""The words of the bars that a hand moves; their sentences would change with every pixel."""

from __future__ import annotations

from pages.ui import palette

WORDS = {
    "hint": "Drag a bar, or choose one and use the arrow keys: the rest of its column gives way.",
    "head": [
        *(look.named for look in palette.MODELS.values()),
        "pays more",
        "needs perfect samples",
    ],
    "same": "the same",
    "none": "none",
    "never": "never",
    "infinitely": "infinitely",
    "alone": "alone",
}
