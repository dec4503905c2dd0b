"""Prompts made better before anything is ordered."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...lessons.languages import guess_language
from ...model7.steps.refining import medium_of
from ...writers.refining.refined import Medium
from ..current import current_container
from ..openapi import answers, spec
from ..reading import read_json
from ..sending import send
from .schemas import RefineBody, RefinedPrompt

prompts = Blueprint("prompts", __name__)


@prompts.post("/api/prompts/refine")
@spec.validate(json=RefineBody, resp=answers(HTTP_200=RefinedPrompt, refused=(400, 413, 415)), tags=["prompts"])
def refine() -> Any:
    """Refine a prompt: by a language model if there is one, else by rules.

    With a `model` that draws lessons it is refined as a lesson; without one, as something to be filmed.
    """
    asked = read_json(RefineBody)
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


def _medium(model: str | None) -> Medium:
    """Whether the first engine that offers the model films or draws. Raises `RequestError` for an unknown model."""
    if model is None:
        return "filmed"
    engines = current_container().engines
    engine = engines.get(engines.order_for(model)[0])
    return medium_of(engine) if engine else "filmed"
