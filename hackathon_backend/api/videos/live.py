"""Progress as it happens: a video's changes as server-sent events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from flask import Response, request

from ...container import Container
from ...errors import RequestError
from ...jobs import Inbox, Job, JobChange
from ..current import current_container
from ..live.direct import DirectInbox, as_chunk, connection_of_request
from ..live.standing import Standing, standing
from ..live.streams import STILL_WORKING, enter, event_stream, last_seen, seq_of, sse
from ..openapi import answers, spec
from ..owned import job_of_caller
from ..reading import read_query
from ..schemas import ErrorBody
from ..sending import dumped
from .queries import EventsQuery
from .schemas import VideoEvent
from .view import video_view

_KINDS: dict[str, Literal["video.completed", "video.failed"]] = {
    "completed": "video.completed",
    "failed": "video.failed",
}


@spec.validate(
    query=EventsQuery, resp=answers(HTTP_200=VideoEvent, HTTP_204=None, refused=(400, 404, 429, 503)), tags=["videos"]
)
def events(video_id: str) -> Any:
    """The video's changes as server-sent events, each once and in order, up to its end.

    The `data` of each is a VideoEvent. `Last-Event-ID` or `?after=` goes on after that event; 204 if it was the last.
    """
    job = job_of_caller(video_id)
    after = after_asked()
    if job.ended and _is_end(job, after):
        # A browser's EventSource comes back until it is told that there is nothing more.
        return Response(status=204)
    if request.method == "HEAD":
        return Response(mimetype="text/event-stream")
    container = current_container()
    enter(container.waiters)
    lines = _lines(container, job, after, _inbox(container), standing(lambda: job_of_caller(video_id)))
    return event_stream(lines, container.waiters)


def _inbox(container: Container) -> Inbox:
    connection = connection_of_request()
    if connection is None:
        return Inbox()

    def frame(change: JobChange) -> bytes | None:
        if not inbox.is_news(change):
            return None
        made = change.made
        if made.chunk is None:
            made.chunk = as_chunk(_sse(container, change))
        return made.chunk

    inbox = DirectInbox(connection, frame)
    return inbox


def event_of(container: Container, change: JobChange) -> VideoEvent:
    """The change, and the video as it was then."""
    job, event = change.job, change.event
    return VideoEvent(
        id=f"evt_{event.seq}",
        object="event",
        type=_KINDS.get(event.status, "video.progress"),
        created_at=int(event.at),
        data=video_view(container, job, now=event.at),
    )


def event_text(container: Container, change: JobChange) -> str:
    """The same as JSON, made once for all that watch."""
    made = change.made
    if made.event is None:
        made.event = json.dumps(dumped(event_of(container, change)), ensure_ascii=False)
    return made.event


def missed(container: Container, job: Job, after: int) -> list[JobChange]:
    """What a client that has seen everything up to `after` has missed; of a video that has ended, at least its end."""
    found = container.watch.missed(job.id, after)
    return found if found or not job.ended else container.watch.missed(job.id, 0)[-1:]


def _lines(container: Container, job: Job, after: int, inbox: Inbox, asker: Standing) -> Iterator[bytes]:
    # Sent at once, so that the client knows that it is connected even if nothing happens for a while.
    yield STILL_WORKING.encode()
    coming = container.watch.follow(job.id, after=after, inbox=inbox)
    try:
        with asker.during(inbox):
            for change in missed(container, job, after) if job.ended else coming:
                yield _sse(container, change) if change else STILL_WORKING.encode()
    except RequestError as error:
        yield sse("error", dumped(ErrorBody.of(error))).encode()


def _sse(container: Container, change: JobChange) -> bytes:
    made = change.made
    if made.sse is None:
        kind = _KINDS.get(change.event.status, "video.progress")
        made.sse = f"id: {change.seq}\nevent: {kind}\ndata: {event_text(container, change)}\n\n".encode()
    return made.sse


def after_asked() -> int:
    """The event after which the client wants to go on; 0 for the beginning. Raises `RequestError`."""
    after = seq_of(read_query(EventsQuery).after) or 0
    # A browser that comes back keeps the address, and has seen more since.
    return max(after, last_seen())


def _is_end(job: Job, seq: int) -> bool:
    found = current_container().store.events(job.id, seq - 1)
    return [event.seq for event in found] == [seq] and found[0].status in _KINDS
