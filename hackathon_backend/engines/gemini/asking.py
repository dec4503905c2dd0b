"""An order as Google's Interactions API wants it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..base import Order, OrderSource
from ..vendors.reference import MEDIA_TYPE, reference_picture
from ..vendors.sniff import HEAD, image_kind
from .catalogue import LONGEST_EXTENSION, RESOLUTIONS

_MOST_AS_IS = 4 * 1024 * 1024
"""Bytes of a picture that is sent as it is: an order has 20 MB, for all of them together."""
_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


def body_of(order: Order) -> Mapping[str, Any]:
    """What is sent. Raises `OrderRejected` for a picture that can't be."""
    source = order.source
    parts = [_picture(order, path) for path in order.references]
    task = _task(len(parts)) if source is None else {"extension": "extend"}.get(source.action, "edit")
    return {
        "model": order.model,
        "input": [*parts, {"type": "text", "text": order.prompt}],
        "response_format": {"type": "video", "delivery": "uri"} | (_frame(order) if source is None else _more(order)),
        "generation_config": {"video_config": {"task": task}},
        "background": True,
        "store": True,
    } | _after(source)


def added_seconds(order: Order) -> float:
    """How much an extension adds."""
    return min(order.seconds, LONGEST_EXTENSION)


def _task(pictures: int) -> str:
    # One picture is where the video begins; several are things that appear in it.
    return ("text_to_video", "image_to_video")[pictures] if pictures < 2 else "reference_to_video"


def _frame(order: Order) -> dict[str, str]:
    width, height = _sides(order)
    return {
        "aspect_ratio": "16:9" if width > height else "9:16",
        "resolution": RESOLUTIONS.get(min(width, height), "720p"),
        "duration": f"{order.seconds:g}s",
    }


def _more(order: Order) -> dict[str, str]:
    """Of a video that is made of another: its shape is the other's, and so is its length unless it is extended."""
    extends = order.source is not None and order.source.action == "extension"
    return {"duration": f"{added_seconds(order):g}s"} if extends else {}


def _after(source: OrderSource | None) -> dict[str, str]:
    return {} if source is None else {"previous_interaction_id": str(source.operation["id"])}


def _picture(order: Order, path: str) -> dict[str, str]:
    """A picture, in the video's own size where the video begins with it."""
    data, media_type = (_as_it_is(path) if len(order.references) > 1 else None) or (
        reference_picture(path, order.size),
        MEDIA_TYPE,
    )
    return {"type": "image", "data": base64.b64encode(data).decode(), "mime_type": media_type}


def _as_it_is(path: str) -> tuple[bytes, str] | None:
    """The picture and its media type; None if it has to be made another."""
    with suppress(OSError):
        data = Path(path).read_bytes()
        kind = image_kind(data[:HEAD])
        return (data, _TYPES[kind]) if kind and len(data) <= _MOST_AS_IS else None
    return None


def _sides(order: Order) -> tuple[int, int]:
    width, height = (int(side) for side in order.size.split("x"))
    return width, height
