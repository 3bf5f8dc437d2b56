"""What is said of the case that a page compares two models on, or of what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from pages.ui import palette
from pages.ui.inputs.batch import LETTERS, Batch
from pages.ui.inputs.scenario import Sample
from pages.ui.results.folds import folds_of
from pages.ui.wording.en.weights import row_noun, weighted
from pages.ui.wording.formats import bold, count, escape, named, probability

SCOPES = {"sample": "One sample", "batch": "A batch", "hand": "Two probabilities"}


def current_sample(names: Sequence[str], sample: Sample) -> str:
    """The sample in one line."""
    truth = escape(names[sample.label]) if sample.label is not None else _vector(sample.truth)
    parts = {"truth": truth, "a": _vector(sample.a), "b": _vector(sample.b)}
    return " · ".join(
        f"{palette.COLUMNS[column].symbol}\u00a0{palette.COLUMNS[column].label} {text}"
        for column, text in parts.items()
    )


def _vector(values: Sequence[float]) -> str:
    return f"({', '.join(probability(value) for value in values)})"


def current_batch(batch: Batch) -> str:
    """The batch in one line."""
    size = count(batch.size, row_noun(batch.weights))
    text = f"{size} of {count(len(batch.classes), 'class', 'classes')}. {escape(batch.name)}."
    if batch.names != LETTERS:
        models = palette.MODELS
        who = (f"{models[m].symbol} {m.upper()} is {named(batch.names[m])}" for m in batch.models)
        text += f" {', '.join(who)}."
    folds = folds_of(batch)
    independent = folds is None or not folds.respected
    counted = weighted(batch.size, batch.weights, independent=independent)
    return " ".join(filter(None, [text, counted]))


def on_truth_label(model: str) -> str:
    """The label of the probability one model puts on the true class."""
    return f"{palette.COLUMNS[model].symbol} ŷ of model {model.upper()} on the true class"


HAND = "A one-hot truth of two classes: what is not on the true class is on the other one."


def left_out(numbers: Sequence[int]) -> str:
    """Which samples of the scenario are no part of the batch."""
    which = ("sample " if len(numbers) == 1 else "samples ") + ", ".join(map(str, numbers))
    return f"Left out: {which}, where a column does not sum to 1. Fix it on Samples."


def no_batch(source: str) -> str:
    """Why there is no batch, and what to do about it."""
    if source == "upload":
        return "**Nothing is uploaded yet.** Upload the predictions of both models on Samples."
    return (
        "**No sample of the scenario can be scored**: in each, a column does not sum to 1. Fix "
        "them on Samples."
    )


def one_model(batch: Batch) -> str:
    """What a batch of one model lacks."""
    return (
        f"{bold(batch.name)} holds the predictions of one model only, and it takes two to "
        "compare. Upload another model's table of the same samples on Samples."
    )
