"""Settings of what may be spent, asked for and kept. `Settings` has them among all others."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings


class SpendingSettings(BaseSettings):
    """Budgets in dollars; None: no such budget."""

    budget_day_usd: float | None = Field(None, ge=0, le=1e9)
    budget_month_usd: float | None = Field(None, ge=0, le=1e9)
    budget_owner_day_usd: float | None = Field(None, ge=0, le=1e9)
    budget_owner_month_usd: float | None = Field(None, ge=0, le=1e9)
    anonymous_budget_day_usd: float = Field(0, ge=0, le=1e9)
