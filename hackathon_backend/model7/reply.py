"""The reply that comes of a video request: flat and camelCase, as existing players read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..errors import NoLesson, WriterError, WriterUnreachable
from ..jobs import Attempt, Job, Reply
from ..times import iso
from ..writers.base import NO_BRIEF, Answer
from .request import lesson_of
from .steps.finishing import Finished

UNAVAILABLE = "Video generation unavailable"
TEXT_INSTEAD = "Showing text explanation instead"

NOT_OF_AN_ENGINE = frozenset({NoLesson.code, WriterError.code, WriterUnreachable.code})
"""Reasons that no engine is to blame for: none was asked."""


def video_reply(job: Job, done: Finished, shown: str, suggestions: Sequence[str] = ()) -> Reply:
    """The reply of a finished video whose file people know as `shown`, with messages that could be sent next."""
    brief = job.brief or NO_BRIEF
    return {
        **_ids(job),
        "format": "video",
        "status": "completed",
        "videoUrl": f"/videos/{done.video}",
        "localPath": shown,
        "thumbnailUrl": f"/videos/{done.poster}" if done.poster else None,
        "captionsUrl": f"/videos/{done.captions}" if done.captions else None,
        "describedUrl": f"/videos/{done.described}" if done.described else None,
        "descriptionsUrl": f"/videos/{done.descriptions}" if done.descriptions else None,
        "chaptersUrl": f"/videos/{done.chapters}" if done.chapters else None,
        "transcriptUrl": f"/videos/{done.transcript}" if done.transcript else None,
        "detailsUrl": f"/videos/{done.details}" if done.details else None,
        "spritesUrl": f"/videos/{done.sprites}" if done.sprites else None,
        "duration": f"~{max(1, round(done.seconds))}s",
        "durationSeconds": round(done.seconds, 3),
        "title": brief.title,
        "soraPrompt": brief.visual_prompt,
        "narration": brief.narration,
        "keyTakeaways": list(brief.takeaways if job.brief else ()),
        "engine": job.engine,
        "model": job.model,
        "size": job.size,
        "generatedAt": iso(),
        "notes": list(dict.fromkeys(done.notes)),
        "suggestions": list(suggestions),
        "attempts": public_attempts(job.attempts),
        "fallback": False,
        "error": None,
    }


def fallback_reply(job: Job, answer: Answer, labels: Sequence[str], reason: str) -> Reply:
    """The reply when there is no video: a text explanation in its place. `labels` name the services that failed."""
    brief = job.brief
    return {
        **_ids(job),
        "format": "text",
        "status": "failed",
        "videoUrl": None,
        "error": UNAVAILABLE,
        "fallback": True,
        "reason": reason,
        "attempts": public_attempts(job.attempts),
        "title": brief.title if brief else None,
        "narration": (brief.narration if brief else "") or plain_text(answer.content),
        "keyTakeaways": [*(f"{label} unavailable" for label in labels), TEXT_INSTEAD],
        "content": answer.content,
        "sources": list(answer.sources),
        "suggestions": list(answer.suggestions),
        "soraPrompt": brief.visual_prompt if brief else None,
        "generatedAt": iso(),
        "notes": job.notes,
    }


def cancelled_reply(job: Job) -> Reply:
    """The reply of a video that was cancelled before it was finished."""
    said = Answer("The video was cancelled. You can ask for it again at any time.", (), "model7")
    return fallback_reply(job, said, [], "cancelled")


def public_attempts(attempts: Sequence[Attempt]) -> list[dict[str, Any]]:
    """Which engines failed and why, without what only support needs."""
    return [{name: value for name, value in asdict(attempt).items() if name != "operation"} for attempt in attempts]


def plain_text(markdown: str) -> str:
    """Markdown as it would be read aloud: without fences, marks and link targets."""
    text = re.sub(r"```.*?```", " ", markdown, flags=re.S)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^[\s>#*+-]+|[*_`]+", " ", text, flags=re.M)
    return " ".join(text.split())


def _ids(job: Job) -> Reply:
    brief = job.brief or NO_BRIEF
    lesson = (lesson_of(job.request) or {}).get("id")
    return {
        "videoId": job.id,
        "parentVideoId": job.remixed_from,
        "messageId": job.request.message_id,
        "conversationId": job.request.conversation_id,
        "lessonId": brief.lesson_id or lesson,
    }
