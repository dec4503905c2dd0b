"""The prompt of an order made better before its brief is written: once, in the background, and kept in the row."""

from __future__ import annotations

from ...engines import Engine
from ...jobs import Claim, Job, PromptRequest, VideoRequest
from ...writers.refining.refined import Medium, Refined
from ..deps import PipelineDeps
from ..request import json_in

_A_STORYBOARD = "A storyboard is drawn as it is: its words were not refined."


def refine_once(deps: PipelineDeps, claim: Claim, engine: Engine) -> Job:
    """The claimed job with its prompt refined, if its order asks for that and it is not done yet.

    It is committed at once: whichever engine has its turn, and however often the job is begun anew, a language model is
    paid once. Raises `LeaseLost`.
    """
    job, request = claim.job, claim.job.request
    if not isinstance(request, PromptRequest) or not request.wants_refining or job.refined is not None:
        return job
    medium = medium_of(engine)
    if request.storyboard is not None or json_in(request.message) is not None:
        same = Refined(request.message, request.message, "rules", medium, (_A_STORYBOARD,))
        return claim.hold(refined=same)
    claim.hold(activity="refining the prompt")
    refined = deps.refiner.refine(request.message, request.refinement or "", language=request.language, medium=medium)
    return claim.hold(refined=refined, activity="writing the brief")


def asked_of(job: Job, engine: Engine) -> VideoRequest:
    """The job's request for the engine, in refined words if there are some for its medium: what was written for a
    camera means nothing to an engine that draws.
    """
    request, refined = job.request, job.refined
    if not isinstance(request, PromptRequest) or refined is None or refined.medium != medium_of(engine):
        return request
    # A prompt that only asks for a video still has nothing to show itself.
    content = "" if request.content == "" else None
    return request.model_copy(update={"message": refined.refined, "content": content})


def medium_of(engine: Engine) -> Medium:
    """Whether what the engine is told is filmed, or drawn as a lesson."""
    return "drawn" if engine.draws_storyboards else "filmed"
