"""A picture with call-outs."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..base import BaseScene, Cued, Line, OptionalLine, Short
from ..shown import Phrasing, Picture, part

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Callout(Cued):
    """A name for the point (x, y) of the picture, as shares of its width and height from the top left."""

    text: Short
    x: Share
    y: Share


class ImageScene(BaseScene):
    """A heading and a picture, given as a data URL or as a path in the folder of pictures."""

    label: ClassVar[str] = "heading"
    one_page: ClassVar[bool] = True

    type: Literal["image"] = "image"
    heading: Line
    source: str = Field(min_length=1, max_length=30_000_000, description="A data URL, or a path.")
    caption: OptionalLine = ""
    callouts: Annotated[tuple[Callout, ...], Field(max_length=6)] = ()

    def shown(self, phrasing: Phrasing) -> Picture:
        """The caption, and the names of the parts."""
        callouts = (part(callout.text) for callout in self.callouts)
        return Picture("image", (part(self.caption or self.heading), *callouts))
