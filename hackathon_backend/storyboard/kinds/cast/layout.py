"""The whole picture of a cast: the largest drawings with which all things, links and labels find a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...theme import Colour, Theme
from .arrangements.attempt import Arranged, links_of
from .arrangements.by_name import attempts
from .arrangements.grounds import LAYER
from .arrangements.places import Point
from .bodies import Body
from .legible import legible_on
from .links.labelling import Labeller
from .links.routing import Hull, Points, Router, within
from .scene import CastScene, Link
from .tailor import Tailor

_SMALL, _BESIDE, _NARROW = 26, 60, 60
"""Units of a drawing where there is hardly any room, of what it takes beside a name, and of that at least."""
_TRIES = 24
"""Pictures that are tried until all labels of links find a place."""
CONTAINER, BOX = 0.07, 0.1
"""How much of its colour is in the ground of a container and of a plain box."""


@dataclass(frozen=True)
class LaidLink:
    """A link with its way in pixels, its colour, and the place of its label, if it has found one."""

    link: Link
    points: Points
    colour: Colour
    block: TextBlock | None
    box: Box | None

    @property
    def is_lost(self) -> bool:
        """Whether it has a label without a place."""
        return self.block is not None and self.box is None


@dataclass(frozen=True)
class Layout:
    """Where everything is; bodies and places in the order of the actors."""

    area: Box
    bodies: list[Body]
    places: list[Point]
    links: list[LaidLink]
    grounds: dict[int, Box] = field(default_factory=dict)
    """What others stand in: containers and layers, by the index of the actor."""

    def under(self, theme: Theme) -> list[Colour]:
        """The colours of what texts may stand on."""
        layered = len(self.grounds) > 1
        grounds = [theme.tint(self.bodies[n].colour, LAYER if layered else CONTAINER) for n in self.grounds]
        boxes = [theme.tint(body.colour, BOX) for body in self.bodies if body.side == "inside"]
        return [theme.paper, *grounds, *boxes]

    hit: int = 0
    """Links that run through something."""

    @cached_property
    def collisions(self) -> int:
        """Texts and drawings that lie over one another, or out of the area, and texts that links run through."""
        rows = [(n, box) for n, _ in enumerate(self.bodies) for box in self._boxes(n)]
        rows += [(-1 - n, link.box) for n, link in enumerate(self.links) if link.box]
        count = sum(not self.area.contains(box, 1.0) for _, box in rows)
        for position, (own, box) in enumerate(rows):
            count += sum(own != other and box.overlap(taken) > 1.0 for other, taken in rows[position + 1 :])
        texts = [box for n, body in enumerate(self.bodies) for _, box in body.texts(*self.places[n])]
        texts += [link.box for link in self.links if link.box]
        return count + sum(bool(within(link.points, box, 0.0).any()) for link in self.links for box in texts)

    def _boxes(self, index: int) -> Iterator[Box]:
        """The boxes of an actor's drawing and of its texts."""
        body, place = self.bodies[index], self.places[index]
        yield body.largest(*place)
        yield from (box for _, box in body.texts(*place))

    @property
    def faults(self) -> int:
        """What is not as it should be: labels without a place, and links that run through something."""
        return self.lost + self.hit + 3 * self.collisions

    @property
    def lost(self) -> int:
        """The labels of links without a place."""
        return sum(link.is_lost for link in self.links)

    def missing_notes(self, scene: CastScene) -> dict[int, str]:
        """The notes of actors that there is no room for, by their indices."""
        shown = {caption.path for body in self.bodies for row in body.rows for caption in row}
        notes = {index: actor.note for index, actor in enumerate(scene.actors) if actor.note}
        return {index: note for index, note in notes.items() if f"actors.{index}.note" not in shown}

    def hull(self, index: int) -> Hull:
        body, place = self.bodies[index], self.places[index]
        if index in self.grounds and len(self.grounds) > 1:
            return Hull(self.grounds[index], None, False)
        texts = None if body.side == "inside" else body.caption_box(*place)
        return Hull(body.largest(*place), texts, body.round)


