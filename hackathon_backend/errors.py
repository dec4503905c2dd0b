"""Every error that this package raises on purpose, as one tree.

    Model7Error
      SettingsError             a setting has a value that can't be used
      RequestError              the caller asked for something that can't be: 400
        NotFound                404
        Expired                 410
        TooLarge                413
        UrlRefused              an address that nothing is fetched from or sent to
        UrlFailed               what a URL names could not be fetched
        KeyReused               422
        ChangeRefused           a video can't be changed in the way that was asked for
        Conflict                409
        TooCostly               413
        TooMuch                 JSON with more in it than is read
        UnsupportedMedia        415
        UpgradeRequired         426
        WrongHost               421
        WrongOrigin             403
        SignatureRefused        401
        LoginRequired           401: nobody is known to have sent it
        CredentialsRefused      401: a key, token, session or password that is wrong, over, or revoked
        NotAllowed              403: it is known who asks, and they may not
          PasswordToChange      403: others know the password, as that of an account that was just made
        ForgeryRefused          403: another site's page may have sent it in somebody's name
        TooManyTries            429: wrong passwords, too many in a row
        TooManySubscriptions    one socket watches too many videos
        NotImplementedHere      501
      LimitReached              429: whoever asks has had what they may have for now
        RateExceeded            too many requests in a short time
        QuotaExceeded           as many videos under way, or as many bytes, as one owner may have
        BudgetExceeded          what may be spent on engines that are paid is spent
      Busy                      503
      TooManyWaiting            503
      Stopping                  503
      NotYet                    504
      LeaseLost                 a worker no longer has its job
      OperationTaken            another job holds this order
      NoRoom                    an engine has no free place for an order
      DatabaseAway              503
      LoginAway                 503: the site that knows who asks does not answer
      DiskFull                  507
      WriterError               no brief or answer could be written
        WriterUnreachable       the language model could not be asked at all
        NoLesson                no lesson covers what was asked
      EngineError               a video engine did not deliver
        EngineUnreachable       nothing was made: it could not be reached at all
        KeyRejected             nothing was made: the key is wrong or may not do this
        RateLimited             nothing was made: too many requests, or no credit left
        OrderRejected           nothing was made: the engine does not take such an order
        PromptRefused           400: the prompt is against the policy of this service or of the engine
        EngineBroken            it answered with a fault of its own
        EngineTimeout           it did not finish in the time that it had
        OutcomeUnknown          the order may or may not have been taken
      VoiceError                a voice could not speak
      StoryboardError           a storyboard makes no sense; `param` is the path of the fault
        FormulaError            a text is no formula
        UnknownPlace            a name is no country's and no continent's
        UnknownDrawing          there is no drawing of a subject, or no such part in it
      MediaError                a media file could not be read or made
      StorageError              a file could not be kept
      ClientError               as a client of a server: it gave no video
        ServerRefused           the server does not take the request
        ServerUnreachable       the server does not answer
        VideoFailed             the video failed, or was not finished in time

Each class has a stable `code` (snake_case), the HTTP `status` that it becomes, and `retryable`: whether the same call
can work later. The message names the fix.
"""

from __future__ import annotations

from typing import ClassVar


class Model7Error(Exception):
    """The root of the tree. `message` is for people; `param` names the input at fault, if one is."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init_subclass__(cls, *, code: str, status: int | None = None, retryable: bool | None = None) -> None:
        """Every class has a `code` of its own; what else is not said is as in its base."""
        super().__init_subclass__()
        cls.code = code
        cls.status = cls.status if status is None else status
        cls.retryable = cls.retryable if retryable is None else retryable

    def __init__(self, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.param = param


class SettingsError(Model7Error, code="bad_setting"):
    """A setting has a value that can't be used; the message is one line that names it."""


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
    """As many videos are under way, or as many bytes are kept, as one owner may have."""


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


class WriterError(Model7Error, code="writer_failed", status=502, retryable=True):
    """No brief or answer could be written."""


