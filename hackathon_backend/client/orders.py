"""What a `VideoModel` takes and gives: requests for videos, and how far these are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..errors import RequestError

_PROMPT_LIMIT = 32_000
_SIDES = range(10, 100_000)


class VideoStatus(StrEnum):
    """Where a video is, as the Videos protocol tells it. One that was cancelled has failed, and says so."""

    QUEUED = "queued"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def is_end(self) -> bool:
        """Whether nothing will happen to the video any more."""
        return self in (VideoStatus.COMPLETED, VideoStatus.FAILED)


@dataclass(frozen=True)
class VideoGenerationRequest:
    """What is to be made of a prompt: words, Markdown, or a storyboard in JSON.

    `model` is one of the engine's (None: the one that the `VideoModel` was created with). `width` and `height` are in
    pixels, `duration_seconds` in seconds: the nearest that the model can do is made, and the job's `notes` say so.
    `input_image` is a picture to begin with or to go by: a file, its bytes, or an http, https or data URL.
    Raises `RequestError` that names the field at fault.
    """

    prompt: str
    model: str | None = None
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    input_image: str | Path | bytes | None = None

    def __post_init__(self) -> None:
        if not self.prompt.strip() or len(self.prompt) > _PROMPT_LIMIT:
            raise _fault("prompt", f"must have 1 to {_PROMPT_LIMIT:,} characters, and not only blanks")
        if (self.width is None) != (self.height is None):
            missing = "width" if self.width is None else "height"
            raise _fault(missing, "is missing: give width and height, or none of them")
        for name, side in (("width", self.width), ("height", self.height)):
            if side is not None and (not isinstance(side, int) or side not in _SIDES):
                raise _fault(name, f"must be a whole number of pixels from {_SIDES.start} to {_SIDES.stop - 1}")
        seconds = self.duration_seconds
        if seconds is not None and not (math.isfinite(seconds) and 0 < seconds <= 86_400):
            raise _fault("duration_seconds", "must be more than 0, and a day at most")

    @property
    def size(self) -> str | None:
        """As the protocol writes it: "1280x720"; None leaves it to the model."""
        return None if self.width is None else f"{self.width}x{self.height}"


@dataclass(frozen=True)
class VideoGenerationJob:
    """A video that was ordered, as it was when it was asked about.

    `progress` is 0-100. `video_url` is where the finished file is, None before the end; `error_message` is why there
    is none. `notes` say what differs from what was asked for. `seconds` is how long the video is, or will be; it and
    `size` are None where a server does not tell them.
    """

    job_id: str
    status: VideoStatus
    progress: int = 0
    video_url: str | None = None
    error_message: str | None = None
    notes: tuple[str, ...] = ()
    model: str | None = None
    seconds: float | None = None
    size: str | None = None
    remixed_from: str | None = None


def _fault(name: str, words: str) -> RequestError:
    return RequestError(f"{name}: {words}.", param=name)
