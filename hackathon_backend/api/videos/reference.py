"""The picture that a video shall start from: a file, a data URL, or an address that it is fetched from."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping

from ...errors import MediaError, RequestError, TooLarge
from ...media import picture_kind
from ...net.safe_fetch import fetch
from ..current import current_container
from .forms import upload

MOST_BYTES = 20_000_000
"""Of a picture. The protocol allows a URL of 20 MiB."""
_FETCH_SECONDS = 15.0
_PARAM = "input_reference"
_DATA_URL = re.compile(r"data:[a-z0-9.+/-]*(?:;[a-z0-9=.-]+)*;base64,", re.IGNORECASE)


def read_reference(fields: Mapping[str, object]) -> bytes | None:
    """The picture that came along, checked to be one; None if there is none.

    Raises `RequestError` that names `input_reference`, also for an address inside the local network.
    """
    data = upload(_PARAM, most_bytes=MOST_BYTES)
    told = fields.get(_PARAM)
    if told not in (None, ""):
        if data is not None:
            raise RequestError(f"{_PARAM}: send a file or an address, not both.", param=_PARAM)
        data = _bytes_of(_address(told))
    if data is not None:
        try:
            current_container().confined.run(picture_kind, data)
        except MediaError as error:
            raise RequestError(f"{_PARAM}: {error.message}", param=_PARAM) from None
    return data


def _address(told: object) -> str:
    if isinstance(told, Mapping):
        if told.get("file_id") is not None:
            raise RequestError(f"{_PARAM}.file_id: files are not kept here; send image_url or the file.", param=_PARAM)
        told = told.get("image_url")
    if not isinstance(told, str) or not told.strip():
        raise RequestError(f'{_PARAM}: send a file, or {{"image_url": "https://..."}}.', param=_PARAM)
    return told.strip()


def _bytes_of(address: str) -> bytes:
    if not address.startswith("data:"):
        return _fetched(address)
    if (head := _DATA_URL.match(address)) is None:
        raise RequestError(f"{_PARAM}: the data URL must be a picture in base64.", param=_PARAM)
    if (len(address) - head.end()) * 3 // 4 > MOST_BYTES:
        raise TooLarge(f"{_PARAM}: the picture is larger than {MOST_BYTES // 1_000_000} MB.", param=_PARAM)
    try:
        return base64.b64decode("".join(address[head.end() :].split()), validate=True)
    except (binascii.Error, ValueError):
        raise RequestError(f"{_PARAM}: the data URL is not valid base64.", param=_PARAM) from None


def _fetched(address: str) -> bytes:
    try:
        return fetch(address, most_bytes=MOST_BYTES, seconds=_FETCH_SECONDS).content
    except RequestError as error:
        raise type(error)(f"{_PARAM}: {error.message}", param=_PARAM) from None
