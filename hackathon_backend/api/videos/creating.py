"""Requests to make a video, read and checked."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ...chat.prompt import read_prompt
from ...errors import RequestError, StoryboardError
from ...films.edits import as_number
from ...lessons.languages import guess_language
from ...model7 import VideoRequest
from ...model7.request import json_in
from ...storyboard import repair
from ..fields import unknown_notes
from ..reading import fault_of
from ..schemas import DESCRIBED, FrameRateOption, Language, Size, VoiceSpeed
from ..text import Text
from .forms import read_fields
from .ordering import WebhookUrl
from .reference import read_reference

PROMPT_LIMIT = 32_000
_BODY_LIMIT = 32 * 1024 * 1024
"""Bytes: a picture of 20 MB in base64, and some room."""
_SHAPES = {"16:9": "1280x720", "9:16": "720x1280", "1:1": "1080x1080", "4:7": "1024x1792", "7:4": "1792x1024"}
_SHAPES |= {"landscape": _SHAPES["16:9"], "portrait": _SHAPES["9:16"], "square": _SHAPES["1:1"]}


def flag(value: object) -> object:
    """A yes or no as forms write it; anything else stays as it is."""
    words = {"true": True, "1": True, "false": False, "0": False}
    return words.get(value.lower(), value) if isinstance(value, str) else value


Prompt = Annotated[Text, Field(min_length=1, max_length=PROMPT_LIMIT)]
Seconds = Annotated[float, BeforeValidator(as_number), Field(gt=0, le=86_400, allow_inf_nan=False, strict=True)]


class CreateVideo(BaseModel):
    """What can be asked for. `prompt` may be plain words, Markdown, or a storyboard in JSON.

    `cache: false` makes a new video even if an equal one was just ordered or is still there.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    prompt: Prompt
    model: Annotated[Text, Field(min_length=1, max_length=200)] | None = None
    seconds: Seconds | None = None
    size: Size | None = None
    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:7", "7:4", "landscape", "portrait", "square"] | None = None
    style: Annotated[Text, Field(max_length=200)] | None = None
    voice: Annotated[Text, Field(max_length=100)] | None = None
    voice_speed: Annotated[VoiceSpeed | None, BeforeValidator(as_number)] = None
    frame_rate: FrameRateOption = None
    described: Annotated[bool, BeforeValidator(flag), Field(strict=True, description=DESCRIBED)] = False
    language: Language | None = None
    cache: Annotated[bool, BeforeValidator(flag), Field(strict=True)] = True
    webhook_url: WebhookUrl | None = None

    def request(self) -> VideoRequest:
        """The same as the pipeline takes it. Raises `StoryboardError` for a storyboard that makes no sense."""
        board = storyboard_in(self.prompt)
        read = read_prompt(self.prompt) if board is None else None
        return VideoRequest(
            kind="prompt",
            message=self.prompt,
            topic=(read and read.topic) or self.prompt[:300],
            content=read.content if read and read.topic is not None else None,
            language=self.language or guess_language(self.prompt),
            model=self.model,
            seconds=self.seconds,
            size=self.size or _SHAPES.get(self.aspect_ratio or ""),
            style=self.style,
            voice=self.voice,
            voice_speed=self.voice_speed,
            frame_rate=self.frame_rate,
            described=self.described or None,
            storyboard=board,
            webhook_url=self.webhook_url,
        )


class CreateVideoBody(CreateVideo):
    """The same as it is sent, with the picture to start from."""

    input_reference: Annotated[
        dict[str, str] | str | None,
        Field(description='A file (multipart), or {"image_url": "https://... or data:image/..."}.'),
    ] = None


def read_create() -> tuple[CreateVideo, VideoRequest, bytes | None]:
    """The request's body, in whichever form it came, the order that it means, and the picture that came along.

    Raises `RequestError` that names the first field at fault.
    """
    fields = read_fields(most_bytes=_BODY_LIMIT, most_text=_BODY_LIMIT)
    try:
        asked = CreateVideo.model_validate({name: value for name, value in fields.items() if value is not None})
        order = asked.request()
    except ValidationError as error:
        raise fault_of(error) from None
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None
    order = order.model_copy(update={"notes": [*order.notes, *unknown_notes(CreateVideoBody, fields)]})
    return asked, order, read_reference(fields)


def storyboard_in(prompt: str) -> dict[str, Any] | None:
    """The storyboard that the prompt is, if it is one. Raises `StoryboardError` if no sense can be made of it."""
    data = json_in(prompt)
    if data is None or "scenes" not in data:
        return None
    board, _changes = repair(data)
    return board.model_dump(mode="json")
