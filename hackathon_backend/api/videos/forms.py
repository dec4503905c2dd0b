"""Bodies in whichever form they come: multipart (as the SDK sends them), other forms, or JSON.

The SDK writes nested values into field names: `video[id]=vid_1`, `opts[a][]=1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import ExitStack, closing
from itertools import pairwise
from typing import IO, Any

from flask import Response, after_this_request, request

from ...errors import RequestError, TooLarge, UnsupportedMedia
from ...net import strict_json
from ...net.strict_json import writable
from ..current import current_container
from ..reading import json_body

MOST_BYTES = 220 * 1024 * 1024
"""Of a request that may bring a video file along."""
_MOST_FIELDS = 500
_IN_MEMORY = 500_000
"""Bytes of a file that are not written down before they are looked at."""
_COPIES = 2
"""A file is kept as it comes, and then where it is worked on."""
_URLENCODED = "application/x-www-form-urlencoded"
_FORMS = ("multipart/form-data", _URLENCODED)
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\]){0,4})")


def read_fields(
    *, most_bytes: int = strict_json.MOST_BYTES, most_text: int = strict_json.MOST_BYTES
) -> dict[str, object]:
    """The request's fields; files are not among them (`upload`).

    Raises `RequestError` for a field that is given twice, and for a body of more than `most_bytes` with its files,
    more than `most_text` without.
    """
    if request.is_json:
        request.max_content_length = most_text
        return json_body()
    if request.mimetype not in _FORMS:
        raise UnsupportedMedia("Send multipart/form-data or application/json.")
    if request.mimetype == _URLENCODED:
        request.max_content_length = strict_json.MOST_BYTES
        if request.get_data().count(b"&") >= _MOST_FIELDS:
            raise TooLarge(f"The form has more than {_MOST_FIELDS} fields.")
    else:
        request.max_content_length, request.max_form_memory_size = most_bytes, most_text
        _make_room(min(most_bytes, most_bytes if request.content_length is None else request.content_length))
        request.max_form_parts = _MOST_FIELDS
    return nested((writable(name), writable(value)) for name, values in request.form.lists() for value in values)


def _make_room(coming: int) -> None:
    """Set room aside for what is sent, until it has been answered. Raises `DiskFull`."""
    if coming <= _IN_MEMORY:
        return
    let_go = current_container().room.await_bytes(_COPIES * coming)

    @after_this_request
    def arrived(answer: Response) -> Response:
        let_go()
        return answer


def upload(name: str, *, most_bytes: int) -> bytes | None:
    """The bytes of the file that came as `name`, None if there is none. Raises `RequestError`, `TooLarge`."""
    if request.is_json:
        return None
    with ExitStack() as opened:
        streams = [opened.enter_context(closing(file.stream)) for file in request.files.getlist(name)]
        if len(streams) > 1:
            raise RequestError(f"{name}: was sent more than once.", param=name)
        return _whole(streams[0], name, most_bytes) if streams else None


def uploads(name: str, *, most: int, most_bytes: int) -> list[bytes]:
    """The bytes of all files that came as `name` or `name[]`, each called `name.0` in errors and so on.

    Raises `RequestError` for more than `most` of them, `TooLarge` for one of more than `most_bytes`.
    """
    if request.is_json:
        return []
    with ExitStack() as opened:
        files = [*request.files.getlist(name), *request.files.getlist(f"{name}[]")]
        streams = [opened.enter_context(closing(file.stream)) for file in files]
        if len(streams) > most:
            raise RequestError(f"{name}: may be {most} at most; {len(streams)} came.", param=name)
        return [_whole(stream, f"{name}.{index}", most_bytes) for index, stream in enumerate(streams)]


def _whole(stream: IO[bytes], name: str, most_bytes: int) -> bytes:
    data = stream.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise TooLarge(f"{name}: the file is larger than {most_bytes // 1_000_000} MB.", param=name)
    if not data:
        raise RequestError(f"{name}: the file is empty.", param=name)
    return data


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Fields with brackets in their names as objects and lists. Raises `RequestError` for a field given twice."""
    fields: dict[str, object] = {}
    for name, value in pairs:
        found = _NAME.fullmatch(name)
        steps = [name] if found is None else [found[1], *re.findall(r"\[([^\[\]]*)\]", found[2])]
        _put(fields, steps, value, name)
    return fields


def _put(fields: dict[str, object], steps: list[str], value: str, name: str) -> None:
    place: Any = fields
    for step, following in pairwise(steps):
        place = place.setdefault(step, [] if following == "" else {}) if isinstance(place, dict) else None
        if following == "" and isinstance(place, list):
            place.append(value)
            return
    if not isinstance(place, dict) or steps[-1] in place:
        raise RequestError(f"{name}: was sent more than once.", param=name)
    place[steps[-1]] = value
