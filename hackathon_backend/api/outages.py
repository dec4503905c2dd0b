"""What the machine could not do, as the protocol says it: the database is away, or the disk is full."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from sqlalchemy.exc import DataError, DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as NoConnection

from ..errors import DatabaseAway, DiskFull, Model7Error, RequestError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FULL_DATABASE = ("database or disk is full", "No space left on device")


def outage_behind(error: BaseException) -> Model7Error | None:
    """The error that tells of what is behind `error`, if it is one of these."""
    for each in _chain(error):
        if isinstance(each, OSError) and each.errno in _FULL:
            return DiskFull()
        if isinstance(each, DataError):
            return RequestError("Something in the request can't be kept as it was sent.")
        if isinstance(each, DBAPIError) and any(words in str(each.orig) for words in _FULL_DATABASE):
            return DiskFull()
        if isinstance(each, DBAPIError | DisconnectionError | NoConnection):
            return DatabaseAway()
        if isinstance(each, RecursionError):
            return RequestError("Something in the request is nested too deeply.")
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
