"""Answers that take their time: server-sent events, and a bound on how many requests wait at once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

from flask import Response

from ..chat.view import finished_reply, progress
from ..errors import Expired
from ..jobs import Job, JobStore, Watch


class Waiters:
    """Counts requests that wait for a video, each of which holds a thread: some threads must stay free for the rest."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(max(1, most))

    def enter(self) -> bool:
        """Take a place; False if there is none."""
        return self._free.acquire(blocking=False)

    def leave(self) -> None:
        """Give the place back."""
        self._free.release()


def sse(event: str, data: dict[str, Any], *, id_: int | None = None) -> str:
    """One server-sent event."""
    head = f"id: {id_}\n" if id_ is not None else ""
    return f"{head}event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def chat_events(job: Job, watch: Watch, store: JobStore, *, after: int = 0) -> Iterator[str]:
    """The job's `progress` events, and at its end the `message` with the reply."""
    for event in watch.follow(job.id, after=after):
        yield sse("progress", progress(event, job), id_=event.seq) if event else ": still working\n\n"
    try:
        yield sse("message", finished_reply(store.get(job.id)))
    except Expired as error:
        yield sse("error", error.body())


def event_stream(lines: Iterator[str], waiters: Waiters) -> Response:
    """Answer with `lines`; the place among the waiters (already taken) is given back at the end of the stream."""
    response = Response(lines, mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Accel-Buffering"] = "no"
    response.call_on_close(waiters.leave)
    return response
