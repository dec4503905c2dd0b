"""Times as JSON has them."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def iso(moment: float | None = None) -> str:
    """Unix seconds (by default: now) as ISO 8601 in UTC, to the millisecond: "2026-11-20T17:00:00.000Z"."""
    at = datetime.fromtimestamp(time.time() if moment is None else moment, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
