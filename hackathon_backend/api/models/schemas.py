"""What is told of models."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field


class ModelObject(BaseModel):
    """A model as the protocol lists it; `served_by` is the one that really makes what is ordered from it."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str
    served_by: str
    state: Literal["live", "retired", "needs_key"]


class ModelList(BaseModel):
    """Every model that may be asked for."""

    object: Literal["list"]
    data: list[ModelObject]


class Lengths(BaseModel):
    """The shortest and the longest, in seconds."""

    min: float
    max: float


class ModelCard(BaseModel):
    """A model with what it can do. `seconds` are the lengths that it makes; null: any within `duration`."""

    key: str
    name: str
    description: str
    engine: str
    seconds: list[float] | None
    duration: Lengths
    default_seconds: float
    sizes: list[str]
    reference_images: Annotated[int, Field(description="How many it takes beside the prompt.")]
    sound: bool
    quality: str
    price_per_second: float | None
    retires: date | None
    state: Literal["live", "retired", "needs_key"]
    served_by: str


class ModelCards(BaseModel):
    """All models, those of the first engine first."""

    models: list[ModelCard]
