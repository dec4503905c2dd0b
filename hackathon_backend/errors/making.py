"""A brief, a film or a file of it could not be made."""

from __future__ import annotations

from typing import ClassVar

from .root import Model7Error


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


class StorageAway(StorageError, code="storage_away", status=503, retryable=True):
    """The storage can't be reached, or takes nothing, at the moment; what is to be kept is kept later."""


class ClientError(Model7Error, code="client_error", status=502):
    """A server that was asked for a video gave none."""


class ServerRefused(ClientError, code="server_refused"):
    """The server does not take the request; the message is its own."""


class ServerUnreachable(ClientError, code="server_unreachable", retryable=True):
    """The server did not answer. An order may or may not have been taken."""


class VideoFailed(ClientError, code="video_failed"):
    """The video failed, or was not finished in time; the message says why."""


class LessonNotMade(ClientError, code="lesson_not_made"):
    """No lesson came of a document or an address, or not in time; the message says why."""


#: Every engine error by its code, to read back one that was written down.
ENGINE_ERRORS: dict[str, type[EngineError]] = {kind.code: kind for kind in EngineError.__subclasses__()}
