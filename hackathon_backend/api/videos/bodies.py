"""What is sent to have videos made: orders, changes of finished ones, operations on films, characters."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from ... import media
from ...films.edits import as_number
from ..schemas import DESCRIBED, FrameRateOption, Language, Size, VoiceSpeed
from ..text import Text

PROMPT_LIMIT = 32_000
WISH_LIMIT = 1_000
MOST_NAMES = 500
"""Owners that a video is shared with."""


def flag(value: object) -> object:
    """A yes or no as forms write it; anything else stays as it is."""
    words = {"true": True, "1": True, "false": False, "0": False}
    return words.get(value.lower(), value) if isinstance(value, str) else value


WebhookUrl = Annotated[Text, Field(max_length=4000, description="Called when the video has ended.")]

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
    refine: Annotated[
        bool,
        BeforeValidator(flag),
        Field(strict=True, description="Have the prompt refined before the video is made: `refined_prompt` tells."),
    ] = False
    refinement_prompt: (
        Annotated[Text, Field(max_length=WISH_LIMIT, description='How it shall be different: "warmer, at night".')]
        | None
    ) = None


class CreateVideoBody(CreateVideo):
    """The same as it is sent, with the picture to start from."""

    input_reference: Annotated[
        dict[str, str] | str | None,
        Field(description='A file (multipart), or {"image_url": "https://... or data:image/..."}.'),
    ] = None


class Again(BaseModel):
    """What may be said of every order: whom to tell of its end, and whether a video that is there will do."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    webhook_url: WebhookUrl | None = None
    cache: Annotated[bool, BeforeValidator(flag), Field(strict=True)] = True


class Remix(Again):
    """What shall be different."""

    prompt: Prompt


class VideoReference(BaseModel):
    """A finished video."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[Text, Field(min_length=1, max_length=200)]


def _by_id(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


class SceneEdit(Remix):
    """What shall be different in one scene of which video."""

    video: Annotated[VideoReference, BeforeValidator(_by_id)]


class Extension(SceneEdit):
    """How the video goes on, and for how long."""

    seconds: Seconds | None = None


class EditBody(BaseModel):
    """What shall be done. `trim`: start, end. `speed`: factor. `overlay`: text or a file `logo`, position, from, to.

    `sound`: mode, volume and a file `sound`. `join`: videos. `poster`: at. `captions`: style, place, size, lift. `fit`:
    aspect_ratio, fit, captions, redraw. Times are in seconds. Files come as parts of a form.
    """

    model_config = ConfigDict(populate_by_name=True)

    operation: Literal["trim", "speed", "overlay", "sound", "join", "poster", "captions", "fit"]
    start: float | None = None
    end: float | None = None
    factor: float | None = Field(None, ge=media.SLOWEST, le=media.FASTEST)
    text: str | None = Field(None, min_length=1, max_length=media.TEXT_LIMIT)
    position: media.Position | None = None
    start_at: float | None = Field(None, alias="from")
    end_at: float | None = Field(None, alias="to")
    size: float | None = Field(None, ge=0.4, le=5, description="Of letters: 1 is usual.")
    width: float | None = Field(None, ge=0.02, le=1, description="Of a logo: its share of the film's width.")
    opacity: float | None = Field(None, gt=0, le=1)
    mode: media.SoundMode | None = None
    volume: float | None = Field(None, gt=0, le=2)
    videos: list[str] | None = Field(None, description="Ids of the videos that follow.")
    at: float | None = None
    style: media.CaptionStyle | None = Field(None, description="Captions on a dark plate, or with a dark contour.")
    place: media.CaptionPlace | None = Field(None, description="The edge that captions stand at.")
    lift: float | None = Field(None, ge=0, le=0.4, description="The part of the height at that edge that stays free.")
    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:5"] | None = None
    fit: media.FrameFit | None = Field(None, description="The whole picture with bars, or filled with edges cut.")
    captions: bool | None = Field(None, description="Whether captions are drawn into the picture.")
    redraw: bool | None = Field(None, description="Whether a drawn film may be drawn anew in that shape.")
    cache: bool = True
    webhook_url: str | None = None


class NewCharacter(BaseModel):
    """What the character is called; the video comes as the file `video`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: Annotated[Text, Field(min_length=1, max_length=80)]


OwnerName = Annotated[
    str, StringConstraints(pattern=r"^[!-~]{1,64}$"), Field(description="As `owner` of GET /api/me: key:..., user:...")
]


class SharedWithBody(BaseModel):
    """Who else may watch a video: all of them, each time."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    owners: Annotated[list[OwnerName], Field(max_length=MOST_NAMES)]
    names: Annotated[
        list[Annotated[Text, Field(min_length=1, max_length=200)]],
        Field(max_length=MOST_NAMES, description="Further people, by the names that they log in with."),
    ] = []
