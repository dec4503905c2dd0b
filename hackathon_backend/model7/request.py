"""What a student asked for, as the job row keeps it."""

from __future__ import annotations

import json
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

from ..lessons import Lesson, Library
from ..net import strict_json
from ..writers.base import Request

FrameRate = Literal["variable", "constant"]
Kind = Literal["lesson", "prompt", "remix", "edit", "extension"]


class VideoRequest(BaseModel):
    """A request for a video. `lesson` is {"id"} of the library's, {"title", "text"} as the caller sent it, or None.

    `kind` is "lesson" for what a student said in a chat, "prompt" for what a program wants shown, word by word; the
    others make a new video of the one with the id `source`. `storyboard` is one that came with it; with `rewrite` it
    is that of the source, and a writer has to change it as the message says. `reference` is a picture in the job's
    work folder, `work` what shall be done to finished films (see `editing`). `seconds` and `size` are what was asked
    for; None leaves them to the engine. `voice_speed` is a factor, None the usual one. `frame_rate` is "constant" for
    players and editors that need every frame of a drawn film. `described` wants a second version of it in which what is
    drawn and not said is spoken. `webhook_url` is called when it has ended. `topic` is the
    message without the words that ask for a video; `content` is what of a program's prompt is to be shown, "" if it
    only asks for a video, None for all of it. `history` is the conversation so far, oldest first.
    `notes` say what was understood, `level` whom it is for ("8 year olds").
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind = "lesson"
    message: str
    topic: str
    content: str | None = None
    language: str = "en"
    lesson: dict[str, str] | None = None
    conversation_id: str | None = None
    message_id: str | None = None
    model: str | None = None
    seconds: float | None = None
    size: str | None = None
    style: str | None = None
    voice: str | None = None
    voice_speed: float | None = None
    frame_rate: FrameRate | None = None
    described: bool | None = None
    storyboard: dict[str, Any] | None = None
    reference: str | None = None
    source: str | None = None
    rewrite: bool = False
    webhook_url: str | None = None
    work: dict[str, Any] | None = None
    history: list[tuple[str, str]] = []
    notes: list[str] = []
    level: str | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        """Read back what `model_dump` wrote."""
        return cls.model_validate(row)

    def read_lesson(self, library: Library) -> Lesson | None:
        """The lesson that is being read, if any. Raises `NotFound` if the library no longer has it."""
        return read_lesson(self.lesson, library, language=self.language)

    def for_writer(self, library: Library, *, speech_seconds: float, storyboard: bool) -> Request:
        """The same as a writer needs it."""
        return Request(
            message=self.message,
            topic=self.topic,
            language=self.language,
            lesson=self.read_lesson(library),
            speech_seconds=speech_seconds,
            storyboard=storyboard,
            style=self.style,
            history=tuple(self.history),
            level=self.level,
        )


def read_lesson(row: dict[str, str] | None, library: Library, *, language: str = "en") -> Lesson | None:
    """The lesson that a row speaks of: {"id"}, {"title", "text"} or None; in `language` if nothing in it tells which.

    Raises `NotFound`, `RequestError`.
    """
    if row is None:
        return None
    if "id" in row:
        return library.get(row["id"])
    return Lesson.inline(row.get("title", ""), row.get("text", ""), default=language)


def json_in(prompt: str) -> dict[str, Any] | None:
    """The JSON object that a prompt is, None if it is words."""
    if not prompt.startswith("{"):
        return None
    try:
        data = strict_json.mended(json.loads(prompt))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
