"""Settings of who may ask, and for what. `Settings` has them among all others."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings

from . import setting_values as of


class AccessSettings(BaseSettings):
    """Who may log in here, and how."""

    allow_anyone: bool = False
    video_access: Literal["public", "link", "private"] = "public"
    keep_conversations_days: float = Field(0, ge=0, le=36_500)
    anonymous_chat: bool = False
    jwt_secret: of.SharedSecret | None = None
    jwt_jwks_url: of.KeysUrl | None = None
    jwt_issuer: of.Name | None = None
    jwt_audience: of.Name | None = None
    jwt_name_claim: of.Name = "name"
    jwt_role_claim: of.Name = "role"
    jwt_default_role: Literal["student", "teacher"] = "teacher"
    accounts: Literal["off", "invited", "open"] = "off"
    session_idle_minutes: float = Field(120, ge=1, le=100_000)
    session_hours: float = Field(12, ge=0.1, le=10_000)
    session_secret: of.SharedSecret | None = None
