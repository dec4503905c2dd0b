"""A mark: something drawn at a place, and how it comes, stands out, moves and goes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import skia

from .brushes import Brush, Growing
from .stage import Box
from .tracks import FADE, NOWHERE, STILL, Track, ease_both

_UNSEEN = 1 / 255
_SOFT = 2.0
"""Pixels that a soft edge may take."""


class MarkState(NamedTuple):
    """How a mark is at one moment: its opacity and how much of it is drawn (0-1), and its shift in pixels."""

    opacity: float
    grow: float
    dx: float
    dy: float

    def differs(self, other: MarkState, reach: float) -> bool:
        """Whether an eye could tell a mark in this state, `reach` pixels across, from one in the `other`."""
        return (
            abs(self.opacity - other.opacity) > 0.03
            or abs(self.dx - other.dx) + abs(self.dy - other.dy) > 0.4
            or abs(self.grow - other.grow) * reach > 4.0
        )


_GONE = MarkState(0.0, 0.0, 0.0, 0.0)


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

    @property
    def moves(self) -> bool:
        """Whether it ever changes."""
        return bool(self.opacity.moves or self.grow.moves or self.dx.moves or self.dy.moves)

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
            return _GONE
        return MarkState(opacity, self.grow.value(t), self.dx.value(t), self.dy.value(t))

    def bounds(self, state: MarkState) -> Box:
        """The part of the frame that it may touch in `state`: accents, ends of strokes and soft edges included."""
        reached = self._reached
        if state.dx or state.dy:
            reached = reached.moved(state.dx, state.dy)
        return reached.within(self.clip) if self.clip else reached

    def stretch(self, before: MarkState, after: MarkState) -> Box | None:
        """The part of the frame in which it differs between two states in which it has only grown; None: any part.

        A line that is cut has softer edges, by a hair, than the whole one: what comes to rest is drawn in full.
        """
        if before[0] != after[0] or before[2:] != after[2:] or not isinstance(self.brush, Growing):
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

    def paint(self, canvas: Any, state: MarkState) -> None:
        """Draw it as it is in `state`."""
        if state is _GONE or state.opacity < _UNSEEN:
            return
        canvas.save()
        if self.clip:
            canvas.clipRect(rect(self.clip))
        if state.opacity < 1:
            canvas.saveLayerAlpha(rect(self.bounds(state)), round(255 * state.opacity))
        canvas.translate(self.box.x + state.dx, self.box.y + state.dy)
        self.brush.paint(canvas, state.grow)
        if state.opacity < 1:
            canvas.restore()
        canvas.restore()

    def busy(self) -> Iterator[tuple[float, float]]:
        """The spans of time in which it changes."""
        for track in (self.opacity, self.grow, self.dx, self.dy):
            yield from track.busy()

    def leaving(self, at: float) -> Mark:
        """This mark, fading away so that it is gone at `at` seconds."""
        kept = replace(self.opacity, moves=tuple(move for move in self.opacity.moves if move.at < at))
        start = max(at - FADE, kept.moves[-1].at if kept.moves else 0.0)
        return replace(self, opacity=kept.then(0.0, start, at - start, ease_both))

    def begun(self, by: float) -> Mark:
        """This mark as if all that starts up to `by` seconds were over from the first."""
        tracks = {name: getattr(self, name).begun(by) for name in ("opacity", "grow", "dx", "dy")}
        return replace(self, **tracks)

    def mirrored(self, width: float) -> Mark:
        """This mark in a frame of `width` pixels that is read from right to left."""
        if self.island:
            shift = (width - self.island.right) - self.island.x
            clip = self.clip and self.clip.moved(shift)
            return replace(self, box=self.box.moved(shift), clip=clip, island=self.island.moved(shift))
        box = replace(self.box, x=width - self.box.right)
        clip = self.clip and replace(self.clip, x=width - self.clip.right)
        dx = replace(self.dx, start=-self.dx.start, moves=tuple(replace(m, to=-m.to) for m in self.dx.moves))
        return replace(self, box=box, clip=clip, dx=dx, brush=self.brush.mirrored(self.box.width))


def rect(box: Box) -> Any:
    """`box` as skia has it."""
    return skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height)
