"""The protocol's Video, made from a job row. Every field of the contract is in every answer."""

from __future__ import annotations

from ...container import Container
from ...jobs import Job, State
from .schemas import Video, VideoError

_DAY = 86_400
_CANCELLED = VideoError(code="cancelled", message="The video was cancelled.")


def video_view(container: Container, job: Job, *, now: float | None = None) -> Video:
    """The video as it is, or was at `now` (unix seconds).

    `seconds` is how long what was made is, or before that what will be.
    """
    done_at = job.ended_at if job.state == State.COMPLETED else None
    life = container.settings.video_life
    return Video(
        id=job.id,
        object="video",
        model=job.model or job.request.model or "sora-2",
        status=job.status,
        progress=int(job.progress),
        created_at=int(job.created_at),
        completed_at=int(done_at) if done_at else None,
        expires_at=int(done_at + life) if done_at and life else None,
        prompt=job.request.message,
        refined_prompt=job.refined.refined if job.refined else None,
        size=job.size or job.request.size or "1280x720",
        seconds=f"{round(seconds_of(job) or 0)}",
        remixed_from_video_id=job.remixed_from,
        error=error_of(job),
        notes=list(job.notes or ()),
        activity=job.activity,
        remaining_seconds=container.pace.remaining(job, now=now),
    )


def seconds_of(job: Job) -> float | None:
    """How long what was made is, or before that what will be."""
    if job.state == State.COMPLETED:
        return job.reply.duration_seconds if job.reply else None
    return job.seconds or job.request.seconds


def error_of(job: Job) -> VideoError | None:
    """Why it failed or was stopped; None if it did not."""
    if job.state == State.CANCELLED:
        return _CANCELLED
    if job.state != State.FAILED:
        return None
    tried = [f"{attempt.engine}: {attempt.message}" for attempt in job.attempts]
    return VideoError(code=job.reason or "internal_error", message=" ".join(tried) or "The video could not be made.")
