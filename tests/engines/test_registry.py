"""Which engine gets an order, by the name of a model; engines of other distributions; what a file says of models."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from hackathon_backend.engines import EngineDeps, EngineKind, Engines, build_engines, model_of, registry
from hackathon_backend.engines.base import Engine
from hackathon_backend.engines.embedded.storyboard import MODEL
from hackathon_backend.engines.sora import SoraEngine
from hackathon_backend.engines.sora.catalogue import SORA_2
from hackathon_backend.errors import RequestError, SettingsError
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.settings import Settings, load_settings

NEW = replace(SORA_2, id="nova-2", replaces=("nova-1", "nova-0"))


@pytest.fixture
def deps() -> EngineDeps:
    return EngineDeps(load_settings(), RenderPool(1))


def vendor(*models: str) -> Engine:
    return SoraEngine(None, "http://127.0.0.1:9/v1", models=tuple(replace(NEW, id=model) for model in models))


def test_an_old_name_is_served_by_the_model_of_the_same_maker() -> None:
    engine = vendor("nova-2")
    assert Engines([engine]).order_for("nova-1") == ["sora"]
    assert model_of(engine, "nova-0").id == "nova-2"


def test_the_name_of_an_engine_stands_for_its_first_model() -> None:
    engine = vendor("nova-2", "nova-3")
    assert Engines([engine]).order_for("sora") == ["sora"]
    assert model_of(engine, "sora").id == "nova-2"


@pytest.mark.parametrize("model", ["pika", "Pika", "nova-3", "x" * 500])
def test_a_model_that_nobody_makes_is_refused_with_what_there_is(model: str) -> None:
    with pytest.raises(RequestError) as caught:
        Engines([vendor("nova-2")]).order_for(model)
    assert caught.value.param == "model"
    assert "nova-2" in caught.value.message
    assert len(caught.value.message) < 400


def test_a_model_of_an_engine_that_is_not_set_up_is_refused_with_its_engine(
    monkeypatch: pytest.MonkeyPatch, deps: EngineDeps
) -> None:
    kind = EngineKind("nova", lambda deps: vendor("nova-2"), (NEW,), key="NOVA_KEY")
    monkeypatch.setattr(registry, "BUILT_IN", {**registry.BUILT_IN, "nova": kind})
    engines = build_engines(deps)
    for model in ("nova-2", "nova-1"):
        with pytest.raises(RequestError, match=r"nova-2.*the engine nova.*not set up here.*storyboard-1"):
            engines.order_for(model)
    assert engines.elsewhere()[-1] == (kind, NEW)


def of_another_distribution(monkeypatch: pytest.MonkeyPatch, found: Callable[[], object]) -> None:
    point = SimpleNamespace(name="nova", value="nova:KIND", dist=SimpleNamespace(name="model7-nova"), load=found)
    monkeypatch.setattr(registry, "entry_points", lambda *, group: [point] if group == registry.ENTRY_POINTS else [])


def test_an_engine_of_another_distribution_is_named_like_any_other(
    monkeypatch: pytest.MonkeyPatch, deps: EngineDeps
) -> None:
    of_another_distribution(monkeypatch, lambda: EngineKind("nova", lambda deps: vendor("nova-2")))
    assert build_engines(deps, ["nova", "storyboard"]).order_for("nova-2")[-1] == "storyboard"


def broken() -> object:
    raise ImportError("No module named 'nova_sdk'")


@pytest.mark.parametrize(("found", "why"), [(broken, "nova_sdk"), (lambda: "nova", "no EngineKind")])
def test_one_that_can_not_be_loaded_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, deps: EngineDeps, found: Callable[[], object], why: str
) -> None:
    of_another_distribution(monkeypatch, found)
    with pytest.raises(SettingsError, match=f"'nova' of model7-nova.*{why}"):
        build_engines(deps, ["nova"])


def test_others_are_not_loaded_unless_they_are_named(monkeypatch: pytest.MonkeyPatch, deps: EngineDeps) -> None:
    of_another_distribution(monkeypatch, broken)
    assert build_engines(deps).names == ["storyboard"]
    with pytest.raises(SettingsError, match=r"there is no engine 'novas'; there are: .*nova"):
        build_engines(deps, ["novas"])


def facts(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "models.json").write_text(text, "utf-8")
    return load_settings(models_file=tmp_path / "models.json")


def test_a_file_says_what_has_changed_about_a_model(tmp_path: Path) -> None:
    told = {"storyboard-1": {"price_per_second": 0.2, "retires": "2027-06-30"}, "unknown": {}}
    deps = EngineDeps(facts(tmp_path, json.dumps(told)), RenderPool(1))
    (model,) = deps.catalogue((MODEL,))
    assert (model.price_per_second, str(model.retires), model.seconds) == (0.2, "2027-06-30", MODEL.seconds)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[]", "the file"),
        ("{", "the file"),
        ('{"a": {"price": 1}}', "a.price"),
        ('{"a": {"price_per_second": -1}}', "a.price_per_second"),
        ('{"a": {"retires": "soon"}}', "a.retires"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(SettingsError, match=f"MODELS_FILE: {where}"):
        EngineDeps(facts(tmp_path, text), RenderPool(1)).catalogue((MODEL,))
