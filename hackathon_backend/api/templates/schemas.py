"""Templates as they are told, and values as they are sent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from ...writers.refining.refined import Medium
from ...writers.templates.template import GapKind


class GapField(BaseModel):
    """A gap: `name` stands in the prompt in braces."""

    name: str
    label: str
    example: str
    kind: GapKind
    required: bool
    default: str | None
    max_length: int
    minimum: float | None
    maximum: float | None


class TemplateView(BaseModel):
    """A template. `medium` tells whether it is meant for models that film or for those that draw lessons; `own`: it is
    from TEMPLATES_DIR.
    """

    id: str
    name: str
    description: str
    category: str
    medium: Medium
    prompt: Annotated[str, Field(description="With its gaps, as {product}.")]
    gaps: list[GapField]
    model: str | None
    seconds: float | None
    aspect_ratio: str | None
    own: bool


class TemplateList(BaseModel):
    """All templates."""

    templates: list[TemplateView]


class TemplateValues(BaseModel):
    """What goes into the gaps, by their names: texts or numbers, inserted letter by letter."""

    model_config = ConfigDict(extra="ignore")

    values: Annotated[dict[str, JsonValue], Field(max_length=100)] = {}


class RenderedPrompt(BaseModel):
    """The prompt. `missing` are the optional gaps that stayed empty; `seconds`, `aspect_ratio`, `model` are hints."""

    object: Literal["prompt"]
    template: str
    prompt: str
    missing: list[str]
    medium: Medium
    model: str | None
    seconds: float | None
    aspect_ratio: str | None
