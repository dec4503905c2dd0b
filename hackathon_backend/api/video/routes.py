"""POST /api/video/generate and GET /api/video/<id>."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...errors import RequestError, StoryboardError
from ..current import current_container
from ..fields import unknown_notes
from ..openapi import answers, spec
from ..owned import job_of_caller
from ..reading import validated
from ..sending import send
from ..videos.bodies import CreateVideo
from ..videos.creating import order_of
from ..videos.ordering import place_prompt
from .answering import answer_order
from .bodies import GenerateBody
from .pictures import ADDRESSES, read_pictures
from .reading import video_fields
from .schemas import GeneratedVideo
from .view import generated_view

video = Blueprint("video", __name__)


@video.post("/api/video/generate")
@spec.validate(
    json=GenerateBody,
    resp=answers(HTTP_200=GeneratedVideo, HTTP_202=GeneratedVideo, refused=(400, 409, 413, 415, 422, 429, 507)),
    tags=["video"],
)
def generate() -> Any:
    """Order a video from a prompt and up to ten pictures.

    Answered at once with 202; with `Prefer: wait=120`, by 200 and the whole as soon as it is there. `Idempotency-Key`
    and `cache` do what they do at /v1/videos.
    """
    fields = video_fields(ADDRESSES)
    asked = validated(GenerateBody, fields)
    try:
        order = order_of(_create(asked))
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None
    current_container().model7.check(asked.model)
    order = order.model_copy(update={"notes": [*order.notes, *unknown_notes(GenerateBody, fields)]})
    job, cached = place_prompt(order, reuse=asked.cache, references=read_pictures(asked.reference_image_urls))
    return answer_order(job, cached=cached, notes=order.notes)


@video.get("/api/video/<video_id>")
@spec.validate(resp=answers(HTTP_200=GeneratedVideo, refused=(404,)), tags=["video"])
def retrieve(video_id: str) -> Any:
    """The video as it is now, whoever ordered it in which way."""
    answer = send(generated_view(current_container(), job_of_caller(video_id)))
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _create(asked: GenerateBody) -> CreateVideo:
    return CreateVideo(
        prompt=asked.prompt,
        model=asked.model,
        seconds=asked.duration,
        aspect_ratio=asked.aspect_ratio,
        language=asked.language,
        voice=asked.voice,
        style=asked.style,
        refinement_prompt=asked.refinement_prompt,
        webhook_url=asked.webhook_url,
    )
