"""Answers to orders: at once with 202, or with the whole when it is there, if the client prefers to wait (RFC 7240)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Response, request

from ...jobs import Job
from ..current import current_container
from ..live.standing import wait_for
from ..sending import send
from .view import generated_view

MOST_SECONDS = 600
"""That anybody is waited with."""
_SOON = 30
"""Seconds after which to look again, at the latest."""
_WAIT = re.compile(r'wait\s*=\s*"?(\d{1,9})"?', re.IGNORECASE)


def preferred_wait(header: str) -> int | None:
    """The seconds of "wait=120" among the preferences; None if there is none that can be read.

    The first of several counts, as RFC 7240 (2) wants it.
    """
    preferences = (part.partition(";")[0].strip() for part in header.split(","))
    found = next((match for each in preferences if (match := _WAIT.fullmatch(each))), None)
    return min(int(found[1]), MOST_SECONDS) if found else None


def answer_order(job: Job, *, cached: bool, notes: Sequence[str]) -> Response:
    """200 with the video if it has ended or ends within the time that the client waits, else 202.

    A client that waits holds a place among those who do; without a free one it is answered at once.
    """
    seconds = preferred_wait(request.headers.get("Prefer", ""))
    waited = False
    if seconds is not None and not job.ended:
        with current_container().waiters.place() as waited:
            job = wait_for(job, seconds) if waited else job
    answer = _answer(job, cached=cached, notes=notes)
    if waited:
        answer.headers["Preference-Applied"] = f"wait={seconds}"
    return answer


def _answer(job: Job, *, cached: bool, notes: Sequence[str]) -> Response:
    view = generated_view(current_container(), job)
    view.metadata.notes = list(dict.fromkeys([*view.metadata.notes, *notes]))
    view.metadata.cached = cached
    answer = send(view, 200 if job.ended else 202)
    answer.headers["Location"] = view.status_url
    if not job.ended:
        left = current_container().pace.remaining(job)
        answer.headers["Retry-After"] = f"{min(max(left or 2, 1), _SOON):.0f}"
    return answer
