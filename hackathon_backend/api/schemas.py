"""What requests and answers look like; OpenAPI is made from the same models."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from .text import Text

MESSAGE_LIMIT = 10_000
LESSON_LIMIT = 200_000


def _matching(pattern: str, words: str) -> Any:
    """A check that says in plain words what a text must be; the pattern is for the description of the API."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(words)
        return value

    return AfterValidator(check)


_SIZE = r"[1-9]\d{1,4}x[1-9]\d{1,4}"
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"

Size = Annotated[
    Text,
    _matching(_SIZE, "must be width x height in pixels, such as 1280x720"),
    Field(description='In pixels, as "1280x720".', json_schema_extra={"pattern": f"^{_SIZE}$"}),
]
Language = Annotated[
    Text,
    _matching(_LANGUAGE, "must be a language code, such as en or pt-BR"),
    Field(max_length=35, description="As en or pt-BR.", json_schema_extra={"pattern": f"^{_LANGUAGE}$"}),
]

FrameRateOption = Annotated[
    Literal["variable", "constant"] | None,
    Field(description="Of drawn films: only the frames that change (the default), or every frame."),
]

DESCRIBED = "Make a second version as well, in which what is drawn and not said is spoken."

VoiceSpeed = Annotated[float, Field(ge=0.8, le=1.25, description="How fast the voice speaks; 1 is as a teacher would.")]


