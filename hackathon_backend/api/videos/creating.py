"""Requests to make a video, read and checked."""

from __future__ import annotations

from pydantic import ValidationError

from ...chat.options import read_options
from ...chat.prompt import read_prompt
from ...errors import RequestError, StoryboardError
from ...jobs import PromptRequest
from ...lessons.languages import guess_language
from ...media import StillPicture
from ...model7.request import json_in
from ...storyboard import repair
from ...storyboard.fields import Fields
from ..fields import unknown_notes
from ..reading import fault_of
from .bodies import CreateVideo, CreateVideoBody
from .forms import read_fields
from .reference import read_reference

_BODY_LIMIT = 32 * 1024 * 1024
"""Bytes: a picture of 20 MB in base64, and some room."""
SHAPES = {"16:9": "1280x720", "9:16": "720x1280", "1:1": "1080x1080", "4:7": "1024x1792", "7:4": "1792x1024"}
SHAPES |= {"landscape": SHAPES["16:9"], "portrait": SHAPES["9:16"], "square": SHAPES["1:1"]}
"""The size that a shape stands for."""


def read_create() -> tuple[CreateVideo, PromptRequest, StillPicture | None]:
    """The request's body, in whichever form it came, the order that it means, and the picture that came along.

    Raises `RequestError` that names the first field at fault.
    """
    fields = read_fields(most_bytes=_BODY_LIMIT, most_text=_BODY_LIMIT)
    try:
        asked = CreateVideo.model_validate({name: value for name, value in fields.items() if value is not None})
        order = order_of(asked)
    except ValidationError as error:
        raise fault_of(error) from None
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None
    order = order.model_copy(update={"notes": [*order.notes, *unknown_notes(CreateVideoBody, fields)]})
    return asked, order, read_reference(fields)


def order_of(asked: CreateVideo) -> PromptRequest:
    """The order as the pipeline takes it. Raises `StoryboardError` for a storyboard that makes no sense."""
    board = storyboard_in(asked.prompt)
    read = read_prompt(asked.prompt) if board is None else None
    said = read_options(asked.prompt)  # "photosynthesis for 10 year olds" is about photosynthesis
    return PromptRequest(
        message=asked.prompt,
        topic=(read and read.topic) or said.rest[:300],
        level=said.found.get("level"),
        content=read.content if read and read.topic is not None else None,
        language=asked.language or guess_language(asked.prompt),
        model=asked.model,
        seconds=asked.seconds,
        size=asked.size or SHAPES.get(asked.aspect_ratio or ""),
        style=asked.style,
        voice=asked.voice,
        voice_speed=asked.voice_speed,
        frame_rate=asked.frame_rate,
        described=asked.described or None,
        storyboard=board,
        webhook_url=asked.webhook_url,
        refine=asked.refine,
        refinement=asked.refinement_prompt or None,
    )


def storyboard_in(prompt: str) -> Fields | None:
    """The storyboard that the prompt is, if it is one. Raises `StoryboardError` if no sense can be made of it."""
    data = json_in(prompt)
    if data is None or "scenes" not in data:
        return None
    board, _changes = repair(data)
    return board.model_dump(mode="json")
