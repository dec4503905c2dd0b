"""Work on finished films: trimming, joining, captions and the like."""

from .fields import as_number
from .operations import EDITS, Captions, Edit, FilmWork, Fit, Join, Overlay, Poster, Sound, Speed, Trim

__all__ = [
    "EDITS",
    "Captions",
    "Edit",
    "FilmWork",
    "Fit",
    "Join",
    "Overlay",
    "Poster",
    "Sound",
    "Speed",
    "Trim",
    "as_number",
]
