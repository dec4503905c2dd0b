"""A few statements, one after the other."""

from __future__ import annotations

from ..dressing import dressed
from ..kind import Kind
from .scene import PointsScene

KIND = Kind(
    "points",
    PointsScene,
    __name__,
    when="For a few statements that hang together and that no other kind can show; the last choice, since it "
    "shows nothing but words.",
    also=("bullets", "bullet_points", "bullet_list", "list", "content", "text", "explanation", "definition"),
    pictured=False,
    may_read_out=True,
    most_words=90,
    meant=dressed("points", "text"),
)
