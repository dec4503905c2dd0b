"""Answers that take their time: server-sent events, and a bound on how many requests wait at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from flask import Response, request

from ...container import Container
from ...errors import RequestError, TooManyWaiting
from ...jobs import EtaEstimator, Inbox, Job, JobChange
from ...jobs.waiters import Waiters
from ..chat.view import finished_reply, progress
from ..guards.prefix import rooted
from ..schemas import ErrorBody
from ..sending import dumped
from ..shown import Ending

STILL_WORKING = ": still working\n\n"
"""A heartbeat: whoever listens passes it over, and a connection that nobody listens to any more is noticed."""
_MOST_SEQ, _MOST_DIGITS = 2**31 - 1, 9
"""What PostgreSQL's numbers of events go up to, and digits that never go beyond it."""


def enter(waiters: Waiters) -> None:
    """Take a place. Raises `TooManyWaiting`."""
    if not waiters.enter():
        raise TooManyWaiting(
            "Too many requests wait for videos now. Ask for the video itself from time to time; "
            "in a chat, send the header Prefer: respond-async."
        )


def seq_of(event_id: str) -> int | None:
    """The number in an event's id, "evt_12" or "12"; None if it is none."""
    digits = event_id.strip().removeprefix("evt_")
    if not digits.isascii() or not digits.isdigit():
        return None
    # One beyond all that there can be is of another database, like any that is beyond all that there are.
    return int(digits) if len(digits) <= _MOST_DIGITS else _MOST_SEQ


def last_seen() -> int:
    """The `Last-Event-ID` of a client that comes back; 0 if there is none, or none of ours."""
    return seq_of(request.headers.get("Last-Event-ID", "")) or 0


def sse(event: str, data: Mapping[str, object], *, id_: int | None = None) -> str:
    """One server-sent event."""
    head = f"id: {id_}\n" if id_ is not None else ""
    return f"{head}event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def chat_events(
    job: Job, rooms: Container, ending: Ending, inbox: Inbox, *, after: int = 0, prefix: str = ""
) -> Iterator[str]:
    """The job's `progress` events, and at its end the `message` with the reply; an `error` if that can't be had."""
    try:
        for change in rooms.watch.follow(job.id, after=after, inbox=inbox):
            yield _progress(change, rooms.pace, prefix) if change else STILL_WORKING
        yield sse("message", rooted(dumped(finished_reply(rooms.store.get(job.id), ending)), prefix))
    except RequestError as error:
        yield sse("error", dumped(ErrorBody.of(error)))


def _progress(change: JobChange, pace: EtaEstimator, prefix: str) -> str:
    view = progress(change.job, pace.remaining(change.job, now=change.event.at))
    return sse("progress", rooted(dumped(view), prefix), id_=change.event.seq)


def event_stream(lines: Iterator[str] | Iterator[bytes], waiters: Waiters) -> Response:
    """Answer with `lines`; the place among the waiters (already taken) is given back at the end of the stream."""
    response = Response(lines, mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Accel-Buffering"] = "no"
    response.call_on_close(waiters.leave)
    return response