class WriterUnreachable(WriterError, code="writer_unreachable"):
    """The language model could not be asked: no answer, or none in time."""


class NoLesson(WriterError, code="no_lesson", status=422, retryable=False):
    """No lesson covers what was asked, and there is no language model to write without one."""


class EngineError(Model7Error, code="engine_failed", status=502):
    """A video engine did not deliver. `retry_after` is the engine's own hint in seconds, if it gave one; `outage` tells
    that the engine itself failed, as it would have done at any other request.
    """

    is_outage: ClassVar[bool] = False

    def __init__(
        self, message: str, *, param: str | None = None, retry_after: float | None = None, outage: bool | None = None
    ) -> None:
        super().__init__(message, param=param)
        self.retry_after = retry_after
        self.outage = self.is_outage if outage is None else outage


class EngineUnreachable(EngineError, code="engine_unreachable", retryable=True):
    """No connection could be made, so nothing was ordered."""

    is_outage = True


class KeyRejected(EngineError, code="invalid_api_key"):
    """The engine does not accept the key, or the key may not make videos."""


class RateLimited(EngineError, code="rate_limited", retryable=True):
    """Too many requests, or the account has no credit left (`lasting`: waiting is of no use); nothing was ordered."""

    def __init__(self, message: str, *, retry_after: float | None = None, lasting: bool = False) -> None:
        super().__init__(message, retry_after=retry_after)
        self.lasting = lasting


class OrderRejected(EngineError, code="order_rejected"):
    """The engine does not take such an order (an unknown model, size, path); nothing was ordered."""


class PromptRefused(EngineError, code="prompt_refused", status=400):
    """The prompt, or the picture it led to, is against the policy of this service or of the engine."""


class EngineBroken(EngineError, code="engine_error", retryable=True):
    """The engine answered with a fault of its own."""


class EngineTimeout(EngineError, code="timeout", retryable=True):
    """The engine did not finish in the time that it had."""

    is_outage = True


class OutcomeUnknown(EngineError, code="outcome_unknown"):
    """The order may or may not have been taken: it must not be sent again before that is known.

    `because` is the code of what went wrong, for people, once it is known that the order was not taken.
    """

    def __init__(self, message: str, *, because: str = EngineBroken.code, outage: bool = False) -> None:
        super().__init__(message, outage=outage)
        self.because = because


class VoiceError(Model7Error, code="voice_failed", retryable=True):
    """A voice could not speak; the next one may."""


class StoryboardError(Model7Error, code="invalid_storyboard", status=400):
    """A storyboard makes no sense; `param` is the path of the fault, as `scenes.2.points.0.text`."""


class FormulaError(StoryboardError, ValueError, code="invalid_formula"):
    """A text is no formula; the message says why, as pydantic shows it behind the field."""


class UnknownPlace(StoryboardError, ValueError, code="unknown_place"):
    """A name that is no country's and no continent's; the message has the nearest one that is known."""


class UnknownDrawing(StoryboardError, ValueError, code="unknown_drawing"):
    """A subject that is not in the library of drawings, or a part that it has not; the message has what there is."""


class MediaError(Model7Error, code="media_failed"):
    """A media file could not be read or made."""


class StorageError(Model7Error, code="storage_failed"):
    """A file could not be kept or found in the storage."""


class ClientError(Model7Error, code="client_error", status=502):
    """A server that was asked for a video gave none."""


class ServerRefused(ClientError, code="server_refused"):
    """The server does not take the request; the message is its own."""


class ServerUnreachable(ClientError, code="server_unreachable", retryable=True):
    """The server did not answer. An order may or may not have been taken."""


class VideoFailed(ClientError, code="video_failed"):
    """The video failed, or was not finished in time; the message says why."""


#: Every engine error by its code, to read back one that was written down.
ENGINE_ERRORS: dict[str, type[EngineError]] = {kind.code: kind for kind in EngineError.__subclasses__()}
