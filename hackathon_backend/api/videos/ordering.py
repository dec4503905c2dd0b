"""Orders of programs: who sends them, under which key, and who else is told of the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import request

from ...errors import NoLesson, RequestError
from ...jobs import Job, PromptRequest, VideoRequest
from ...media import StillPicture
from ...model7.request import for_writer
from ..current import current_container

_KEY_LIMIT = 255


def place(
    order: VideoRequest,
    *,
    engines: Sequence[str] | None,
    reuse: bool,
    references: Sequence[StillPicture] = (),
    prepare: Callable[[Job, Path], None] | None = None,
) -> tuple[Job, bool]:
    """Order it for whoever sent the request: the job, and whether it was there before. Raises `RequestError`."""
    container = current_container()
    if order.webhook_url:
        container.targets.check(order.webhook_url)
    job, was_there = container.model7.place(
        order,
        engines=engines,
        owner=owner(),
        key=idempotency_key(),
        reuse=reuse,
        references=references,
        prepare=prepare,
    )
    if was_there and job.ended and order.webhook_url:
        # Whoever waits for the call waits for it all the same.
        container.outbox.tell_again(job, order.webhook_url)
    return job, was_there


def place_prompt(order: PromptRequest, *, reuse: bool, references: Sequence[StillPicture] = ()) -> tuple[Job, bool]:
    """The same for a prompt, or for a storyboard in its place.

    Raises `RequestError`, and `NoLesson` for words that only ask for a video of something that no lesson covers.
    """
    engines = current_container().engines
    drawing = [name for name in engines.names if _draws(name)] if order.storyboard else None
    if order.storyboard and not drawing:
        raise RequestError("No engine here draws storyboards: add storyboard to VIDEO_ENGINES.", param="prompt")
    if order.content == "" and all(map(_draws, engines.order_for(order.model))):
        _check_lesson(order)
    return place(order, engines=drawing, reuse=reuse, references=references)


def _check_lesson(order: PromptRequest) -> None:
    """Refuse a prompt that only asks for a video, if no lesson covers it: it would become a film of the request."""
    container = current_container()
    try:
        container.writer.check(for_writer(order, container.library, speech_seconds=0, storyboard=True))
    except NoLesson as error:
        raise NoLesson(f"{error.message} Or write into the prompt what the video should say.", param="prompt") from None


def _draws(name: str) -> bool:
    engine = current_container().engines.get(name)
    return engine is not None and engine.draws_storyboards


def owner() -> str:
    """A hash of the credentials that came with the request, "" without any: equal orders are shared only within it."""
    told = request.headers.get("Authorization", "").strip()
    return hashlib.sha256(told.encode()).hexdigest() if told else ""


def idempotency_key() -> str | None:
    """The request's Idempotency-Key, if it has one. Raises `RequestError` for one that is too long."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > _KEY_LIMIT:
        raise RequestError(f"Idempotency-Key: may have {_KEY_LIMIT} characters at most.", param="Idempotency-Key")
    return key or None
