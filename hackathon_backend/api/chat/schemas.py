"""Messages, the replies to them, and conversations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel, field_validator

from ...jobs import Reply, Status
from ...net.camel import CamelModel
from ..schemas import DESCRIBED, FrameRateOption, Language, Size, VoiceSpeed
from ..text import Text

MESSAGE_LIMIT = 10_000
LESSON_LIMIT = 200_000


class _In(CamelModel):
    """Wrong types are refused, not guessed at; unknown fields are passed over and named, so that newer clients work."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, validate_by_name=False)


class InlineLesson(_In):
    """A lesson that the library does not have, in Markdown."""

    title: Annotated[Text, Field(max_length=300)] = ""
    text: Annotated[Text, Field(min_length=1, max_length=LESSON_LIMIT)]


class ChatOptions(_In):
    """How a video should be made; what an engine can't do is rounded to the nearest it can, and said in `notes`."""

    # The names of an order, as the Videos protocol has them.
    model_config = ConfigDict(alias_generator=None)

    model: Annotated[Text, Field(min_length=1, max_length=200)] | None = None
    seconds: Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)] | None = None
    size: Size | None = None
    style: Annotated[Text, Field(max_length=200)] | None = None
    language: Language | None = None
    voice: Annotated[Text, Field(max_length=100)] | None = None
    voice_speed: VoiceSpeed | None = None
    frame_rate: FrameRateOption = None
    described: Annotated[bool | None, Field(description=DESCRIBED)] = None
    level: Annotated[Text, Field(max_length=100, description='Whom it is for, as "8 year olds".')] | None = None


class ChatRequest(_In):
    """A student's message, and the lesson it is about: one of the library's, or one that is sent along."""

    message: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LIMIT)]
    lesson_id: Annotated[Text, Field(max_length=200)] | None = None
    lesson: InlineLesson | None = None
    conversation_id: Annotated[Text, Field(max_length=64)] | None = None
    options: ChatOptions = ChatOptions()

    @field_validator("options", mode="before")
    @classmethod
    def _none_is_empty(cls, value: object) -> object:
        return {} if value is None else value

    def lesson_row(self) -> dict[str, str] | None:
        """The lesson as a conversation keeps it. One that is sent along is what the student really sees."""
        if self.lesson is not None:
            return {"title": self.lesson.title, "text": self.lesson.text}
        return {"id": self.lesson_id} if self.lesson_id else None


class _UnderWay(CamelModel):
    """How far a video is, and where to look for it."""

    percent: float
    step: str
    video_id: str
    parent_video_id: str | None = None
    message_id: str | None
    conversation_id: str | None
    status_url: str
    events_url: str
    remaining_seconds: float | None
    notes: Sequence[str] = ()
    outline: Annotated[Sequence[str], Field(description="The idea of each scene, once a language model has it.")] = ()


class Pending(_UnderWay):
    """A video that is being made, and where to look for it."""

    status: Literal["queued", "in_progress"]


class VideoProgress(_UnderWay):
    """A change of a video on its way, its end among them."""

    status: Status


class ReplyOrPending(RootModel[Reply | Pending]):
    """A `Reply`, or, while the video is being made, a `Pending`."""


class StudentMessage(CamelModel):
    """What the student said."""

    id: str
    role: Literal["student"]
    content: str
    created_at: str


class AnswerMessage(CamelModel):
    """An answer; of a video that was removed only its text is left (`reply.expired`)."""

    id: str
    role: Literal["assistant"]
    content: str
    created_at: str
    status: Literal["completed", "failed"]
    video_id: str | None = None
    reply: Reply


class PendingMessage(Pending):
    """An answer that is being made."""

    id: str
    role: Literal["assistant"]
    content: str
    created_at: str
    reply: None


class ConversationView(CamelModel):
    """A conversation with all its messages, oldest first."""

    id: str
    conversation_id: str
    lesson_id: str | None
    created_at: str
    messages: list[StudentMessage | AnswerMessage | PendingMessage]
