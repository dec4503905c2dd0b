"""What an order at a paid engine costs is written down once, whatever becomes of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from hackathon_backend.jobs import Job, PromptRequest
from tests.engines.vendors.runway import RunwayServer
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import error

from .conftest import Opened
from .test_line import until
from .test_upstream_faults import scenario

pytestmark = pytest.mark.slow

OpenSora = Callable[..., Opened]
OTTER = PromptRequest(message="An otter swims. It dives.", topic="otter", seconds=8.0)
DONE = {"status": "completed"}
GPU = {"status": "failed", "error": {"code": "server_error", "message": "The GPU ran out of memory."}}
REFUSED = {"status": "failed", "error": {"code": "moderation_blocked", "message": "Not this."}}


def charged(opened: Opened, job: Job) -> list[tuple[str, str, int | None]]:
    """Engine, state and micro-dollars of each charge."""
    charges = opened.container.store.charges.of([job.id])[job.id]
    return [(charge.engine, str(charge.state), charge.micros) for charge in charges]


def made(sora: OpenSora, script: Scenario, request: PromptRequest = OTTER, **values: Any) -> tuple[Opened, Job]:
    with Upstream(script) as upstream:
        opened = sora(upstream, **({"narration_audio": "off", "max_poll_timeout": 60.0} | values))
        return opened, opened.make(request)


def test_a_video_that_was_made_is_paid_once_at_the_price_of_that_day(sora: OpenSora) -> None:
    opened, job = made(sora, scenario())
    assert job.state == "completed"
    (charge,) = opened.container.store.charges.of([job.id])[job.id]
    assert (charge.engine, charge.model, charge.part, charge.owner) == ("sora", "sora-2", "", "local")
    assert (charge.seconds, charge.price_per_second, charge.micros, charge.state) == (8, 0.1, 800_000, "spent")
    assert charge.at == int(job.submitted_at or 0)
    assert job.estimate == 800_000


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"create": error(400, "invalid_value", "Bad size.")}, "released"),
        ({"create": error(400, "moderation_blocked", "Blocked by our moderation system.")}, "released"),
        ({"create": error(429, "insufficient_quota", "You exceeded your current quota.")}, "released"),
        ({"create": error(429, None, "Slow down.", headers={"Retry-After": "0.2"}, times=1)}, "spent"),
        ({"create": Fault(cut="before", taken=True)}, "spent"),
        ({"create": Fault(cut="before")}, "unknown"),
        ({"create": error(500, None, "Oops.")}, "unknown"),
        ({"outcome": GPU}, "released"),
        ({"outcome": REFUSED}, "spent"),
        ({"render_seconds": math.inf}, "spent"),
        ({"content": error(404, None, "Nothing here.")}, "spent"),
    ],
    ids=[
        "refused", "moderated", "no credit", "taken the second time", "lost and found", "lost", "broken", "failed",
        "made and refused", "never made", "never fetched",
    ],
)  # fmt: skip
def test_what_becomes_of_an_order_is_what_is_paid(sora: OpenSora, changes: dict[str, Any], state: str) -> None:
    ends_late = "render_seconds" in changes or "content" in changes
    opened, job = made(sora, scenario(**changes), max_poll_timeout=3.0 if ends_late else 30.0)
    assert charged(opened, job) == [("sora", state, 800_000)]
    total = opened.container.costs.total(0, 2**40)
    assert total.micros == (0 if state == "released" else 800_000)
    assert total.unknown == (state == "unknown")


def test_an_order_that_was_never_sent_costs_nothing(sora: OpenSora) -> None:
    with Upstream() as upstream:
        pass
    opened = sora(upstream)
    job = opened.make(OTTER)
    assert [state for _, state, _ in charged(opened, job)] in ([], ["released"])
    assert opened.container.costs.total(0, 2**40).orders == 0


def test_each_shot_is_a_charge_and_one_that_failed_is_free(sora: OpenSora) -> None:
    request = OTTER.model_copy(update={"seconds": 60.0, "message": "An otter swims. It dives. It eats. It sleeps."})
    opened, job = made(sora, scenario(outcomes=(DONE, GPU, DONE)), request)
    assert job.state == "completed"
    charges = opened.container.store.charges.of([job.id])[job.id]
    assert {charge.part: str(charge.state) for charge in charges} == {
        "-0-0": "spent", "-1-0": "released", "-1-1": "spent", "-2-0": "spent",
    }  # fmt: skip
    assert opened.container.costs.total(0, 2**40).micros == job.estimate == 6_000_000


def test_an_engine_that_failed_and_the_one_that_took_over_are_both_paid(
    sora: OpenSora, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = Scenario(render_seconds=0.2, poll_after_ms=100)
    with Upstream(scenario(outcome=REFUSED)) as upstream, RunwayServer(quick) as runway:
        monkeypatch.setenv("RUNWAY_API_KEY", "k")
        monkeypatch.setenv("RUNWAY_BASE_URL", runway.address)
        opened = sora(upstream, video_engines=("sora", "runway"), narration_audio="off", max_poll_timeout=60.0)
        job = opened.make(OTTER)
    assert (job.state, job.engine) == ("completed", "runway")
    # Both may have been ordered in the same second.
    (runways, soras) = sorted(charged(opened, job))
    assert soras == ("sora", "spent", 800_000)
    assert runways[:2] == ("runway", "spent")
    assert opened.container.costs.total(0, 2**40).micros == 800_000 + (runways[2] or 0)


def test_a_model_whose_price_nobody_knows_is_counted_as_unknown(sora: OpenSora) -> None:
    opened, job = made(sora, scenario(), sora_model="otter-1")
    assert charged(opened, job) == [("sora", "spent", None)]
    assert job.estimate is None
    total = opened.container.costs.total(0, 2**40)
    assert (total.micros, total.orders, total.unknown) == (0, 1, 1)


def test_an_order_that_was_cancelled_while_it_was_sent_is_paid_if_it_was_taken(sora: OpenSora) -> None:
    slow = scenario(create=Fault(wait=4.0, taken=True))
    with Upstream(slow) as upstream:
        opened = sora(upstream, narration_audio="off", max_poll_timeout=60.0)
        job = opened.order(OTTER)
        until(opened, job, lambda now: now.submitted_at is not None)
        assert charged(opened, job) == [("sora", "reserved", 800_000)]
        opened.container.model7.cancel(job.id)
        assert charged(opened, job) == [("sora", "unknown", 800_000)]
        until(opened, job, lambda now: charged(opened, now) == [("sora", "spent", 800_000)])
