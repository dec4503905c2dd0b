"""What was asked for, as a job row keeps it: one type for each kind of request."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..films.edits import FilmWork
from ..media import CaptionLook
from ..storyboard.fields import Fields

FrameRate = Literal["variable", "constant"]


class VideoRequest(BaseModel):
    """What all kinds have. `topic` is the message without the words that ask for a video.

    `seconds` and `size` are what was asked for; None leaves them to the engine. `source` is the id of the video that
    this one is made from. `engine` is the only one that may make it: processes without it leave the job to others.
    `webhook_url` is called when it has ended; `notes` say what was understood.
    """

    model_config = ConfigDict(frozen=True)

    message: str = ""
    topic: str = ""
    language: str = "en"
    conversation_id: str | None = None
    message_id: str | None = None
    model: str | None = None
    seconds: float | None = None
    size: str | None = None
    source: str | None = None
    engine: str | None = None
    webhook_url: str | None = None
    notes: list[str] = []


class WrittenRequest(VideoRequest):
    """A video of which a writer says what it shows, or a storyboard that came with it.

    `lesson` is {"id"} of the library's, {"title", "text"} as the caller sent it, or None. `voice_speed` is a factor,
    None the usual one. `frame_rate` is "constant" for players and editors that need every frame of a drawn film.
    `described` wants a second version of it in which what is drawn and not said is spoken. `captioned` has its captions
    drawn into the picture. `history` is the conversation so far, oldest first; `level` is whom it is for ("8 year
    olds").
    """

    lesson: dict[str, str] | None = None
    style: str | None = None
    voice: str | None = None
    voice_speed: float | None = None
    frame_rate: FrameRate | None = None
    described: bool | None = None
    captioned: CaptionLook | None = None
    storyboard: Fields | None = None
    history: list[tuple[str, str]] = []
    level: str | None = None


class LessonRequest(WrittenRequest):
    """What a student said in a chat."""

    kind: Literal["lesson"] = "lesson"


class PromptRequest(WrittenRequest):
    """What a program wants shown, word by word.

    `content` is what of its prompt is to be shown, "" if it only asks for a video, None for all of it. `references`
    are the names of pictures in the job's work folder; if it is `pictured`, the storyboard shows them itself. Engines
    that draw take the storyboard, if there is one; others film the message. `refine` has the prompt refined before
    anything is written of it, `refinement` says how it shall be different then.
    """

    kind: Literal["prompt"] = "prompt"
    content: str | None = None
    references: list[str] = []
    pictured: bool = False
    refine: bool = False
    refinement: str | None = None

    @property
    def wants_refining(self) -> bool:
        """Whether the prompt is to be refined: a wish how is a wish for it."""
        return self.refine or bool(self.refinement)

    @model_validator(mode="before")
    @classmethod
    def _of_one(cls, row: Any) -> Any:
        """A row as it is written today: there was one picture at most."""
        if isinstance(row, dict) and row.get("reference"):
            return {"references": [row["reference"]], **row}
        return row


class ChangeRequest(WrittenRequest):
    """A new video of the `source`. With `rewrite`, `storyboard` is the source's, and a writer has to change it as the
    message says.
    """

    kind: Literal["remix", "edit", "extension"]
    rewrite: bool = False


class FilmWorkRequest(VideoRequest):
    """What shall be done to finished films."""

    kind: Literal["work"] = "work"
    work: FilmWork


KINDS = (LessonRequest, PromptRequest, ChangeRequest, FilmWorkRequest)


def _of_now(row: Any) -> Any:
    """A row as it is written today: work on films was kept as a prompt."""
    if isinstance(row, dict):
        return row | {"kind": "work" if row.get("work") else row.get("kind", "lesson")}
    return row


AnyRequest = Annotated[
    Annotated[LessonRequest | PromptRequest | ChangeRequest | FilmWorkRequest, Field(discriminator="kind")],
    BeforeValidator(_of_now),
]
"""The column's type."""
