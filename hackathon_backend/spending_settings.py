"""Settings of what may be spent, asked for and kept. `Settings` has them among all others."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings

from . import setting_values as of


class SpendingSettings(BaseSettings):
    """Budgets in dollars; None: no such budget. Rates and quotas that are None have a default where people log in."""

    budget_day_usd: float | None = Field(None, ge=0, le=1e9)
    budget_month_usd: float | None = Field(None, ge=0, le=1e9)
    budget_owner_day_usd: float | None = Field(None, ge=0, le=1e9)
    budget_owner_month_usd: float | None = Field(None, ge=0, le=1e9)
    anonymous_budget_day_usd: float = Field(0, ge=0, le=1e9)

    rate_chat: of.Rate | None = None
    rate_create: of.Rate | None = None
    rate_upload: of.Rate | None = None
    rate_streams: of.Rate | None = None
    rate_preview: of.Rate | None = None
    rate_views: of.Rate | None = None
    rate_login: of.Rate | None = None
    anonymous_rate_chat: of.Rate = "10/minute;100/day"
    rate_address_factor: int = Field(20, ge=1, le=10_000)
    rate_limit_url: of.RedisUrl | None = None
    trusted_proxies: int = Field(0, ge=0, le=10)

    max_videos_under_way: int | None = Field(None, ge=0, le=1_000_000)
    max_owner_storage_mb: float = Field(0, ge=0, le=1e9)
    max_owner_lessons: int = Field(1000, ge=0, le=1_000_000)
    anonymous_videos_under_way: int = Field(1, ge=0, le=1_000_000)
    anonymous_storage_mb: float = Field(200, ge=0, le=1e9)
