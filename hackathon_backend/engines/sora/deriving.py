"""New videos of old ones: by the server's own paths where it has them, composed from a plain order where it has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..base import Order, OrderSource
from ..vendors.server import HttpAnswer
from .wire import VideosTransport

_NOT_THERE = (404, 405, 501)
"""Answers of a server that has no such path, or no longer has the old video: nothing was ordered."""


def derive(
    wire: VideosTransport, order: Order, source: OrderSource, headers: Mapping[str, str], timeout: float
) -> HttpAnswer | None:
    """Place the order by the path of its kind, once; None if the server has no such thing."""
    path, body = _asked(order, source)
    answer = wire.order("videos", *path, body=body, headers=headers, timeout=timeout)
    return None if answer.status in _NOT_THERE else answer


def stitched(order: Order, source: OrderSource) -> Order:
    """The order as a server's list shows it whose extensions hold the old video, too."""
    return replace(order, seconds=order.seconds + source.seconds) if source.action == "extension" else order


def _asked(order: Order, source: OrderSource) -> tuple[tuple[str, ...], dict[str, object]]:
    old = str(source.operation["id"])
    if source.action == "remix":
        return (old, "remix"), {"prompt": order.prompt}
    body: dict[str, object] = {"prompt": order.prompt, "video": {"id": old}}
    if source.action == "edit":
        return ("edits",), body
    return ("extensions",), body | {"seconds": f"{order.seconds:g}"}
