"""Bodies of orders, as JSON or as forms."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from ..videos.forms import MOST_BYTES, read_fields
from .bodies import MOST_ADDRESS

_REST = 2_000_000
"""Characters of a body beside an address."""


def video_fields(*lists: str) -> Mapping[str, object]:
    """The body's fields, null ones left out. In a form, those named `lists` may come once, for a list of one."""
    fields = read_fields(most_bytes=MOST_BYTES, most_text=MOST_ADDRESS + _REST)
    told = {name: value for name, value in fields.items() if value is not None}
    if request.is_json:
        return told
    return {name: [value] if name in lists and isinstance(value, str) else value for name, value in told.items()}
