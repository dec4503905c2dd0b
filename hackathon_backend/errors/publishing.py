"""A film could not be handed on to a platform."""

from __future__ import annotations

from .root import Model7Error


class PublishingError(Model7Error, code="publishing_failed", status=502):
    """A service that publishes did not do what was asked of it."""


class PublishingOff(PublishingError, code="publishing_off", status=409):
    """No service that publishes is set up here."""


class PublisherAway(PublishingError, code="publisher_unavailable", status=503, retryable=True):
    """The service can't be reached now, or has too much to do; nothing was published. `retry_after` is in seconds."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class PublisherRefused(PublishingError, code="publisher_refused"):
    """The service has read the request and does not do it; nothing was published."""


class PublicationUnsure(PublishingError, code="publication_unknown"):
    """The answer to a post was lost: it may have been taken, so it must not be sent again."""
