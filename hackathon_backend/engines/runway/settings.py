"""What can be set of the engine `runway`."""

from __future__ import annotations

from pydantic import AliasChoices, Field

from ... import setting_values as of
from ..kind import EngineSettings

BASE_URL = "https://api.dev.runwayml.com"


class RunwaySettings(EngineSettings):
    """Runway's key has the name that its own SDK looks for, or ours."""

    runway_api_key: of.Key | None = Field(None, validation_alias=AliasChoices("RUNWAYML_API_SECRET", "RUNWAY_API_KEY"))
    runway_base_url: of.Url = BASE_URL
    runway_model: of.Name = "gen4.5"
    runway_max_concurrent: int = Field(0, ge=0, le=1_000_000)
    runway_requests_per_minute: int = Field(0, ge=0, le=1_000_000)
