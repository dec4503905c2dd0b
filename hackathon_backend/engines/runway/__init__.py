"""Runway's API as a video engine: its own models and those of others that it serves.

`engine` is the way in, `wire` sends by Runway's SDK, `catalogue` has what the models can do, `faults` makes sense of
what went wrong.
"""

from __future__ import annotations

from importlib.util import find_spec

from ...errors import SettingsError
from ..base import Engine, Limits
from ..kind import EngineDeps, EngineKind
from .catalogue import MODELS, models_with
from .settings import RunwaySettings

__all__ = ["RUNWAY"]

_INSTALL = "pip install 'hackathon-backend[runway]', or pip install 'runwayml>=5.24,<6'"


def _build(deps: EngineDeps) -> Engine:
    if find_spec("runwayml") is None:
        raise SettingsError(f"VIDEO_ENGINES: the engine runway needs Runway's package: {_INSTALL}.")
    from .engine import RunwayEngine

    settings = deps.settings_of(RunwaySettings)
    return RunwayEngine(
        settings.runway_api_key,
        settings.runway_base_url,
        models=deps.catalogue(models_with(settings.runway_model)),
        limits=Limits(settings.runway_max_concurrent, settings.runway_requests_per_minute),
    )


RUNWAY = EngineKind("runway", _build, MODELS, RunwaySettings, key="RUNWAYML_API_SECRET")
