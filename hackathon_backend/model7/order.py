"""What the engine whose turn it is, is asked to make."""

from __future__ import annotations

from ..engines import Order, OrderSource
from ..jobs import Job
from ..writers.base import NO_BRIEF
from . import shots
from .deps import PipelineDeps


def order_of(deps: PipelineDeps, job: Job) -> Order:
    """The order for the engine whose turn it is: the same at every call, before and after a restart."""
    brief, request = job.brief or NO_BRIEF, job.request
    number = shots.current(job)
    shot = (job.shots or ())[number] if number is not None else None
    reference = request.get("reference") if not number else None
    return Order(
        job_id=job.id,
        prompt=shot.prompt if shot else brief.visual_prompt,
        model=job.model or "",
        seconds=shot.seconds if shot else job.seconds or 0.0,
        size=job.size or "",
        language=brief.language,
        style=request.get("style"),
        voice=request.get("voice"),
        voice_speed=deps.voice_speed(job),
        wanted_seconds=_wanted_seconds(job),
        constant_rate=request.get("frame_rate") == "constant",
        described=bool(request.get("described")),
        storyboard=brief.storyboard,
        source=_source_of(deps, job),
        work=request.get("work"),
        part=f"-{number}-{shot.tries}" if shot else "",
        reference=str(deps.storage.work_folder(job.id) / reference) if reference else None,
    )


def _wanted_seconds(job: Job) -> float | None:
    """The length that was asked for, as near as the model comes to it; a storyboard's own does not count."""
    asked = job.request.get("seconds")
    if asked is None or job.request.get("kind") not in ("lesson", "prompt"):
        return None
    return float(asked) if job.request.get("storyboard") else job.seconds


def _source_of(deps: PipelineDeps, job: Job) -> OrderSource | None:
    action = job.request.get("kind")
    if job.remixed_from is None or action not in ("remix", "edit", "extension"):
        return None
    before = deps.store.get(job.remixed_from)
    if before.operation is None or before.engine != job.engine:
        return None
    shown, seconds = (before.brief or NO_BRIEF).visual_prompt, (before.reply or {}).get("durationSeconds")
    return OrderSource(action, before.operation, shown, seconds or before.seconds or 0.0)
