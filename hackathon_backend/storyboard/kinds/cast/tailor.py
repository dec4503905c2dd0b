"""Makes the bodies of a scene at any size: drawings in their colours, and measured texts."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from ...drawing.art import Art, natural_colour
from ...drawing.art.brush import ArtBrush, art_brush, line_width
from ...drawing.colours import colour_of, said_by
from ...drawing.context import DrawContext
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour
from .bodies import Body, Side
from .captions import CaptionSetter
from .figures import figure, figure_of
from .forms import Form, copy_size
from .plain import PlainBrush
from .scene import DRAWN, Actor, CastScene, Link

LINK_LABEL = 24
"""Units of type of labels at links."""
GAP, ASIDE = 6, 18
"""Units between a drawing and the text below or beside it."""
_FACTORS = {"small": 0.68, "medium": 1.0, "large": 1.36}
GROWN = 1.28
"""How many times as large a thing is that has grown."""
_MANY, _MORE = 4, 1.3
"""Copies from which an actor takes more room, and how much."""
_WIDEST, _LEAST_ROOM = 1.35, 150
"""Width of a text as a multiple of its drawing, and in units at least."""
_BOX = (1.5, 0.8)
"""Width and height of a plain box, as multiples of the size that a drawing would have."""


class Tailor:
    """Makes the bodies of one scene, at whatever size is tried."""

    def __init__(self, scene: CastScene, context: DrawContext, *, dense: bool = False) -> None:
        self.scene, self.context, self.dense = scene, context, dense
        self._bodies: dict[tuple[int, float, Side, bool, float | None, float], Body] = {}
        self.art = [figure_of(actor, scene, context.language) for actor in scene.actors]
        self.captions = CaptionSetter(scene, context, [art is not None for art in self.art], dense=dense)
        self.colours = [self._colour(actor, art) for actor, art in zip(scene.actors, self.art, strict=True)]

    def widest_label(self, *, narrow: bool) -> float:
        """The width of the widest label of a link, in pixels; 0 if there is none."""
        return self._widths[narrow]

    @cached_property
    def _widths(self) -> tuple[float, float]:
        muted, labels = self.context.theme.muted, [link.label for link in self.scene.links if link.label]
        wide, narrow = (
            [self.link_label(label, muted, narrow=short).width for label in labels] for short in (False, True)
        )
        return max(wide, default=0.0), max(narrow, default=0.0)

    def link_label(self, label: str, colour: Colour, *, narrow: bool = False) -> TextBlock:
        """The label of a link, in lines that are as short as its words allow if it is to be `narrow`."""
        type_ = self.context.type(LINK_LABEL, colour=colour, weight=SEMIBOLD, align="centre", leading=1.12)
        block = measure(label, type_, self.context.u(200), balance=True)
        return measure(label, type_, block.longest_word + 1, balance=True) if narrow or block.breaks_words else block

    def densely(self) -> Tailor:
        """The same with the smallest type and without notes, which are then said below the picture."""
        return Tailor(self.scene, self.context, dense=True)

    def _colour(self, actor: Actor, art: Art | None) -> Colour:
        """The colour of a thing: as given, as its label says, as it is by nature, or its accent in this film."""
        context, theme = self.context, self.context.theme
        given = colour_of(actor.color, context.language) if actor.color else None
        if said := given or said_by(actor.label, context.language):
            return theme.tone(said).line
        if art is None and self.scene.arrangement == "tree":
            # What differs between the parts of a tree is where they hang.
            return theme.accent(0)
        natural = natural_colour(art, theme) if art else None
        return natural or theme.accent(dict(context.palette).get(f"actor {actor.id}", self.scene.index(actor.id)))

    def link_colour(self, link: Link) -> Colour | None:
        """The colour that a link is given, or that its label says."""
        context = self.context
        given = colour_of(link.color, context.language) if link.color else said_by(link.label, context.language)
        return context.theme.tone(given).line if given else None

    def body(self, index: int, size: float, side: Side = "below", *, room: float = 0.0) -> Body:
        """The actor at `index`, with drawings of `size` pixels a side if it is of medium size.

        One without a drawing is a box with its name in it. Its texts have so much `room`, if that is given.
        """
        alone = len(self.scene.actors) == 1
        factor = _FACTORS["large" if alone else self.scene.actors[index].size]
        crowd = self._crowd(index)
        if crowd is not None:
            # One of a kind is as large as each of the many of that kind: only its colour tells it from them.
            size *= _FACTORS[self.scene.actors[crowd].size] * _MORE
            size *= copy_size(self.most(crowd)) / copy_size(self.most(index))
        else:
            size *= factor * (_MORE if self.most(index) >= _MANY and not alone else 1.0)
        return self.fitted(index, size, side, room=max(room, size * _WIDEST) if room else None)

    def _crowd(self, index: int) -> int | None:
        """The largest crowd of the same drawing, if it is a larger one than this actor, and both are of one size."""
        art, actors = self.art[index], self.scene.actors
        if art is None or self.scene.arrangement == "big_and_small":
            return None
        same = [n for n, each in enumerate(self.art) if each == art and actors[n].size == actors[index].size]
        largest = max(same, key=self.most)
        return largest if self.most(largest) >= max(_MANY, self.most(index) + 1) else None

    def fitted(
        self,
        index: int,
        size: float,
        side: Side = "below",
        *,
        disc: bool = False,
        room: float | None = None,
        across: float = 1.0,
    ) -> Body:
        """The same, with a drawing of just that size, and `room` for its texts if that is given. Where there are many
        of it, they may stand `across` so many times as much.
        """
        disc = disc or (self.art[index] is None and self._is_drawn_later(index))
        key = (index, size, side, disc, room, across)
        if key not in self._bodies:
            self._bodies[key] = self._made(index, size, side, disc=disc, room=room, across=across)
        return self._bodies[key]

    def bare(self, index: int, ground: Colour, room: float) -> Body:
        """An actor without a drawing in something of the colour `ground`, which is its box: nothing but its texts."""
        body = self._box(index, self.context.u(1), room)
        blank = PlainBrush(body.width, body.height, ground, ground, 1.0)
        return replace(body, forms=tuple(replace(form, drawing=blank) for form in body.forms))

    def _made(self, index: int, size: float, side: Side, *, disc: bool, room: float | None, across: float) -> Body:
        context, colour = self.context, self.colours[index]
        if self.art[index] is None and not disc:
            return self._box(index, size)
        room = room or self._room(size, side)
        forms = self._forms(index, (size * across, size), disc)
        gap = context.u(GAP if side == "below" else ASIDE)
        rows = self.captions.rows(index, room)
        return Body(index, size * across, size, forms, rows, side, colour, gap, True, self._swell(index))

    def _room(self, size: float, side: Side) -> float:
        """The usual room for the texts at a drawing."""
        return max(size * _WIDEST, self.context.u(_LEAST_ROOM if side == "below" else 180 if self.dense else 230))

    def _box(self, index: int, size: float, room: float = 0.0) -> Body:
        """A plain box, as large as its name needs in so much `room`."""
        context = self.context
        width, height = size * _BOX[0], size * _BOX[1]
        rows = self.captions.rows(index, (room or max(width, context.u(170))) - context.u(28))
        height = max(height, sum(max(each.block.height for each in row) for row in rows) + context.u(22))
        width = max([width, *(each.block.width + context.u(36) for row in rows for each in row)])
        forms = self._forms(index, (width, height), False)
        return Body(index, width, height, forms, rows, "inside", self.colours[index], 0.0, False, self._swell(index))

    def _is_drawn_later(self, index: int) -> bool:
        """Whether a thing without a drawing becomes one that has one: its name cannot stand within it."""
        words = (beat.to for _, beat in self.scene.changes(self.scene.actors[index].id) if beat.action == "become")
        return any(self._figure(word) for word in words)

    def _figure(self, word: str) -> Art | None:
        return figure(word, self.context.language, f"{self.scene.heading} {self.scene.narration}")

    def _swell(self, index: int) -> float:
        """How many times as large a thing ever becomes."""
        beats = () if self.scene.arrangement == "big_and_small" else self.scene.beats
        return GROWN if any(b.action == "grow" and self.scene.actors[index].id in b.actors for b in beats) else 1.0

    def most(self, index: int) -> int:
        """The most copies of an actor that are ever drawn."""
        changes = self.scene.changes(self.scene.actors[index].id)
        counts = [self.scene.actors[index].count, *(beat.count or 1 for _, beat in changes)]
        return max((count for count in counts if count <= DRAWN), default=1)

    def _forms(self, index: int, box: tuple[float, float], disc: bool) -> tuple[Form, ...]:
        """How the actor looks at first, and after each of its changes."""
        actor, art = self.scene.actors[index], self.art[index]
        count = actor.count
        forms = [Form(self._drawing(index, art, box, disc), _drawn(count), box)]
        for _, beat in self.scene.changes(actor.id):
            if beat.action == "become":
                art = self._figure(beat.to)
            else:
                count = beat.count or 1
            forms.append(Form(self._drawing(index, art, box, disc), _drawn(count), box))
        return tuple(forms)

    def _drawing(self, index: int, art: Art | None, box: tuple[float, float], disc: bool) -> ArtBrush | PlainBrush:
        theme, colour, size = self.context.theme, self.colours[index], min(box)
        if art is None:
            # Its name stands below it where it was drawn before, as at a disc.
            disc = disc or self.art[index] is not None
            return PlainBrush(*box, colour, theme.tint(colour), max(line_width(size) * 0.6, self.context.u(2)), disc)
        if art is not self.art[index] and (natural := natural_colour(art, theme)):
            colour = natural
        return art_brush(art, size, colour, theme)


def _drawn(count: int) -> int:
    """How many copies are drawn: of more than can be counted by eye, one with the number."""
    return count if count <= DRAWN else 1
