"""One attempt at a picture: how large drawings are, how near to one another, and which way things run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from ....drawing.context import DrawContext
from ....drawing.stage import Box
from ..bodies import Body, Side
from ..links.routing import Points
from ..scene import CastScene, Link
from ..tailor import Tailor
from .places import Gaps, Places, Point

_FREE = Gaps(40, 34)
"""Units that things keep apart which no links join."""
_LINK, _BESIDE_LABEL = (190, 64), (76, 82)
"""Units that things keep apart for a link, and for its label in addition (across) or in all (down)."""

_NAMES = 64
"""Units that names keep apart below things that links join."""
_NARROW_ROOM = 110
"""Units that a name below a drawing takes where things stand tightly, if its words allow."""
_NARROW, _FREELY = 0.6, 0.5
"""How tight things stand where labels are broken into lines, and how tight a label stands at most."""


@dataclass(frozen=True)
class Arranged:
    """The bodies of all actors and the middles of their drawings, in the order of the actors."""

    bodies: list[Body]
    places: list[Point]
    grounds: dict[int, Box] = field(default_factory=dict)
    solid: list[Box] = field(default_factory=list)
    """Boxes that links and labels keep away from, besides the things."""
    narrow: bool = False
    """Whether the labels of links are as narrow as their words allow."""

    @property
    def layered(self) -> bool:
        return len(self.grounds) > 1

    def between_layers(self, number: int, ends: Sequence[tuple[int, int]], context: DrawContext) -> Points:
        """The link at `number` straight up or down from one layer to another, in a column of its own."""
        one, other = (self.grounds[end] for end in ends[number])
        left = max([box.right for box in self.solid], default=one.x) + context.u(18)
        x = left + (one.right - left) / len(ends) * (number + 0.3)
        down = other.centre[1] > one.centre[1]
        start = one.bottom - one.height * 0.3 if down else one.y + one.height * 0.3
        end = other.y + other.height * 0.28 if down else other.bottom - other.height * 0.28
        return np.linspace((x, start), (x, end), 48)


@dataclass(frozen=True)
class LayoutAttempt:
    """A size of drawings in pixels, how tight they stand (1: freely), and whether they run from top to bottom."""

    tailor: Tailor
    area: Box
    size: float
    tight: float = 1.0
    tall: bool = False
    aside: bool = False
    """Whether names stand beside drawings also where they would be below, which takes less height."""
    lines: int = 0
    """In how many lines a ring stands; 0: in as many as can be."""

    @property
    def narrow(self) -> bool:
        """Whether labels of links are broken into lines."""
        return self.tight <= _NARROW

    @property
    def scene(self) -> CastScene:
        return self.tailor.scene

    def u(self, units: float) -> float:
        """`units` in pixels."""
        return self.tailor.context.u(units)

    def gaps(self, *, linked: bool = True) -> Gaps:
        """What things keep apart: enough for an arrow and its label, if there are any."""
        u, links = self.u, links_of(self.scene)
        if linked and any(beat.action == "move" for beat in self.scene.beats):
            # What comes to another thing stands beside it.
            free = self.gaps(linked=False) if not links else self._for_links()
            return replace(free, across=max(free.across, self.size * self.tight))
        if not (links and linked):
            return Gaps(u(_FREE.across) * self.tight, u(_FREE.down) * self.tight)
        return self._for_links()

    def _for_links(self) -> Gaps:
        u, widest = self.u, self.tailor.widest_label(narrow=self.narrow)
        across = max(u(_LINK[0]) * self.tight, widest + u(_BESIDE_LABEL[0]) * max(self.tight, _FREELY))
        down = u(_BESIDE_LABEL[1] if widest else _LINK[1]) * max(self.tight, 0.7)
        return Gaps(across, down, u(_NAMES) * max(self.tight, _FREELY))

    def bodies(self, side: Side = "below", *, room: float = 0.0) -> list[Body]:
        """All actors, those that are many or large accordingly, with `room` for their texts instead of the usual."""
        if not room and side == "below" and self.tight < _FREELY:
            room = self.u(_NARROW_ROOM)
        return [self.tailor.body(index, self.size, side, room=room) for index in range(len(self.scene.actors))]

    def is_chain(self) -> bool:
        """Whether there are links, and each leads from one thing to the next."""
        ends = self.ends()
        return bool(ends) and all(target == source + 1 for source, target in ends)

    def ends(self) -> list[tuple[int, int]]:
        """Where links start and end, by the indices of actors."""
        return [(self.scene.index(link.source), self.scene.index(link.target)) for link in links_of(self.scene)]


def made(bodies: list[Body], found: Places) -> Arranged | None:
    """The bodies at their places, if they have found some."""
    return None if found is None else Arranged(bodies, found)


def links_of(scene: CastScene) -> tuple[Link, ...]:
    """The links of a scene; stations of a path are joined if the writer has not said how."""
    if scene.arrangement != "path" or scene.links:
        return scene.links
    ids = [actor.id for actor in scene.actors]
    return tuple(Link(source=one, target=other, style="flow") for one, other in pairwise(ids))
