"""Cards and details of videos, made from job rows."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import JsonValue

from ...container import Container
from ...jobs import Job, JobEvent, PromptRequest, State, VideoRequest, WrittenRequest
from ...model7.reply import public_attempts
from ...model7.service import reference_name
from ...writers.base import NO_BRIEF
from ..guards.prefix import root
from ..videos.view import video_view
from .schemas import LogEntry, OutlineScene, VideoCard, VideoDetails

_TITLE = 120
_ASKED = (
    "model",
    "seconds",
    "size",
    "style",
    "voice",
    "voice_speed",
    "frame_rate",
    "described",
    "language",
    "refinement",
)
"""What of an order is shown."""


def card_of(container: Container, job: Job) -> VideoCard:
    """What the card of the video shows."""
    reply = job.reply if job.state == State.COMPLETED and job.expired_at is None else None
    return VideoCard(
        **dict(video_view(container, job)),
        title=_title_of(job),
        engine=job.engine,
        cost=cost_of(container, job),
        duration=job.reply.duration_seconds if job.reply else None,
        removed=job.expired_at is not None,
        video_url=_link(reply.video_url if reply else None),
        poster_url=_link(reply.thumbnail_url if reply else None),
        captions_url=_link(reply.captions_url if reply else None),
        transcript_url=_link(reply.transcript_url if reply else None),
    )


def details_of(container: Container, job: Job) -> VideoDetails:
    """All that is known of the video."""
    brief = job.brief or NO_BRIEF
    return VideoDetails(
        **dict(card_of(container, job)),
        visual_prompt=brief.visual_prompt or None,
        narration=brief.narration or None,
        takeaways=[line for line in brief.takeaways if line],
        attempts=public_attempts(job.attempts),
        log=[_log_entry(event) for event in container.store.events(job.id)],
        took=round(job.ended_at - job.created_at, 1) if job.ended_at else None,
        outline=[OutlineScene.model_validate(asdict(scene)) for scene in job.outline],
        storyboard=brief.storyboard,
        reference_images=reference_images(container, job),
        asked=_asked_of(job.request),
    )


def reference_images(container: Container, job: Job) -> list[str]:
    """Where the pictures can be seen that came with the order, as long as they are kept."""
    names = job.request.references if isinstance(job.request, PromptRequest) else []
    kept = (reference_name(job, name) for name in names)
    return [f"{root()}/videos/{name}" for name in kept if container.storage.find(name)]


def _asked_of(request: VideoRequest) -> dict[str, JsonValue]:
    return {name: value for name in _ASKED if (value := getattr(request, name, None)) is not None}


def _log_entry(event: JobEvent) -> LogEntry:
    return LogEntry(at=event.at, state=event.state, activity=event.activity, progress=round(event.progress, 1))


def _link(path: str | None) -> str | None:
    return root() + path if path else None


def _title_of(job: Job) -> str:
    board = job.request.storyboard if isinstance(job.request, WrittenRequest) else None
    title = (job.brief or NO_BRIEF).title or (board or {}).get("title")
    said = " ".join(str(title or job.request.message or job.id).split())
    return said if len(said) <= _TITLE else f"{said[: _TITLE - 1].rstrip()}…"


def cost_of(container: Container, job: Job) -> float | None:
    """What the engine whose clip it is asks for it; nothing was made, nothing is paid."""
    if job.state in (State.FAILED, State.CANCELLED) and job.operation is None:
        return 0.0
    engine = container.engines.get(job.engine or "")
    model = next((model for model in engine.models() if model.id == job.model), None) if engine else None
    if model is None or model.price_per_second is None:
        return None
    return round(model.price_per_second * (job.seconds or 0), 4)
