"""What the scenarios to start from are called, by their keys."""

from __future__ import annotations

EDITED = "edited"  # The key of what is none of them.
NAMES = {
    "article": "Article: 0.8 against 0.9",
    "spread": "Article: the rest spread differently",
    "two_classes": "Two classes",
    "soft_truth": "Soft truth",
    "disagreement": "Losses disagree",
    "confident": "Confident and wrong",
    "impossible": "Impossible",
    "eight": "A batch of eight",
    EDITED: "Edited",
}
