"""The clip in what a model has put out: a URL, a list, an object with one inside, or the file itself as a data URL."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

_VIDEO = re.compile(r"\.(mp4|webm|mov|m4v)$|^data:video/", re.IGNORECASE)
_DEEPEST = 6


def link_in(output: Any) -> str | None:
    """The link that most likely is the clip: the first that looks like a video, or else the first of all."""
    links = list(_links(output, _DEEPEST))
    return next((link for link in links if _looks_like_a_video(link)), links[0] if links else None)


def data_of(link: str) -> bytes:
    """The bytes of a data URL in base64; none of one that can't be read."""
    try:
        return base64.b64decode(link.partition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return b""


def _looks_like_a_video(link: str) -> bool:
    start = link[:40] if link[:5].lower() == "data:" else link.partition("?")[0]
    return _VIDEO.search(start) is not None


def _links(output: Any, depth: int) -> Iterator[str]:
    if isinstance(output, str):
        if output.lower().startswith(("http://", "https://", "data:")):
            yield output
    elif isinstance(output, dict | list) and depth:
        for part in output.values() if isinstance(output, dict) else output:
            yield from _links(part, depth - 1)
