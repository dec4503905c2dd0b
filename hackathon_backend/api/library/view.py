"""Cards and details of videos, made from job rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from pydantic import JsonValue

from ...container import Container
from ...errors import StoryboardError
from ...films.sources import source_row
from ...jobs import Charge, Job, JobEvent, PromptRequest, State, VideoRequest, WrittenRequest, dollars
from ...model7.reply import public_attempts
from ...model7.service import reference_name
from ...storyboard import Storyboard
from ...storyboard.fields import Fields
from ...writers.base import NO_BRIEF
from ..guards.prefix import root
from ..shown import Ending, ending_of_files
from ..videos.view import video_view
from .schemas import LogEntry, OutlineScene, SceneCitation, VideoCard, VideoCost, VideoDetails

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


def cards_of(container: Container, jobs: Sequence[Job]) -> list[VideoCard]:
    """What the cards of the videos show."""
    charges = container.store.charges.of([job.id for job in jobs])
    ending = ending_of_files()
    return [_card_of(container, job, charges[job.id], ending) for job in jobs]


def _card_of(container: Container, job: Job, charges: Sequence[Charge], ending_of: Ending) -> VideoCard:
    reply, ending = job.reply if job.state == State.COMPLETED and job.expired_at is None else None, ending_of(job)
    return VideoCard(
        **dict(video_view(container, job)),
        title=card_title(job),
        engine=job.engine,
        cost=cost_of(job, charges),
        duration=job.reply.duration_seconds if job.reply else None,
        removed=job.expired_at is not None,
        video_url=_link(reply.video_url if reply else None, ending),
        poster_url=_link(reply.thumbnail_url if reply else None, ending),
        captions_url=_link(reply.captions_url if reply else None, ending),
        transcript_url=_link(reply.transcript_url if reply else None, ending),
    )


def details_of(container: Container, job: Job) -> VideoDetails:
    """All that is known of the video."""
    brief = job.brief or NO_BRIEF
    return VideoDetails(
        **dict(cards_of(container, [job])[0]),
        visual_prompt=brief.visual_prompt or None,
        narration=brief.narration or None,
        takeaways=[line for line in brief.takeaways if line],
        attempts=public_attempts(job.attempts),
        log=[_log_entry(event) for event in container.store.events(job.id)],
        took=round(job.ended_at - job.created_at, 1) if job.ended_at else None,
        outline=[OutlineScene.model_validate(asdict(scene)) for scene in job.outline],
        storyboard=brief.storyboard,
        sources=list(_sources_of(brief.storyboard)),
        reference_images=reference_images(container, job),
        asked=_asked_of(job.request),
    )


def _sources_of(storyboard: Fields | None) -> Iterator[SceneCitation]:
    try:
        board = Storyboard.read(storyboard) if storyboard else None
    except StoryboardError:  # of an earlier version
        return
    for number, scene in enumerate(board.scenes if board else ()):
        if row := source_row(scene, board.language if board else "en"):
            page = f"{root()}{row['page']}" if row["page"] else ""
            yield SceneCitation.model_validate({**row, "scene": number, "page": page})


def reference_images(container: Container, job: Job) -> list[str]:
    """Where the pictures can be seen that came with the order, as long as they are kept."""
    names = job.request.references if isinstance(job.request, PromptRequest) else []
    kept = (reference_name(job, name) for name in names)
    ending = ending_of_files()(job)
    return [f"{root()}/videos/{name}{ending}" for name in kept if container.storage.has(name)]


def _asked_of(request: VideoRequest) -> dict[str, JsonValue]:
    return {name: value for name in _ASKED if (value := getattr(request, name, None)) is not None}


def _log_entry(event: JobEvent) -> LogEntry:
    return LogEntry(at=event.at, state=event.state, activity=event.activity, progress=round(event.progress, 1))


def _link(path: str | None, ending: str) -> str | None:
    return f"{root()}{path}{ending}" if path else None


def card_title(job: Job) -> str:
    """What the video is called, or what was asked for as long as it has no title."""
    board = job.request.storyboard if isinstance(job.request, WrittenRequest) else None
    title = (job.brief or NO_BRIEF).title or (board or {}).get("title")
    said = " ".join(str(title or job.request.message or job.id).split())
    return said if len(said) <= _TITLE else f"{said[: _TITLE - 1].rstrip()}…"


def cost_of(job: Job, charges: Sequence[Charge]) -> VideoCost:
    """What the video costs by the orders that were sent for it."""
    # One that was ordered before orders were written down is missing among them.
    written_down = bool(charges) or job.operation_id is None
    certain = written_down and all(charge.is_certain for charge in charges)
    return VideoCost(
        estimated_usd=None if job.estimate is None else dollars(job.estimate),
        spent_usd=dollars(sum(charge.micros or 0 for charge in charges if charge.counts)),
        currency="USD",
        known=certain and (job.estimate is not None or bool(charges) or job.ended),
    )
