"""What the checker finds in comparisons: columns in another colour than they are called by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...checking.colours import card_colours, colour_findings
from ...checking.fault import Finding
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from .scene import CompareScene


def findings(scene: CompareScene, marks: Sequence[Mark], context: DrawContext, _duration: float) -> Iterator[Finding]:
    """The faults of a comparison's colours."""
    names = ((f"columns.{n}.title", column.color, column.title) for n, column in enumerate(scene.columns))
    return colour_findings(names, lambda path: card_colours(marks, path), context.language)
