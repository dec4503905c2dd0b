"""Settings of who takes the steps of jobs. `Settings` has them among all others."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

from . import setting_values as of


class WorkerSettings(BaseSettings):
    """Whether this process takes the steps, or workers do that are woken by a broker."""

    redis_url: of.RedisUrl | None = None
    broker_url: of.BrokerUrl | None = None
    workers: Literal["embedded", "celery"] = "embedded"
    films_at_once: int = Field(0, ge=0, le=100_000)

    @field_validator("workers")
    @classmethod
    def _has_broker(cls, value: str, info: ValidationInfo) -> str:
        broker = info.data.get("broker_url") or info.data.get("redis_url") or ""
        if value == "celery" and not broker.startswith(of.BROKERS):
            raise ValueError(
                "celery needs a broker: set BROKER_URL, as redis://HOST:6379/0 or amqp://USER:PASSWORD@HOST//"
            )
        return value

    @property
    def broker(self) -> str:
        """Where the tokens go that wake workers; only with WORKERS=celery is it sure to be a broker's address."""
        return self.broker_url or self.redis_url or ""
