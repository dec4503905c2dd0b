"""What can be set of the engine `replicate`."""

from __future__ import annotations

import re
from typing import Any

from pydantic import AliasChoices, Field, field_validator

from ... import setting_values as of
from ..kind import EngineSettings

BASE_URL = "https://api.replicate.com/v1"

_MODEL = re.compile(r"[a-z0-9][\w.-]*/[a-z0-9][\w.-]*", re.ASCII | re.IGNORECASE)


class ReplicateSettings(EngineSettings):
    """The token has the name that Replicate's own clients look for, or ours; the first model is the default."""

    replicate_api_token: of.Key | None = Field(
        None, validation_alias=AliasChoices("REPLICATE_API_TOKEN", "REPLICATE_API_KEY")
    )
    replicate_base_url: of.Url = BASE_URL
    replicate_model: of.Names = ()
    replicate_webhook_secret: of.WebhookSecret | None = None
    replicate_max_concurrent: int = Field(0, ge=0, le=1_000_000)
    replicate_requests_per_minute: int = Field(0, ge=0, le=1_000_000)

    @field_validator("replicate_model", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        names = [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else list(value)
        for name in names:
            if not _MODEL.fullmatch(name):
                raise ValueError(f"{name!r} is no model of Replicate's: write owner/name, as in its address there")
        return tuple(dict.fromkeys(names))
