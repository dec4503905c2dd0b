"""Replies to messages: as a row keeps them, and as they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy import Dialect

from ..net.camel import CamelModel
from .documents import Document

FILES = (
    "video_url",
    "described_url",
    "thumbnail_url",
    "captions_url",
    "descriptions_url",
    "chapters_url",
    "sprites_url",
    "details_url",
    "transcript_url",
)
"""The fields of a reply that are addresses of files."""


class _FrozenModel(CamelModel):
    model_config = ConfigDict(frozen=True)


class AnswerSource(_FrozenModel):
    """Where in which lesson an answer comes from."""

    lesson_id: str | None = None
    title: str = ""
    section: str = ""


class FailedEngine(_FrozenModel):
    """An engine that failed, and why."""

    engine: str | None
    model: str | None
    code: str
    message: str


class FilmLanguage(_FrozenModel):
    """A film in one of its languages, with what a player needs to go on in it."""

    language: str
    name: Annotated[str, Field(description="What it is called by those who speak it.")]
    english_name: str
    direction: Literal["ltr", "rtl"]
    original: Annotated[bool, Field(description="Whether the others were translated from it.")]
    video_id: str
    title: str
    size: str | None = None
    key_takeaways: Sequence[str] = ()
    video_url: str | None = None
    thumbnail_url: str | None = None
    captions_url: str | None = None
    described_url: str | None = None
    descriptions_url: str | None = None
    chapters_url: str | None = None
    transcript_url: str | None = None
    details_url: str | None = None
    sprites_url: str | None = None


class Reply(_FrozenModel):
    """The answer to a message: a text, a video, or the text that stands in for a video (`fallback`).

    What a reply of its kind does not have is left out.
    """

    format: Literal["text", "video"]
    status: Literal["completed", "failed"]
    message_id: str | None
    conversation_id: str | None
    lesson_id: str | None
    generated_at: str
    fallback: bool = False
    content: str | None = None
    sources: Sequence[AnswerSource] = ()
    covered: Annotated[bool, Field(description="Of a text: whether a lesson or a language model knew of it.")] = True
    writer: Annotated[str | None, Field(description="Of a text: who wrote it.")] = None
    suggestions: Annotated[Sequence[str], Field(description="Messages that the student could send next.")] = ()
    video_url: str | None = None
    video_id: str | None = None
    parent_video_id: Annotated[str | None, Field(description="The video that this one was made from by a change.")] = (
        None
    )
    local_path: str | None = None
    thumbnail_url: str | None = None
    captions_url: str | None = None
    described_url: Annotated[
        str | None, Field(description="The same video with its descriptions spoken, if that was asked for.")
    ] = None
    descriptions_url: Annotated[
        str | None, Field(description="WebVTT with what is drawn and not said, for whoever can't see it.")
    ] = None
    chapters_url: str | None = None
    transcript_url: str | None = None
    details_url: str | None = None
    sprites_url: str | None = None
    duration: str | None = None
    duration_seconds: float | None = None
    title: str | None = None
    sora_prompt: str | None = None
    prompt: Annotated[str | None, Field(description="What was asked for, word by word, if it was refined.")] = None
    refined_prompt: Annotated[str | None, Field(description="What became of it.")] = None
    narration: str | None = None
    key_takeaways: list[str] | None = None
    engine: str | None = None
    model: str | None = None
    size: str | None = None
    notes: Sequence[str] = ()
    error: str | None = None
    reason: str | None = None
    attempts: Sequence[FailedEngine] = ()
    languages: Annotated[
        Sequence[FilmLanguage], Field(description="Of a video that was put into further languages: each of them.")
    ] = ()
    expired: Annotated[bool, Field(description="Of a conversation: its video was removed.")] = False

    def row(self) -> dict[str, object]:
        """As JSON, with what was set."""
        return self.model_dump(mode="json", exclude_unset=True)

    def files(self) -> dict[str, str | None]:
        """The addresses of its files, by their names in JSON."""
        return {to_camel(name): getattr(self, name) for name in FILES}


class ReplyDocument(Document[Reply]):
    """The column of a reply: what was not set when it was written is not set when it is read."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(Reply)

    def process_bind_param(self, value: Reply | None, dialect: Dialect) -> Any:
        """As JSON."""
        return None if value is None else value.row()
