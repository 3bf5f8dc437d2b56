"""What stands in the pictures of training."""

from __future__ import annotations

from pages.ui.wording.formats import number

STEP = "Step"
STEP_T = "Step t"
RESIDUAL = "Residual 1 − ŷ"
TRACES = {
    "residual": "Mean residual",
    "accuracy": "Accuracy",
    "loss": "Own loss",
}


def target(residual: float) -> str:
    """The line of the residual to be reached."""
    return f"target {number(residual)}"


def looked_at(step: int) -> str:
    """The line of the step whose models are shown."""
    return f"models after step {step:,}"
