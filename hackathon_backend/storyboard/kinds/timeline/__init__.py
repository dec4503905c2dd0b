"""What happened when."""

from __future__ import annotations

from ..kind import Kind
from .scene import TimelineScene

KIND = Kind(
    "timeline",
    TimelineScene,
    __name__,
    when="When the order of dated events matters: history, a life, versions of a thing.",
    also=("history", "chronology", "events"),
)
