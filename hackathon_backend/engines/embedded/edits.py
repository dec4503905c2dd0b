"""The embedded engine for work on finished films: trim, speed, overlay, sound, join, poster."""

from __future__ import annotations

from ... import media
from ...films.edits.work import RESULT
from ..base import Model
from .base import EmbeddedEngine

MODEL = Model(
    id="media-1",
    name="Media",
    description="Work on finished films: parts, speed, overlays, sound, joining. Embedded, free.",
    seconds=(0.01, media.LONGEST),
    sizes=("1280x720",),
    any_length=True,
    any_size=True,
    price_per_second=0.0,
)


class MediaEngine(EmbeddedEngine):
    """Does what `Order.work` says, in one process for each order."""

    name = "media"
    label = "Media"
    service = "Media work"
    draws_storyboards = False
    model = MODEL
    result = RESULT
