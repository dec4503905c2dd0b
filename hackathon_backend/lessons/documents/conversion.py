"""What comes of a document, and how much of one is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from ..markdown.front_matter import FrontMatter

MOST_BYTES = 50_000_000
"""Bytes of a document, at most."""
MOST_PAGES = 300
"""Pages, slides or chapters of a document, at most."""
MOST_PICTURES = 60
"""Pictures that are taken out of a document, at most."""

Unit = Literal["page", "slide", "section", "time"]
Report = Callable[[int, int], None]
"""Is told how many pages, slides or chapters are done, and of how many."""


@dataclass(frozen=True)
class Conversion:
    """A document as a lesson.

    `markdown` has no front matter; comments such as `<!-- page 4 -->` mark where in the document what follows stands.
    `losses` are plain sentences about what did not come along. `pictures` are the names of the files written beside
    it. `count` is how many of `unit` the document has, 0 for times. `front` is the front matter that it had itself.
    """

    title: str
    language: str
    markdown: str
    losses: tuple[str, ...]
    pictures: tuple[str, ...]
    unit: Unit
    count: int
    front: FrontMatter = field(default_factory=FrontMatter)
