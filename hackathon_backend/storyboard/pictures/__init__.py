"""The pictures of all kinds of scenes. Importing this package imports the drawing library."""

from __future__ import annotations

from . import array, chart, code, compare, equation, graph, image, points, process, quiz, takeaways, timeline, title
from .base import compose
from .easel import Easel
from .marks import Mark

PICTURES = (title, points, process, graph, compare, timeline, code, equation, chart, image, array, quiz, takeaways)
"""The modules that register a picture; a further kind of scene is added here and in `scenes`."""

__all__ = ["PICTURES", "Easel", "Mark", "compose"]
