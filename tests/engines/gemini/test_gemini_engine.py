"""What the engine says of itself, and of an order that was lost or is no longer wanted."""

from __future__ import annotations

import threading

import pytest

from hackathon_backend.engines.base import Engine, Order
from hackathon_backend.engines.fit import fit
from hackathon_backend.engines.gemini.engine import GeminiEngine
from hackathon_backend.errors import EngineBroken
from tests.engines.vendors.gemini import GeminiScript, GeminiVendor, google_error
from tests.upstream.scenario import PAGE, Fault

from .conftest import HANGS, KEY


def test_it_is_an_engine(engine: GeminiEngine) -> None:
    as_engine: Engine = engine
    assert as_engine.paid
    assert not as_engine.draws_storyboards
    assert [model.id for model in as_engine.models()] == ["gemini-omni-1.2-flash", "gemini-omni-1.1-flash"]


def test_a_model_that_is_set_comes_first_and_one_that_is_new_does_what_the_latest_does() -> None:
    assert GeminiEngine(KEY, model="gemini-omni-1.1-flash").models()[0].seconds[-1] == 10
    new, *others = GeminiEngine(KEY, model="gemini-omni-2-pro").models()
    assert (new.id, new.seconds, new.price_per_second) == ("gemini-omni-2-pro", others[0].seconds, None)


@pytest.mark.parametrize(
    ("seconds", "size", "expected"),
    [(8, "1280x720", (8, "1280x720")), (60, "1792x1024", (15, "1920x1080")), (1, "720x1280", (3, "720x1280"))],
)
def test_wishes_are_fitted_to_what_it_makes(
    engine: GeminiEngine, seconds: float, size: str, expected: tuple[float, str]
) -> None:
    fitted = fit(engine.models()[0], seconds, size)
    assert (fitted.seconds, fitted.size) == expected


def test_a_lost_order_can_not_be_looked_for_and_nothing_is_ordered(
    vendor: GeminiVendor, engine: GeminiEngine, order: Order
) -> None:
    with pytest.raises(EngineBroken, match="keeps no list"):
        engine.find(order, since=0, taken=frozenset(), timeout=5)
    assert not vendor.requests


def test_an_order_can_be_cancelled(vendor: GeminiVendor, engine: GeminiEngine, order: Order) -> None:
    vendor.play(GeminiScript(render_seconds=600))
    operation = engine.submit(order, timeout=5)
    engine.cancel(operation, timeout=5)
    assert vendor.interactions[operation["id"]].cancelled
    assert engine.poll(order, operation, timeout=5).status == "failed"


@pytest.mark.parametrize(
    "fault", [google_error(400, "FAILED_PRECONDITION", "It has ended."), Fault(wait=30), Fault(500)]
)
def test_one_that_can_not_be_cancelled_is_no_error(vendor: GeminiVendor, engine: GeminiEngine, fault: Fault) -> None:
    vendor.play(GeminiScript(cancel=fault))
    engine.cancel({"id": vendor.add()}, timeout=0.3)


def test_all_is_well_if_the_model_is_there_and_that_costs_nothing(vendor: GeminiVendor, engine: GeminiEngine) -> None:
    assert engine.problems() == []
    assert engine.availability() == "live"
    assert [(each.method, each.path) for each in vendor.requests] == [("GET", "/v1beta/models/gemini-omni-1.2-flash")]


def test_without_a_key_it_says_where_to_get_one(vendor: GeminiVendor) -> None:
    engine = GeminiEngine(None, vendor.origin)
    assert engine.availability() == "needs_key"
    assert "GEMINI_API_KEY" in engine.problems()[0]
    assert not vendor.requests


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (GeminiScript(key="another"), "GEMINI_API_KEY"),
        (GeminiScript(model=google_error(404, "NOT_FOUND", "No such model.")), "GEMINI_MODEL"),
        (GeminiScript(model=google_error(503, "UNAVAILABLE", "Overloaded.")), "Overloaded"),
        (GeminiScript(model=Fault(200, PAGE)), "GEMINI_BASE_URL"),
    ],
)
def test_what_is_wrong_is_said_with_the_setting_that_mends_it(
    vendor: GeminiVendor, engine: GeminiEngine, script: GeminiScript, words: str
) -> None:
    vendor.play(script)
    (problem,) = engine.problems()
    assert words in problem
    assert KEY not in problem


def test_many_threads_share_an_engine(vendor: GeminiVendor, engine: GeminiEngine, order: Order) -> None:
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.append(engine.submit(order, timeout=30)["id"])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == sorted(vendor.interactions)
    assert len(made) == 8


def test_an_engine_that_was_closed_opens_again(vendor: GeminiVendor, engine: GeminiEngine, order: Order) -> None:
    operation = engine.submit(order, timeout=5)
    engine.close()
    assert engine.poll(order, operation, timeout=5).status == "completed"
    assert engine.submit(order, timeout=5 + HANGS)["id"] != operation["id"]
