"""The pictures of all kinds of scenes. Importing this package imports the drawing library."""

from __future__ import annotations

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ..array import draw as array
from ..chart import draw as chart
from ..code import draw as code
from ..compare import draw as compare
from ..compose import compose
from ..equation import draw as equation
from ..graph import draw as graph
from ..image import draw as image
from ..points import draw as points
from ..process import draw as process
from ..quiz import draw as quiz
from ..takeaways import draw as takeaways
from ..timeline import draw as timeline
from ..title import draw as title

PICTURES = (title, points, process, graph, compare, timeline, code, equation, chart, image, array, quiz, takeaways)
"""The modules that register a picture; a further kind of scene is added here and in `scenes`."""

__all__ = ["PICTURES", "DrawContext", "Mark", "compose"]
