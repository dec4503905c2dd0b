"""Brushes that become other ones: by their outlines, by their colours, or by a fade."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar, Self

import skia

from ...theme import Colour
from ..arrows import ArrowBrush
from ..brushes import Brush, BrushKind, ShapeBrush, StrokeBrush
from .outlines import Contour, Morph, contours, fit, strokes


@dataclass(frozen=True)
class BecomingBrush:
    """A shape that becomes each of `shapes` in turn, the first of which it is at the start; `tone` is its other colour.

    Shapes whose outlines don't fit one another fade into each other; they have to share their middle and their size.
    """

    shapes: tuple[ShapeBrush, ...]
    tone: tuple[Colour | None, Colour | None] | None = None
    """Filling and outline at the end of the `colour` track."""
    kind: ClassVar[BrushKind] = "shape"

    @property
    def overhang(self) -> float:
        return max(shape.overhang for shape in self.shapes)

    def paint(self, canvas: Any, grow: float) -> None:
        self.shapes[0].paint(canvas, grow)

    def changed(self, shape: float, colour: float) -> Brush:
        """See `Changing`."""
        index = min(int(shape), len(self.shapes) - 1)
        brush, part = self._toned(index, colour), shape - index
        if part <= 0 or index + 1 == len(self.shapes):
            return brush
        other, morph = self._toned(index + 1, colour), self._morphs[index]
        if morph is None:
            return FadingBrush(brush, other, part)
        filling, outline = _mixed(brush.filling, other.filling, part), _mixed(brush.outline, other.outline, part)
        return replace(brush, path=morph.path(part), filling=filling, outline=outline)

    def _toned(self, index: int, colour: float) -> ShapeBrush:
        shape = self.shapes[index]
        if self.tone is None or colour <= 0:
            return shape
        filling, outline = (
            _mixed(own, other, colour) for own, other in zip((shape.filling, shape.outline), self.tone, strict=True)
        )
        return replace(shape, filling=filling, outline=outline)

    @cached_property
    def _morphs(self) -> list[Morph | None]:
        """The way from each shape to the next; None where they fade."""
        found = [contours(shape.path) for shape in self.shapes]
        pairs = pairwise(found)
        return [Morph.of(before, after) if fit(before, after) else None for before, after in pairs]

    def mirrored(self, width: float) -> Self:
        return replace(self, shapes=tuple(shape.mirrored(width) for shape in self.shapes))


def _mixed(one: Colour | None, other: Colour | None, part: float) -> Colour | None:
    if one is None or other is None:
        return one or other
    return one.mixed(other, part)


@dataclass(frozen=True)
class FadingBrush:
    """A brush that fades into another one, which stands in the same box."""

    before: Brush
    after: Brush
    part: float = 0.0
    kind: ClassVar[BrushKind] = "glow"

    @property
    def overhang(self) -> float:
        return max(self.before.overhang, self.after.overhang)

    def paint(self, canvas: Any, grow: float) -> None:
        # First the new one comes over the old one, which then goes: what both have in common never fades.
        for brush, strength in ((self.before, 2 - 2 * self.part), (self.after, 2 * self.part)):
            if strength > 0:
                canvas.saveLayerAlpha(None, round(255 * min(strength, 1.0)))
                brush.paint(canvas, grow)
                canvas.restore()

    def changed(self, shape: float, _colour: float) -> Brush:
        """See `Changing`."""
        return self.after if shape >= 1 else replace(self, part=shape)

    def mirrored(self, width: float) -> Self:
        return replace(self, before=self.before.mirrored(width), after=self.after.mirrored(width))


@dataclass(frozen=True)
class ResizedBrush:
    """A brush made for a box of `own` width and height, drawn into one of another size."""

    brush: Brush
    own: tuple[float, float]
    size: tuple[float, float]
    kind: ClassVar[BrushKind] = "shape"

    @property
    def overhang(self) -> float:
        return self.brush.overhang * max(1.0, *self._scales)

    @property
    def _scales(self) -> tuple[float, float]:
        across, down = (new / old if old > 0 else 1.0 for old, new in zip(self.own, self.size, strict=True))
        return across, down

    def paint(self, canvas: Any, grow: float) -> None:
        canvas.save()
        canvas.scale(*self._scales)
        self.brush.paint(canvas, grow)
        canvas.restore()

    def mirrored(self, _width: float) -> Self:
        return replace(self, brush=self.brush.mirrored(self.own[0]))


@dataclass(frozen=True)
class BecomingLine:
    """A line, or several, that were drawn along `before` and become those of `after`, each along its whole length."""

    before: StrokeBrush | ArrowBrush
    after: StrokeBrush | ArrowBrush
    kind: ClassVar[BrushKind] = "line"

    @property
    def path(self) -> Any:
        """The line that it becomes."""
        return self.after.path

    @cached_property
    def overhang(self) -> float:
        """As far as the line was from where it is to be."""
        bounds, own = self.before.path.getBounds(), self.after.path.getBounds()
        before = (own.left() - bounds.left(), own.top() - bounds.top())
        behind = (bounds.right() - own.right(), bounds.bottom() - own.bottom())
        return float(max(0.0, *before, *behind)) + self.after.overhang

    def paint(self, canvas: Any, grow: float) -> None:
        self.before.paint(canvas, grow)

    def changed(self, shape: float, _colour: float) -> Brush:
        """See `Changing`."""
        if shape >= 1:
            return self.after
        path = skia.Path()
        for one, other in zip(*self._strokes, strict=False):
            points = one + (other - one) * shape
            path.addPoly([skia.Point(float(x), float(y)) for x, y in points], False)
        return replace(self.after, path=path, colour=self.before.colour.mixed(self.after.colour, shape))

    @cached_property
    def _strokes(self) -> tuple[list[Contour], list[Contour]]:
        return strokes(self.before.path), strokes(self.after.path)

    def mirrored(self, width: float) -> Self:
        return replace(self, before=self.before.mirrored(width), after=self.after.mirrored(width))
