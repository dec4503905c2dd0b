"""What a request says, as the rooms below read it."""

from __future__ import annotations

import json

from ..errors import NoLesson, NotFound, RequestError
from ..jobs import Job, VideoRequest, WrittenRequest
from ..lessons import Lesson
from ..lessons.parts import LessonPart, part_of
from ..materials.materials import Materials
from ..materials.own_lesson import LessonRow
from ..net import strict_json
from ..storyboard.fields import Fields
from ..writers.base import NO_BRIEF, Request


def for_writer(
    request: WrittenRequest, materials: Materials, owner: str, *, speech_seconds: float, storyboard: bool
) -> Request:
    """A request of an owner as a writer needs it. Raises `NoLesson` if its lesson is no longer there."""
    try:
        lesson = _told(read_lesson(request.lesson, materials, language=request.language), request.part)
    except NotFound:
        raise NoLesson("The lesson of this video is no longer there.", param="lesson") from None
    return Request(
        message=request.message,
        topic=request.topic,
        language=request.language,
        lesson=lesson,
        speech_seconds=speech_seconds,
        storyboard=storyboard,
        style=request.style,
        history=tuple(request.history),
        level=request.level,
        library=materials.built_in if request.of_guest else materials.library(owner),
    )


def _told(lesson: Lesson | None, part: LessonPart | None) -> Lesson | None:
    """What of the lesson a film tells. Raises `NotFound`."""
    return part_of(lesson, part) if lesson is not None and part is not None else lesson


def lesson_of(request: VideoRequest) -> LessonRow | None:
    """The row of the lesson that a request speaks of, if it speaks of one."""
    return request.lesson if isinstance(request, WrittenRequest) else None


def read_lesson(row: LessonRow | None, materials: Materials, *, language: str = "en") -> Lesson | None:
    """The lesson of something that was ordered, if it has one. Raises `NotFound`, `RequestError`."""
    return None if row is None else materials.lesson(row, of=None, language=language, ordered=True)


def lesson_made_of(job: Job, materials: Materials) -> Lesson | None:
    """The lesson that a video was made of, in the version that it was ordered in, as far as it is known and there."""
    ordered, written = lesson_of(job.request), (job.brief or NO_BRIEF).lesson_id
    row = ordered if ordered and written in (None, ordered.get("id")) else {"id": written} if written else None
    try:
        return read_lesson(row, materials)
    except RequestError:
        return None


def json_in(prompt: str) -> Fields | None:
    """The JSON object that a prompt is, None if it is words."""
    if not prompt.startswith("{"):
        return None
    try:
        data = strict_json.mended(json.loads(prompt))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
