"""A drawing of a thing: what it is called, where it comes from, and how it may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .index import drawings


@dataclass(frozen=True)
class Source:
    """A package of drawings."""

    title: str
    package: str
    """What it is installed as."""
    licence: str
    """By its SPDX identifier; empty for drawings of ours, which have the project's."""


SOURCES = {
    "phosphor": Source("Phosphor Icons", "justmyresource-phosphor", "MIT"),
    "mdi": Source("Material Design Icons", "justmyresource-mdi", "Apache-2.0"),
    "own": Source("Model 7", "hackathon_backend", ""),
    "emoji": Source("Noto Emoji", "manimgx-fonts", "OFL-1.1"),
}
"""Where drawings come from, by the first part of their ids."""


@dataclass(frozen=True)
class Art:
    """A drawing by its stable id, such as "phosphor:sun" or "emoji:1f98a"."""

    id: str
    name: str
    """What it shows, in English."""
    directed: bool = False
    """Whether it runs in the direction of reading, and is turned around where that is from right to left."""

    @property
    def source(self) -> Source:
        return SOURCES[self.pack]

    @property
    def pack(self) -> str:
        """The first part of its id."""
        return self.id.partition(":")[0]

    @property
    def key(self) -> str:
        """What it is called inside of its package: the name of a file, or the code point of a letter."""
        return self.id.partition(":")[2]


def art_named(identifier: str) -> Art | None:
    """The drawing of this id; None if there is none."""
    return _known().get(identifier)


@cache
def _known() -> dict[str, Art]:
    return {each.id: Art(each.id, each.name, each.directed) for each in drawings()}
