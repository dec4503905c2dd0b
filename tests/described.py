"""Every JSON answer that is sent, held against what /openapi.json says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import jsonschema
from flask import Flask, Response, request, request_finished

_DESCRIPTION = "/openapi.json"
_ERROR = {"$ref": "#/components/schemas/ErrorBody"}


@contextmanager
def answers_held_to_their_description() -> Iterator[list[str]]:
    """What was wrong with the JSON answers of any app of this process meanwhile."""
    faults: list[str] = []

    def hold(app: Flask, response: Response, **_: Any) -> None:
        if request.url_rule is not None and response.is_json and not response.direct_passthrough:
            faults.extend(faults_of(app, response))

    request_finished.connect(hold)
    try:
        yield faults
    finally:
        request_finished.disconnect(hold)


def faults_of(app: Flask, response: Response) -> Iterator[str]:
    """What of an answer to the current request is not as described."""
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(request.url_rule))
    if path == _DESCRIPTION:
        return
    method, status = "get" if request.method == "HEAD" else request.method.lower(), response.status_code
    told = f"{request.method} {path} {status}"
    if not (validator := _validator(app, path, method, status)):
        yield f"{told} is not described"
        return
    for error in validator.iter_errors(response.get_json()):
        yield f"{told}: {error.json_path} {error.message[:500]}"


def _validator(app: Flask, path: str, method: str, status: int) -> jsonschema.Draft202012Validator | None:
    """What holds an answer against what is said of it; None where no JSON is described."""
    key = (path, method, status)
    if key not in _validators:
        description = _description(app)
        answers = description["paths"].get(path, {}).get(method, {"responses": {}})["responses"]
        schemas = {int(each): _schema(answer) for each, answer in answers.items()}
        schema = schemas.get(status, _ERROR if status >= 400 else None)
        closed = None if schema is None else schema | {"components": description["components"]}
        _validators[key] = None if closed is None else jsonschema.Draft202012Validator(closed)
    return _validators[key]


def _schema(answer: dict[str, Any]) -> Any:
    return answer.get("content", {}).get("application/json", {}).get("schema", {})


def _description(app: Flask) -> Any:
    """The description, in which nothing may be that it does not name; the routes of every app are the same."""
    if not _strict:
        _strict.append(_closed(app.test_client().get(_DESCRIPTION).get_json()))
    return _strict[0]


_strict: list[Any] = []
_validators: dict[tuple[str, str, int], jsonschema.Draft202012Validator | None] = {}


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _closed(value) for name, value in schema.items()}
    is_object = schema.get("type") == "object" and "properties" in schema
    return {"additionalProperties": False} | closed if is_object else closed
