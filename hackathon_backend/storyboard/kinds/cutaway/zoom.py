"""The camera that goes near to a part, and back when something else is spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from ...drawing.motion.camera import ZOOM, Camera
from ...drawing.motion.tracks import STEP, Track, ease_both
from ...drawing.stage import Box, around
from .figure import CutawayFigure, bounds
from .labels import Place, PlacedLabel
from .library import find_part

_AROUND = 1.35
"""How much more than a part is seen when the camera is near it."""
_BACK = 1.2
"""Seconds before the end of a scene at which the camera goes back, so that the next scene begins with all of it."""


@dataclass(frozen=True)
class Near:
    """The camera is near a part, from `start` on until `end`."""

    part: str
    start: float
    end: float


@dataclass(frozen=True)
class Nearness:
    """When the camera of a figure is near to which parts."""

    figure: CutawayFigure

    @cached_property
    def spans(self) -> list[Near]:
        """When it is near, in order."""
        figure, found = self.figure, list[Near]()
        for index, zoom in enumerate(figure.scene.zoom):
            start, end = figure.times.spans(f"zoom.{index}")[0]
            back = figure.times.end - _BACK
            found.append(Near(find_part(figure.drawing, zoom.part), start, back if end is None else min(end, back)))
        return [each for each in found if each.end > each.start + 2 * ZOOM]

    @cached_property
    def camera(self) -> Camera:
        """Its window is the room between the labels."""
        camera = Camera(self._window, self.figure.context.motion)
        for near, following in zip_longest(self.spans, self.spans[1:]):
            camera = camera.on(self.seen(near.part), near.start)
            if following is None or following.start > near.end + 0.1:
                camera = camera.out(near.end)
        return camera

    @cached_property
    def _window(self) -> Box:
        arrangement, area = self.figure.arrangement, self.figure.area
        frame, pad = arrangement.frame, self.figure.context.u(8)
        texts = [each.name for each in arrangement.labels] + [each.note for each in arrangement.labels]
        left = max((box.right for box in texts if box.right < frame.x), default=area.x) + pad
        right = min((box.x for box in texts if box.x > frame.right), default=area.right) - pad
        if any(box.bottom < frame.y or box.y > frame.bottom for box in texts if box.right > left and box.x < right):
            return frame.grown(pad)
        # As far to either side, so that the drawing keeps its middle.
        half = min(frame.centre[0] - left, right - frame.centre[0])
        return Box(frame.centre[0] - half, area.y, 2 * half, area.height)

    def seen(self, part: str) -> Box:
        """What is to be seen of a part: if there are several of it, the one that its label leads to."""
        figure = self.figure
        own = {part, *figure.drawing.inside(part)}
        shapes = [shape for shape in figure.shapes if shape.part in own]
        x, y = self._dot(part)
        hit = [shape for shape in shapes if bounds([shape]).grown(1.0).holds((x, y))]
        box = around([bounds([shape]) for shape in hit or shapes])
        return box.grown(max(box.width, box.height) * (_AROUND - 1) / 2)

    def _dot(self, part: str) -> Place:
        figure = self.figure
        for placed in figure.arrangement.labels:
            if placed.anchor in figure.drawing.parts[part].anchors:
                return placed.dot
        return figure.place(figure.drawing.parts[part].anchors[0])

    def line(self, placed: PlacedLabel, near: Near) -> tuple[Place, ...]:
        """The line of a label to its dot as it is seen from near."""
        sight = self.camera.sight_of(self.seen(near.part))
        return placed.way(self.camera.view.project(placed.dot, sight))

    def names(self, placed: PlacedLabel, near: Near) -> bool:
        """Whether a label is that of the part that is seen from near."""
        return placed.anchor in self.figure.drawing.parts[near.part].anchors

    def away(self, opacity: Track, but: PlacedLabel | None = None) -> Track:
        """`opacity`, but nothing while the camera is near, except for a label that names what it is near to."""
        for near in self.spans:
            if but is None or not self.names(but, near):
                opacity = _hidden(opacity, near)
        return opacity

    def only(self, near: Near) -> Track:
        """Opacity of what is there only while the camera is near."""
        return Track(0.0).then(1.0, near.start + ZOOM, STEP, ease_both).then(0.0, near.end, STEP / 2, ease_both)


def _hidden(opacity: Track, near: Near) -> Track:
    """`opacity` with nothing in a span, and what it would have been after it."""
    before = [move for move in opacity.moves if move.at < near.start]
    after = [move for move in opacity.moves if move.at >= near.end]
    level = [move.to for move in opacity.moves if move.at < near.end]
    hidden = Track(opacity.start, tuple(before)).then(0.0, near.start, STEP / 2, ease_both)
    hidden = hidden.then(level[-1] if level else opacity.start, near.end, STEP, ease_both)
    for move in after:
        hidden = hidden.then(move.to, move.at, move.seconds, move.ease)
    return hidden
