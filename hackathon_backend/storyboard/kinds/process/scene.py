"""Steps that follow one another, once or over and over."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..base import BaseScene, Cued, Line, OptionalLine, Short
from ..icon import ArtWord
from ..shown import Phrasing, Picture, parts


class Step(Cued):
    """One step: a label of one to four words, and a few more of detail if they help."""

    label: Short
    detail: OptionalLine = ""
    icon: ArtWord = "none"


class ProcessScene(BaseScene):
    """A heading and two to six steps joined by arrows: in a line, or in a cycle that ends where it began.

    A cycle is always seen as one; it may have up to 24 steps.
    """

    label: ClassVar[str] = "heading"

    type: Literal["process"] = "process"
    heading: Line
    shape: Literal["line", "cycle"] = "line"
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=24)]

    def shown(self, phrasing: Phrasing) -> Picture:
        """The steps with their details."""
        kind = "cycle" if self.shape == "cycle" else "steps"
        return Picture(kind, parts(*((step.label, step.detail) for step in self.steps)))
