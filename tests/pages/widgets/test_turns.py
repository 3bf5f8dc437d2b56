"""Runs take turns, and none waits for a long one."""

from __future__ import annotations

import threading
import time

import pytest

from pages.ui.widgets.turns import Turns


def test_short_runs_never_overlap():
    turns, inside, most = Turns(longest=60.0), 0, 0

    def run():
        nonlocal inside, most
        for _ in range(20):
            with turns.turn():
                inside += 1
                most = max(most, inside)
                time.sleep(0.0005)  # Here the others would get in.
                inside -= 1

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    assert most == 1


def test_a_long_run_holds_nobody_up():
    turns, ended = Turns(longest=0.05), threading.Event()
    entered = threading.Event()

    def long_run():
        with turns.turn():
            entered.set()
            ended.wait(30)

    thread = threading.Thread(target=long_run)
    thread.start()
    assert entered.wait(30)
    with turns.turn():
        assert thread.is_alive()
        # The long run gives nothing back that is no longer its own.
        ended.set()
        thread.join(30)
        assert turns._holder is not None
    with turns.turn():
        pass


def test_a_run_that_fails_gives_its_turn_back():
    turns = Turns(longest=60.0)
    with pytest.raises(KeyError), turns.turn():
        raise KeyError
    done = threading.Event()

    def run():
        with turns.turn():
            done.set()

    threading.Thread(target=run, daemon=True).start()
    assert done.wait(30)


def test_who_steps_aside_lets_others_go_ahead_and_waits_for_the_next_turn():
    turns, order = Turns(longest=60.0), []
    inside, ended = threading.Event(), threading.Event()

    def other():
        with turns.turn():
            inside.set()
            ended.wait(30)
            order.append("other")

    thread = threading.Thread(target=other)
    with turns.turn():
        with turns.aside():
            thread.start()
            assert inside.wait(30)
            ended.set()
        order.append("me")
        assert turns._holder == threading.get_ident()
    thread.join(30)
    assert order == ["other", "me"]
    assert turns._holder is None


def test_who_is_cut_off_while_aside_takes_no_other_turn(monkeypatch):
    turns, taken = Turns(longest=60.0), []
    with pytest.raises(KeyError), turns.turn(), turns.aside():
        monkeypatch.setattr(turns, "_take", lambda: taken.append("a turn"))
        raise KeyError
    assert turns._holder is None
    assert not taken


def test_who_has_no_turn_steps_aside_for_nobody():
    turns = Turns(longest=60.0)
    with turns.aside():
        pass
    assert turns._holder is None
