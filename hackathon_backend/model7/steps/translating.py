"""The brief of a film in another language: that of the film it is made of, translated by a language model."""

from __future__ import annotations

import logging

from ...errors import WriterError
from ...jobs import Changes, Claim, Job, JobFault, TranslationRequest
from ...storyboard import Storyboard
from ...translations.boards import BoardTranslation, TranslatedBoard
from ...translations.checks import Rules
from ...writers.base import NO_BRIEF, PROMPT_LIMIT, Brief
from ..deps import PipelineDeps
from .briefing import frame_of, takeaways_in
from .drafting import RowTranslation

log = logging.getLogger(__name__)

_TRIES = 4
"""Times that a language model is asked for the same film before it is given up."""
_WAIT = 5.0
"""Seconds until it is asked again; each time it is left alone for three times as long."""


def translated_brief(deps: PipelineDeps, claim: Claim, request: TranslationRequest) -> Brief:
    """The brief in the language of the request, from the draft on that was kept. Raises `WriterError`."""
    if deps.translator is None:
        raise WriterError("There is no language model to translate with: set OPENAI_API_KEY or OPENAI_BASE_URL.")
    source = Storyboard.read(request.storyboard or {})
    work = BoardTranslation(
        source,
        Rules(source.language, request.language, tuple(request.keep)),
        frame_of(claim.job),
        deps.check,
        tuple(request.along),
    )
    return _brief(deps, claim.job, work.made_by(deps.translator, RowTranslation(claim)))


def again_later(job: Job, error: WriterError) -> Changes | None:
    """What changes when a language model could not translate for now; None if it has been asked often enough.

    What it has translated until then is kept.
    """
    if job.tries + 1 >= _TRIES:
        return None
    log.info("The translation waits for the language model (%s).", error.code)
    return {
        "tries": job.tries + 1,
        "fault": JobFault(error.code, error.message),
        "activity": "waiting for the language model",
    }


def wait_before(job: Job) -> float:
    """Seconds until the language model is asked again."""
    return _WAIT * 3.0**job.tries


def _brief(deps: PipelineDeps, job: Job, done: TranslatedBoard) -> Brief:
    board = done.board
    before = (deps.store.get(job.request.source).brief if job.request.source else None) or NO_BRIEF
    return Brief(
        title=board.title,
        visual_prompt=before.visual_prompt or f"Storyboard: {board.title}"[:PROMPT_LIMIT],
        narration=" ".join(part.text for scene in board.scenes for part in scene.utterances() if part.text),
        takeaways=takeaways_in(board) or _along(done),
        storyboard=board.model_dump(mode="json"),
        lesson_id=before.lesson_id,
        writer="llm",
        language=board.language,
        notes=done.notes,
    )


def _along(done: TranslatedBoard) -> tuple[str, str, str]:
    first, second, third = (*done.along, "", "", "")[:3]
    return first, second, third
