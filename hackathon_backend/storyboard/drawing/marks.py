"""A mark: something drawn at a place, and how it comes, stands out, moves and goes."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import skia

from .brushes import Brush, Changing, Growing
from .motion.tracks import FADE, NOWHERE, STILL, Track, ease_both
from .motion.view import Seen
from .motion.ways import Along
from .stage import Box
from .states import GONE, MarkState

__all__ = ["Mark", "MarkState", "rect"]

_UNSEEN = 1 / 255
_SOFT = 2.0
"""Pixels that a soft edge may take."""
_TRACKS = ("opacity", "grow", "dx", "dy", "scale", "turn", "shape", "colour")


@dataclass(frozen=True)
class Mark:
    """`box` is where it stands, in pixels, when nothing shifts it. `path` names the field of the scene that it shows
    ("points.0.text"), or is empty for furniture. Marks of one `island` keep their order in scripts that run from right
    to left: a listing moves as a whole, and is not turned around.
    """

    box: Box
    brush: Brush
    path: str = ""
    opacity: Track = STILL
    grow: Track = STILL
    dx: Track = NOWHERE
    dy: Track = NOWHERE
    clip: Box | None = None
    island: Box | None = None
    thing: str = ""
    """What it is called by the labels that name it, if any do."""
    names: str = ""
    """The `thing` that this label belongs to."""
    passing: bool = False
    """Whether it is only there while the voice speaks of what it shows."""
    scale: Track = STILL
    """Its size as a multiple of its own, about the middle of its box."""
    turn: Track = NOWHERE
    """Degrees by which it is turned clockwise, about the middle of its box."""
    along: Along | None = None
    """The way that its middle moves along, instead of standing where its box is."""
    shape: Track = NOWHERE
    """How far its brush has changed from one shape to the next, if it is a `Changing` one: 0 to 1, then to 2 ..."""
    colour: Track = NOWHERE
    """How far its brush has changed from one colour to the other, if it is a `Changing` one."""
    identity: str = ""
    """What it shows, if that is to stay and to move when the next scene shows it too, instead of going and coming."""
    view: Seen | None = None
    """How a camera sees it, if there is one."""

    @property
    def moves(self) -> bool:
        """Whether it ever changes."""
        return bool(self.along or self.view) or any(getattr(self, name).moves for name in _TRACKS)

    @property
    def reach(self) -> float:
        """How far its strokes can be drawn, roughly, in pixels."""
        return 2 * (self.box.width + self.box.height)

    def state(self, t: float) -> MarkState:
        """How it is at `t` seconds; what can't be seen is all the same."""
        turn = bisect_right(self._turns, t)
        if turn % 2:
            return self._computed(t)
        if turn not in self._at_rest:
            self._at_rest[turn] = self._computed(t)
        return self._at_rest[turn]

    @cached_property
    def _turns(self) -> list[float]:
        """When it begins to move and when it comes to rest, in turn."""
        turns: list[float] = []
        for start, end in sorted(self.busy()):
            if turns and start <= turns[-1]:
                turns[-1] = max(turns[-1], end)
            else:
                turns += [start, end]
        return turns

    @cached_property
    def _at_rest(self) -> dict[int, MarkState]:
        """How it is between its movements, by the number of turns before: most marks rest in most frames."""
        return {}

    def _computed(self, t: float) -> MarkState:
        opacity = self.opacity.value(t)
        if opacity < _UNSEEN:
            return GONE
        if self._stands_plainly:
            return MarkState(opacity, self.grow.value(t), self.dx.value(t), self.dy.value(t))
        return self._posed(t, opacity)

    @cached_property
    def _stands_plainly(self) -> bool:
        """Whether it is never anything but shifted, as most marks are."""
        extra = (self.scale, self.turn, self.shape, self.colour)
        return extra == (STILL, NOWHERE, NOWHERE, NOWHERE) and self.along is None and self.view is None

    def _posed(self, t: float, opacity: float) -> MarkState:
        """How it is at `t` seconds with all that may be done to it; the camera comes last."""
        dx, dy, scale, turn = self.dx.value(t), self.dy.value(t), self.scale.value(t), self.turn.value(t)
        middle = self.box.centre
        if self.along:
            spot = self.along.way.at(self.along.share.value(t))
            dx, dy = dx + spot.x - middle[0], dy + spot.y - middle[1]
            turn += self.along.facing(spot)
        if self.view:
            x, y, zoom = self.view.pose(t, (middle[0] + dx, middle[1] + dy))
            dx, dy, scale = x - middle[0], y - middle[1], scale * zoom
            opacity *= self.view.strength.value(t)
            if opacity < _UNSEEN:
                return GONE
        return MarkState(opacity, self.grow.value(t), dx, dy, scale, turn, self.shape.value(t), self.colour.value(t))

    def stands(self, state: MarkState) -> Box:
        """Its box as it is in `state`: shifted, in the size that it has then, and turned."""
        if state.upright:
            return self.box.moved(state.dx, state.dy)
        return _posed(self.box, state)

    def bounds(self, state: MarkState) -> Box:
        """The part of the frame that it may touch in `state`: accents, ends of strokes and soft edges included."""
        reached = self._reached
        if not state.upright:
            reached = _posed(reached, state).grown(_SOFT)
        elif state.dx or state.dy:
            reached = reached.moved(state.dx, state.dy)
        return reached.within(self.clip) if self.clip else reached

    def stretch(self, before: MarkState, after: MarkState) -> Box | None:
        """The part of the frame in which it differs between two states in which it has only grown; None: any part.

        A line that is cut has softer edges, by a hair, than the whole one: what comes to rest is drawn in full.
        """
        if before[0] != after[0] or before[2:] != after[2:] or not isinstance(self.brush, Growing):
            return None
        if not after.upright or after.shape or after.colour:
            return None
        if any(after is resting for resting in self._at_rest.values()):
            return None
        drawn = self.brush.stretch(*sorted((before.grow, after.grow)))
        if drawn is None:
            return None
        moved = drawn.moved(self.box.x + after.dx, self.box.y + after.dy).grown(_SOFT)
        return moved.within(self.clip) if self.clip else moved

    @cached_property
    def _reached(self) -> Box:
        return self.box.grown(_SOFT + self.brush.overhang)

    def brush_in(self, state: MarkState) -> Brush:
        """Its brush as it is in `state`, if that may change."""
        if (state.shape or state.colour) and isinstance(self.brush, Changing):
            return self.brush.changed(state.shape, state.colour)
        return self.brush

    def paint(self, canvas: Any, state: MarkState, bounds: Box | None = None) -> None:
        """Draw it as it is in `state`; whoever knows its `bounds` there may say them."""
        if state is GONE or state.opacity < _UNSEEN:
            return
        kept = canvas.getSaveCount()
        if self.clip or state.opacity >= 1:
            canvas.save()
        if self.clip:
            canvas.clipRect(rect(self.clip))
        if state.opacity < 1:
            canvas.saveLayerAlpha(rect(bounds or self.bounds(state)), round(255 * state.opacity))
        canvas.translate(self.box.x + state.dx, self.box.y + state.dy)
        if not state.upright:
            canvas.translate(self.box.width / 2, self.box.height / 2)
            canvas.rotate(state.turn)
            canvas.scale(state.scale, state.scale)
            canvas.translate(-self.box.width / 2, -self.box.height / 2)
        self.brush_in(state).paint(canvas, state.grow)
        canvas.restoreToCount(kept)

    def busy(self) -> Iterator[tuple[float, float]]:
        """The spans of time in which it changes."""
        for track in (self.opacity, self.grow, self.dx, self.dy):
            yield from track.busy()
        if not self._stands_plainly:
            for track in (self.scale, self.turn, self.shape, self.colour):
                yield from track.busy()
            yield from self.along.share.busy() if self.along else ()
            yield from self.view.busy() if self.view else ()

    def ways(self) -> Iterator[tuple[float, float]]:
        """The spans of time in which it is on its way from one place to another, beyond a rise as it appears."""
        yield from self.dx.busy()
        yield from self.along.share.busy() if self.along else ()
        yield from self.view.busy() if self.view else ()

    def leaving(self, at: float) -> Mark:
        """This mark, fading away so that it is gone at `at` seconds."""
        kept = replace(self.opacity, moves=tuple(move for move in self.opacity.moves if move.at < at))
        start = max(at - FADE, kept.moves[-1].at if kept.moves else 0.0)
        return replace(self, opacity=kept.then(0.0, start, at - start, ease_both))

    def begun(self, by: float) -> Mark:
        """This mark as if all that starts up to `by` seconds were over from the first."""
        tracks = {name: getattr(self, name).begun(by) for name in _TRACKS}
        along, view = self.along and self.along.begun(by), self.view and self.view.begun(by)
        return replace(self, along=along, view=view, **tracks)

    def mirrored(self, width: float) -> Mark:
        """This mark in a frame of `width` pixels that is read from right to left."""
        if self.island:
            shift = (width - self.island.right) - self.island.x
            clip, view = self.clip and self.clip.moved(shift), self.view and self.view.moved(shift)
            along = self.along and replace(self.along, way=self.along.way.moved(shift))
            box, island = self.box.moved(shift), self.island.moved(shift)
            return replace(self, box=box, clip=clip, island=island, along=along, view=view)
        box = replace(self.box, x=width - self.box.right)
        clip = self.clip and replace(self.clip, x=width - self.clip.right)
        along = self.along and self.along.mirrored(width)
        view, brush = self.view and self.view.mirrored(width), self.brush.mirrored(self.box.width)
        dx, turn = self.dx.negative(), self.turn.negative()
        return replace(self, box=box, clip=clip, dx=dx, turn=turn, along=along, view=view, brush=brush)


def _posed(box: Box, state: MarkState) -> Box:
    """The smallest upright box around `box` as it is in `state`."""
    angle = math.radians(state.turn)
    cos, sin = abs(math.cos(angle)) * state.scale, abs(math.sin(angle)) * state.scale
    width, height = box.width * cos + box.height * sin, box.width * sin + box.height * cos
    x, y = box.centre
    return Box(x + state.dx - width / 2, y + state.dy - height / 2, width, height)


def rect(box: Box) -> Any:
    """`box` as skia has it."""
    return skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height)
