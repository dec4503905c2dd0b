"""From when to when: dates and times as they stand in an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ...errors import RequestError

USUAL_DAYS = 30
MOST_YEARS = 10
_MOST = timedelta(days=366 * MOST_YEARS)
_DAY = timedelta(days=1)
_EXAMPLE = "Write a date (2026-11-29) or a date and time (2026-11-29T08:00:00Z)."


@dataclass(frozen=True)
class Period:
    """From `since` on, and before `until`; both UTC."""

    since: datetime
    until: datetime

    @property
    def seconds(self) -> tuple[int, int]:
        """Both in unix seconds."""
        return int(self.since.timestamp()), int(self.until.timestamp())


def period_of(since: str | None, until: str | None, now: float) -> Period:
    """What was asked for at `now` (unix seconds); with nothing said, the last 30 days with today.

    A date as the end is included with all of its day. Raises `RequestError` that names the field at fault.
    """
    today = datetime.fromtimestamp(now, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    end = moment(until, "to", is_end=True) if until is not None else today + _DAY
    start = moment(since, "from") if since is not None else _before(end)
    if start >= end:
        raise RequestError("from: it has to be before `to`.", param="from")
    if end - start > _MOST:
        raise RequestError(f"from: costs are told of {MOST_YEARS} years at most.", param="from")
    return Period(start, end)


def _before(end: datetime) -> datetime:
    try:
        return end - USUAL_DAYS * _DAY
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def moment(text: str, param: str, *, is_end: bool = False) -> datetime:
    """The date or time that is written there, in UTC; a date as the end is the midnight after it.

    Raises `RequestError` that names `param`.
    """
    # A plus that is not escaped in an address arrives as a blank.
    day, blank, offset = text.strip().partition(" ")
    said = f"{day}+{offset}" if blank and "T" in day else text.strip()
    try:
        if len(said) == len("2026-11-29"):
            whole = datetime.combine(date.fromisoformat(said), time(), UTC)
            return whole + _DAY if is_end else whole
        found = datetime.fromisoformat(said)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise RequestError(f"{param}: {text[:40]!r} is no date. {_EXAMPLE}", param=param) from None
