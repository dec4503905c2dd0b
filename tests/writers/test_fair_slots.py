"""One owner with fifty calls to a language model keeps nobody waiting who has one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from hackathon_backend.errors import WriterUnreachable
from hackathon_backend.tracing import current_owner
from hackathon_backend.writers.llm.chat_model import ChatModel
from hackathon_backend.writers.llm.fair_slots import FairSlots
from hackathon_backend.writers.llm.messages import said
from tests.upstream import Fault, Scenario, Upstream

PATIENCE = 30.0


class Calls:
    """Calls that go on until they are let go, in the order in which they began."""

    def __init__(self, at_once: int) -> None:
        self.slots = FairSlots(at_once)
        self.began: list[str] = []
        self._steps = threading.Semaphore(0)

    def make(self, owner: str, *, patient: bool = True) -> None:
        with self.slots.slot(owner, PATIENCE, patient=patient):
            self.began.append(owner)
            assert self._steps.acquire(timeout=PATIENCE)

    def end_one(self) -> None:
        before = len(self.began)
        self._steps.release()
        until(lambda: len(self.began) > before or not self.slots._waiting)

    def let_go(self) -> None:
        self._steps.release(1000)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_who_has_one_call_is_served_before_those_who_wait_with_many() -> None:
    calls = Calls(at_once=4)
    with ThreadPoolExecutor(60) as pool:
        for _ in range(50):
            pool.submit(calls.make, "many")
        until(lambda: len(calls.began) == 4 and len(calls.slots._waiting) == 46)
        pool.submit(calls.make, "one")
        pool.submit(calls.make, "other")
        until(lambda: len(calls.slots._waiting) == 48)
        calls.end_one()
        calls.end_one()
        assert sorted(calls.began[4:]) == ["one", "other"]
        calls.let_go()
    assert len(calls.began) == 52
    assert not calls.slots._running and not calls.slots._served, "nobody is remembered who has nothing there"


def test_no_more_run_at_once_than_may() -> None:
    slots, lock, running, most = FairSlots(3), threading.Lock(), [0], [0]

    def call(owner: int) -> None:
        with slots.slot(f"owner {owner % 5}", PATIENCE, patient=True):
            with lock:
                running[0] += 1
                most[0] = max(most[0], running[0])
            time.sleep(0.001)
            with lock:
                running[0] -= 1

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(call, range(200)))
    assert most[0] == 3


def test_a_request_that_would_wait_behind_too_many_is_turned_away_at_once() -> None:
    calls = Calls(at_once=2)
    with ThreadPoolExecutor(40) as pool:
        for _ in range(4):
            pool.submit(calls.make, "many", patient=False)
        until(lambda: len(calls.slots._waiting) == 2)
        with pytest.raises(WriterUnreachable):
            calls.make("many", patient=False)
        waiting = pool.submit(calls.make, "one", patient=False)
        in_the_background = pool.submit(calls.make, "many")
        until(lambda: len(calls.slots._waiting) == 4)
        calls.let_go()
        waiting.result(PATIENCE)
        in_the_background.result(PATIENCE)


def test_nobody_waits_for_ever() -> None:
    slots = FairSlots(1)
    with slots.slot("a", 1.0, patient=True), pytest.raises(WriterUnreachable), slots.slot("b", 0.01, patient=True):
        pass
    with slots.slot("b", 1.0, patient=True):
        pass


def test_a_model_s_calls_take_their_turn() -> None:
    with Upstream(Scenario(replies=("Fine.",), chat=Fault(wait=0.1, taken=True))) as upstream:
        model = ChatModel("key", upstream.url, "gpt-6-luna", timeout=20, slots=FairSlots(1))
        order: list[str] = []

        def ask(owner: str) -> None:
            current_owner.set(owner)
            try:
                model.turn([said("user", "Hello")])
            except WriterUnreachable:
                order.append("turned away")
            else:
                order.append(owner)

        with ThreadPoolExecutor(8) as pool:
            for owner in ("many", "many", "many", "one"):
                pool.submit(ask, owner)
    assert sorted(order) == ["many", "many", "one", "turned away"]
