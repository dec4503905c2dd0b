"""What a student could ask after a video of a lesson."""

from __future__ import annotations

from ..errors import NotFound, RequestError
from ..jobs import Job
from ..lessons import Library
from ..writers.base import NO_BRIEF
from ..writers.follow_ups import follow_ups
from .request import lesson_of, read_lesson


def suggestions_after(job: Job, library: Library) -> tuple[str, ...]:
    """Messages about the lesson that the job's video is of; none if it is of no lesson."""
    known = (job.brief or NO_BRIEF).lesson_id
    try:
        lesson = read_lesson({"id": known} if known else lesson_of(job.request), library)
    except (NotFound, RequestError):
        # The library has changed since, and a video is worth showing without.
        return ()
    return follow_ups(lesson, job.request.language, video=False) if lesson else ()
