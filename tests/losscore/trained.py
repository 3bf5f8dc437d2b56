"""Training runs for tests: two of the data sets, and a run but for what a test changes."""

from losscore import LOSSES
from losscore.teaching import OPTIMIZERS, make_dataset, train_softmax_regression

EVERY_LOSS = sorted(LOSSES)
EVERY_OPTIMIZER = sorted(OPTIMIZERS)
OVERLAPPING = make_dataset("overlapping")
SEPARABLE = make_dataset("separable")


def train(data=OVERLAPPING, loss="cross_entropy", **changes):
    settings = {"optimizer": "gradient_descent", "steps": 200, "learning_rate": 0.5} | changes
    return train_softmax_regression(*data, loss, **settings)
