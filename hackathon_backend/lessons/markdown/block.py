"""A block: a piece of a lesson that a scene or a quotation can be made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "bullets", "steps", "code", "table", "formula", "quote", "image", "figure"]

FORMULA_PICTURE = "formula-"
"""What the name of a picture of a formula begins with."""


@dataclass(frozen=True)
class Block:
    """One piece of a lesson, as plain text without Markdown.

    `section` is the heading above it ("" before the first; a heading's own text for itself). `text` is all of it: TeX
    for a formula, the code of a fence, what an image shows, the fields of a figure, which is a scene that the lesson
    writes itself. `items` are those of bullets and steps, `ticks` tells which of them are ticked if they have boxes,
    `rows` are a table's, the header first. `info` is a fence's language or kind of scene, or an image's address;
    `level` a heading's. `source` is the Markdown it was written in. `place` is where it stands in the document that the
    lesson was made of: "page 4", "slide 4", "section 2", "0:12:05"; "" if nothing tells.
    """

    kind: Kind
    section: str
    text: str
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    info: str = ""
    level: int = 0
    source: str = ""
    ticks: tuple[bool, ...] = ()
    place: str = ""

    @property
    def is_formula(self) -> bool:
        """Whether it is a formula, or the picture of one."""
        return self.kind == "formula" or (self.kind == "image" and self.info.startswith(FORMULA_PICTURE))
