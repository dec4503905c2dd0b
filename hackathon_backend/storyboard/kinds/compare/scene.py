"""Two or three things side by side."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..base import BaseScene, Cued, Hue, Line, Sentence, Short
from ..icon import ArtWord
from ..shown import Phrasing, Picture, listed


class Item(Cued):
    """What is true of the column's thing: at most eight words."""

    text: Sentence


class Column(Cued):
    """One of the things compared. Items of the same place in two columns stand beside each other."""

    title: Short
    icon: ArtWord = "none"
    color: Hue = ""
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=8)]


class CompareScene(BaseScene):
    """A heading and two or three columns, each with two to four items."""

    label: ClassVar[str] = "heading"

    type: Literal["compare"] = "compare"
    heading: Line
    columns: Annotated[tuple[Column, ...], Field(min_length=2, max_length=3)]

    def sequences(self) -> tuple[tuple[Cued, ...], ...]:
        """Each column with its items."""
        return tuple((column, *column.items) for column in self.columns)

    def shown(self, phrasing: Phrasing) -> Picture:
        """The columns with their items."""
        columns = (listed(column.title, (item.text for item in column.items)) for column in self.columns)
        return Picture("compare", tuple(columns))
