"""The picture that a video shall start from: a file, a data URL, or an address that it is fetched from."""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import RequestError
from ...media import StillPicture
from ..pictures import MOST_BYTES, bytes_at, checked
from .forms import upload

_PARAM = "input_reference"


def read_reference(fields: Mapping[str, object]) -> StillPicture | None:
    """The picture that came along, checked to be one; None if there is none.

    Raises `RequestError` that names `input_reference`, also for an address inside the local network.
    """
    data = upload(_PARAM, most_bytes=MOST_BYTES)
    told = fields.get(_PARAM)
    if told not in (None, ""):
        if data is not None:
            raise RequestError(f"{_PARAM}: send a file or an address, not both.", param=_PARAM)
        data = bytes_at(_address(told), _PARAM)
    return None if data is None else checked(data, _PARAM)


def _address(told: object) -> str:
    if isinstance(told, Mapping):
        if told.get("file_id") is not None:
            raise RequestError(f"{_PARAM}.file_id: files are not kept here; send image_url or the file.", param=_PARAM)
        told = told.get("image_url")
    if not isinstance(told, str) or not told.strip():
        raise RequestError(f'{_PARAM}: send a file, or {{"image_url": "https://..."}}.', param=_PARAM)
    return told.strip()
