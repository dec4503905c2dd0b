"""What a student could ask after a video of a lesson."""

from __future__ import annotations

from ..jobs import Job
from ..materials.materials import Materials
from ..writers.follow_ups import follow_ups
from .request import lesson_made_of


def suggestions_after(job: Job, materials: Materials) -> tuple[str, ...]:
    """Messages about the lesson that the job's video is of; none if it is of no lesson."""
    # Lessons may have changed since, and a video is worth showing without.
    lesson = lesson_made_of(job, materials)
    return follow_ups(lesson, job.request.language, video=False) if lesson else ()
