"""The Videos protocol's objects, and what goes beyond it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ...jobs.models import Status


class VideoError(BaseModel):
    """Why a video failed."""

    code: str
    message: str


class Video(BaseModel):
    """A video as the Videos protocol knows it; `notes` tells what differs from what was asked for."""

    id: str
    object: Literal["video"]
    model: str
    status: Status
    progress: int
    created_at: int
    completed_at: int | None
    expires_at: int | None
    prompt: str | None
    refined_prompt: Annotated[
        str | None, Field(description="What became of the prompt, once it was refined; null if that was not asked for.")
    ]
    size: str
    seconds: str
    remixed_from_video_id: str | None
    error: VideoError | None
    notes: list[str]
    activity: Annotated[str, Field(description='What is being done, in words: "drawing 7 scenes".')]
    remaining_seconds: Annotated[
        float | None, Field(description="Estimated from videos like it; null if nothing is known, or at its end.")
    ]
    cached: Annotated[bool, Field(description="Of an order: whether the video was there before.")] = False


class VideoEvent(BaseModel):
    """A change of a video; `data` is the video as it was then."""

    id: str
    object: Literal["event"]
    type: Literal["video.progress", "video.completed", "video.failed"]
    created_at: int
    data: Video


class VideoList(BaseModel):
    """A page of videos."""

    object: Literal["list"]
    data: list[Video]
    first_id: str | None
    last_id: str | None
    has_more: bool


class DeletedVideo(BaseModel):
    """A video was removed."""

    id: str
    object: Literal["video.deleted"]
    deleted: bool


class CharacterObject(BaseModel):
    """A character that an engine keeps."""

    id: str
    name: str
    created_at: int


class DeliveryCall(BaseModel):
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
    attempts: list[DeliveryCall]


class DeliveryList(BaseModel):
    """The webhooks of a video, oldest first."""

    object: Literal["list"]
    data: list[WebhookDelivery]


class ShareLink(BaseModel):
    """Where a video is watched. `share` is what opens it where VIDEO_ACCESS is `link`; else it is null."""

    object: Literal["video.share"]
    id: str
    access: Literal["public", "link", "private"]
    share: str | None
    watch_url: str
    embed_url: str


class NamedOwner(BaseModel):
    """Somebody who may watch."""

    owner: str
    name: Annotated[str | None, Field(description="Of an account or a key; null for whoever is known elsewhere.")]


class SharedWith(BaseModel):
    """The owners, beside its own and admins, who may watch a video where VIDEO_ACCESS is `private`."""

    object: Literal["video.shared_with"]
    id: str
    access: Literal["public", "link", "private"]
    watch_url: str
    owners: list[str]
    people: Annotated[list[NamedOwner], Field(description="The same owners with their names.")]
