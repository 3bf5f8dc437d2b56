"""What the scenarios to start from are called, by their keys."""

from __future__ import annotations

EDITED = "edited"  # The key of what is none of them.
NAMES = {
    "article": "Article: 0.8 against 0.9",
    "spread": "Article: the rest spread differently",
    "two_classes": "Two classes",
    "soft_truth": "Soft truth",
    "disagreement": "Surer, or more even",
    "confident": "Confident and wrong",
    "impossible": "Impossible",
    "eight": "A batch of eight",
    EDITED: "Edited",
}
# What each of them shows, whichever losses are compared.
SHOWS = {
    "article": "Both models are right, and B is surer: the case of the article behind all this.",
    "spread": "Both give the true class 0.8, and differ in how they spread the rest.",
    "two_classes": "One number says it all: A gives the true class 0.65, B 0.9.",
    "soft_truth": "The truth itself is uncertain: A is less sure than it is, B surer.",
    "disagreement": "B gives the true class more, A spreads the rest evenly. Which counts?",
    "confident": "Both are wrong: A is nearly sure of another class, B hedges.",
    "impossible": "A rules out what is true; B gives it 0.05.",
    "eight": "Eight samples of three classes, easy ones and hard ones.",
    EDITED: "Your own numbers, or those of a link.",
}
