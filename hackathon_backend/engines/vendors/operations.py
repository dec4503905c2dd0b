"""Operations that say what became of their order: written when it is placed, read when its clip is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..base import Clip, Operation, Order


def placed(order: Order, id_: str, notes: Sequence[str]) -> Operation:
    """The operation of an order that the vendor has taken under this id, with notes on what is not as ordered."""
    continues = order.source is not None and order.source.action == "extension"
    return {"id": id_, "notes": [*notes], "continues": continues}


def clip_of(operation: Operation, video: Path) -> Clip:
    """The clip that came of it."""
    notes = operation.get("notes")
    return Clip(
        video,
        continues=bool(operation.get("continues")),
        notes=tuple(map(str, notes)) if isinstance(notes, list) else (),
    )
