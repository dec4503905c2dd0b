"""The caller asked for something that can't be."""

from __future__ import annotations

from .root import Model7Error


class RequestError(Model7Error, code="invalid_request", status=400):
    """The caller asked for something that can't be; nothing was changed."""


class NotFound(RequestError, code="not_found", status=404):
    """There is nothing by that name."""


class Expired(RequestError, code="video_expired", status=410):
    """It was here, and the clean-up has removed it."""


class TooLarge(RequestError, code="too_large", status=413):
    """The request is bigger than is accepted."""


class KeyReused(RequestError, code="idempotency_key_reused", status=422):
    """An Idempotency-Key came with two different orders."""


class Conflict(RequestError, code="conflict", status=409):
    """It can't be done in the video's present state; asking again at once is of no use."""


class CollectionRefused(RequestError, code="collection_refused", status=409):
    """A collection can't hold what it was asked to: it is full, it would be inside of itself, or it has changed."""


class TooCostly(RequestError, code="too_costly", status=413):
    """Reading it takes more time or memory than is given to one request."""

    def __init__(
        self, message: str = "It takes too long, or too much memory, to read this.", *, param: str | None = None
    ) -> None:
        super().__init__(message, param=param)


class TooMuch(RequestError, ValueError, code="too_much_json"):
    """It is JSON, but more of it than is read."""


class UnsupportedMedia(RequestError, code="unsupported_media_type", status=415):
    """The body is not in a form that is read here."""


class UpgradeRequired(RequestError, code="upgrade_required", status=426):
    """The path speaks WebSocket only."""


class WrongHost(RequestError, code="host_refused", status=421):
    """The request came under a name that is not this server's."""


class WrongOrigin(RequestError, code="origin_refused", status=403):
    """The page that asks is not among those that may."""


class SignatureRefused(RequestError, code="signature_refused", status=401):
    """A call that has to be signed is not, or not as it should be."""


class LoginRequired(RequestError, code="login_required", status=401):
    """Only those may do this who say who they are."""


class CredentialsRefused(RequestError, code="invalid_credentials", status=401):
    """A key, token, session or password is wrong, over, or revoked."""


class NotAllowed(RequestError, code="not_allowed", status=403):
    """Whoever asks may not do this. What belongs to others is `NotFound` instead."""


class PasswordToChange(NotAllowed, code="password_to_change"):
    """Whoever has made the account knows its password: nothing can be done before there is another one."""


class ForgeryRefused(RequestError, code="csrf_refused", status=403):
    """It came with the cookie of somebody who is logged in, and nothing shows that one of our own pages has sent it."""


class TooManyTries(RequestError, code="too_many_tries", status=429):
    """Too many wrong passwords in a row; the next one is looked at after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooManySubscriptions(RequestError, code="too_many_subscriptions"):
    """One socket watches too many videos."""


class NotImplementedHere(RequestError, code="not_implemented", status=501):
    """A format that is not written here."""


class TranslationOff(RequestError, code="translation_off", status=409):
    """There is no language model to translate with."""


class UrlRefused(RequestError, code="url_refused"):
    """The URL leads to where nothing is fetched from or sent to."""


class UrlFailed(RequestError, code="url_failed", retryable=True):
    """What the URL names could not be fetched."""


class ChangeRefused(RequestError, code="change_refused"):
    """A video can't be changed in the way that was asked for. `why` is a word for the reason, `words` what was not
    understood, `count` how many parts there are.
    """

    def __init__(self, message: str, why: str, *, words: str = "", count: int = 0, param: str = "prompt") -> None:
        super().__init__(message, param=param)
        self.why, self.words, self.count = why, words, count
