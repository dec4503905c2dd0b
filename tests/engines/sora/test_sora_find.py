"""Looking for an order of unknown outcome: ours is found, another's is not taken for it, and no doubt becomes a no."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from hackathon_backend.engines.base import Operation, Order
from hackathon_backend.engines.sora import SoraEngine
from hackathon_backend.errors import EngineBroken, EngineError, EngineTimeout, OutcomeUnknown
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import PAGE, error

HOUR = 3600.0


def described(order: Order, **other: Any) -> dict[str, Any]:
    return {"prompt": order.prompt, "model": order.model, "seconds": "4", "size": order.size, **other}


def find(engine: SoraEngine, order: Order, *taken: str, ago: float = 30.0, timeout: float = 5) -> Operation | None:
    return engine.find(order, since=time.time() - ago, taken=frozenset(taken), timeout=timeout)


def test_an_order_whose_answer_was_lost_is_found(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(create=Fault(cut="before", taken=True)))
    with pytest.raises(OutcomeUnknown):
        engine.submit(order, timeout=5)
    (video,) = upstream.videos.jobs
    found = find(engine, order)
    assert found is not None
    assert found["id"] == video


def test_an_order_that_never_arrived_is_not_there(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(create=Fault(cut="before")))
    with pytest.raises(OutcomeUnknown):
        engine.submit(order, timeout=5)
    assert find(engine, order) is None


@pytest.mark.parametrize(
    "other",
    [
        {"prompt": "Something else"},
        {"model": "sora-2-pro"},
        {"seconds": "8"},
        {"size": "1280x720"},
        {"age": HOUR},
    ],
)
def test_anothers_video_is_not_ours(
    upstream: Upstream, engine: SoraEngine, order: Order, other: dict[str, Any]
) -> None:
    upstream.videos.add(**described(order, **other))
    assert find(engine, order) is None


@pytest.mark.parametrize(
    "told",
    [
        {"prompt": " A red panda\ndraws a graph"},
        {"model": "openai/sora-2-2025-10-06"},
        {"model": None, "seconds": None, "size": None},
        {"seconds": 4},
        {"seconds": "4.0"},
    ],
)
def test_ours_is_found_however_it_is_described(
    upstream: Upstream, engine: SoraEngine, order: Order, told: dict[str, Any]
) -> None:
    video = upstream.videos.add(**described(order, **told))
    found = find(engine, order)
    assert found is not None
    assert found["id"] == video


def test_a_video_of_another_job_is_left_out(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    first, second = (upstream.videos.add(**described(order), age=age) for age in (2, 1))
    assert (find(engine, order, first) or {})["id"] == second
    assert (find(engine, order, second) or {})["id"] == first
    assert find(engine, order, first, second) is None


def test_of_two_the_one_that_was_made_first_is_taken(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.videos.add(**described(order), age=5)
    first = upstream.videos.add(**described(order), age=20)
    assert (find(engine, order) or {})["id"] == first


def test_older_pages_are_read_only_as_far_as_needed(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(page=10))
    video = upstream.videos.add(**described(order), age=25)
    for age in range(25):
        upstream.videos.add(prompt="Another", age=age)
    for age in range(100):
        upstream.videos.add(prompt="Older", age=HOUR + age)
    assert (find(engine, order) or {})["id"] == video
    assert len(upstream.requests) == 3


@pytest.mark.parametrize("skew", [-HOUR, HOUR])
def test_a_clock_that_is_off_hides_nothing(upstream: Upstream, engine: SoraEngine, order: Order, skew: float) -> None:
    upstream.play(Scenario(skew=skew))
    video = upstream.videos.add(**described(order), age=3)
    upstream.videos.add(**described(order), age=2 * HOUR)
    assert (find(engine, order) or {})["id"] == video


@pytest.mark.parametrize(
    "scenario", [Scenario(milliseconds=True), Scenario(without=("created_at", "object", "status"))]
)
def test_dates_in_milliseconds_or_none_at_all_will_do(
    upstream: Upstream, engine: SoraEngine, order: Order, scenario: Scenario
) -> None:
    upstream.play(scenario)
    video = upstream.videos.add(**described(order), age=3)
    assert (find(engine, order) or {})["id"] == video


def test_a_list_in_the_wrong_order_is_read_to_its_end(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    now = int(time.time())
    old = [{"id": f"old_{age}", "prompt": "Old", "created_at": now - age} for age in range(9000, 4000, -1000)]
    ours = {**described(order), "id": "ours", "created_at": now}
    pages = (Fault(200, {"data": old, "has_more": True}, times=1), Fault(200, {"data": [ours], "has_more": False}))
    upstream.play(Scenario(listing=pages))
    assert (find(engine, order) or {})["id"] == "ours"


def test_a_server_that_knows_no_pages_is_asked_twice(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(listing=Fault(200, {"data": [{"id": "other", "prompt": "Another"}]})))
    assert find(engine, order) is None
    assert len(upstream.requests) == 2


def test_a_list_without_an_end_is_no_answer(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    count = iter(range(1000))

    class Endless(dict[str, Any]):
        def items(self) -> Any:
            return {"data": [{"id": f"video_{next(count)}", "prompt": "Another"}], "has_more": True}.items()

    upstream.play(Scenario(listing=Fault(200, Endless(data=1))))
    with pytest.raises(EngineBroken, match="no end"):
        find(engine, order)


def test_videos_without_prompts_can_not_be_told_apart(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(without=("prompt",)))
    assert find(engine, order) is None, "nothing there is a clear no"
    upstream.videos.add(**described(order, size="1280x720"))
    assert find(engine, order) is None, "nor can it be one of another size"
    upstream.videos.add(**described(order))
    with pytest.raises(EngineBroken, match="prompts"):
        find(engine, order)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(404, PAGE),
        Fault(405, {"detail": "Method Not Allowed"}),
        Fault(200, PAGE),
        Fault(200, {"object": "list"}),
        Fault(200, "null"),
        error(500, None, "Oops."),
        Fault(cut="before"),
        Fault(cut="inside"),
    ],
)
def test_a_server_that_does_not_list_is_no_answer(
    upstream: Upstream, engine: SoraEngine, order: Order, fault: Fault
) -> None:
    upstream.videos.add(**described(order))
    upstream.play(Scenario(listing=fault))
    with pytest.raises(EngineError):
        find(engine, order)


def test_the_time_holds_for_all_pages_together(upstream: Upstream, engine: SoraEngine, order: Order) -> None:
    upstream.play(Scenario(listing=Fault(wait=0.4), page=1))
    for _ in range(30):
        upstream.videos.add(**described(order, prompt="Another"))
    began = time.monotonic()
    with pytest.raises(EngineTimeout):
        find(engine, order, timeout=0.5)
    assert time.monotonic() - began < 5


def test_things_in_the_list_that_are_no_videos_are_passed_over(
    upstream: Upstream, engine: SoraEngine, order: Order
) -> None:
    ours = {**described(order), "id": "ours"}
    upstream.play(Scenario(listing=Fault(200, [None, 3, "video", {}, {"id": None}, ours])))
    assert (find(engine, replace(order, job_id="x")) or {})["id"] == "ours"
