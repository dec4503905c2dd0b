"""What Runway offers, how it is set up, and what keeps it from working."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hackathon_backend.engines import EngineDeps, build_engines, model_of, runway
from hackathon_backend.engines.runway.catalogue import MODELS, models_with
from hackathon_backend.engines.runway.engine import RunwayEngine
from hackathon_backend.engines.runway.settings import RunwaySettings
from hackathon_backend.errors import SettingsError
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.settings import load_settings, read_settings
from tests.engines.vendors.runway import RunwayServer
from tests.upstream import Fault, Scenario

from .conftest import KEY


def built(**values: object) -> RunwayEngine:
    deps = EngineDeps(load_settings(), RenderPool(1), (RunwaySettings(**values),))  # type: ignore[arg-type]
    engine = build_engines(deps, ["runway"]).get("runway")
    assert isinstance(engine, RunwayEngine)
    return engine


@pytest.mark.parametrize("name", ["RUNWAYML_API_SECRET", "RUNWAY_API_KEY"])
def test_the_key_is_found_under_both_of_its_names(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, KEY)
    settings = read_settings(RunwaySettings)
    assert settings.runway_api_key == KEY
    assert KEY in settings.secrets()


def test_the_model_that_is_set_comes_first() -> None:
    assert built(runway_model="veo3.1_fast").models()[0].id == "veo3.1_fast"
    assert [model.id for model in built().models()] == [model.id for model in MODELS]


def test_a_model_that_is_gone_is_served_by_its_successor() -> None:
    assert model_of(built(), "veo3").id == "veo3.1"
    assert models_with("gen3a_turbo")[0].id == "gen4.5"


def test_a_model_that_is_not_known_yet_can_be_set_and_has_no_price() -> None:
    model = built(runway_model="gen5").models()[0]
    assert (model.id, model.price_per_second) == ("gen5", None)


def test_limits_are_those_of_the_settings() -> None:
    limits = built(runway_max_concurrent=2, runway_requests_per_minute=30).limits
    assert (limits.at_once, limits.per_minute) == (2, 30)


def test_without_runways_package_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runway, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'hackathon-backend\[runway\]'"):
        built()


@pytest.mark.slow
def test_runways_package_is_not_loaded_before_the_engine_is_named() -> None:
    code = "import sys, hackathon_backend.engines; sys.exit('runwayml' in sys.modules or 'httpx' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=Path(__file__).parents[3])


def test_a_key_is_wanted() -> None:
    engine = RunwayEngine(None)
    assert engine.availability() == "needs_key"
    assert "RUNWAYML_API_SECRET" in engine.problems()[0]
    assert RunwayEngine(KEY).availability() == "live"


def test_all_is_well_with_a_key_credit_and_the_model(runway: RunwayServer, engine: RunwayEngine) -> None:
    assert engine.problems() == []
    assert [request.path for request in runway.requests] == ["/v1/organization"]


def test_what_the_account_lacks_is_said(runway: RunwayServer, engine: RunwayEngine) -> None:
    runway.credit, runway.offered = 0, ("veo3.1", "gen4_turbo")
    no_credit, no_model = engine.problems()
    assert "no credit left" in no_credit
    assert "gen4.5" in no_model
    assert "gen4_turbo, veo3.1" in no_model


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault(401, {"error": "The API key is invalid."}), "RUNWAYML_API_SECRET"),
        (Fault(200, "<html>It works!</html>"), "RUNWAY_BASE_URL"),
        (Fault(404, {}), "RUNWAY_BASE_URL"),
        (Fault(503, {"error": "Overloaded."}), "503"),
        (Fault(cut="before"), "broke the connection off"),
    ],
)
def test_what_keeps_it_from_working_is_said_without_the_key(
    runway: RunwayServer, engine: RunwayEngine, fault: Fault, says: str
) -> None:
    runway.play(Scenario(models=fault))
    (problem,) = engine.problems()
    assert says in problem
    assert KEY not in problem


def test_nobody_there_is_said() -> None:
    (problem,) = RunwayEngine(KEY, "http://127.0.0.1:9").problems()
    assert "127.0.0.1:9" in problem
    assert "RUNWAY_BASE_URL" in problem
