"""What can be set of the engine."""

from __future__ import annotations

from pydantic import Field

from ... import setting_values as of
from ..kind import EngineSettings

DEFAULT_BASE_URL = "https://generativelanguage.googleapis.com"


class GeminiSettings(EngineSettings):
    """The key of a paid project, the server, the model to order by default, and what it may be burdened with."""

    gemini_api_key: of.Key | None = None
    gemini_base_url: of.Url = DEFAULT_BASE_URL
    gemini_model: of.Name = "gemini-omni-1.2-flash"
    gemini_max_concurrent: int = Field(0, ge=0, le=1_000_000)
    gemini_requests_per_minute: int = Field(0, ge=0, le=1_000_000)
