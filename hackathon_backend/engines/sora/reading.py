"""What servers say about a video, read with patience: fields are missing, of other types, or in other words."""

from __future__ import annotations

from collections.abc import Mapping

from ..vendors.server import HttpAnswer
from ..vendors.values import STATUSES, word

RemoteVideo = Mapping[str, object]
"""A video as a server tells of it: any JSON object, of which nothing is sure."""


def video_in(answer: HttpAnswer) -> RemoteVideo | None:
    """The video that an answer holds, bare or as `data` or `video` of an envelope; None if there is none.

    In an answer that is no success an `id` can be anything's, so only what is clearly a video counts there.
    """
    body = answer.body
    if not isinstance(body, dict):
        return None
    for video in (body, body.get("data"), body.get("video")):
        if isinstance(video, dict) and video_id(video) and (answer.ok or _is_video(video)):
            return video
    return None


def _is_video(video: RemoteVideo) -> bool:
    return video.get("object") == "video" or word(video.get("status")) in STATUSES


def video_id(video: RemoteVideo) -> str | None:
    """Its id as a string, None if it has none."""
    value = video.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None
