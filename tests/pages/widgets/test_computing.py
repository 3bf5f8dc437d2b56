"""What a page computes by itself, what on request, and how it shows its progress."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest
import streamlit as st

from losscore import teaching
from pages.ui.inputs.share import encode
from pages.ui.results import thresholds as results
from pages.ui.results.work import Answer, Question, Work
from pages.ui.widgets import computing
from pages.ui.widgets.turns import TURNS
from tests.load.mixed import heavy_link
from tests.load.reruns import Visitor, connection_to
from tests.pages.reading import default, said
from tests.serving import ROOT, running

GRID = 2 * len(teaching.LEARNING_RATES["gradient_descent"])
FOUR = 2 * sum(len(rates) for rates in teaching.LEARNING_RATES.values())


@pytest.fixture(autouse=True)
def work(monkeypatch):
    """Nothing is computed yet."""
    monkeypatch.setattr(computing, "WORK", Work(most_bytes=2**26))


def rest(app, name):
    """The button that asks for the rest."""
    return next((button for button in app.button if button.key == f"compute_{name}"), None)


# By itself and on request


def test_what_takes_long_is_computed_on_request_and_then_known_to_everybody(open_page, monkeypatch):
    link = default(sizes="best", steps=20)
    monkeypatch.setattr(computing, "ALLOWANCE", 1e-9)  # One answer exceeds it.
    app = open_page("training", link)
    assert rest(app, "race").label == f"Compute the rest: {GRID} of {GRID} runs"
    assert "reaches a mean residual" not in said(app)
    assert "Why it is so" in {section.label for section in app.expander}
    for name in ("descents", "race"):
        rest(app, name).click().run()
        assert rest(app, name) is None
    assert "reach" in said(app)
    other = open_page("training", link)
    assert rest(other, "descents") is rest(other, "race") is None
    assert said(other) == said(app)


def test_a_page_computes_until_its_allowance_is_used_up(open_page, monkeypatch):
    def taking_half_a_second(self, question, had=0):
        future = Future()
        future.set_result(Answer(question.function(*question.arguments), 0.5))
        return future

    monkeypatch.setattr(Work, "ask", taking_half_a_second)
    monkeypatch.setattr(computing, "ALLOWANCE", 5.9)
    app = open_page("training", default(sizes="best", steps=20))
    # Two descents come first, and the last run is begun with 0.4 seconds left.
    assert rest(app, "race").label == f"Compute the rest: 2 of {GRID} runs"


def test_what_was_not_asked_for_is_not_computed_bit_by_bit(open_page, monkeypatch):
    app = open_page("training", default(sizes="best", steps=20))
    monkeypatch.setattr(computing, "ALLOWANCE", 0.0)
    app.segmented_control(key="setting_compare").set_value("four").run()
    left = f"Compute the rest: {FOUR - GRID} of {FOUR} runs"
    assert rest(app, "four").label == left
    monkeypatch.setattr(computing, "ALLOWANCE", 100.0)
    app.select_slider(key="setting_step").set_value(5).run()
    assert rest(app, "four").label == left
    assert "Damped Newton |" not in said(app)
    assert "| Gradient descent |" in said(app)
    rest(app, "four").click().run()
    assert rest(app, "four") is None
    assert "| Damped Newton |" in said(app)


def test_other_questions_have_an_allowance_of_their_own(open_page, monkeypatch):
    monkeypatch.setattr(computing, "ALLOWANCE", 1e-9)
    app = open_page("training", default(sizes="best", steps=20))
    monkeypatch.setattr(computing, "ALLOWANCE", 100.0)
    app.select_slider(key="setting_steps").set_value(10).run()
    assert rest(app, "race") is None
    app.select_slider(key="setting_steps").set_value(20).run()
    assert rest(app, "race") is None  # Another visitor may have computed the rest as well.


def test_no_link_takes_two_seconds_of_processor_time_to_open(open_page):
    open_page("training", default(steps=10))  # Charts are made once for all visitors.
    start = time.process_time()
    app = open_page("training", heavy_link(0))
    assert time.process_time() - start <= 2.0
    # The heavy link of the load is one of which something is held back.
    assert rest(app, "race") or rest(app, "four")


@pytest.mark.parametrize(
    ("data", "optimizer", "sizes"),
    [
        ("three_classes", "gradient_descent", "best"),
        ("three_classes", "newton", "best"),
        ("separable", "adam", "own"),
    ],
)
def test_no_link_takes_half_a_second_more_than_it_may(
    open_page, monkeypatch, data, optimizer, sizes
):
    open_page("training", default(steps=10))
    link = default(
        data=data,
        optimizer=optimizer,
        sizes=sizes,
        compare="four",
        steps=2000,
        target=0.001,
        rate=0.01,
        start=20.0,
        rate_se=100.0,
        rate_ce=100.0,
    )
    allowed = 0.2
    monkeypatch.setattr(computing, "ALLOWANCE", allowed)
    start = time.process_time()
    open_page("training", link)
    assert time.process_time() - start <= allowed + 0.5


# A newer run, and others


def test_a_run_that_is_cut_off_leaves_nothing_taken(open_page, monkeypatch):
    class CutOffError(BaseException):
        """As Streamlit ends a run once there is a newer one."""

    def cut_off(self, done):
        raise CutOffError

    page = computing.Computing()
    with monkeypatch.context() as patched:
        patched.setattr(computing, "_request", lambda name, asked: computing._Request(asked))
        patched.setattr(computing._Bar, "draw", cut_off)
        with pytest.raises(CutOffError), TURNS.turn():
            page.results("test", [Question(time.sleep, (0.01,))])
    assert TURNS._holder is None
    assert "needs **101 steps**" in said(open_page("training"))


def test_others_go_ahead_while_a_run_waits_for_its_answer(monkeypatch):
    monkeypatch.setattr(computing, "_request", lambda name, asked: computing._Request(asked))
    gone_ahead = []

    def compute():
        with ThreadPoolExecutor(1) as other, other.submit(take_a_turn) and other:
            pass
        return "answer"

    def take_a_turn():
        with TURNS.turn():
            gone_ahead.append(True)

    with TURNS.turn():
        assert computing.Computing().results("test", [Question(compute, ())]) == ["answer"]
    assert gone_ahead


def test_thirty_visitors_of_one_link_train_each_run_once(tmp_path, monkeypatch):
    trained = tmp_path / "trained"
    # Python runs this at its start, so the server counts what it trains.
    (tmp_path / "sitecustomize.py").write_text(
        "from losscore import teaching\n"
        "train = teaching.train_softmax_regression\n"
        "def counting(x, labels, loss, **options):\n"
        f"    with open({str(trained)!r}, 'a') as file:\n"
        "        file.write(f'{loss} {options}\\n')\n"
        "    return train(x, labels, loss, **options)\n"
        "teaching.train_softmax_regression = counting\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
    link = encode(default(sizes="best", steps=200))

    async def visit(port: int) -> bool:
        async with connection_to(port) as connection:
            return (await Visitor(connection, "training", link).rerun()).good

    async def visits(port: int) -> list[bool]:
        return await asyncio.gather(*(visit(port) for _ in range(30)))

    with running() as server, ThreadPoolExecutor(1) as thread:
        # In the main thread Playwright's event loop may be running.
        assert all(thread.submit(asyncio.run, visits(server.port)).result())
    runs = Path(trained).read_text().splitlines()
    assert len(runs) == len(set(runs)) == GRID


# Progress


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (
            [0.0, 0.1, 0.5, 0.9],
            [(2 / 3, "Computing: 2 of 3 runs done"), (1.0, "Computing: 3 of 3 runs done"), "gone"],
        ),
        ([0.0, 0.1, 0.15, 0.2], ["gone"]),
    ],
)
def test_long_work_shows_its_progress_and_short_work_none(monkeypatch, clock, expected):
    shown = []

    class Place:
        def progress(self, share, text):
            shown.append((share, text))

        def empty(self):
            shown.append("gone")

    monkeypatch.setattr(computing.st, "empty", Place)
    monkeypatch.setattr(computing, "monotonic", iter(clock).__next__)
    bar = computing._Bar(3)
    for done in (1, 2, 3):
        bar.draw(done)
    bar.clear()
    assert shown == expected


def test_the_bar_counts_what_is_there_and_ends_with_all(open_page, monkeypatch):
    drawn = []
    monkeypatch.setattr(computing._Bar, "draw", lambda bar, done: drawn.append((done, bar._total)))
    open_page("training", default(sizes="best", steps=10))
    assert drawn[:2] == [(1, 2), (2, 2)]  # The descents of one sample.
    assert drawn[2:] == [(done, GRID) for done in range(1, GRID + 1)]


# A large batch


def test_a_large_batch_says_that_it_is_computed_and_lets_others_go_ahead(open_page, monkeypatch):
    said_then, ahead = [], []
    outline = results.outline

    def slow(batch):
        ahead.append(TURNS._holder is None)
        return outline(batch)

    monkeypatch.setattr(results, "outline", slow)
    monkeypatch.setattr(st, "spinner", lambda text: said_then.append(text) or nullcontext())
    open_page("thresholds", default(source="digits", scope="batch"))
    assert not said_then
    assert not any(ahead)
    monkeypatch.setattr(computing, "_MANY", 1000)
    open_page("thresholds", default(source="digits", scope="batch"))
    assert set(said_then) == {"Computing 899 samples"}
    assert ahead[-1]
