"""What the bars and points say while they move: the formulas of losscore once more, in Chromium."""

from __future__ import annotations

import random
from dataclasses import asdict
from fractions import Fraction

import pytest

import losscore
from losscore import CrossEntropy, PowerLoss
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Sample
from pages.ui.results.compensation import gap, of_sample
from pages.ui.results.penalties import charge
from pages.ui.widgets.movable import JS
from pages.ui.wording.formats import exact_text, number, times

LOSSES = [
    *losscore.LOSSES.values(),
    *(CrossEntropy(floor) for floor in (1e-15, 0.01)),
    *(PowerLoss(a) for a in (1e-3, 0.01, 0.3, 1.0)),
]


@pytest.fixture(scope="module")
def numbers(browser):
    """A function that calls one of the component's own functions on many arguments, in Chromium."""
    page = browser.new_page()
    page.evaluate(
        "async js => { window.own = await import("
        "URL.createObjectURL(new Blob([js], {type: 'text/javascript'}))) }",
        JS,
    )
    yield lambda name, calls: page.evaluate(
        "([name, calls]) => calls.map(given => own[name](...given))", [name, calls]
    )
    page.close()


def named(loss):
    return {"name": loss.name, **asdict(loss)}


def distributions(size: int, draw: random.Random) -> list[float]:
    """One on the grid of hundredths, one of six digits, or one next to a corner."""
    kind = draw.choice(["hundredths", "digits", "sure", "never"])
    if kind == "hundredths":
        cuts = sorted(draw.randint(0, 100) for _ in range(size - 1))
        ends = zip([0, *cuts], [*cuts, 100], strict=True)
        return [(high - low) / 100 for low, high in ends]
    rest = [draw.random() * (1e-6 if kind == "sure" else 1.0) for _ in range(size - 1)]
    if kind == "never":
        rest[0] = 0.0
    values = [*rest, 1e-6 if kind == "never" else 1.0 - sum(rest) if kind == "sure" else 0.5]
    values = [float(f"{value / sum(values):.6g}") for value in values]
    draw.shuffle(values)
    return values


def samples(count: int) -> list[Sample]:
    """Truths, one-hot and soft, with predictions near and far, of two to ten classes."""
    draw, found = random.Random(13), [preset.samples[0] for preset in PRESETS.values()]
    while len(found) < count:
        size = draw.choice([2, 3, 3, 4, 10])
        truth, a, b = (distributions(size, draw) for _ in range(3))
        if draw.random() < 0.5:
            truth = losscore.one_hot([draw.randrange(size)], size)[0].tolist()
        if draw.random() < 0.3:
            b = draw.choice([truth, a, a[::-1]])
        sample = Sample(tuple(truth), tuple(a), tuple(b))
        if not sample.broken:
            found.append(sample)
    return found


SAMPLES = samples(400)


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_it_charges_what_losscore_charges(numbers, loss):
    found = numbers("charge", [[named(loss), s.truth, s.a, s.b] for s in SAMPLES])
    for sample, said in zip(SAMPLES, found, strict=True):
        charged = charge(sample, loss)
        for model in ("a", "b"):
            assert said[model] == pytest.approx(getattr(charged, model), rel=1e-12, abs=1e-300)
        worse = {"a": "b", "b": "a", None: None}[charged.preferred]
        assert said["worse"] == worse, sample
        if worse and max(said["a"], said["b"]) < float("inf"):
            assert said["ratio"] == pytest.approx(ratio(charged), rel=1e-12)


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_it_counts_as_many_perfect_samples(numbers, loss):
    exact = [sample for sample in SAMPLES if on_the_grid(sample)]
    assert len(exact) > 25
    found = numbers("charge", [[named(loss), s.truth, s.a, s.b] for s in exact])
    for sample, said in zip(exact, found, strict=True):
        answer = gap(of_sample(("x",) * len(sample.truth), sample), loss).answer
        assert said["count"] == pytest.approx(answer.exact, rel=1e-9), sample
        if answer.exact.is_integer():
            assert said["count"] == answer.exact


def ratio(charged):
    low, high = sorted(charged[:2])
    return high / low if low else float("inf")


def on_the_grid(sample: Sample) -> bool:
    values = (*sample.truth, *sample.a, *sample.b)
    return all(value == round(value, 2) for value in values)


def test_it_says_nothing_of_a_loss_that_it_does_not_know(numbers):
    assert numbers("known", [[named(loss)] for loss in LOSSES]) == [True] * len(LOSSES)
    assert numbers("known", [[{"name": "toString"}], [{"name": "own"}]]) == [False, False]


def test_it_writes_numbers_as_every_page_does(numbers):
    draw = random.Random(5)
    values = [draw.uniform(0, 10) * 10 ** draw.randint(-12, 12) for _ in range(2000)]
    values += [k / 16 for k in range(200)] + [k / 100 for k in range(101)]
    values += [1000.5, 999.95, 99999.5, 100.25, 1e-5, 9.9995e-5, 0.0, 1e9, 123456789.0, 5e-324]
    assert numbers("number", [[v] for v in values]) == [number(v) for v in values]
    counts = [*values, *(n + d for n in (1, 7, 3955) for d in (1e-5, 1e-9, 1e-12, 0.5))]
    assert numbers("exactText", [[v] for v in counts]) == [exact_text(v) for v in counts]
    assert [f"{text} times" for text in numbers("times", [[v] for v in values])] == [
        times(v) if v != 1.0 else "1 times" for v in values
    ]


def test_the_rest_gives_way_in_proportion_and_the_sum_stays_one(numbers):
    draw = random.Random(3)
    columns = [distributions(draw.choice([2, 3, 10]), draw) for _ in range(500)]
    calls = [[c, draw.randrange(len(c)), draw.uniform(-0.2, 1.2)] for c in columns]
    for (column, k, value), given in zip(calls, numbers("moved", calls), strict=True):
        own = min(max(value, 0.0), 1.0)
        assert sum(given) == 100
        assert min(given) >= 0
        assert abs(given[k] - 100 * own) <= 0.5 + 1e-9
        others = [j for j in range(len(column)) if j != k]
        rest = sum(Fraction(column[j]) for j in others)
        for j in others:
            share = Fraction(column[j]) / rest if rest else Fraction(1, len(others))
            assert abs(given[j] - share * (100 - given[k])) < 1


def test_a_rest_of_zeros_is_shared_equally(numbers):
    assert numbers("moved", [[[1, 0, 0], 0, 0.7]]) == [[70, 15, 15]]
