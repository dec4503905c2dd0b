"""What is told of how the service fares."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class EngineHealth(BaseModel):
    """How an engine fares, since when and why; `under_way` is the number of its orders."""

    state: Literal["ok", "slowed", "down"]
    since: str | None
    reason: str | None
    under_way: int


class LanguageModelHealth(BaseModel):
    """How the language model fares. `resting`: it has failed and is left alone until `until`; `reason` says why."""

    name: str
    form: Annotated[
        Literal["json_schema", "json_object", "text"],
        Field(description="How its server is asked for JSON; the plainer ones after it has refused the others."),
    ]
    state: Literal["ok", "resting"]
    since: str | None
    until: str | None
    reason: str | None


class DiskHealth(BaseModel):
    """The room for new files; when it is "full", orders and uploads are answered with 507."""

    state: Literal["ok", "full"]
    free_bytes: int


class Readiness(BaseModel):
    """Whether requests should be sent here, and why not. `behind`: migrations are still to be run."""

    ready: bool
    database: Literal["ok", "away", "behind"]
    disk: Literal["ok", "full"]
    stopping: bool


class Health(BaseModel):
    """Whether the service works, and what of it."""

    status: Literal["ok", "degraded"]
    version: str
    database: bool
    disk: DiskHealth
    engines: list[str]
    traffic: dict[str, EngineHealth]
    language_model: Annotated[LanguageModelHealth | None, Field(description="Left out if none is set up.")] = None
    unfinished: int
