"""This service can't do it now, or not for whoever asks."""

from __future__ import annotations

from .root import Model7Error


class LimitReached(Model7Error, code="limit_reached", status=429):
    """Whoever asks has had what they may have for now; `retry_after` is in how many seconds there is more, if that is
    known.
    """

    def __init__(self, message: str, *, param: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(message, param=param)
        self.retry_after = retry_after


class RateExceeded(LimitReached, code="rate_limit_exceeded", retryable=True):
    """Too many requests of a kind in a short time."""


class QuotaExceeded(LimitReached, code="quota_exceeded"):
    """As many videos are under way, or as many bytes are kept, as one owner may have; `why` is a word for which."""

    def __init__(self, message: str, *, why: str, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after=retry_after)
        self.why = why


class BudgetExceeded(LimitReached, code="budget_exceeded"):
    """What may be spent on engines that are paid is spent."""


class Busy(Model7Error, code="busy", status=503, retryable=True):
    """Too many ask at once."""


class TooManyWaiting(Model7Error, code="too_many_waiting", status=503, retryable=True):
    """Every place for a request that waits is taken."""


class Stopping(Model7Error, code="stopping", status=503):
    """The server is being stopped; the videos go on after its next start."""


class NotYet(Model7Error, code="not_finished", status=504):
    """It takes longer than the caller wants to wait."""


class LeaseLost(Model7Error, code="lease_lost"):
    """Somebody else has the job now, or it was cancelled: what this worker did must not be written down."""


class OperationTaken(Model7Error, code="operation_taken"):
    """Another job holds this order already."""


class NoRoom(Model7Error, code="no_room"):
    """Somebody else has taken the last free place at the engine."""


class DatabaseAway(Model7Error, code="database_unavailable", status=503, retryable=True):
    """The database does not answer now."""

    def __init__(
        self, message: str = "The database does not answer now. Nothing is lost; ask again in a moment."
    ) -> None:
        super().__init__(message)


class LoginAway(Model7Error, code="login_unavailable", status=503, retryable=True):
    """It can't be found out now who asks: what knows it does not answer."""


class DiskFull(Model7Error, code="disk_full", status=507):
    """There is no room to keep anything more."""

    def __init__(
        self, message: str = "There is no room left here for new files. Delete videos that are no longer needed."
    ) -> None:
        super().__init__(message)
