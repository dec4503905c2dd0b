"""A few statements, one after the other."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..base import BaseScene, Cued, Line, Sentence
from ..icon import ArtWord
from ..shown import Phrasing, Picture, parts


class Point(Cued):
    """One statement: at most 14 words, not the narration word for word."""

    text: Sentence
    icon: ArtWord = "none"


class PointsScene(BaseScene):
    """A heading and two to five statements that appear as they are spoken of."""

    label: ClassVar[str] = "heading"

    type: Literal["points"] = "points"
    heading: Line
    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=12)]

    def shown(self, phrasing: Phrasing) -> Picture:
        """The statements."""
        return Picture("text", parts(*((point.text,) for point in self.points)))
