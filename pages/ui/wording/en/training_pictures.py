"""What stands in the pictures of training."""

from __future__ import annotations

STEP = "Step"
STEP_T = "Step t"
RESIDUAL = "Residual 1 − ŷ"
TRACES = {
    "residual": "Mean residual on the true class",
    "accuracy": "Accuracy",
    "loss": "Own loss",
}
