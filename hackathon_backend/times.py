"""Times as JSON and HTTP headers have them."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def iso(moment: float | None = None) -> str:
    """Unix seconds (by default: now) as ISO 8601 in UTC, to the millisecond: "2026-11-20T17:00:00.000Z"."""
    at = datetime.fromtimestamp(time.time() if moment is None else moment, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def http_date(value: str | None) -> float | None:
    """A date of an HTTP header as unix seconds, None if there is none."""
    try:
        return parsedate_to_datetime(value).timestamp() if value else None
    except (ValueError, OverflowError):
        return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that `Retry-After` (seconds or a date) or OpenAI's `retry-after-ms` ask to wait, at least 0."""
    milliseconds = _finite(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1000)
    value = headers.get("retry-after")
    seconds = _finite(value)
    if seconds is None:
        moment = http_date(value)
        seconds = None if moment is None else moment - time.time()
    return None if seconds is None else max(0.0, seconds)


def _finite(value: str | None) -> float | None:
    with suppress(ValueError):
        if value is not None and math.isfinite(number := float(value)):
            return number
    return None
