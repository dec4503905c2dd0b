"""Requests as they were received, and replies as they are to be sent."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header


@dataclass(frozen=True)
class Upload:
    """A file in a form."""

    name: str
    type: str
    data: bytes


@dataclass(frozen=True)
class Request:
    """One request. `headers` have lower-case names; `fields` are those of the form or of the JSON body; `at` is unix
    seconds.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    fields: dict[str, Any]
    files: dict[str, Upload]
    at: float


@dataclass(frozen=True)
class Reply:
    """An answer: `headers` go beside the length, which is told unless they say otherwise."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def read_request(method: str, target: str, headers: Mapping[str, str], body: bytes, at: float) -> Request:
    """Take a request apart: its body may be a form or JSON."""
    url = urlsplit(target)
    fields, files = _body(headers.get("content-type", ""), body)
    return Request(method, url.path, dict(parse_qsl(url.query)), dict(headers), fields, files, at)


def _body(content_type: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    mimetype, options = parse_options_header(content_type)
    if mimetype == "application/json":
        value = json.loads(body or b"{}")
        return value if isinstance(value, dict) else {}, {}
    _, form, parts = FormDataParser().parse(io.BytesIO(body), mimetype, len(body), options)
    files = {}
    for name, part in parts.items():
        with part.stream as stream:
            files[name] = Upload(part.filename or "", part.mimetype, stream.read())
    return dict(form.items()), files


def json_reply(value: Any, status: int = 200, **headers: str) -> Reply:
    """A reply of JSON; a header `retry_after` is sent as "retry-after"."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json", **named})


def error_reply(status: int, message: str, code: str | None = None, param: str | None = None) -> Reply:
    """An error as the protocol writes it."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    return json_reply({"error": {"message": message, "type": kind, "param": param, "code": code}}, status)


def reply_with(body: Any, status: int) -> Reply:
    """A reply of whatever a fault has for a body: text is a web page, bytes are said to be a video."""
    if isinstance(body, bytes):
        return Reply(status, body, {"Content-Type": "video/mp4"})
    if isinstance(body, str):
        return Reply(status, body.encode(), {"Content-Type": "text/html; charset=utf-8"})
    return json_reply(body, status)
