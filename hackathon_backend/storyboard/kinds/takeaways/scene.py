"""What to remember, at the end."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..base import BaseScene, Cued, Line, OptionalShort, Sentence
from ..icon import ArtWord
from ..shown import Phrasing, Picture, parts


class Takeaway(Cued):
    """One thing to remember: at most 14 words."""

    text: Sentence
    key: OptionalShort = Field(
        default="", description="One to four words that stand on the screen while the text is said; empty: the text."
    )
    icon: ArtWord = "none"

    @property
    def written(self) -> str:
        """What stands on the screen."""
        return self.key or self.text


class TakeawaysScene(BaseScene):
    """Exactly three things to remember; closes the video."""

    label: ClassVar[str] = "heading"
    frames_video: ClassVar[bool] = True

    type: Literal["takeaways"] = "takeaways"
    heading: Line = "Takeaways"
    takeaways: Annotated[tuple[Takeaway, ...], Field(min_length=3, max_length=3)]

    def shown(self, phrasing: Phrasing) -> Picture:
        """The takeaways."""
        return Picture("text", parts(*((takeaway.text,) for takeaway in self.takeaways)))
