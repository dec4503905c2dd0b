"""Orders of programs: under which key they come, and who else is told of the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from flask import request

from ...engines.registry import offers
from ...errors import NoLesson, RequestError
from ...jobs import Job, PromptRequest, VideoRequest
from ...media import StillPicture
from ...model7.request import for_writer
from ..current import current_container
from ..moderating import check_order
from ..owned import owner_of_caller

ONLY_ENGINE = "hackathon_backend.engine"
"""In the WSGI environment: the name of the engine that makes all that is ordered this way, with none to take over."""
_KEY_LIMIT = 255


def place(
    order: VideoRequest,
    *,
    engines: Sequence[str] | None,
    reuse: bool,
    references: Sequence[StillPicture] = (),
    prepare: Callable[[Job, Path], None] | None = None,
) -> tuple[Job, bool]:
    """Order it for whoever sent the request: the job, and whether it was there before.

    Raises `RequestError`, and `PromptRefused` for what is not made here.
    """
    check_order(order)
    return _placed(order, engines=engines, reuse=reuse, references=references, prepare=prepare)


def _placed(
    order: VideoRequest,
    *,
    engines: Sequence[str] | None,
    reuse: bool,
    references: Sequence[StillPicture] = (),
    prepare: Callable[[Job, Path], None] | None = None,
) -> tuple[Job, bool]:
    container = current_container()
    if (only := only_engine()) is not None:
        engines = engines or [only]
        order = order.model_copy(update={"engine": engines[0]})
    if order.webhook_url:
        container.targets.check(order.webhook_url)
    job, was_there = container.model7.place(
        order,
        engines=engines,
        owner=owner_of_caller(),
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

    Raises `RequestError`, `PromptRefused`, and `NoLesson` for words that only ask for a video of something that no
    lesson covers.
    """
    check_order(order)
    makers = _makers(order)
    if order.content == "" and all(map(_draws, makers or current_container().engines.order_for(order.model))):
        _check_lesson(order)
    return _placed(order, engines=makers, reuse=reuse, references=references)


def only_engine() -> str | None:
    """The engine that alone may make what this request orders; None if any may."""
    name = request.environ.get(ONLY_ENGINE)
    return name if isinstance(name, str) else None


def _makers(order: PromptRequest) -> list[str] | None:
    """The engines that may make it; None for those that are tried by default. Raises `RequestError`."""
    engines, only = current_container().engines, only_engine()
    if only is not None and (engine := engines.get(only)) is not None:
        if order.model is not None and not offers(engine, order.model):
            there_are = ", ".join(model.id for model in engine.models())
            raise RequestError(f"{engine.label} has no model {order.model[:80]!r}; it has: {there_are}.", param="model")
        if order.storyboard and not engine.draws_storyboards:
            raise RequestError(f"{engine.label} draws no storyboards: write in words what to show.", param="prompt")
        return [only]
    if not order.storyboard:
        return None
    if not (drawing := engines.drawing()):
        raise RequestError("No engine here draws storyboards: add storyboard to VIDEO_ENGINES.", param="prompt")
    return drawing


def _check_lesson(order: PromptRequest) -> None:
    """Refuse a prompt that only asks for a video, if no lesson covers it: it would become a film of the request."""
    container = current_container()
    asked = for_writer(order, container.materials, owner_of_caller(), speech_seconds=0, storyboard=True)
    try:
        container.writer.check(asked)
    except NoLesson as error:
        raise NoLesson(f"{error.message} Or write into the prompt what the video should say.", param="prompt") from None


def _draws(name: str) -> bool:
    engine = current_container().engines.get(name)
    return engine is not None and engine.draws_storyboards


def idempotency_key() -> str | None:
    """The request's Idempotency-Key, if it has one. Raises `RequestError` for one that is too long."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > _KEY_LIMIT:
        raise RequestError(f"Idempotency-Key: may have {_KEY_LIMIT} characters at most.", param="Idempotency-Key")
    return key or None
