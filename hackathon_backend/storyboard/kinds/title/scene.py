"""The opening of a video, or of a part of it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..base import BaseScene, Line, OptionalLine
from ..icon import ArtWord
from ..shown import Phrasing, Picture, parts


class TitleScene(BaseScene):
    """A title with a line under it; opens the video."""

    label: ClassVar[str] = "title"
    one_page: ClassVar[bool] = True
    frames_video: ClassVar[bool] = True
    opens: ClassVar[bool] = True
    heads: ClassVar[frozenset[str]] = frozenset({"title", "subtitle"})

    type: Literal["title"] = "title"
    title: Line
    subtitle: OptionalLine = ""
    icon: ArtWord = "none"
    things: Annotated[tuple[ArtWord, ...], Field(max_length=5)] = Field(
        default=(),
        description="Up to five things of the matter to be drawn, the most telling first, as sun, wave, cloud.",
    )

    def shown(self, phrasing: Phrasing) -> Picture:
        """The title and the line under it."""
        return Picture("text", parts((self.title,), (self.subtitle,)))
