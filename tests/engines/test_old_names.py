"""Names of models that are gone are served by their maker's living model, or refused with what lives."""

from __future__ import annotations

import pytest

from hackathon_backend.engines import EngineDeps, Engines, build_engines, model_of
from hackathon_backend.engines.retired import retired_note
from hackathon_backend.errors import RequestError
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.settings import load_settings


def engines(monkeypatch: pytest.MonkeyPatch, *names: str) -> Engines:
    monkeypatch.setenv("GEMINI_API_KEY", "gemini-key-1")
    monkeypatch.setenv("RUNWAYML_API_SECRET", "runway-key-1")
    settings = load_settings(sora_base_url="http://127.0.0.1:9/v1")
    return build_engines(EngineDeps(settings, RenderPool(1)), names)


@pytest.mark.parametrize(
    ("old", "engine", "model"),
    [
        ("veo-3.1", "gemini", "gemini-omni-1.2-flash"),
        ("runway-gen3", "runway", "gen4.5"),
        ("runway-gen2", "runway", "gen4.5"),
        ("sora-2", "sora", "sora-2"),
        ("sora-2-pro", "sora", "sora-2-pro"),
    ],
)
def test_an_old_name_is_made_by_its_makers_living_model(
    monkeypatch: pytest.MonkeyPatch, old: str, engine: str, model: str
) -> None:
    all_of_them = engines(monkeypatch, "storyboard", "gemini", "runway", "sora")
    assert all_of_them.order_for(old)[0] == engine
    taker = all_of_them.get(engine)
    assert taker is not None
    served_by = model_of(taker, old)
    assert served_by.id == model
    assert bool(retired_note(old, served_by)) == (old != model)


@pytest.mark.parametrize(("old", "lives"), [("veo-3.1", "veo3.1"), ("runway-gen3", "gen4.5")])
def test_it_is_refused_with_what_lives_where_that_is_not_set_up(
    monkeypatch: pytest.MonkeyPatch, old: str, lives: str
) -> None:
    with pytest.raises(RequestError, match=f"{old} is retired; {lives} takes its place"):
        engines(monkeypatch, "storyboard").order_for(old)


def test_a_maker_without_an_engine_here_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RequestError, match=r"pika is retired.*There are: storyboard-1"):
        engines(monkeypatch, "storyboard").order_for("pika")
