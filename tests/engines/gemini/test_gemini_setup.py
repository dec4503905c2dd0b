"""How the engine is set up: by its own settings, and by Google's package, which is loaded with the first order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.engines import EngineDeps, gemini, model_of
from hackathon_backend.engines.base import Engine
from hackathon_backend.engines.gemini import GEMINI
from hackathon_backend.engines.gemini.catalogue import MODELS
from hackathon_backend.engines.gemini.settings import GeminiSettings
from hackathon_backend.errors import SettingsError
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.settings import load_settings, read_settings

from .conftest import KEY


def built(**own: Any) -> Engine:
    deps = EngineDeps(load_settings(), RenderPool(1), (GeminiSettings(_env_file=None, **own),))  # type: ignore[call-arg]
    return GEMINI.build(deps)


def test_the_key_is_read_and_kept_out_of_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    settings = read_settings(GeminiSettings)
    assert settings.gemini_api_key == KEY
    assert KEY in settings.secrets()


def test_the_model_that_is_set_comes_first() -> None:
    assert built(gemini_model="gemini-omni-1.1-flash").models()[0].id == "gemini-omni-1.1-flash"
    assert [model.id for model in built().models()] == [model.id for model in MODELS]


@pytest.mark.parametrize("gone", ["gemini-omni-flash-preview", "veo-3.1-generate-preview"])
def test_a_model_that_google_has_ended_is_served_by_its_successor(gone: str) -> None:
    assert model_of(built(), gone).id == "gemini-omni-1.2-flash"


def test_limits_are_those_of_the_settings() -> None:
    limits = built(gemini_max_concurrent=2, gemini_requests_per_minute=30).limits
    assert (limits.at_once, limits.per_minute) == (2, 30)


def test_without_googles_package_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gemini, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'hackathon-backend\[gemini\]'"):
        built()


@pytest.mark.slow
def test_googles_package_is_not_loaded_before_the_first_order() -> None:
    code = (
        "import sys; from hackathon_backend.engines.gemini.engine import GeminiEngine; "
        "GeminiEngine('k', 'http://127.0.0.1:9').problems(); sys.exit('google.genai' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=Path(__file__).parents[3])
