"""What operations on finished films have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from ... import media
from .fields import Number


class BaseEdit(BaseModel):
    """One operation. `file` is the name under which a file may come along."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)
    file: ClassVar[str | None] = None
    says_the_same: ClassVar[bool] = True
    """Whether the film says afterwards what it said before."""

    @property
    def file_needed(self) -> bool:
        """Whether it makes no sense without its file."""
        return False

    @property
    def said(self) -> str:
        """The operation in a few words."""
        raise NotImplementedError

    @property
    def needs_captions(self) -> bool:
        """Whether a film without captions is refused."""
        return False

    def seconds(self, films: Sequence[media.Info]) -> float:
        """How long the film will be. Raises `MediaError` with the field at fault for what can't be done."""
        return films[0].duration

    def size_of(self, info: media.Info) -> str:
        """The size of the film that is made of one like `info`, as "1280x720"."""
        return f"{info.width // 2 * 2}x{info.height // 2 * 2}"


class CaptionedEdit(BaseEdit):
    """One with captions in the picture.

    `style` is white letters on a dark plate ("box") or with a dark contour ("outline"), `place` the edge that they
    stand at, `size` makes them bigger or smaller, `lift` is the part of the height at that edge that is kept free.
    """

    style: media.CaptionStyle = "box"
    place: media.CaptionPlace = "bottom"
    size: Annotated[Number, Field(ge=0.6, le=1.8)] = 1.0
    lift: Annotated[Number, Field(ge=0, le=0.4)] = 0.0

    @property
    def look(self) -> media.CaptionLook:
        """How captions are drawn."""
        return media.CaptionLook(self.style, self.place, self.size, self.lift)
