"""Requests read, and errors written, always in the protocol's shape."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from typing import Any, TypeVar

from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException

from ..access.guests import QUERY as GUEST_LINK
from ..errors import (
    CredentialsRefused,
    LimitReached,
    LoginRequired,
    Model7Error,
    RequestError,
    TooManyTries,
    TooMuch,
    UnsupportedMedia,
)
from ..net import strict_json
from ..plain import fault_in_words
from .fields import refuse_unknown, unknown_notes
from .outages import outage_behind
from .schemas import ErrorBody
from .sending import send

log = logging.getLogger(__name__)

Model = TypeVar("Model", bound=BaseModel)

_OF_ANY_ADDRESS = frozenset({"api-version", GUEST_LINK})
"""What clients of some gateways put into every address, and guests into any."""
_RETRY_AFTER = "5"
"""Seconds after which whoever is turned away for the moment may come again."""


_UNFORESEEN = ErrorBody.saying("Something went wrong here; the log says what.", "internal_error", 500)


class WritableJson(DefaultJSONProvider):
    """Answers in JSON: in the order in which they were made, and in letters that can be sent."""

    sort_keys = False
    ensure_ascii = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """The object as JSON."""
        text = super().dumps(obj, **kwargs)
        try:
            text.encode()
        except UnicodeEncodeError:
            return strict_json.writable(text)
        return text


def read_json(model: type[Model]) -> Model:
    """The request's JSON body. Raises `RequestError` that names the first field at fault, or that is not known.

    Only `application/json` is read: another site's form can't send it without asking first (CORS).
    """
    fields = sent_as_json()
    found = validated(model, fields)
    refuse_unknown(model, fields)
    return found


def read_json_with_notes(model: type[Model]) -> tuple[Model, list[str]]:
    """The same; fields that are not known are passed over, with a note for each."""
    fields = sent_as_json()
    return validated(model, fields), unknown_notes(model, fields)


def validated(model: type[Model], fields: Mapping[str, object]) -> Model:
    """The fields as `model` has them. Raises `RequestError` that names the first one at fault."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise fault_of(error) from None


def sent_as_json() -> dict[str, object]:
    """The request's body as a JSON object. Raises `RequestError`, also if it does not say that it is JSON."""
    if not request.is_json:
        raise UnsupportedMedia("Send JSON with the header Content-Type: application/json.")
    return json_body()


def json_body() -> dict[str, object]:
    """The request's body as a JSON object. Raises `RequestError`."""
    try:
        value = strict_json.loads(request.get_data())
    except TooMuch as error:
        raise RequestError(f"The body {error}.") from None
    except ValueError:
        raise RequestError("The body is not valid JSON.") from None
    if not isinstance(value, dict):
        raise RequestError("The body must be a JSON object.")
    return value


def read_query(model: type[Model]) -> Model:
    """What stands in the address's query. Raises `RequestError` that names what is at fault, or not known."""
    return read_fields_of_query(model, {})


def read_fields_of_query(model: type[Model], of_lists: Mapping[str, str]) -> Model:
    """The same; `of_lists` are the values of fields that may stand there several times, "" for one that does not."""
    sent = {name: value for name, value in request.args.items() if name not in _OF_ANY_ADDRESS}
    fields = sent | {name: value for name, value in of_lists.items() if value}
    found = validated(model, fields)
    refuse_unknown(model, fields)
    return found


def fault_of(error: ValidationError) -> RequestError:
    """The first fault as one line that names its field."""
    first = error.errors(include_input=False, include_url=False)[0]
    param = ".".join(str(step) for step in first["loc"])
    return RequestError(f"{param}: {fault_in_words(first).rstrip('.')}.", param=param)


def install_errors(app: Flask) -> None:
    """Answer every error in the protocol's shape, `{"error": {message, type, param, code}}`."""
    app.register_error_handler(Model7Error, known_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, _unknown)


def error_body(error: Exception) -> ErrorBody:
    """What is said of an error to the outside; one that nobody foresaw goes to the log."""
    if isinstance(error, Model7Error):
        return ErrorBody.of(error)
    if outage := outage_behind(error):
        return ErrorBody.of(outage)
    log.error("An answer broke off.", exc_info=error)
    return _UNFORESEEN


def known_error(error: Model7Error) -> Response:
    """The answer to an error of ours, with the headers that say whether and when to ask again."""
    answer = send(ErrorBody.of(error), error.status)
    if not error.retryable:
        # The protocol's SDK repeats 409 and 5xx, and POSTs too, unless it is told not to.
        answer.headers["x-should-retry"] = "false"
    if isinstance(error, LoginRequired | CredentialsRefused):
        answer.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, LimitReached | TooManyTries) and error.retry_after is not None:
        answer.headers["Retry-After"] = str(max(1, math.ceil(error.retry_after)))
    if error.status == 503:
        answer.headers["Retry-After"] = _RETRY_AFTER
    return answer


def http_error(error: HTTPException) -> Response | HTTPException:
    """The answer to an error of the framework's own, as an address that is none."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    code = "_".join((error.name or "error").lower().split())
    answer = send(ErrorBody.saying(error.description or error.name, code, status), status)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def _unknown(error: Exception) -> Response:
    if outage := outage_behind(error):
        log.warning("A request could not be answered: %s %s (%s)", request.method, request.path, error)
        return known_error(outage)
    log.error("A request could not be answered: %s %s", request.method, request.path, exc_info=error)
    return send(_UNFORESEEN, 500)
