"""What a request says, as the rooms below read it."""

from __future__ import annotations

import json

from ..jobs import VideoRequest, WrittenRequest
from ..lessons import Lesson, Library
from ..net import strict_json
from ..storyboard.fields import Fields
from ..writers.base import Request


def for_writer(request: WrittenRequest, library: Library, *, speech_seconds: float, storyboard: bool) -> Request:
    """A request as a writer needs it. Raises `NotFound` if the library no longer has its lesson."""
    return Request(
        message=request.message,
        topic=request.topic,
        language=request.language,
        lesson=read_lesson(request.lesson, library, language=request.language),
        speech_seconds=speech_seconds,
        storyboard=storyboard,
        style=request.style,
        history=tuple(request.history),
        level=request.level,
    )


def lesson_of(request: VideoRequest) -> dict[str, str] | None:
    """The row of the lesson that a request speaks of, if it speaks of one."""
    return request.lesson if isinstance(request, WrittenRequest) else None


def read_lesson(row: dict[str, str] | None, library: Library, *, language: str = "en") -> Lesson | None:
    """The lesson that a row speaks of: {"id"}, {"title", "text"} or None; in `language` if nothing in it tells which.

    Raises `NotFound`, `RequestError`.
    """
    if row is None:
        return None
    if "id" in row:
        return library.get(row["id"])
    return Lesson.inline(row.get("title", ""), row.get("text", ""), default=language)


def json_in(prompt: str) -> Fields | None:
    """The JSON object that a prompt is, None if it is words."""
    if not prompt.startswith("{"):
        return None
    try:
        data = strict_json.mended(json.loads(prompt))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
