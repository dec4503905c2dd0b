"""What an order adds to a storyboard that is not the matter's own: room for captions."""

from __future__ import annotations

from dataclasses import asdict

from ...jobs import WrittenRequest
from ...storyboard import SafeArea
from ...storyboard.fields import Fields
from ..reshaping import with_room


def board_for(board: Fields | None, request: WrittenRequest, size: str) -> Fields | None:
    """The storyboard as it is drawn for this order."""
    if board is None or request.captioned is None:
        return board
    width, _, height = size.partition("x")
    area = SafeArea(**board["safe_area"]) if board.get("safe_area") else None
    tall = bool(height) and int(height) > int(width)
    return board | {"safe_area": asdict(with_room(area, request.captioned, tall=tall))}