class _In(BaseModel):
    """Wrong types are refused, not guessed at; unknown fields are passed over and named, so that newer clients work."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class InlineLesson(_In):
    """A lesson that the library does not have, in Markdown."""

    title: Annotated[Text, Field(max_length=300)] = ""
    text: Annotated[Text, Field(min_length=1, max_length=LESSON_LIMIT)]


class ChatOptions(_In):
    """How a video should be made; what an engine can't do is rounded to the nearest it can, and said in `notes`."""

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
    lessonId: Annotated[Text, Field(max_length=200)] | None = None
    lesson: InlineLesson | None = None
    conversationId: Annotated[Text, Field(max_length=64)] | None = None
    options: ChatOptions = ChatOptions()

    @field_validator("options", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return {} if value is None else value

    def lesson_row(self) -> dict[str, str] | None:
        """The lesson as a conversation keeps it. One that is sent along is what the student really sees."""
        if self.lesson is not None:
            return {"title": self.lesson.title, "text": self.lesson.text}
        return {"id": self.lessonId} if self.lessonId else None


class Error(BaseModel):
    """What was wrong; `param` names the input at fault."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorBody(BaseModel):
    """Every error has this shape."""

    error: Error


class Source(BaseModel):
    """Where in which lesson an answer comes from."""

    lessonId: str | None = None
    title: str = ""
    section: str = ""


class Attempt(BaseModel):
    """An engine that failed, and why."""

    engine: str | None
    model: str | None
    code: str
    message: str


class Reply(BaseModel):
    """The answer to a message: a text, a video, or the text that stands in for a video (`fallback`)."""

    model_config = ConfigDict(extra="allow")

    format: Literal["text", "video"]
    status: Literal["completed", "failed"]
    messageId: str | None
    conversationId: str | None
    lessonId: str | None
    generatedAt: str
    fallback: bool = False
    content: str | None = None
    sources: list[Source] = []
    suggestions: Annotated[list[str], Field(description="Messages that the student could send next.")] = []
    videoUrl: str | None = None
    videoId: str | None = None
    parentVideoId: Annotated[str | None, Field(description="The video that this one was made from by a change.")] = None
    localPath: str | None = None
    thumbnailUrl: str | None = None
    captionsUrl: str | None = None
    describedUrl: Annotated[
        str | None, Field(description="The same video with its descriptions spoken, if that was asked for.")
    ] = None
    descriptionsUrl: Annotated[
        str | None, Field(description="WebVTT with what is drawn and not said, for whoever can't see it.")
    ] = None
    chaptersUrl: str | None = None
    transcriptUrl: str | None = None
    detailsUrl: str | None = None
    spritesUrl: str | None = None
    duration: str | None = None
    durationSeconds: float | None = None
    title: str | None = None
    soraPrompt: str | None = None
    narration: str | None = None
    keyTakeaways: list[str] | None = None
    engine: str | None = None
    model: str | None = None
    size: str | None = None
    notes: list[str] = []
    error: str | None = None
    reason: str | None = None
    attempts: list[Attempt] = []


class Pending(BaseModel):
    """A video that is being made, and where to look for it."""

    status: Literal["queued", "in_progress"]
    percent: float
    step: str
    videoId: str
    parentVideoId: str | None = None
    messageId: str | None
    conversationId: str | None
    statusUrl: str
    eventsUrl: str
    remainingSeconds: float | None
    notes: list[str] = []


class ReplyOrPending(BaseModel):
    """A `Reply`, or, while the video is being made, a `Pending`."""

    model_config = ConfigDict(extra="allow")

    status: Literal["queued", "in_progress", "completed", "failed"]
    messageId: str | None
    conversationId: str | None


class Section(BaseModel):
    """A lesson in a list."""

    id: str
    title: str
    summary: str
    language: str


class LessonList(BaseModel):
    """All lessons, by title."""

    lessons: list[Section]


class LessonText(Section):
    """A lesson with its text in Markdown."""

    text: str


class ConversationView(BaseModel):
    """A conversation with all its messages, oldest first."""

    model_config = ConfigDict(extra="allow")

    id: str
    conversationId: str
    lessonId: str | None
    createdAt: str
    messages: list[dict[str, Any]]


class EngineHealth(BaseModel):
    """How an engine fares, since when and why; `under_way` is the number of its orders."""

    state: Literal["ok", "slowed", "down"]
    since: str | None
    reason: str | None
    under_way: int


class LanguageModelHealth(BaseModel):
    """How the language model fares. `resting`: it has failed and is left alone until `until`; `reason` says why."""

    name: str
    state: Literal["ok", "resting"]
    since: str | None
    until: str | None
    reason: str | None


class Embed(BaseModel):
    """What shows a video on another page (oEmbed 1.0); `html` is an iframe of `width` x `height` pixels."""

    version: Literal["1.0"]
    type: Literal["video"]
    title: str
    provider_name: str
    provider_url: str
    width: int
    height: int
    html: str
    cache_age: int | None = None


class DiskHealth(BaseModel):
    """The room for new files; when it is "full", orders and uploads are answered with 507."""

    state: Literal["ok", "full"]
    free_bytes: int


class Health(BaseModel):
    """Whether the service works, and what of it."""

    status: Literal["ok", "degraded"]
    version: str
    database: bool
    disk: DiskHealth
    engines: list[str]
    traffic: dict[str, EngineHealth]
    language_model: Annotated[LanguageModelHealth | None, Field(description="Left out if none is set up.")] = None
    unfinished: int


class VideoError(BaseModel):
    """Why a video failed."""

    code: str
    message: str


class Video(BaseModel):
    """A video as the Videos protocol knows it; `notes` tells what differs from what was asked for."""

    id: str
    object: Literal["video"]
    model: str
    status: Literal["queued", "in_progress", "completed", "failed"]
    progress: int
    created_at: int
    completed_at: int | None
    expires_at: int | None
    prompt: str | None
    size: str
    seconds: str
    remixed_from_video_id: str | None
    error: VideoError | None
    notes: list[str]
    activity: Annotated[str, Field(description='What is being done, in words: "drawing 7 scenes".')]
    remaining_seconds: Annotated[
        float | None, Field(description="Estimated from videos like it; null if nothing is known, or at its end.")
    ]
    cached: bool = False


class VideoEvent(BaseModel):
    """A change of a video; `data` is the video as it was then."""

    id: str
    object: Literal["event"]
    type: Literal["video.progress", "video.completed", "video.failed"]
    created_at: int
    data: Video


class ModelObject(BaseModel):
    """A model as the protocol lists it; `served_by` is the one that really makes what is ordered from it."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str
    served_by: str
    state: Literal["live", "retired", "needs_key"]


class ModelList(BaseModel):
    """Every model that may be asked for."""

    object: Literal["list"]
    data: list[ModelObject]


class Lengths(BaseModel):
    """The shortest and the longest, in seconds."""

    min: float
    max: float


class ModelCard(BaseModel):
    """A model with what it can do. `seconds` are the lengths that it makes; null: any within `duration`."""

    key: str
    name: str
    description: str
    engine: str
    seconds: list[float] | None
    duration: Lengths
    default_seconds: float
    sizes: list[str]
    reference_images: bool
    quality: str
    price_per_second: float | None
    state: Literal["live", "retired", "needs_key"]
    served_by: str


class ModelCards(BaseModel):
    """All models, those of the first engine first."""

    models: list[ModelCard]


class DeliveryAttempt(BaseModel):
    """One call that took `seconds`: `status` is what the receiver answered, `error` why it does not count."""

    at: int
    seconds: float
    status: int | None
    error: str | None


class WebhookDelivery(BaseModel):
    """One event for one receiver. `stopped`: it wants no more; `failed`: it did not take it within 72 hours."""

    id: str
    object: Literal["webhook.delivery"]
    event_id: str
    type: Literal["video.completed", "video.failed"]
    url: str
    status: Literal["pending", "delivered", "stopped", "failed"]
    created_at: int
    next_attempt_at: int | None
    attempts: list[DeliveryAttempt]


class DeliveryList(BaseModel):
    """The webhooks of a video, oldest first."""

    object: Literal["list"]
    data: list[WebhookDelivery]


class VideoList(BaseModel):
    """A page of videos."""

    object: Literal["list"]
    data: list[Video]
    first_id: str | None
    last_id: str | None
    has_more: bool


class CharacterObject(BaseModel):
    """A character that an engine keeps."""

    id: str
    name: str
    created_at: int


class DeletedVideo(BaseModel):
    """A video was removed."""

    id: str
    object: Literal["video.deleted"]
    deleted: bool
