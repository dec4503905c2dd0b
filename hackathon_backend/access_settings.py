"""Settings of who may ask, and for what. `Settings` has them among all others."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

from . import setting_values as of


class AccessSettings(BaseSettings):
    """Who may log in here, how, and what is kept of those who come."""

    allow_anyone: bool = False
    video_access: Literal["public", "link", "private"] = "public"
    keep_conversations_days: float = Field(0, ge=0, le=36_500)
    keep_jobs_days: float = Field(0, ge=0, le=36_500)
    analytics: Literal["on", "off"] = "on"
    analytics_names: Literal["off", "film", "all"] = "off"
    keep_views_days: int = Field(2, ge=1, le=90)
    anonymous_chat: bool = False
    jwt_secret: of.SharedSecret | None = None
    jwt_jwks_url: of.KeysUrl | None = None
    jwt_issuer: of.Name | None = None
    jwt_audience: of.Name | None = None
    jwt_name_claim: of.Name = "name"
    jwt_role_claim: of.Name = "role"
    jwt_default_role: Literal["student", "teacher"] = "teacher"
    accounts: Literal["off", "invited", "open"] = "off"
    session_idle_minutes: float = Field(30, ge=1, le=100_000)
    session_hours: float = Field(12, ge=0.1, le=10_000)
    session_secret: of.SharedSecret | None = None
    oidc_issuer: of.KeysUrl | None = None
    oidc_client_id: of.Name | None = Field(None, validate_default=True)
    oidc_client_secret: of.Key | None = None
    oidc_name: of.Name = "your school"
    oidc_scopes: of.Name = "openid profile"
    oidc_name_claim: of.Name = "name"
    oidc_role_claim: of.Name = "role"
    oidc_teachers: of.Names = ("teacher",)
    oidc_admins: of.Names = ("admin",)

    @field_validator("oidc_teachers", "oidc_admins", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        return tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value

    @field_validator("oidc_client_id")
    @classmethod
    def _is_known_there(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("oidc_issuer"):
            raise ValueError("is needed with OIDC_ISSUER: the name by which the log-in there knows this server")
        return value
