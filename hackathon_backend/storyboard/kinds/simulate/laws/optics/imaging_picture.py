"""What pictures of lenses and mirrors share: the axis, an object, rays that are drawn as light goes, and the image."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box
from .....drawing.text.text import TextBlock
from ..picture import ModelPicture
from .imaging import Imaging

_RAY, _ARROW = 3.5, 6
_HEADED, _HEAD = 82, 27
"""Units from where a ray begins to its head at most, and of that head."""
_TRAVELS = 2.4
"""Seconds that light takes to be drawn along its way."""
_FARTHEST = 3.2
"""Images that are farther away than so many times the object and the focal length are not shown."""


class ImagingPicture(ModelPicture):
    """The axis from the left to the right, the glass where both sides have room, heights and lengths to scale."""

    aspect = 1.9
    onward: ClassVar[int] = 1
    """Where light goes from the glass: 1 to the right, -1 back to the left."""

    @cached_property
    def run(self) -> Imaging:
        run = self.line.stages[0].run
        assert isinstance(run, Imaging)
        return run

    @cached_property
    def images(self) -> list[Point]:
        """Where images are that are near enough to be shown, with how large they are, at moments of the run."""
        run = self.run
        moments = [self.line.end * n / 60 for n in range(61)]
        found = [(run.image(t), run.magnification(t)) for t in moments]
        return [(b, m) for b, m in found if abs(b) < self.farthest]

    @cached_property
    def farthest(self) -> float:
        return _FARTHEST * max(*self.run.distance.values, self.foci)

    @cached_property
    def foci(self) -> float:
        """The longest focal length, whatever its sign; 0 for a plane mirror."""
        return max(abs(value) if math.isfinite(value) else 0.0 for value in self.run.focal.values)

    @cached_property
    def spans(self) -> tuple[float, float, float, float]:
        """Metres to be seen at the left and the right of the glass, and above and below the axis."""
        raise NotImplementedError

    def glass(self, canvas: Any) -> None:
        """Draw the lens or the mirror."""
        raise NotImplementedError

    def rays(self, f: float, g: float, h: float) -> list[Point]:
        """For each ray the height at which it meets the glass, and how much it rises then in each metre."""
        raise NotImplementedError

    def surface(self, _height: float) -> float:
        """Metres at the right of its middle where the glass is met at a height."""
        return 0.0

    @cached_property
    def scale(self) -> float:
        left, right, high, low = self.spans
        return min(self.box.width / (left + right), (self.box.height - self.u(72)) / (high + low))

    @cached_property
    def centre(self) -> Point:
        left, right, high, low = self.spans
        spare = self.box.width - (left + right) * self.scale
        middle = self.box.centre[1] + (high - low) / 2 * self.scale
        return self.box.x + spare / 2 + left * self.scale, middle

    def point(self, x: float, y: float) -> Point:
        return self.centre[0] + x * self.scale, self.centre[1] - y * self.scale

    @cached_property
    def tall(self) -> float:
        """Pixels of half of the glass."""
        return min(self.box.height / 2 - self.u(10), self.run.height * self.scale * 1.0 + self.u(70))

    def marks(self) -> list[Mark]:
        y = self.centre[1]
        return [self.rule((self.box.x, y), (self.box.right, y), self.theme.muted, 2), *self.named(), self.running()]

    def named(self) -> list[Mark]:
        """What is marked on the axis, if it stays where it is."""
        return []

    def on_axis(self, x: float, text: str, path: str, across: float = 0.5) -> Mark:
        """A stroke on the axis with `text` below it; `across` is where the stroke is, in parts of the text's width."""
        px, y = self.point(x, 0.0)
        self.setting.label(text, self.theme.ink, [(px, y + self.u(12), across, 0.0)], path)
        return self.rule((px, y - self.u(7)), (px, y + self.u(7)), self.theme.ink, 3)

    def draw(self, canvas: Any, clock: float) -> None:
        share = 1.0 if self.setting.context.motion.reduced else min(clock / _TRAVELS, 1.0)
        self.glass(canvas)
        g, h = self.run.distance.at(clock), self.run.height
        self._rays(canvas, clock, share)
        name = self._thing(canvas, "object", (-g, h), 0)
        b, m = self.run.image(clock), self.run.magnification(clock)
        if share >= 1.0 and self._seen(b, m):
            self._thing(canvas, "image", (b * self.onward, m * h), 5, 1.0 if b > 0 else 0.6, clear_of=name)

    def _seen(self, b: float, m: float) -> bool:
        """Whether there is room for an image."""
        left, right, high, low = self.spans
        inside = math.isfinite(b) and -left < b * self.onward < right
        return inside and -low * 1.01 <= m * self.run.height <= high * 1.01

    def _thing(
        self, canvas: Any, name: str, tip: Point, hue: int, opacity: float = 1.0, *, clear_of: Box | None = None
    ) -> Box:
        """An arrow up or down from the axis with its name, `clear_of` another's; where the name stands."""
        foot, end = self.point(tip[0], 0.0), self.point(*tip)
        colour = self.theme.accent(hue)
        self.pen.arrow(canvas, foot, (0.0, end[1] - foot[1]), colour, width=_ARROW, opacity=opacity)
        block = self.pen.block(self.setting.word(name), colour)
        taken = [*self.setting.places.solid, clear_of] if clear_of else []
        place = min(self._name_places(block, foot, end), key=lambda each: sum(map(each.overlap, taken)))
        self.pen.words(canvas, block, place.x, place.y, halo=True)
        return place

    def _name_places(self, block: TextBlock, foot: Point, end: Point) -> Iterator[Box]:
        """Where the name of an arrow may stand: best at its tip, else beside it, beside its tip, or at its foot."""
        x, gap, aside = end[0], self.u(6), block.width / 2 + self.u(_ARROW + 8)
        above, below = min(foot[1], end[1]) - block.height - gap, max(foot[1], end[1]) + gap
        at_tip, at_foot = (above, below) if end[1] < foot[1] else (below, above)
        middle = (foot[1] + end[1] - block.height) / 2
        ways = ((0, at_tip), (aside, middle), (-aside, middle), (aside, at_tip), (-aside, at_tip), (0, at_foot))
        for across, y in ways:
            left = min(max(x + across - block.width / 2, self.box.x), self.box.right - block.width)
            yield Box(left, min(max(y, self.box.y), self.box.bottom - block.height), block.width, block.height)

    def _rays(self, canvas: Any, clock: float, share: float) -> None:
        """From the tip of the object to the glass and on; dashed back to an image from which they only seem to come."""
        f, g, h = self.run.length(clock), self.run.distance.at(clock), self.run.height
        b, m = self.run.image(clock), self.run.magnification(clock)
        left, right, _, _ = self.spans
        reach = right if self.onward > 0 else left
        virtual = share >= 1.0 and b < 0 and self._seen(b, m)
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(self.box.x, self.box.y, self.box.right, self.box.bottom))
        for n, (height, slope) in enumerate(self.rays(f, g, h)):
            colour = self.theme.accent((2, 1, 4)[n])
            met = self.point(self.surface(height), height)
            self._part(canvas, self.point(-g, h), met, min(share * 2, 1.0), colour)
            if share > 0.5:
                end = self.point(self.onward * reach, height + slope * reach)
                self._part(canvas, met, end, share * 2 - 1, colour)
            if virtual:
                # A ray that came along the axis seems to come from the focus, which may be behind the image.
                back = min(b, f) if n == 0 and math.isfinite(f) else b
                self._dashed(canvas, met, self.point(self.onward * back, height + slope * back), colour)
        canvas.restore()

    def _dashed(self, canvas: Any, start: Point, end: Point, colour: Any, width: float = 2.0) -> None:
        paint = stroke(colour, self.u(width), 0.7)
        paint.setPathEffect(skia.DashPathEffect.Make([self.u(7), self.u(8)], 0.0))
        canvas.drawLine(*start, *end, paint)

    def _part(self, canvas: Any, start: Point, end: Point, share: float, colour: Any) -> None:
        if share > 0 and math.isfinite(end[1]):
            now = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            self.pen.line(canvas, start, now, colour, _RAY)
            self._headed(canvas, start, now, math.dist(start, end), colour)

    def _headed(self, canvas: Any, start: Point, now: Point, length: float, colour: Any) -> None:
        """Shows which way light goes, once it is there."""
        far, gone = min(length * 0.5, self.u(_HEADED)), math.dist(start, now)
        if gone > far + self.u(_HEAD) and gone > self.u(2 * _HEAD):
            dx, dy = (now[0] - start[0]) / gone, (now[1] - start[1]) / gone
            vector = (dx * self.u(_HEAD), dy * self.u(_HEAD))
            self.pen.arrow(canvas, (start[0] + dx * far, start[1] + dy * far), vector, colour, width=_RAY, size=1.2)

    def covers(self, _clock: float) -> Box | None:
        return self.box
