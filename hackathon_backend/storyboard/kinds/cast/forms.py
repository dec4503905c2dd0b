"""What draws an actor: one drawing or many of it, and how it becomes more, less or another one."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ClassVar, Self

from ...drawing.art.brush import TONE, ArtBrush
from ...drawing.brushes import Brush, BrushKind, fill, stroke
from ...drawing.motion.outlines import Morph, contours, fit
from .plain import PlainBrush

_FULL = 0.92
"""Part of its cell that one of several copies takes."""
_GROUND = 0.12
"""Part of the colour in the ground of a plain shape."""
_GONE, _COMES = 0.4, 0.6
"""Parts of a change of shape by which the inner lines are gone, and from which the other ones come."""


@dataclass(frozen=True)
class Form:
    """How an actor looks for a while: a drawing made for its whole box, and how many times it is there."""

    drawing: ArtBrush | PlainBrush
    count: int
    box: tuple[float, float]
    """Width and height in pixels."""

    @property
    def own(self) -> tuple[float, float]:
        """Width and height of the drawing itself: those that fill no box are squares in its middle."""
        fills = isinstance(self.drawing, PlainBrush) or self.drawing.crop
        return self.box if fills else (min(self.box), min(self.box))

    def cropped(self, like: Form) -> Form:
        """The same in the box that the drawing of `like` takes without its margins: without them itself, if it is that
        drawing.
        """
        if not (isinstance(self.drawing, ArtBrush) and isinstance(like.drawing, ArtBrush)):
            return self
        tight = like.drawing.cropped()
        assert tight.crop
        box = (tight.crop.width, tight.crop.height)
        drawing = tight if self.drawing.art == tight.art else replace(self.drawing, size=min(box))
        return replace(self, drawing=drawing, box=box)

    def cells(self) -> list[tuple[float, float, float]]:
        """Left, top and scale of each copy: in rows in which they are as large as can be."""
        return _cells(self.count, self.box, self.own)

    def paint(self, canvas: Any, grow: float) -> None:
        for x, y, size in self.cells():
            _paint_at(canvas, self.drawing, x, y, size, grow)


@lru_cache(maxsize=256)
def _cells(count: int, box: tuple[float, float], own: tuple[float, float]) -> list[tuple[float, float, float]]:
    (width, height), (across, down) = box, own
    if count == 1:
        return [((width - across) / 2, (height - down) / 2, 1.0)]

    def scale(columns: int) -> float:
        return min(width / columns / across, height / math.ceil(count / columns) / down)

    best = max(range(1, count + 1), key=lambda columns: (scale(columns), columns))
    rows, part = math.ceil(count / best), scale(best)
    found = []
    for index in range(count):
        row, column = divmod(index, best)
        inrow = min(best, count - row * best)
        x = width / 2 + (column - inrow / 2 + (1 - _FULL) / 2) * across * part
        y = height / 2 + (row - rows / 2 + (1 - _FULL) / 2) * down * part
        found.append((x, y, part * _FULL))
    return found


def _paint_at(canvas: Any, drawing: Brush, x: float, y: float, size: float, grow: float) -> None:
    if size <= 0:
        return
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(size, size)
    drawing.paint(canvas, grow)
    canvas.restore()


@dataclass(frozen=True)
class ActorBrush:
    """An actor in each of its forms in turn."""

    forms: tuple[Form, ...]
    kind: ClassVar[BrushKind] = "shape"

    @property
    def overhang(self) -> float:
        return max(form.drawing.overhang for form in self.forms) + 0.1 * max(self.forms[0].box)

    def paint(self, canvas: Any, grow: float) -> None:
        self.forms[0].paint(canvas, grow)

    def changed(self, shape: float, _colour: float) -> Brush:
        """See `Changing`."""
        index = min(int(shape), len(self.forms) - 1)
        part = shape - index
        if part <= 0 or index + 1 == len(self.forms):
            return ActorBrush((self.forms[index],))
        return BetweenBrush(self.forms[index], self.forms[index + 1], part)

    def preceded(self, old: Brush, own: tuple[float, float]) -> ActorBrush | None:
        """See `Preceded`: drawings become drawings, and boxes boxes."""
        if not isinstance(old, ActorBrush):
            return None
        last, first = old.forms[-1], self.forms[0]
        if type(last.drawing) is not type(first.drawing) or (
            _alike(last.drawing, first.drawing) and last.count == first.count
        ):
            return None
        drawing = _resized(last.drawing, first.box, own)
        return replace(self, forms=(Form(drawing, last.count, first.box), *self.forms))

    def mirrored(self, width: float) -> Self:
        forms = (replace(form, drawing=form.drawing.mirrored(width)) for form in self.forms)
        return replace(self, forms=tuple(forms))


def _alike(one: ArtBrush | PlainBrush, other: ArtBrush | PlainBrush) -> bool:
    if isinstance(one, ArtBrush) and isinstance(other, ArtBrush):
        return (one.art.id, one.colour) == (other.art.id, other.colour)
    return type(one) is type(other) and one.colour == other.colour


def _resized(
    drawing: ArtBrush | PlainBrush, box: tuple[float, float], own: tuple[float, float]
) -> ArtBrush | PlainBrush:
    """A drawing made for a box of `own` size, for another `box`."""
    if isinstance(drawing, ArtBrush):
        scale = min(box) / drawing.size
        return replace(drawing, size=min(box), thickness=drawing.thickness * scale, crop=None)
    scale = box[0] / own[0]
    thickness, radius = drawing.thickness * scale, drawing.radius * scale
    return replace(drawing, width=box[0], height=box[1], thickness=thickness, radius=radius)


@dataclass(frozen=True)
class BetweenBrush:
    """An actor on its way from one form to the next."""

    before: Form
    after: Form
    part: float
    kind: ClassVar[BrushKind] = "glow"

    @property
    def overhang(self) -> float:
        return max(self.before.drawing.overhang, self.after.drawing.overhang)

    def paint(self, canvas: Any, grow: float) -> None:
        if _alike(self.before.drawing, self.after.drawing):
            self._spread(canvas, grow)
        elif self.before.count == self.after.count == 1 and (morph := _morph(self.before.drawing, self.after.drawing)):
            self._morph(canvas, morph)
        else:
            for form, strength in ((self.before, 1 - self.part), (self.after, self.part)):
                canvas.saveLayerAlpha(None, round(255 * strength))
                form.paint(canvas, grow)
                canvas.restore()

    def _spread(self, canvas: Any, grow: float) -> None:
        """Copies go to their new places; those that are new come out of the old ones, and others go back into them."""
        old, new = self.before.cells(), self.after.cells()
        for index in range(max(len(old), len(new))):
            start = old[index] if index < len(old) else _shrunk(old[index % len(old)], self.before.own)
            end = new[index] if index < len(new) else _shrunk(new[index % len(new)], self.after.own)
            x, y, size = (a + (b - a) * self.part for a, b in zip(start, end, strict=True))
            _paint_at(canvas, self.after.drawing, x, y, size, grow)

    def _morph(self, canvas: Any, morph: Morph) -> None:
        """The outline becomes the other one; the lines within it go first, and others come last."""
        before, after, part = self.before.drawing, self.after.drawing, self.part
        colour, path = before.colour.mixed(after.colour, part), morph.path(part)
        canvas.drawPath(path, fill(colour, TONE))
        canvas.drawPath(path, stroke(colour, before.thickness + (after.thickness - before.thickness) * part))
        for drawing, strength in ((before, 1 - part / _GONE), (after, (part - _COMES) / (1 - _COMES))):
            if strength > 0:
                canvas.save()
                canvas.clipPath(path, True)
                canvas.saveLayerAlpha(None, round(255 * min(strength, 1.0)))
                drawing.paint(canvas, 1.0)
                canvas.restore()
                canvas.restore()

    def mirrored(self, width: float) -> Self:
        before, after = (replace(f, drawing=f.drawing.mirrored(width)) for f in (self.before, self.after))
        return replace(self, before=before, after=after)


def _shrunk(cell: tuple[float, float, float], own: tuple[float, float]) -> tuple[float, float, float]:
    """The middle of a copy."""
    x, y, scale = cell
    return x + scale * own[0] / 2, y + scale * own[1] / 2, 0.0


_MORPHS: dict[tuple[Any, Any], Morph | None] = {}
_KEPT = 64


def _morph(before: ArtBrush | PlainBrush, after: ArtBrush | PlainBrush) -> Morph | None:
    """The way from one outline to the other; None if they don't fit."""
    key = (before, after)
    if key not in _MORPHS:
        if len(_MORPHS) >= _KEPT:
            _MORPHS.clear()
        one, other = contours(before.outline), contours(after.outline)
        _MORPHS[key] = Morph.of(one, other) if fit(one, other) else None
    return _MORPHS[key]


@lru_cache(maxsize=256)
def copy_size(count: int) -> float:
    """The part of a square that one of so many copies in it takes across."""
    return _cells(count, (1.0, 1.0), (1.0, 1.0))[0][2]
