"""What to remember, at the end."""

from __future__ import annotations

from ..kind import Kind
from .headings import meant
from .scene import TakeawaysScene

KIND = Kind(
    "takeaways",
    TakeawaysScene,
    __name__,
    when="To close the video with the three things to remember.",
    also=("takeaway", "key_takeaways", "summary", "conclusion", "recap", "outro", "closing", "key_points"),
    pictured=False,
    may_read_out=True,
    meant=meant,
    most_words=90,
)
