"""A block on a slope with the forces on it, and where it was at equal times."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import ShapeBrush, TextBrush, fill, stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box, around
from .....drawing.text.text import TextBlock
from ...pen import holding
from ..picture import ModelPicture
from .slope import Slide

_BLOCK, _WEIGHT, _BELOW, _STROBES, _GHOST = 62, 100, 74, 4, 0.22
"""Units of the block's side, of its weight as an arrow and of what is kept below; equal times; opacity of the past."""
_STEEP, _ASIDE = 0.6, 200
"""Sine of the angle from which a slope is steep, and units that the steepest one stands further left."""
_LIFTED = 0.4
"""Part of the height that a flat slope leaves free, by which it is lifted."""
_NEAR = 96
"""Units from the lower end that the angle within it reaches at most."""


class SlopePicture(ModelPicture):
    """The slope falls from the left to the right."""

    aspect = 1.0

    @cached_property
    def slides(self) -> list[Slide]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, Slide)]

    @cached_property
    def long(self) -> float:
        """Pixels of the slope, the same for all angles."""
        room = self.u(_BLOCK + 36)
        widest = max(math.cos(math.radians(each.angle)) for each in self.slides)
        highest = max(math.sin(math.radians(each.angle)) for each in self.slides)
        return min((self.box.width - self.u(100)) / widest, (self.box.height - room - self.u(_BELOW)) / highest)

    def ends(self, slide: Slide) -> tuple[Point, Point]:
        """The upper and the lower end of the slope."""
        turned = math.radians(slide.angle)
        across, down = self.long * math.cos(turned), self.long * math.sin(turned)
        # At the right of a steep one stand the labels of forces.
        aside = self.u(20) + self.u(_ASIDE) * max(0.0, math.sin(turned) - _STEEP)
        x = max(self.box.centre[0] - across / 2 - aside, self.box.x)
        highest = max(math.sin(math.radians(each.angle)) for each in self.slides) * self.long
        spare = self.box.height - self.u(_BLOCK + 36) - self.u(_BELOW) - highest
        bottom = self.box.bottom - self.u(_BELOW) - max(0.0, spare) * _LIFTED
        return (x, bottom - down), (x + across, bottom)

    def centre(self, slide: Slide, t: float) -> Point:
        """The middle of the block: it lies on the slope, and stays on it as a whole."""
        (x, y), (to_x, to_y) = self.ends(slide)
        side = self.u(_BLOCK)
        share = (side * 0.6 + slide.way(t) / slide.length * (self.long - 1.4 * side)) / self.long
        turned = math.radians(slide.angle)
        up = (math.sin(turned) * side / 2, -math.cos(turned) * side / 2)
        return x + (to_x - x) * share + up[0], y + (to_y - y) * share + up[1]

    def marks(self) -> list[Mark]:
        found = []
        for index, (shown, slide) in enumerate(zip(self.line.stages, self.slides, strict=True)):
            (x, y), (to_x, to_y) = self.ends(slide)
            box = Box(x, y, to_x - x, to_y - y)
            path = skia.Path().moveTo(0, 0).lineTo(box.width, box.height).lineTo(0, box.height).close()
            until = self.line.until(index)
            opacity = self.setting.there(self.line.begins[index] if index else 0.0, until)
            theme = self.theme
            brush = ShapeBrush(path, theme.tint(theme.accent(2), 0.14), theme.ink, self.u(3))
            found.append(Mark(box, brush, f"{shown.stage.source}.slope", opacity, passing=until is not None))
            self._angle(slide, f"{shown.stage.source}.angle", index, until)
        return [*found, self.running()]

    def _angle(self, slide: Slide, path: str, index: int, until: float | None) -> None:
        """The angle, at the lower end."""
        start = self.line.begins[index] if index else 0.0
        block, box = self._angle_label(slide)
        self.setting.texts.append(self._text(block, (box.x, box.y), path, start, until))

    def _angle_label(self, slide: Slide) -> tuple[TextBlock, Box]:
        block = self.pen.block(self.setting.written(slide.angle, "°"), self.theme.ink)
        (left, _), (x, y) = self.ends(slide)
        # In a steep slope it has room within the angle; beside it the block comes down.
        within = (block.height + self.u(8)) / math.tan(math.radians(slide.angle)) + self.u(6) + block.width
        x = x - within if within < min(self.u(_NEAR), x - left - self.u(8)) else x + self.u(14)
        return block, Box(x, y - block.height - self.u(2), block.width, block.height)

    def _text(self, block: TextBlock, place: Point, path: str, start: float, until: float | None) -> Mark:
        box = Box(*place, block.width, block.height)
        return Mark(box, TextBrush(block), path, self.setting.there(start, until), passing=until is not None)

    def _forces(self, slide: Slide) -> list[tuple[str, float, Point]]:
        """The forces with their sizes and directions: away from the slope, down, uphill."""
        turned = math.radians(slide.angle)
        along = (math.cos(turned), math.sin(turned))
        out = (math.sin(turned), -math.cos(turned))
        found = [("weight", slide.weight, (0.0, 1.0)), ("support", slide.support, out)]
        if slide.held > 0:
            found.append(("friction", slide.held, (-along[0], -along[1])))
        if self.setting.scene.vectors and "components" in self.setting.scene.vectors:
            found.append(("downhill", slide.downhill, along))
        return found

    def _arrows(self, slide: Slide, t: float) -> list[tuple[str, Point, Point]]:
        """Each arrow with its start and its vector, in pixels."""
        wanted = self.setting.scene.vectors or ("forces",)
        x, y = self.centre(slide, t)
        found = []
        heaviest = max(each.weight for each in self.slides)
        if {"forces", "components"} & {*wanted}:
            k = self.u(_WEIGHT) / heaviest
            found += [(name, (x, y), (dx * size * k, dy * size * k)) for name, size, (dx, dy) in self._forces(slide)]
        if "velocity" in wanted and slide.slides and t < slide.duration:
            fastest = max(each.acceleration * each.duration for each in self.slides)
            k = slide.acceleration * t / fastest * self.u(_WEIGHT)
            turned = math.radians(slide.angle)
            found.append(("velocity", (x, y), (math.cos(turned) * k, math.sin(turned) * k)))
        return found

    def _labels(self, slide: Slide, t: float) -> list[tuple[TextBlock, Box]]:
        """The size of each force at the tip of its arrow."""
        found: list[tuple[TextBlock, Box]] = []
        sizes = {name: size for name, size, _ in self._forces(slide)}
        taken, own = [self._angle_label(slide)[1]], self._block_box(slide, t)
        for name, (x, y), (dx, dy) in self._arrows(slide, t):
            if name not in sizes or math.hypot(dx, dy) < self.u(14):
                continue
            text = f"{self.setting.word(name)} {self.setting.written(round(sizes[name], 1), 'N')}"
            block = self.pen.block(text, self.setting.hue(name))
            found.append((block, self._beside(slide, block, (x + dx, y + dy), name, taken, own)))
            taken.append(found[-1][1])
        return found

    def _beside(self, slide: Slide, block: TextBlock, tip: Point, name: str, taken: Sequence[Box], own: Box) -> Box:
        """Where the label of a force stands: near its tip, on none of those `taken`, and neither on an edge of the
        slope nor on the block, whose `own` box is given, if that can be.
        """
        gap, w, h = self.u(8), block.width, block.height
        right, left = (tip[0] + gap, tip[1] - h / 2), (tip[0] - gap - w, tip[1] - h / 2)
        under, lower = (tip[0] - w / 2, tip[1] + gap / 2), (tip[0] - gap - w, tip[1] + gap * 1.5)
        wanted = {"weight": (under, left, right), "friction": (lower, left), "downhill": (right, under)}
        clear = [(own.right + gap, right[1]), (own.x - gap - w, right[1])]
        further = [(x, y + h * lines) for lines in (-1, 1, -2, 2) for x, y in (right, left)]
        boxes = [self._inside(Box(x, y, w, h)) for x, y in (*wanted.get(name, (right, left)), *clear, *further)]
        return min(boxes, key=lambda box: self._hidden(slide, box, taken, own))

    def _hidden(self, slide: Slide, box: Box, taken: Sequence[Box], own: Box) -> tuple[float, float]:
        """How much of a label lies on others, and how much on an edge of the slope or on the block."""
        on_edge = self._on_edge(slide, box.grown(self.u(2)))
        return self._covered(box, taken), on_edge + box.overlap(own) / max(box.width * box.height, 1.0)

    def _block_box(self, slide: Slide, t: float) -> Box:
        """The box around the block."""
        turned, (x, y) = math.radians(slide.angle), self.centre(slide, t)
        half = self.u(_BLOCK) * (abs(math.sin(turned)) + abs(math.cos(turned))) / 2
        return Box(x - half, y - half, 2 * half, 2 * half)

    def _inside(self, box: Box) -> Box:
        x = min(max(box.x, self.box.x), self.box.right - box.width)
        return replace(box, x=x, y=min(max(box.y, self.box.y), self.box.bottom - box.height))

    def _covered(self, box: Box, taken: Sequence[Box]) -> float:
        return sum(box.grown(self.u(4)).overlap(other) for other in taken)

    def _on_edge(self, slide: Slide, box: Box) -> bool:
        """Whether an edge of the slope runs through `box`."""
        (x, y), (to_x, to_y) = self.ends(slide)
        edges = (((x, y), (to_x, to_y)), ((x, y), (x, to_y)), ((x, to_y), (to_x, to_y)))
        return any(
            box.holds((a[0] + (b[0] - a[0]) * n / 60, a[1] + (b[1] - a[1]) * n / 60))
            for a, b in edges
            for n in range(61)
        )

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        slide, t = shown.run, shown.time(clock)
        assert isinstance(slide, Slide)
        if slide.slides:
            for n in range(_STROBES):
                at = slide.duration * n / _STROBES
                if at < t:
                    self._block(canvas, slide, at, _GHOST)
        self._block(canvas, slide, t, 1.0)
        for name, start, vector in self._arrows(slide, t):
            self.pen.arrow(canvas, start, vector, self.setting.hue(name))
        for block, place in self._labels(slide, t):
            self.pen.words(canvas, block, place.x, place.y, halo=True)

    def _block(self, canvas: Any, slide: Slide, t: float, opacity: float) -> None:
        side, colour = self.u(_BLOCK), self.theme.accent(0)
        canvas.save()
        canvas.translate(*self.centre(slide, t))
        canvas.rotate(slide.angle)
        shape = skia.RRect.MakeRectXY(
            skia.Rect.MakeLTRB(-side / 2, -side / 2, side / 2, side / 2), side / 10, side / 10
        )
        canvas.drawRRect(shape, fill(self.theme.paper.mixed(colour, 0.35), opacity))
        canvas.drawRRect(shape, stroke(colour, self.u(3), opacity))
        canvas.restore()

    def covers(self, clock: float) -> Box | None:
        shown = self.line.at(clock)
        slide = shown.run
        if not isinstance(slide, Slide) or clock - shown.stage.start < 0.2:
            return None
        t = shown.time(clock)
        arrows = [(x + dx, y + dy) for _, (x, y), (dx, dy) in self._arrows(slide, t)]
        reach = holding([self.centre(slide, t), *arrows], self.u(_BLOCK * 0.8))
        return around([reach, *(place.grown(self.u(4)) for _, place in self._labels(slide, t))])


PICTURE = SlopePicture
