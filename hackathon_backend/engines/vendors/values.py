"""What vendors say in answers, read with patience: values are missing, of other types, or in other units."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from ...times import retry_after

WAIT = (0.2, 60.0)
"""Seconds between two polls that a vendor may ask for, at least and at most."""

Status = Literal["queued", "running", "completed", "failed"]

#: Words for a status: those of the Videos protocol, of LiteLLM, SGLang and new-api, of Runway and of Replicate.
#: Any other word means that the job is running: the caller has a deadline, and a paid job is not given up for a word.
STATUSES: dict[str, Status] = {
    **dict.fromkeys(("queued", "pending", "submitted", "created", "waiting", "scheduled", "throttled"), "queued"),
    **dict.fromkeys(("not_start", "not_started", "in_queue", "accepted", "new"), "queued"),
    **dict.fromkeys(("in_progress", "processing", "running", "rendering", "starting", "generating"), "running"),
    **dict.fromkeys(("completed", "complete", "succeeded", "success", "successful", "done", "finished"), "completed"),
    **dict.fromkeys(("failed", "failure", "error", "cancelled", "canceled", "aborted"), "failed"),
    **dict.fromkeys(("expired", "deleted", "incomplete", "rejected"), "failed"),
}


def status_of(value: Any) -> Status:
    """A vendor's word for how work fares as one of the four of `Progress`."""
    return STATUSES.get(word(value), "running")


def word(value: Any) -> str:
    """A status word in one spelling: "NOT_START", "not-start" and "Not Start" are the same."""
    return re.sub(r"[\s-]+", "_", value.strip().lower()) if isinstance(value, str) else ""


def percent_of(value: Any) -> float | None:
    """A progress as 0-100, None if it says nothing. Floats up to 1 are fractions, as Runway has them."""
    if isinstance(value, float) and 0 < value <= 1:
        value *= 100
    number = number_of(value.strip().removesuffix("%") if isinstance(value, str) else value)
    return None if number is None else min(100.0, max(0.0, number))


def number_of(value: Any) -> float | None:
    """A finite number, also from a string; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def unix_seconds(value: Any) -> float | None:
    """A moment as unix seconds, from seconds, milliseconds or an ISO 8601 string; None if it is none of these."""
    number = number_of(value)
    if number is not None:
        # Seconds reach 1e11 in the year 5138; milliseconds passed it in 1973.
        return number / 1000 if number > 1e11 else number
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def wait_of(headers: Mapping[str, str]) -> float | None:
    """Seconds until the next poll is of use, as `openai-poll-after-ms` or `Retry-After` say, within `WAIT`."""
    milliseconds = number_of(headers.get("openai-poll-after-ms"))
    seconds = retry_after(headers) if milliseconds is None else milliseconds / 1000
    return None if seconds is None else min(WAIT[1], max(WAIT[0], seconds))
