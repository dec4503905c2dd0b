"""Settings of where finished videos are kept, and for how long. `Settings` has them among all others."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from . import setting_values as of


class StorageSettings(BaseSettings):
    """The bucket is that of S3_*, or with R2_* one of Cloudflare R2."""

    local_paths: bool = False
    storage: Literal["local", "s3"] = "local"
    s3_bucket: of.Name | None = None
    s3_endpoint_url: of.Url | None = None
    s3_region: of.Name | None = None
    s3_access_key_id: of.Name | None = None
    s3_secret_access_key: of.Key | None = None
    s3_prefix: str = Field("", max_length=200, pattern=r"^([A-Za-z0-9._-]+/)*$")
    r2_account_id: of.Name | None = None
    r2_access_key_id: of.Name | None = None
    r2_secret_access_key: of.Key | None = None
    r2_bucket_name: of.Name | None = None
    signed_url_seconds: int = Field(3600, ge=60, le=604_800)
    video_serving: Literal["redirect", "proxy"] = "redirect"
    cdn_base_url: of.Url | None = None
    shared_cache_mb: float = Field(20_000, ge=0, le=1e9)

    disk_reserve_mb: float = Field(500, ge=0, le=1e9)
    max_storage_mb: float = Field(0, ge=0, le=1e9)
    max_video_age_days: float = Field(7, ge=0, le=36_500)

    @field_validator("s3_prefix", mode="before")
    @classmethod
    def _ends_as_folder(cls, value: Any) -> Any:
        return f"{value}/" if isinstance(value, str) and value and not value.endswith("/") else value

    @property
    def video_life(self) -> float | None:
        """Seconds for which a finished video is kept; None: for ever."""
        return self.max_video_age_days * 86_400 or None
