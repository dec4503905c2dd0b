"""The marks of one actor: its drawing in all its forms, its captions, and the cross through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...drawing.brushes import TextBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import DRAW, ENTER, FADE, NOWHERE, STILL, Move, Track, ease_both
from ...drawing.stage import Box
from .bodies import Caption
from .forms import ActorBrush
from .layout import Layout
from .legible import faintest
from .links.arrows import CrossBrush
from .moves import TRAVEL, Journey, Leg, Movers, least_scale, went
from .scene import CastScene
from .tailor import GROWN
from .timeline import FAINT, CastTimeline

_CHANGE, _SIZE = 0.8, 0.6
"""Seconds of a change of form, and of a change of size."""
_NEARLY = 0.85
"""Part of a way after which a name that was hidden on it is seen again."""
_SHRUNK, _LEAST = 0.62, 0.3
"""What shrinking does to the size, and the smallest size of all."""


class ActorMarks:
    """Collects what happens to an actor, and gives its marks."""

    def __init__(self, scene: CastScene, layout: Layout, times: CastTimeline, context: DrawContext, index: int) -> None:
        self.scene, self._times, self._context, self.index = scene, times, context, index
        self._body, self._place = layout.bodies[index], layout.places[index]
        self._is_ground = index in layout.grounds
        motion, key = context.motion, f"actors.{index}"
        start = times.starts[key]
        self._opacity = times.strength(key, FAINT, motion)
        colours = (colour for row in self._body.rows for each in row for colour in each.block.colours)
        self._faint_text = times.strength(key, faintest(colours, layout.under(context.theme)), motion)
        self._scale = STILL if motion.reduced else Track(0.86).then(1.0, start, ENTER)
        self._dx, self._dy, self._shape = NOWHERE, NOWHERE, NOWHERE
        self._name_dx, self._name_dy = NOWHERE, NOWHERE
        self._changes: list[float] = []
        self._moves: list[tuple[float, Journey]] = []
        self._crossed: float | None = None
        self._size = 1.0

    @property
    def travels(self) -> bool:
        """Whether it ever goes to another thing."""
        return bool(self._moves)

    @property
    def is_box(self) -> bool:
        """Whether it is a box with its name in it."""
        return self._body.side == "inside" and not self._is_ground

    def act(self, number: int, movers: Movers) -> None:
        """What the beat at `number` does to it."""
        beat, at = self.scene.beats[number], self._times.beat(number)
        motion = self._context.motion
        if beat.action in ("grow", "shrink"):
            if self.scene.arrangement == "big_and_small":
                return  # sizes are true there, and stay so
            self._size = (
                min(self._size * GROWN, GROWN) if beat.action == "grow" else max(self._size * _SHRUNK, self._smallest())
            )
            self._scale = motion.travel(self._scale, self._size, at, _SIZE)
        elif beat.action in ("become", "multiply"):
            self._changes.append(at)
            self._shape = motion.travel(self._shape, float(len(self._changes)), at, _CHANGE)
        elif beat.action == "cross_out":
            self._crossed = at if self._crossed is None else self._crossed
        elif beat.action == "move" and (found := movers.go(self.index, self.scene.index(beat.to), at)):
            self._go(found, at)

    def _go(self, found: Journey, at: float) -> None:
        """It goes its way, and with it its name, at the same distance from what is drawn."""
        before = self._moves[-1][1].scale if self._moves else 1.0
        if found.scale < 1.0 or before < 1.0:
            self._size = found.scale
            self._scale = self._context.motion.travel(self._scale, found.scale, at, TRAVEL)
        near, plain = (self._body.texts(*self._place, scale) for scale in (found.scale, 1.0))
        nearer = (near[0][1].x - plain[0][1].x, near[0][1].y - plain[0][1].y) if plain else (0.0, 0.0)
        (across, down), (x, y) = found.way, self._place
        self._dx, self._dy = self._goes(self._dx, across, at, -x), self._goes(self._dy, down, at, -y)
        self._name_dx = self._goes(self._name_dx, across, at, nearer[0] - x)
        self._name_dy = self._goes(self._name_dy, down, at, nearer[1] - y)
        self._moves.append((at, found))

    def _goes(self, track: Track, legs: tuple[Leg, ...], at: float, shift: float) -> Track:
        """A track of it that goes these ways, shifted; at once if nothing is to move."""
        if self._context.motion.reduced:
            return track.then(legs[-1][2] + shift, at, 0.0)
        return went(track, tuple((begins, lasts, to + shift) for begins, lasts, to in legs), at, TRAVEL)

    def _smallest(self) -> float:
        """The least size: a box still holds its name."""
        return max(_LEAST, least_scale(self._body, self._context))

    def drawings(self) -> Iterator[Mark]:
        """Its drawing, and the cross through it."""
        actor, box = self.scene.actors[self.index], self._body.drawing(*self._place)
        brush = ActorBrush(self._body.forms)
        path = "" if self._is_ground else f"actors.{self.index}.art"
        mark = Mark(box, brush, path, self._opacity, STILL, self._dx, self._dy, identity=f"actor {actor.id}")
        leaves = f"actors.{self.index}" in self._times.ends
        yield replace(mark, scale=self._scale, shape=self._shape, passing=leaves)
        end = self._times.ends.get(f"actors.{self.index}")
        if self._crossed is not None and (end is None or self._crossed < end):
            yield self._cross(box, self._crossed)

    def _cross(self, box: Box, at: float) -> Mark:
        inset = 0.1 * min(box.width, box.height)
        place = box.grown(-inset)
        red = self._context.theme.accents[-1]
        brush = CrossBrush(place.width, place.height, red, self._context.u(7))
        later = tuple(move for move in self._opacity.moves if move.at > at + 0.05)
        opacity = Track(0.0, (Move(at, 0.05, 1.0), *later))
        grow = self._context.motion.draw(at, DRAW)
        return Mark(place, brush, "", opacity, grow, self._dx, self._dy, scale=self._scale)

    def texts(self) -> Iterator[Mark]:
        """Its captions, which go where it goes."""
        actor = self.scene.actors[self.index]
        for caption, box in self._body.texts(*self._place):
            mark = Mark(box, TextBrush(caption.block), caption.path, self._shown(caption))
            mark = replace(mark, dx=self._name_dx, dy=self._name_dy, passing=self._passes(caption))
            if caption.path == f"actors.{self.index}.label":
                mark = replace(mark, identity=f"label of {actor.id}: {caption.block.text}")
            yield mark

    def _passes(self, caption: Caption) -> bool:
        """Whether it gives way to another text, or goes or travels with its thing."""
        goes = bool(self._moves) or f"actors.{self.index}" in self._times.ends
        return goes or caption.last is not None or caption.first > 0

    def _shown(self, caption: Caption) -> Track:
        """The opacity of a caption: while its actor has the forms that it belongs to, and stands still."""
        track = self._faint_text
        first = self._time_of(caption.first)
        last = None if caption.last is None else self._time_of(caption.last)
        moves = []
        for move in track.moves:
            if last is not None and move.at >= last:
                break
            moves.append(move if move.at >= first else replace(move, at=first))
        if caption.first:
            level = _level(track, first + ENTER)
            later = [move for move in track.moves if move.at > first + ENTER]
            track = Track(0.0).then(level, first + _CHANGE * 0.5, FADE)
            moves = [*track.moves, *(move for move in later if last is None or move.at < last)]
        track = Track(0.0, tuple(sorted(moves, key=lambda move: move.at)))
        if last is not None:
            track = track.then(0.0, last, FADE)
        return self._hidden_on_the_way(track)

    def _hidden_on_the_way(self, track: Track) -> Track:
        """`track` without the time in which a name would run over others on its way."""
        for at in (at for at, journey in self._moves if journey.covers):
            level = _level(track, at + TRAVEL)
            kept = [move for move in track.moves if not at - 0.05 <= move.at <= at + TRAVEL]
            found = [move for move in kept if move.at < at]
            later = [move for move in kept if move.at > at + TRAVEL]
            track = Track(track.start, tuple(found)).then(0.0, at, FADE, ease_both)
            track = track.then(level, at + TRAVEL * _NEARLY, FADE)
            track = replace(track, moves=(*track.moves, *later))
        return track

    def _time_of(self, form: int) -> float:
        return self._changes[form - 1] if 0 < form <= len(self._changes) else 0.0


def _level(track: Track, t: float) -> float:
    """What a track has come to, or is on its way to, at `t` seconds."""
    return next((move.to for move in reversed(track.moves) if move.at <= t), track.start)
