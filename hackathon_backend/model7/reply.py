"""The reply that comes of a video request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from ..errors import BudgetExceeded, NoLesson, WriterError, WriterUnreachable
from ..jobs import Attempt, FailedEngine, Job, Reply
from ..jobs.replies import AnswerSource
from ..times import iso
from ..writers.base import NO_BRIEF, Answer
from .request import lesson_of
from .steps.finishing import Finished

UNAVAILABLE = "Video generation unavailable"
TEXT_INSTEAD = "Showing text explanation instead"

NOT_OF_AN_ENGINE = frozenset({BudgetExceeded.code, NoLesson.code, WriterError.code, WriterUnreachable.code})
"""Reasons that no engine is to blame for: none was asked, or could be paid."""


def video_reply(job: Job, done: Finished, shown: str | None, suggestions: Sequence[str] = ()) -> Reply:
    """The reply of a finished video, with messages that could be sent next; `shown`: where its file is, if here."""
    brief = job.brief or NO_BRIEF
    return Reply(
        **_ids(job),
        format="video",
        status="completed",
        video_url=f"/videos/{done.video}",
        **_local(shown),
        thumbnail_url=_address(done.poster),
        captions_url=_address(done.captions),
        described_url=_address(done.described),
        descriptions_url=_address(done.descriptions),
        chapters_url=_address(done.chapters),
        transcript_url=_address(done.transcript),
        details_url=_address(done.details),
        sprites_url=_address(done.sprites),
        duration=f"~{max(1, round(done.seconds))}s",
        duration_seconds=round(done.seconds, 3),
        title=brief.title,
        sora_prompt=brief.visual_prompt,
        **_refined(job),
        narration=brief.narration,
        key_takeaways=list(brief.takeaways if job.brief else ()),
        engine=job.engine,
        model=job.model,
        size=job.size,
        generated_at=iso(),
        notes=list(dict.fromkeys(done.notes)),
        suggestions=list(suggestions),
        attempts=public_attempts(job.attempts),
        fallback=False,
        error=None,
    )


def fallback_reply(job: Job, answer: Answer, labels: Sequence[str], reason: str) -> Reply:
    """The reply when there is no video: a text explanation in its place. `labels` name the services that failed."""
    brief = job.brief
    return Reply(
        **_ids(job),
        format="text",
        status="failed",
        video_url=None,
        error=UNAVAILABLE,
        fallback=True,
        reason=reason,
        attempts=public_attempts(job.attempts),
        title=brief.title if brief else None,
        narration=(brief.narration if brief else "") or plain_text(answer.content),
        key_takeaways=[*(f"{label} unavailable" for label in labels), TEXT_INSTEAD],
        content=answer.content,
        sources=sources_of(answer),
        suggestions=list(answer.suggestions),
        sora_prompt=brief.visual_prompt if brief else None,
        **_refined(job),
        generated_at=iso(),
        notes=job.notes,
    )


def cancelled_reply(job: Job) -> Reply:
    """The reply of a video that was cancelled before it was finished."""
    said = Answer("The video was cancelled. You can ask for it again at any time.", (), "model7")
    return fallback_reply(job, said, [], "cancelled")


def public_attempts(attempts: Sequence[Attempt]) -> list[FailedEngine]:
    """Which engines failed and why, without what only support needs."""
    return [
        FailedEngine(engine=each.engine, model=each.model, code=each.code, message=each.message) for each in attempts
    ]


def sources_of(answer: Answer) -> list[AnswerSource]:
    """Where in which lessons an answer comes from."""
    return [AnswerSource.model_validate(source) for source in answer.sources]


def plain_text(markdown: str) -> str:
    """Markdown as it would be read aloud: without fences, marks and link targets."""
    text = re.sub(r"```.*?```", " ", markdown, flags=re.S)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^[\s>#*+-]+|[*_`]+", " ", text, flags=re.M)
    return " ".join(text.split())


def _address(name: str | None) -> str | None:
    return f"/videos/{name}" if name else None


class _LocalPath(TypedDict, total=False):
    local_path: str


def _local(shown: str | None) -> _LocalPath:
    return {"local_path": shown} if shown else {}


class _RefinedWords(TypedDict, total=False):
    prompt: str
    refined_prompt: str


def _refined(job: Job) -> _RefinedWords:
    return {"prompt": job.refined.original, "refined_prompt": job.refined.refined} if job.refined else {}


class _Ids(TypedDict):
    video_id: str
    parent_video_id: str | None
    message_id: str | None
    conversation_id: str | None
    lesson_id: str | None


def _ids(job: Job) -> _Ids:
    brief = job.brief or NO_BRIEF
    lesson = (lesson_of(job.request) or {}).get("id")
    return {
        "video_id": job.id,
        "parent_video_id": job.remixed_from,
        "message_id": job.request.message_id,
        "conversation_id": job.request.conversation_id,
        "lesson_id": brief.lesson_id or lesson,
    }
