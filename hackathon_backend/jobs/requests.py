"""What was asked for, as a job row keeps it: one type for each kind of request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..films.edits import FilmWork
from ..lessons.parts import LessonPart
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

    `lesson` is {"id"} of the library's, {"title", "text"} as the caller sent it, or None; with `part`
    only these sections of it are told. `voice_speed` is a factor, None the usual one. `frame_rate` is "constant" for
    players and editors that need every frame of a drawn film. `described` wants a second version of it in which what is
    drawn and not said is spoken. `captioned` has its captions drawn into the picture. `brand` is the id of its owner's,
    as it was ordered. `history` is the conversation so far, oldest first; `level` is whom it is for ("8 year olds").
    `of_guest`: asked for by somebody who came by a link, to whom the owner's own lessons are not shown.
    """

    lesson: dict[str, str] | None = None
    part: LessonPart | None = None
    style: str | None = None
    voice: str | None = None
    voice_speed: float | None = None
    frame_rate: FrameRate | None = None
    described: bool | None = None
    captioned: CaptionLook | None = None
    brand: str | None = None
    storyboard: Fields | None = None
    history: list[tuple[str, str]] = []
    level: str | None = None
    of_guest: bool = False

    def drawn_anew(self, values: Mapping[str, object]) -> WrittenRequest:
        """The same with these values, as an order of which the storyboard is drawn as it is."""
        return self.model_copy(update=values)


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

    def drawn_anew(self, values: Mapping[str, object]) -> ChangeRequest:
        """The same, with nothing left to be changed."""
        return self.model_copy(update={**values, "rewrite": False})


class TranslationRequest(WrittenRequest):
    """The `source` once more in `language`: `storyboard` and `along`, texts of its brief, are in the source's language.

    `scene_seconds` are those of its scenes, to which the new ones are held where the speech allows; `keep` are names
    that stay as they are.
    """

    kind: Literal["translation"] = "translation"
    along: list[str] = []
    keep: list[str] = []
    scene_seconds: list[float] = []

    def drawn_anew(self, values: Mapping[str, object]) -> ChangeRequest:
        """What it has become once it is translated, with these values: a change of which nothing is left to be done."""
        written = {name: getattr(self, name) for name in WrittenRequest.model_fields}
        return ChangeRequest.model_validate({**written, **values, "kind": "remix"})


class FilmWorkRequest(VideoRequest):
    """What shall be done to finished films."""

    kind: Literal["work"] = "work"
    work: FilmWork


KINDS = (LessonRequest, PromptRequest, ChangeRequest, TranslationRequest, FilmWorkRequest)


def _of_now(row: Any) -> Any:
    """A row as it is written today: work on films was kept as a prompt."""
    if isinstance(row, dict):
        return row | {"kind": "work" if row.get("work") else row.get("kind", "lesson")}
    return row


AnyRequest = Annotated[
    Annotated[
        LessonRequest | PromptRequest | ChangeRequest | TranslationRequest | FilmWorkRequest,
        Field(discriminator="kind"),
    ],
    BeforeValidator(_of_now),
]
"""The column's type."""
