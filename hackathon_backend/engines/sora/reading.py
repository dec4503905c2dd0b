"""What servers say about a video, read with patience: fields are missing, of other types, or in other words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..values import word
from ..vendor import HttpAnswer

Status = Literal["queued", "running", "completed", "failed"]

#: Words for a status: the protocol's four, and those that LiteLLM, SGLang, new-api and vendors behind them let through.
#: Any other word means that the job is running: the caller has a deadline, and a paid job is not given up for a word.
STATUSES: dict[str, Status] = {
    **dict.fromkeys(("queued", "pending", "submitted", "created", "waiting", "scheduled", "throttled"), "queued"),
    **dict.fromkeys(("not_start", "not_started", "in_queue", "accepted", "new"), "queued"),
    **dict.fromkeys(("in_progress", "processing", "running", "rendering", "starting", "generating"), "running"),
    **dict.fromkeys(("completed", "complete", "succeeded", "success", "successful", "done", "finished"), "completed"),
    **dict.fromkeys(("failed", "failure", "error", "cancelled", "canceled", "aborted"), "failed"),
    **dict.fromkeys(("expired", "deleted", "incomplete", "rejected"), "failed"),
}

RemoteVideo = dict[str, Any]
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


def _is_video(video: Mapping[str, Any]) -> bool:
    return video.get("object") == "video" or word(video.get("status")) in STATUSES


def video_id(video: Mapping[str, Any]) -> str | None:
    """Its id as a string, None if it has none."""
    value = video.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def status_of(video: Mapping[str, Any]) -> Status:
    """Its status in the four words of `Progress`."""
    return STATUSES.get(word(video.get("status")), "running")
