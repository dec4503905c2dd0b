"""The last step: a finished video, or a text in its place."""

from __future__ import annotations

import logging

from ...errors import EngineBroken, NoLesson
from ...jobs import Changes, Claim, Job, State, TranslationRequest, WrittenRequest
from ...writers.base import Answer
from ...writers.no_lesson import no_lesson_takeaways
from .. import console
from ..deps import PipelineDeps
from ..next_questions import suggestions_after
from ..reply import NOT_OF_AN_ENGINE, TEXT_INSTEAD, fallback_reply, video_reply
from ..request import for_writer
from . import shots
from .failover import notes_of
from .setbacks import engine_failed

log = logging.getLogger(__name__)

_NO_EDIT = "The video could not be changed; the video that it was to be made from is as it was."
_NO_TRANSLATION = (
    "The film could not be translated for now; the film that it was to be made from is as it was. Order the language "
    "again later."
)
_SORRY = "The video could not be made, nor an explanation written. Please ask again."


def finish(deps: PipelineDeps, claim: Claim) -> None:
    """Keep the clip that is there, or explain in words if no engine is left."""
    if claim.job.engine is None:
        _explain(deps, claim)
    else:
        _keep(deps, claim)


def give_up(deps: PipelineDeps, claim: Claim) -> None:
    """A step breaks off again and again: a fault of ours. The student must not pay for it."""
    job = claim.job
    if job.engine is None:
        _end_with_text(deps, claim, Answer(_SORRY, (), "model7"), job.engines, job.reason or "internal_error")
    else:
        broken = EngineBroken("It could not be used because of an internal error; see the log.")
        engine_failed(deps, claim, broken)


def _keep(deps: PipelineDeps, claim: Claim) -> None:
    job = claim.job
    try:
        done = deps.finisher.finish(job, *notes_of(deps, job))
    except FileNotFoundError:
        log.warning("The downloaded clip is gone; fetching it again.")
        again: Changes = shots.fetch_again(job) if job.shots else {"state": State.DOWNLOADING}
        claim.release(**again)
        return
    shown = deps.storage.shown(done.video)
    reply = video_reply(job, done, shown, suggestions_after(job, deps.materials))
    claim.release(
        state=State.COMPLETED, filename=done.video, notes=list(done.notes), reply=reply, activity="ready to play"
    )
    deps.work.clear(job.id)
    console.saved(f"./{shown}" if shown else done.video)
    console.generated(reply.video_url or "")


def _explain(deps: PipelineDeps, claim: Claim) -> None:
    job = claim.job
    reason = job.reason or (job.attempts[0].code if job.attempts else EngineBroken.code)
    asked = [name for name in job.engines if reason not in NOT_OF_AN_ENGINE]
    answer = Answer(_NO_EDIT, (), "model7")
    if isinstance(job.request, TranslationRequest):
        answer = Answer(_NO_TRANSLATION, (), "model7")
    elif isinstance(job.request, WrittenRequest):
        answer = _answer(deps, job, job.request)
    _end_with_text(deps, claim, answer, asked, reason)


def _answer(deps: PipelineDeps, job: Job, request: WrittenRequest) -> Answer:
    try:
        return deps.writer.answer(for_writer(request, deps.materials, job.owner, speech_seconds=60, storyboard=False))
    except NoLesson:
        without = request.model_copy(update={"lesson": None})
        return deps.writer.answer(for_writer(without, deps.materials, job.owner, speech_seconds=60, storyboard=False))


def _end_with_text(deps: PipelineDeps, claim: Claim, answer: Answer, asked: list[str], reason: str) -> None:
    """`asked` are the engines of which it is said that they failed."""
    labels = [engine.service for name in asked if (engine := deps.engines.get(name))]
    reply = fallback_reply(claim.job, answer, labels, reason)
    if reason == NoLesson.code:
        # Nothing has failed; what would help is said.
        takeaways = no_lesson_takeaways(deps.materials.library(claim.job.owner), claim.job.request.language)
        reply = reply.model_copy(update={"status": "completed", "error": None, "key_takeaways": takeaways})
    claim.release(state=State.FAILED, reason=reason, reply=reply, activity=TEXT_INSTEAD.lower())
    deps.work.clear(claim.job.id)
    console.unavailable(reason)
