"""A worker that hears no tokens takes work all the same, and begins anew if it has lost its way to the broker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hackathon_backend.workers.looking import QUIET_SECONDS, QuietLooks, heard_first
from tests.clock import FakeClock


class Work:
    """So many pieces of it; taking one takes `seconds`."""

    def __init__(self, clock: FakeClock, pieces: int, seconds: float = 1.0) -> None:
        self._clock, self.left, self._seconds = clock, pieces, seconds

    def take(self) -> bool:
        if not self.left:
            return False
        self.left -= 1
        self._clock.advance(self._seconds)
        return True


Opened = Callable[..., tuple[QuietLooks, Work, FakeClock]]


@pytest.fixture
def ended() -> list[float]:
    """When the worker was to begin anew."""
    return []


@pytest.fixture
def opened(ended: list[float]) -> Opened:
    def open_(pieces: int, *, answers: bool = True) -> tuple[QuietLooks, Work, FakeClock]:
        clock = FakeClock()
        work = Work(clock, pieces)
        looks = QuietLooks(work.take, lambda: answers, lambda: ended.append(clock.monotonic()), threads=1, clock=clock)
        return looks, work, clock

    return open_


def test_while_tokens_come_nothing_is_looked_for(opened: Opened) -> None:
    looks, work, clock = opened(3)
    clock.advance(QUIET_SECONDS + 1)
    heard_first(looks, lambda: None)()
    looks.look()
    assert work.left == 3


def test_without_tokens_all_that_there_is_is_taken(opened: Opened, ended: list[float]) -> None:
    looks, work, clock = opened(3)
    clock.advance(QUIET_SECONDS + 1)
    looks.look()
    assert (work.left, ended) == (0, [])


def test_a_worker_with_work_and_never_a_token_ends_softly_if_the_broker_answers(
    opened: Opened, ended: list[float]
) -> None:
    looks, work, clock = opened(200)
    clock.advance(QUIET_SECONDS + 1)
    looks.look()
    assert len(ended) == 1
    assert work.left > 100


def test_while_the_broker_is_away_it_goes_on(opened: Opened, ended: list[float]) -> None:
    looks, work, clock = opened(200, answers=False)
    clock.advance(QUIET_SECONDS + 1)
    looks.look()
    assert (work.left, ended) == (0, [])


def test_a_look_now_and_then_that_is_sooner_than_a_token_means_nothing(opened: Opened, ended: list[float]) -> None:
    looks, work, clock = opened(0)
    for _ in range(20):
        clock.advance(60)
        work.left = 1
        looks.look()
    assert (work.left, ended) == (0, [])
