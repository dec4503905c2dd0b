"""Prompts as they are sent, and what is made or said of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from ...writers.advice.finding import FindingKind
from ...writers.refining.refined import Medium, RefinerName
from ..schemas import Language
from ..text import Text
from ..videos.bodies import WISH_LIMIT, Prompt, Seconds

ModelName = Annotated[Text, Field(min_length=1, max_length=200, description="Which model is to make the video.")]


class RefineBody(BaseModel):
    """A prompt, and how it shall be different."""

    model_config = ConfigDict(extra="ignore", validate_by_name=True)

    prompt: Prompt
    refinement_prompt: Annotated[
        Text,
        Field(
            max_length=WISH_LIMIT,
            description='How it shall be different: "warmer, at night".',
            validation_alias=AliasChoices("refinementPrompt", "refinement_prompt"),
        ),
    ] = ""
    model: ModelName | None = None
    language: Language | None = None


class RefinedPrompt(BaseModel):
    """The prompt before and after. `refiner` tells who refined it, `notes` what was done, left out, or not possible."""

    object: Literal["prompt.refined"]
    original: str
    refined: str
    refiner: RefinerName
    medium: Medium
    notes: list[str]


class AdviceBody(BaseModel):
    """A prompt, the model that shall make its video, and for how many seconds."""

    model_config = ConfigDict(extra="ignore")

    prompt: Prompt
    model: ModelName | None = None
    seconds: Seconds | None = None
    language: Language | None = None


class AdviceFinding(BaseModel):
    """One thing to think about. `start` and `end` are the characters of the prompt that it is about (Unicode code
    points, `end` not among them); null if it is about the whole.
    """

    kind: FindingKind
    message: str
    suggestion: str
    start: int | None
    end: int | None


class PromptAdvice(BaseModel):
    """All of them. `engine` is the one that would make the video, `medium` whether it films or draws."""

    object: Literal["prompt.advice"]
    engine: str | None
    medium: Medium
    findings: list[AdviceFinding]
