"""Steps that follow one another, once or over and over."""

from __future__ import annotations

from ..dressing import dressed
from ..kind import Kind
from .scene import ProcessScene

KIND = Kind(
    "process",
    ProcessScene,
    __name__,
    when="When one thing leads to the next: stages of a change, instructions, a cause and what follows, or a "
    "cycle that comes back to its start.",
    also=("steps", "flow", "flowchart", "cycle", "procedure", "sequence", "pipeline"),
    meant=dressed("steps", "label"),
)
