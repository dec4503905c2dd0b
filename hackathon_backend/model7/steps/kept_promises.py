"""What a finished video is, where that is not what was asked for or promised."""

from __future__ import annotations

from ...films.length import is_as_asked
from ...jobs import ChangeRequest, Job
from ...writers.base import NO_BRIEF
from ...writers.lesson.phrases import phrase

_AS_PROMISED = 0.5
"""Seconds that a clip may differ from the length that its model names."""


def true_length(job: Job, seconds: float, promise: str | None) -> str | None:
    """How long the video really is, if that is neither what was asked for nor what the model was said to make of it."""
    asked = job.request.seconds
    if asked is None or isinstance(job.request, ChangeRequest) or is_as_asked(asked, seconds):
        return None
    if promise and job.seconds is not None and abs(seconds - job.seconds) <= _AS_PROMISED:
        return None
    # A student reads it in the language of the conversation, a program in English.
    language = job.request.language if job.request.conversation_id else None
    return phrase("lasts", language or "en", seconds=f"{seconds:.1f}", asked=f"{asked:g}")


def why_not_described(job: Job, has_descriptions: bool) -> tuple[str, ...]:
    """Why there is no described version; if no voice could speak, the engine has said so."""
    if (job.brief or NO_BRIEF).storyboard is None:
        return ("There is no described version: only videos that are drawn from a storyboard can have one.",)
    return () if has_descriptions else ("There is no described version: the narration says all that is shown.",)
