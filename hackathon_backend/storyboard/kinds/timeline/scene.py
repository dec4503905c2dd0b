"""What happened when."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..base import BaseScene, Cued, Line, OptionalShort, Sentence
from ..shown import Phrasing, Picture, parts


class Event(Cued):
    """Something that happened: when, such as "1789", and what, in at most ten words."""

    when: OptionalShort = ""
    text: Sentence


class TimelineScene(BaseScene):
    """A heading and three to six events in the order in which they happened."""

    label: ClassVar[str] = "heading"

    type: Literal["timeline"] = "timeline"
    heading: Line
    events: Annotated[tuple[Event, ...], Field(min_length=1, max_length=12)]

    def shown(self, phrasing: Phrasing) -> Picture:
        """The events with their dates."""
        return Picture("timeline", parts(*((event.when, event.text) for event in self.events)))
