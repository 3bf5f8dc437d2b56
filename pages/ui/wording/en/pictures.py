"""What stands on the axes of charts, at their points and beside their lines."""

from __future__ import annotations

# How much of their axes charts show.
AXES = "Axes show"
ZOOMS = {"case": "This case", "whole": "The whole"}

ON_TRUTH = "ŷ on the true class"
PENALTY = "Penalty"
ADDS = "Adds to the penalty"
PUSHES = {
    "proba": "∂L/∂ŷ, the push on the probability",
    "logit": "∂L/∂z, the push on the logit",
}
PUSH = "Push |∂L/∂z|"
ON_TRUTH_DRAWN_OUT = "ŷ on the true class, both ends drawn out"
