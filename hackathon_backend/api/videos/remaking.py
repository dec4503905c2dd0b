"""Videos made from finished ones: remix, edit, extend, describe."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import request

from ...errors import RequestError
from ...jobs import Job, VideoRequest
from ...model7.remaking import Action
from ..current import current_container
from ..fields import unknown_notes
from ..moderating import check_texts
from ..openapi import answers, spec
from ..owned import job_of_caller
from ..reading import validated
from .answering import answer_with
from .bodies import Again, Extension, Remix, SceneEdit
from .forms import MOST_BYTES, read_fields, upload
from .ordering import place
from .schemas import Video

Asked = TypeVar("Asked", bound="Again")
_REFUSED = (400, 404, 409, 413, 415, 422, 429)
_NO_FILES = (
    "video: a file can't be changed by words here. Send the id of a video that was made here, or trim, join, dub, "
    "letter or speed up the file by POST /v1/videos/upload/edits."
)


@spec.validate(json=Remix, resp=answers(HTTP_200=Video, refused=_REFUSED), tags=["videos"])
def remix(video_id: str) -> Any:
    """Make the video again, with what the prompt says changed, and only that."""
    return _ordered(job_of_caller(video_id), "remix", *_read(Remix))


@spec.validate(json=SceneEdit, resp=answers(HTTP_200=Video, refused=_REFUSED), tags=["videos"])
def edit() -> Any:
    """Change one scene of a video: "scene 2 shorter", or {"scene": 2, "with": {...}} with the scene as it is to be."""
    asked, notes = _read(SceneEdit)
    return _ordered(_source(asked), "edit", asked, notes)


@spec.validate(json=Extension, resp=answers(HTTP_200=Video, refused=_REFUSED), tags=["videos"])
def extend() -> Any:
    """Let a video go on: `prompt` is what follows, in words, Markdown, or as a storyboard in JSON."""
    asked, notes = _read(Extension)
    return _ordered(_source(asked), "extension", asked, notes, asked.seconds)


@spec.validate(json=Again, resp=answers(HTTP_200=Video, refused=_REFUSED), tags=["videos"])
def describe(video_id: str) -> Any:
    """Make the video once more with a version that speaks what is drawn and not said; itself, if it has one."""
    source = job_of_caller(video_id)
    asked, notes = _read(Again) if request.content_length else (Again(), [])
    if source.reply and source.reply.described_url and source.expired_at is None and asked.cache:
        return answer_with(source, cached=True, notes=notes)
    order, engines = current_container().remaker.described(source)
    return _placed(order, engines, asked, notes)


def _read(model: type[Asked]) -> tuple[Asked, list[str]]:
    """What is asked for, and a note for each field that is not known. Raises `RequestError`."""
    fields = read_fields(most_bytes=MOST_BYTES)
    # The SDK can name a video only beside a file, so a file does not matter then.
    wants_file = "video" in model.model_fields and fields.get("video") is None
    if wants_file and upload("video", most_bytes=MOST_BYTES) is not None:
        raise RequestError(_NO_FILES, param="video")
    asked = validated(model, {name: value for name, value in fields.items() if value is not None})
    return asked, unknown_notes(model, fields)


def _source(asked: SceneEdit) -> Job:
    return job_of_caller(asked.video.id)


def _ordered(source: Job, action: Action, asked: Remix, notes: list[str], seconds: float | None = None) -> Any:
    check_texts({"prompt": asked.prompt})
    order, engines = current_container().remaker.order(source, action, asked.prompt, seconds)
    return _placed(order, engines, asked, notes)


def _placed(order: VideoRequest, engines: list[str], asked: Again, notes: list[str]) -> Any:
    order = order.model_copy(update={"webhook_url": asked.webhook_url, "notes": [*order.notes, *notes]})
    job, cached = place(order, engines=engines, reuse=asked.cache)
    return answer_with(job, cached=cached, notes=notes)