def laid_out(scene: CastScene, context: DrawContext, area: Box) -> Layout:
    """The layout of `scene` in `area`: the largest in which all labels find a place, or else as many as can."""
    tailor = Tailor(scene, context)
    best: tuple[int, Arranged] | None = None
    for found in islice(attempts(tailor, area), _TRIES):
        faults = _with_links(tailor, found, area, thorough=False).faults
        best = (faults, found) if best is None or faults < best[0] else best
        if faults == 0 and (layout := _with_links(tailor, found, area)).faults == 0:
            return layout
    return _with_links(tailor, best[1] if best else _crammed(tailor, area), area)


def _crammed(tailor: Tailor, area: Box) -> Arranged:
    """Things in a grid that is as good as can be, if nothing else fits: small, with their names beside them."""
    dense, count, best = tailor.densely(), len(tailor.scene.actors), None
    for columns in range(1, count + 1):
        cell = (area.width / columns, area.height / -(-count // columns))
        room = max(cell[0] - tailor.context.u(_BESIDE), tailor.context.u(_NARROW))
        bodies = [dense.fitted(index, tailor.context.u(_SMALL), "right", room=room) for index in range(count)]
        beyond = max(max(each.reach.width - cell[0], each.reach.height - cell[1], 0.0) for each in bodies)
        if best is None or beyond < best[0]:
            best = (beyond, columns, bodies)
    assert best
    _, columns, bodies = best
    cell, places = (area.width / columns, area.height / -(-count // columns)), []
    for index, body in enumerate(bodies):
        line, column = divmod(index, columns)
        middle = (area.x + (column + 0.5) * cell[0], area.y + (line + 0.5) * cell[1])
        places.append((middle[0] - body.reach.centre[0], middle[1] - body.reach.centre[1]))
    return Arranged(bodies, places)


def _with_links(tailor: Tailor, found: Arranged, area: Box, *, thorough: bool = True) -> Layout:
    """The picture with its links, and with their labels as far as they find a place."""
    context, scene = tailor.context, tailor.scene
    layout = Layout(area, found.bodies, found.places, [], found.grounds)
    hulls = [layout.hull(index) for index in range(len(found.bodies))]
    router = Router(area, context.stage.unit, hulls, list(found.solid), thorough=thorough)
    links = links_of(scene)
    ends = [(scene.index(link.source), scene.index(link.target)) for link in links]
    ways = []
    for number, (source, target) in enumerate(ends):
        if found.layered:
            ways.append(found.between_layers(number, ends, context))
            router.laid.append(ways[-1])
        else:
            ways.append(router.lay(source, target, goes_back=(target, source) in ends))
    texts = [box for index in range(len(hulls)) for _, box in found.bodies[index].texts(*found.places[index])]
    drawings = [body.largest(*place) for body, place in zip(found.bodies, found.places, strict=True)]
    labeller = Labeller(area, context.stage.unit, [*texts, *drawings, *found.solid], list(found.grounds.values()), ways)
    grounds = layout.under(context.theme)
    laid = []
    for number, (link, points) in enumerate(zip(links, ways, strict=True)):
        colour = _colour(tailor, link)
        legible = legible_on(colour, grounds, context.theme)
        block = tailor.link_label(link.label, legible, narrow=found.narrow) if link.label else None
        laid.append(LaidLink(link, points, colour, block, labeller.place(block, number) if block else None))
    return Layout(area, found.bodies, found.places, laid, found.grounds, router.hit)


def _colour(tailor: Tailor, link: Link) -> Colour:
    """The colour of a link: its own, or that of where a flow comes from; other arrows are muted."""
    given = tailor.link_colour(link)
    if given is not None:
        return given
    source = tailor.scene.index(link.source)
    return tailor.colours[source] if link.style == "flow" else tailor.context.theme.muted
