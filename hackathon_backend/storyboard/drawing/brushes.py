"""What draws: text, shapes, strokes. A brush draws from (0, 0); where that is, is up to the mark that holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, Self, runtime_checkable

import skia

from ..theme import Colour
from .stage import Box
from .text.text import TextBlock

BrushKind = Literal["text", "shape", "line", "glow"]
"""For the checker: text to be read, a shape that may hold text, a line, or something faint that may lie over others."""


_CUT = 0.015
"""Part of its length by which the place where a curve is cut may be out."""


class Brush(Protocol):
    """Something that can draw itself."""

    kind: ClassVar[BrushKind]

    @property
    def overhang(self) -> float:
        """How far it may reach out of its box, in pixels, with accents, tails of letters and half of its strokes."""
        ...

    def paint(self, canvas: Any, grow: float, /) -> None:
        """Draw `grow` (0-1) of it on a skia canvas."""
        ...

    def mirrored(self, width: float, /) -> Self:
        """This brush flipped from left to right within `width` pixels, for scripts that run from right to left."""
        ...


class Unmirrored:
    """A brush that draws the same for scripts that run from right to left."""

    def mirrored(self, _width: float, /) -> Self:
        """This brush."""
        return self


@runtime_checkable
class Growing(Protocol):
    """A brush of which only a part looks different when a little more of it is drawn."""

    def stretch(self, before: float, after: float, /) -> Box | None:
        """What holds all that differs between these shares of it, from its own (0, 0); None if that may be anything."""
        ...


@runtime_checkable
class Changing(Protocol):
    """A brush that becomes another one: in shape, in colour, or both."""

    def changed(self, shape: float, colour: float, /) -> Brush:
        """The brush as it is on its way: `shape` counts the shapes behind it, `colour` (0-1) is the part of the other.

        Both are 0 at the start, when the brush is as it was given.
        """
        ...


@runtime_checkable
class Preceded(Changing, Protocol):
    """A `Changing` brush that can begin as another one was."""

    def preceded(self, old: Brush, own: tuple[float, float], /) -> Brush | None:
        """This brush with one more shape in front, that of an `old` one made for a box of `own` width and height.

        None if that needs no change, or if there is no way from it to this one.
        """
        ...


class RunningText(NamedTuple):
    """A text that a brush writes by itself: its block, where it stands in the frame, and if on a patch of paper."""

    block: TextBlock
    box: Box
    on_paper: bool = False


@runtime_checkable
class Writing(Protocol):
    """A brush that writes texts at places of its own, which change as it grows."""

    def written(self, grow: float, /) -> Sequence[RunningText]:
        """What it writes when so much of it is drawn."""
        ...


def letters_overhang(block: TextBlock) -> float:
    """How far letters may reach out of a block of text, in pixels: signs with accents, slanted ones, swashes."""
    return 4 + 0.15 * min(block.height, 1.6 * block.type.size * block.type.leading)


@dataclass(frozen=True)
class TextBrush(Unmirrored):
    """A measured block of text. It does not grow, and its letters are never flipped."""

    block: TextBlock
    kind: ClassVar[BrushKind] = "text"

    @property
    def overhang(self) -> float:
        return letters_overhang(self.block)

    def paint(self, canvas: Any, _grow: float) -> None:
        self.block.paragraph.paint(canvas, -self.block.inset, 0)


def fill(colour: Colour, opacity: float = 1.0) -> Any:
    """A skia paint that fills."""
    return skia.Paint(Color=_translucent(colour, opacity), AntiAlias=True)


def stroke(colour: Colour, width: float, opacity: float = 1.0) -> Any:
    """A skia paint that draws lines of `width` pixels with round ends."""
    return skia.Paint(
        Color=_translucent(colour, opacity),
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def _translucent(colour: Colour, opacity: float) -> int:
    return colour.argb & 0xFFFFFF | round(255 * opacity) << 24


def flipped(path: Any, width: float) -> Any:
    """`path` flipped from left to right within `width` pixels."""
    result = skia.Path(path)
    result.transform(skia.Matrix.Scale(-1, 1).postTranslate(width, 0))
    return result


@dataclass(frozen=True)
class ShapeBrush:
    """A filled shape with an outline, either of which may be left out. As it grows, the outline is drawn first."""

    path: Any
    filling: Colour | None = None
    outline: Colour | None = None
    thickness: float = 0.0
    kind: ClassVar[BrushKind] = "shape"

    @property
    def overhang(self) -> float:
        return self.thickness

    def paint(self, canvas: Any, grow: float) -> None:
        if self.filling:
            canvas.drawPath(self.path, fill(self.filling, grow))
        if self.outline and grow > 0:
            canvas.drawPath(self.path, partly(stroke(self.outline, self.thickness), grow))

    def mirrored(self, width: float) -> Self:
        return replace(self, path=flipped(self.path, width))


@dataclass(frozen=True)
class StrokeBrush:
    """A line along a path, drawn from its start to its end."""

    path: Any
    colour: Colour
    thickness: float
    kind: ClassVar[BrushKind] = "line"

    @property
    def overhang(self) -> float:
        return self.thickness

    def paint(self, canvas: Any, grow: float) -> None:
        if grow > 0:
            canvas.drawPath(self.path, partly(stroke(self.colour, self.thickness), grow))

    def stretch(self, before: float, after: float) -> Box | None:
        drawn = drawn_between(self.path, before, after)
        return drawn and drawn.grown(self.thickness)

    def mirrored(self, width: float) -> Self:
        return replace(self, path=flipped(self.path, width))


@dataclass(frozen=True)
class TickBrush(Unmirrored):
    """A check mark of one colour in a disc of another, `size` pixels across, that reads the same from either side."""

    size: float
    disc: Colour
    tick: Colour
    kind: ClassVar[BrushKind] = "glow"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, grow: float) -> None:
        s = self.size
        canvas.drawOval(skia.Rect.MakeWH(s, s), fill(self.disc))
        path = skia.Path().moveTo(s * 0.28, s * 0.53).lineTo(s * 0.44, s * 0.69).lineTo(s * 0.73, s * 0.34)
        if grow > 0:
            canvas.drawPath(path, partly(stroke(self.tick, s * 0.11), grow))


@dataclass(frozen=True)
class GlowBrush(ShapeBrush):
    """A shape that lies behind what it marks, such as the band behind a line of code."""

    kind: ClassVar[BrushKind] = "glow"


def partly(paint: Any, grow: float) -> Any:
    """`paint` drawing only the first part of each path, `grow` (0-1) of its length."""
    if grow < 1:
        paint.setPathEffect(skia.TrimPathEffect.Make(0, grow))
    return paint


def drawn_between(path: Any, before: float, after: float) -> Box | None:
    """What holds the part of `path` between two shares of its length; None if it is more than one line."""
    measure, part = skia.PathMeasure(path, False), skia.Path()
    length = measure.getLength()
    start, end = length * (before - _CUT), length * (after + _CUT)
    if not measure.getSegment(start, end, part, True) or measure.nextContour():
        return None
    bounds = part.getBounds()
    return Box(bounds.left(), bounds.top(), bounds.width(), bounds.height())


def rounded(width: float, height: float, radius: float) -> Any:
    """The path of a rectangle with round corners."""
    path = skia.Path()
    path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeWH(width, height), radius, radius))
    return path
