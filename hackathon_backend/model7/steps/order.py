"""What the engine whose turn it is, is asked to make."""

from __future__ import annotations

from dataclasses import replace

from ...engines import Order, OrderSource, model_of
from ...films.edits.work import SOURCE
from ...jobs import ChangeRequest, FilmWorkRequest, Job, PromptRequest, TranslationRequest, WrittenRequest
from ...writers.base import NO_BRIEF
from ..callbacks import callback_url
from ..deps import PipelineDeps
from . import shots
from .framing import board_for, brand_of


def order_of(deps: PipelineDeps, job: Job) -> Order:
    """The order for the engine whose turn it is: the same at every call, before and after a restart."""
    brief, request = job.brief or NO_BRIEF, job.request
    order = Order(
        job_id=job.id,
        prompt=brief.visual_prompt,
        model=job.model or "",
        seconds=job.seconds or 0.0,
        size=job.size or "",
        language=brief.language,
        storyboard=brief.storyboard,
        source=_source_of(deps, job),
        callback_url=callback_url(deps.settings.public_url, deps.engines.get(job.engine or "")),
    )
    if (number := shots.current(job)) is not None and job.shots:
        shot = job.shots[number]
        order = replace(order, prompt=shot.prompt, seconds=shot.seconds, part=f"-{number}-{shot.tries}")
    if isinstance(request, FilmWorkRequest):
        if not (deps.work.folder(job.id) / SOURCE.format(0)).exists():
            deps.work.fetch_folder(job.id)
        return replace(order, work=request.work)
    return _as_wished(deps, job, request, order) if isinstance(request, WrittenRequest) else order


def _as_wished(deps: PipelineDeps, job: Job, request: WrittenRequest, order: Order) -> Order:
    return replace(
        order,
        storyboard=board_for(order.storyboard, request, order.size, brand_of(deps.brands, request)),
        style=request.style,
        voice=request.voice,
        voice_speed=deps.voice_speed(job),
        wanted_seconds=_wanted_seconds(job, request),
        constant_rate=request.frame_rate == "constant",
        described=bool(request.described),
        references=_references(deps, job, request),
        scene_seconds=tuple(request.scene_seconds) if isinstance(request, TranslationRequest) else (),
    )


def _references(deps: PipelineDeps, job: Job, request: WrittenRequest) -> tuple[str, ...]:
    """The files of the pictures that the engine goes by, as many as it takes; later shots go on from the first."""
    engine = deps.engines.get(job.engine or "")
    if not isinstance(request, PromptRequest) or engine is None or shots.current(job):
        return ()
    taken = request.references[: model_of(engine, job.model).reference_images]
    return tuple(str(path) for name in taken if deps.work.fetch(path := deps.work.folder(job.id) / name))


def _wanted_seconds(job: Job, request: WrittenRequest) -> float | None:
    """The length that was asked for, as near as the model comes to it; a storyboard's own does not count."""
    if request.seconds is None or isinstance(request, ChangeRequest | TranslationRequest):
        return None
    return request.seconds if request.storyboard else job.seconds


def _source_of(deps: PipelineDeps, job: Job) -> OrderSource | None:
    if job.remixed_from is None or not isinstance(job.request, ChangeRequest):
        return None
    before = deps.store.get(job.remixed_from)
    if before.operation is None or before.engine != job.engine:
        return None
    shown, seconds = (before.brief or NO_BRIEF).visual_prompt, before.reply and before.reply.duration_seconds
    return OrderSource(job.request.kind, before.operation, shown, seconds or before.seconds or 0.0)
