"""Google's Gemini Omni by its Interactions API, as a video engine.

`engine` is the way in, `wire` sends and receives, `asking` writes orders, `reading` and `faults` make sense of what
Google answers, `content` brings the clip home.
"""

from __future__ import annotations

from importlib.util import find_spec

from ...errors import SettingsError
from ..base import Engine, Limits
from ..kind import EngineDeps, EngineKind
from .catalogue import MODELS, models_with
from .settings import GeminiSettings

__all__ = ["GEMINI"]

_INSTALL = "pip install 'hackathon-backend[gemini]', or pip install 'google-genai>=3.4,<4'"


def _build(deps: EngineDeps) -> Engine:
    if not (find_spec("google") and find_spec("google.genai")):
        raise SettingsError(f"VIDEO_ENGINES: the engine gemini needs Google's package: {_INSTALL}.")
    from .engine import GeminiEngine

    settings = deps.settings_of(GeminiSettings)
    return GeminiEngine(
        settings.gemini_api_key,
        settings.gemini_base_url,
        models=deps.catalogue(models_with(settings.gemini_model)),
        limits=Limits(settings.gemini_max_concurrent, settings.gemini_requests_per_minute),
    )


GEMINI = EngineKind("gemini", _build, MODELS, GeminiSettings, key="GEMINI_API_KEY")
