"""The paths that speak WebSocket: one video's changes, and one socket for many videos."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from ..live.sockets import converse
from ..live.standing import standing
from ..openapi import answers, spec
from ..owned import job_of_caller
from .live import after_asked
from .talks import Talk

sockets = Blueprint("sockets", __name__)


def add_socket(routes: Blueprint, path: str, view: Callable[..., Any]) -> None:
    """Serve `view` as a WebSocket; whoever comes with plain HTTP is told so."""
    for websocket in (True, False):
        routes.add_url_rule(path, view_func=view, methods=["GET"], websocket=websocket)


@spec.validate(resp=answers(refused=(400, 403, 404, 426, 429, 503)), tags=["videos"])
def video_socket(video_id: str) -> Any:
    """A WebSocket that sends the video's changes, as VideoEvents, and closes after the last; `?after=` goes on."""
    job = job_of_caller(video_id)
    after = after_asked()
    asker = standing(lambda: job_of_caller(video_id))
    return converse(lambda container, socket: Talk(container, socket).one(job, after), asker)


@spec.validate(resp=answers(refused=(400, 403, 426, 429, 503)), tags=["videos"])
def many_videos_socket() -> Any:
    """A WebSocket for many videos.

    Send `{"subscribe": "vid_...", "after": "evt_..."}` (`after` may be left out) or `{"unsubscribe": "vid_..."}`. Sends
    VideoEvents, `{"type": "heartbeat"}` every 15 seconds, and `{"type": "error", "error": {...}}`.
    """
    return converse(lambda container, socket: Talk(container, socket).many(), standing())


add_socket(sockets, "/ws", many_videos_socket)
