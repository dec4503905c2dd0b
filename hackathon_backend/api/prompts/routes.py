"""Prompts made better before anything is ordered."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint

from ...engines import Engine
from ...jobs import PromptRequest
from ...lessons.languages import guess_language
from ...model7.steps.refining import medium_of
from ...model7.steps.shots import fitted_for
from ...writers.advice.advise import advise
from ...writers.advice.finding import PromptFinding
from ...writers.refining.refined import Medium
from ..current import current_container
from ..moderating import check_texts
from ..openapi import answers, spec
from ..reading import read_json
from ..sending import send
from .schemas import AdviceBody, AdviceFinding, PromptAdvice, RefineBody, RefinedPrompt

prompts = Blueprint("prompts", __name__)

_LENGTH = "Ask for a length that the model makes, or take another model."


@prompts.post("/api/prompts/refine")
@spec.validate(json=RefineBody, resp=answers(HTTP_200=RefinedPrompt, refused=(400, 413, 415, 429)), tags=["prompts"])
def refine() -> Any:
    """Refine a prompt: by a language model if there is one, else by rules.

    With a `model` that draws lessons it is refined as a lesson; without one, as something to be filmed.
    """
    asked = read_json(RefineBody)
    check_texts({"prompt": asked.prompt, "refinement_prompt": asked.refinement_prompt})
    refined = current_container().refiner.refine(
        asked.prompt,
        asked.refinement_prompt,
        language=asked.language or guess_language(asked.prompt),
        medium=_medium(asked.model),
    )
    return send(
        RefinedPrompt(
            object="prompt.refined",
            original=refined.original,
            refined=refined.refined,
            refiner=refined.refiner,
            medium=refined.medium,
            notes=list(refined.notes),
        )
    )


@prompts.post("/api/prompts/advice")
@spec.validate(json=AdviceBody, resp=answers(HTTP_200=PromptAdvice, refused=(400, 413, 415)), tags=["prompts"])
def advice() -> Any:
    """What to think about before a video is made of a prompt: it depends on whether the model films or draws.

    Nothing is ordered and no language model is asked, so it can be called while somebody types.
    """
    asked = read_json(AdviceBody)
    engine = _engine(asked.model)
    medium = medium_of(engine) if engine else "filmed"
    found = advise(asked.prompt, asked.language or guess_language(asked.prompt), medium, asked.seconds)
    if not (review := current_container().moderator.review([asked.prompt])).is_allowed:
        found = [PromptFinding("not_made", review.message, review.instead), *found]
    if engine and asked.seconds:
        found += [PromptFinding("length", note, _LENGTH) for note in _on_seconds(engine, asked)]
    findings = [AdviceFinding(**asdict(each)) for each in found]
    name = engine.name if engine else None
    return send(PromptAdvice(object="prompt.advice", engine=name, medium=medium, findings=findings))


def _on_seconds(engine: Engine, asked: AdviceBody) -> tuple[str, ...]:
    """What the model makes of the length that is wished for, if it can't make that."""
    wish = PromptRequest(message=asked.prompt, model=asked.model, seconds=asked.seconds)
    return fitted_for(engine, wish)[0].notes


def _medium(model: str | None) -> Medium:
    """Whether the first engine that offers the model films or draws; without a model it is filmed."""
    engine = _engine(model)
    return medium_of(engine) if engine else "filmed"


def _engine(model: str | None) -> Engine | None:
    """The first engine that offers the model. Raises `RequestError` if none does."""
    if model is None:
        return None
    engines = current_container().engines
    return engines.get(engines.order_for(model)[0])
