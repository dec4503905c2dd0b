"""A finished drawn video in another shape, or with captions in its picture: drawn anew, with a layout of its own."""

from __future__ import annotations

from typing import Literal

from ..engines import Engines
from ..errors import Conflict
from ..films.edits import Captions, Edit, Fit
from ..jobs import Job, State, WrittenRequest
from ..media import SHAPES, CaptionLook
from ..storyboard import SafeArea
from .remaking import OF_NO_CALL, board_of

_HIGH, _HIGH_IF_TALL = 0.19, 0.17
"""Parts of the height that captions take: two lines, or three where the frame is narrow."""
_MARGIN = 0.055
"""Part of the height below them, where no more of it is kept free."""


def redrawn(edit: Edit, source: Job, engines: Engines) -> tuple[WrittenRequest, list[str]] | None:
    """The order for drawing the video anew as the operation says, and the engines that may take it; None if it is
    another operation, or a video that was not drawn. Raises `Conflict` for a video that is not finished.
    """
    if not isinstance(edit, Captions | Fit) or not edit.redraw:
        return None
    look = edit.look if edit.needs_captions else None
    size = "{}x{}".format(*SHAPES[edit.aspect_ratio]) if isinstance(edit, Fit) else source.size or ""
    return reshaped(source, size, engines, look)


def reshaped(
    source: Job, size: str, engines: Engines, look: CaptionLook | None = None, free: SafeArea | None = None
) -> tuple[WrittenRequest, list[str]] | None:
    """The order for a drawn video in another size, with captions in the picture if there is a `look`.

    `free` are the edges that a platform lays something over. None for a video that was not drawn here.
    """
    if not source.ended:
        raise Conflict("The video is still being made. Wait for its end before you change it.", param="video")
    board, request = board_of(source), source.request
    names = [name for name in engines.drawing() if _draws_in(engines, name, size)]
    if board is None or not names or source.state != State.COMPLETED or not isinstance(request, WrittenRequest):
        return None
    if free is not None:
        board = board.model_copy(update={"safe_area": free})
    update: dict[str, object] = {
        **OF_NO_CALL,
        "source": source.id,
        "seconds": None,
        "size": size,
        "model": None,
        "captioned": look,
        "storyboard": board.model_dump(mode="json"),
    }
    return request.drawn_anew(update), names


def _draws_in(engines: Engines, name: str, size: str) -> bool:
    engine = engines.get(name)
    return engine is not None and any(model.any_size or size in model.sizes for model in engine.models())


def with_room(area: SafeArea | None, look: CaptionLook, *, tall: bool) -> SafeArea:
    """The edges that stay free of what is drawn, with room for captions."""
    area = area or SafeArea()
    needed = min(0.4, max(_MARGIN, look.lift) + look.size * (_HIGH_IF_TALL if tall else _HIGH))
    side: Literal["top", "bottom"] = look.place
    values = {name: getattr(area, name) for name in ("top", "right", "bottom", "left")}
    return SafeArea(**values | {side: max(values[side], needed)})
