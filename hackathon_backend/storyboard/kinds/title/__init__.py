"""The opening of a video, or of a part of it."""

from __future__ import annotations

from ..kind import Kind
from .scene import TitleScene

KIND = Kind(
    "title",
    TitleScene,
    __name__,
    when="To open the video with its subject and the question that it answers, or to begin a new part of a long one.",
    also=("intro", "introduction", "cover", "opening", "hook", "title_card"),
    pictured=False,
    may_read_out=True,
    still=4.0,
)
