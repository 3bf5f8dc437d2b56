"""What a session holds is let go of once its browser stays away, and not before."""

from __future__ import annotations

import threading

import pytest

from pages.ui.widgets.lifetime import Absence


class Belongings:
    """What a session holds."""


class Sessions:
    """Who is here, and whose belongings were let go of."""

    def __init__(self) -> None:
        self.here: set[str] = set()
        self.gone: list[str] = []
        self.changed = threading.Event()

    def let_go(self, session: str, belongings: object) -> None:
        self.gone.append(session)
        self.changed.set()

    def absence(self, every: float = 3600.0) -> Absence:
        return Absence(self.here.__contains__, self.let_go, patience=30.0, every=every)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


def test_who_is_here_keeps_everything(sessions):
    absence, mine = sessions.absence(), Belongings()
    sessions.here.add("me")
    absence.watch("me", mine)
    for now in (0.0, 100.0, 1000.0):
        absence.look(now)
    assert sessions.gone == []


def test_who_stays_away_loses_it_after_so_many_seconds(sessions):
    absence, mine = sessions.absence(), Belongings()
    absence.watch("me", mine)
    absence.look(100.0)
    absence.look(129.0)
    assert sessions.gone == []
    absence.look(130.0)
    assert sessions.gone == ["me"]


def test_who_comes_back_in_time_may_leave_again(sessions):
    absence, mine = sessions.absence(), Belongings()
    absence.watch("me", mine)
    absence.look(0.0)
    sessions.here.add("me")
    absence.look(29.0)
    sessions.here.clear()
    absence.look(31.0)
    absence.look(60.0)
    assert sessions.gone == []
    absence.look(61.0)
    assert sessions.gone == ["me"]


def test_what_comes_while_the_browser_is_away_is_let_go_of_as_well(sessions):
    absence, mine = sessions.absence(), Belongings()
    absence.watch("me", mine)
    for now in (0.0, 30.0, 35.0):
        absence.look(now)
    assert sessions.gone == ["me", "me"]


def test_watching_keeps_nothing_alive(sessions):
    absence, mine = sessions.absence(), Belongings()
    absence.watch("me", mine)
    absence.look(0.0)
    del mine
    absence.look(1000.0)
    assert sessions.gone == []


def test_the_looks_go_on_by_themselves_until_there_is_nothing_to_watch(sessions):
    absence, mine = (
        Absence(lambda s: False, sessions.let_go, patience=0.0, every=0.01),
        Belongings(),
    )
    absence.watch("me", mine)
    thread = absence._thread
    assert sessions.changed.wait(30)
    del mine
    thread.join(30)
    assert not thread.is_alive()


def test_a_look_that_fails_is_not_the_last_one(may_fail, sessions, caplog):
    failed = []

    def let_go(session: str, belongings: object) -> None:
        if not failed:
            failed.append(session)
            raise RuntimeError("the server is going down")
        sessions.changed.set()

    absence = Absence(lambda session: False, let_go, patience=0.0, every=0.01)
    mine = Belongings()
    absence.watch("me", mine)
    assert sessions.changed.wait(30)
    assert "the server is going down" in caplog.text
