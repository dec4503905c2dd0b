"""A video as /api/video tells of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...jobs.models import Status
from ...net.camel import CamelModel
from ..library.schemas import VideoCost
from ..videos.schemas import VideoError


class MetadataCost(CamelModel, VideoCost):
    """The cost of a video, in camelCase."""


class VideoMetadata(CamelModel):
    """How a video is made. Times are in unix seconds."""

    engine: str | None
    size: str
    created_at: int
    completed_at: int | None
    cost: MetadataCost
    notes: Annotated[list[str], Field(description="What differs from what was asked for.")]
    activity: Annotated[str, Field(description="What is being done, in words.")]
    cached: Annotated[bool, Field(description="Of an order: whether the video was there before.")] = False


class GeneratedVideo(CamelModel):
    """A video, whole at any time: what is not known yet is null. `duration` is in seconds."""

    id: str
    status: Status
    progress: int
    status_url: str
    video_url: str | None
    video_path: Annotated[str | None, Field(description="Where the server keeps the file.")]
    prompt: str
    refined_prompt: Annotated[
        str | None, Field(description="What became of the prompt, once it was refined; null if that was not asked for.")
    ]
    model: str
    duration: float | None
    reference_images: Annotated[list[str], Field(description="Addresses of the pictures that came with the order.")]
    metadata: VideoMetadata
    error: VideoError | None
