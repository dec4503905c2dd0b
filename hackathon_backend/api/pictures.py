"""Pictures that come with a request: as files, in data URLs, or at addresses that they are fetched from."""

from __future__ import annotations

import base64
import binascii
import re

from ..errors import MediaError, RequestError, TooLarge
from ..media import StillPicture, still
from ..net.safe_fetch import fetch
from .current import current_container

MOST_BYTES = 20_000_000
"""Of a picture. The Videos protocol allows a URL of 20 MiB."""
_FETCH_SECONDS = 15.0
_DATA_URL = re.compile(r"data:[a-z0-9.+/-]*(?:;[a-z0-9=.-]+)*;base64,", re.IGNORECASE)


def checked(data: bytes, param: str) -> StillPicture:
    """The picture that the bytes are. Raises `RequestError` that names `param`."""
    try:
        return current_container().confined.run(still, data)
    except MediaError as error:
        raise RequestError(f"{param}: {error.message}", param=param) from None


def bytes_at(address: str, param: str) -> bytes:
    """What a data URL holds, or what is fetched from an address of the public internet.

    Raises `RequestError` that names `param`. It may be called from any thread.
    """
    if address.startswith("data:"):
        return _decoded(address, param)
    try:
        return fetch(address, most_bytes=MOST_BYTES, seconds=_FETCH_SECONDS).content
    except RequestError as error:
        raise type(error)(f"{param}: {error.message}", param=param) from None


def _decoded(address: str, param: str) -> bytes:
    if (head := _DATA_URL.match(address)) is None:
        raise RequestError(f"{param}: the data URL must be a picture in base64.", param=param)
    if (len(address) - head.end()) * 3 // 4 > MOST_BYTES:
        raise TooLarge(f"{param}: the picture is larger than {MOST_BYTES // 1_000_000} MB.", param=param)
    try:
        return base64.b64decode("".join(address[head.end() :].split()), validate=True)
    except (binascii.Error, ValueError):
        raise RequestError(f"{param}: the data URL is not valid base64.", param=param) from None
