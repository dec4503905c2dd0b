"""How Replicate is set up, and what keeps it from working."""

from __future__ import annotations

import pytest

from hackathon_backend.engines import EngineDeps, build_engines
from hackathon_backend.engines.replicate import ReplicateEngine
from hackathon_backend.engines.replicate.catalogue import unread
from hackathon_backend.engines.replicate.settings import ReplicateSettings
from hackathon_backend.errors import SettingsError
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.settings import load_settings, read_settings
from tests.engines.vendors.replicate import MODEL, ReplicateServer, refused
from tests.upstream import Fault, Scenario

from .conftest import TOKEN


def built() -> ReplicateEngine:
    engine = build_engines(EngineDeps(load_settings(), RenderPool(1)), ["replicate"]).get("replicate")
    assert isinstance(engine, ReplicateEngine)
    return engine


@pytest.mark.parametrize("name", ["REPLICATE_API_TOKEN", "REPLICATE_API_KEY"])
def test_the_token_is_found_under_both_of_its_names(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, TOKEN)
    assert read_settings(ReplicateSettings).secrets() == (TOKEN,)


def test_several_models_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPLICATE_MODEL", "acme/clips, other-co/wan_2.5 ,acme/clips")
    assert [model.id for model in built().models()] == ["acme/clips", "other-co/wan_2.5"]


@pytest.mark.parametrize(
    "value", ["clips", "acme/clips:7", "acme/../clips", "https://replicate.com/acme/clips", "a b/c"]
)
def test_what_is_no_model_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("REPLICATE_MODEL", value)
    with pytest.raises(SettingsError, match=r"REPLICATE_MODEL.*owner/name"):
        built()


def test_a_model_has_to_be_named() -> None:
    with pytest.raises(SettingsError, match=r"REPLICATE_MODEL.*owner/name"):
        built()


def test_a_token_is_wanted() -> None:
    engine = ReplicateEngine(None, models=(unread(MODEL),))
    assert engine.availability() == "needs_key"
    assert "REPLICATE_API_TOKEN" in engine.problems()[0]
    assert ReplicateEngine(TOKEN, models=(unread(MODEL),)).availability() == "live"


def test_all_is_well_with_a_token_and_the_models(replicate: ReplicateServer, engine: ReplicateEngine) -> None:
    assert engine.problems() == []
    assert [request.path for request in replicate.requests] == [f"/v1/models/{MODEL}"]


def test_models_that_are_not_there_or_take_no_prompt_are_named(replicate: ReplicateServer) -> None:
    replicate.serve("acme/upscaler", {"video": {"type": "string"}}, ("video",))
    names = ("acme/gone", "acme/upscaler", MODEL)
    engine = ReplicateEngine(TOKEN, replicate.url, models=tuple(map(unread, names)))
    gone, no_prompt = engine.problems()
    assert "acme/gone" in gone
    assert "acme/upscaler takes no prompt" in no_prompt


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault(401, refused(401, "You did not pass a valid authentication token")), "REPLICATE_API_TOKEN"),
        (Fault(200, "<html>It works!</html>"), "REPLICATE_BASE_URL"),
        (Fault(503, refused(503, "Overloaded")), "503"),
        (Fault(cut="before"), "broke the connection off"),
    ],
)
def test_what_keeps_it_from_working_is_said_without_the_token(
    replicate: ReplicateServer, engine: ReplicateEngine, fault: Fault, says: str
) -> None:
    replicate.play(Scenario(models=fault))
    (problem,) = engine.problems()
    assert says in problem
    assert TOKEN not in problem
