"""The paths of a drawing's shapes, each as often as it is repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import skia

from . import curves
from .drawing import (
    Blob,
    Circle,
    CutawayDrawing,
    Ellipse,
    Layer,
    Petal,
    Piece,
    Rectangle,
    Shape,
    Spot,
    Stroke,
    Tube,
    Union,
    Use,
)


@dataclass(frozen=True)
class ShapeOutline:
    """One shape on the sheet: what is filled, what is drawn as a line, and what cuts it off."""

    part: str
    area: Any
    edge: Any
    fill: str
    line: str
    width: float
    clip: Any = None

    def turned(self, matrix: Any) -> ShapeOutline:
        """This outline in another place or size; the width of its lines grows with it."""
        scale = abs(matrix.getScaleX() * matrix.getScaleY() - matrix.getSkewX() * matrix.getSkewY()) ** 0.5
        clip = self.clip and _moved(self.clip, matrix)
        edge = _moved(self.edge, matrix)
        area = edge if self.area is self.edge else _moved(self.area, matrix)
        return ShapeOutline(self.part, area, edge, self.fill, self.line, self.width * scale, clip)

    def covers(self, x: float, y: float) -> bool:
        """Whether a place is on it, its line included."""
        if self.clip and not self.clip.contains(x, y):
            return False
        drawn = skia.Path()
        if self.line:
            skia.Paint(Style=skia.Paint.kStroke_Style, StrokeWidth=self.width).getFillPath(self.edge, drawn)
        return bool(self.fill and self.area.contains(x, y)) or bool(drawn.contains(x, y))


def outlines(drawing: CutawayDrawing) -> list[ShapeOutline]:
    """All shapes of a drawing, back to front."""
    known = {shape.id: _paths(shape)[0] for shape in drawing.shapes if shape.id and not isinstance(shape, Use | Piece)}
    found: list[ShapeOutline] = []
    for shape in drawing.shapes:
        if isinstance(shape, Piece):
            found.append(_piece(shape, known[shape.of]))
            continue
        for each in _of(shape, drawing.symbols):
            clip = known.get(shape.clip) or each.clip
            found.append(ShapeOutline(shape.part, each.area, each.edge, each.fill, each.line, each.width, clip))
    return [each for each in found if each.fill or each.line]


def _piece(shape: Piece, whole: Any) -> ShapeOutline:
    """What of a whole lies within cuts, with its outline, which ends at the cuts."""
    cut = skia.Path()
    cut.addPoly([skia.Point(point[0], point[1]) for point in shape.points], True)
    return ShapeOutline(shape.part, whole, whole, shape.fill, shape.line, shape.width, cut)


def _of(shape: Shape, symbols: Mapping[str, Sequence[Shape]]) -> Iterator[ShapeOutline]:
    """The outlines of one shape, wherever it is repeated."""
    if isinstance(shape, Use):
        own = [each for inner in symbols[shape.symbol] for each in _of(inner, {})]
    else:
        area, edge = _paths(shape)
        own = [ShapeOutline("", area, edge, shape.fill, shape.line, shape.width)]
    for spot in shape.at or ((0.0, 0.0),):
        yield from (each.turned(_matrix(spot)) for each in own)
    if shape.mirror is not None:
        flip = skia.Matrix.Scale(-1, 1).postTranslate(2 * shape.mirror, 0)
        for spot in shape.at or ((0.0, 0.0),):
            yield from (each.turned(_matrix(spot)).turned(flip) for each in own)


def _matrix(spot: Spot) -> Any:
    x, y, turn, scale, flip = (*spot, *(0.0, 0.0, 0.0, 1.0, 0.0)[len(spot) :])
    matrix = skia.Matrix.Scale(-scale if flip else scale, scale)
    return matrix.postRotate(turn).postTranslate(x, y)


def _moved(path: Any, matrix: Any) -> Any:
    result = skia.Path(path)
    result.transform(matrix)
    return result


def _paths(shape: Shape) -> tuple[Any, Any]:
    """What of a shape is filled, and what is its edge."""
    if isinstance(shape, Tube):
        return _tube(shape)
    if isinstance(shape, Union):
        path = _united(shape)
        return path, path
    path = _path(shape)
    return path, path


def _united(shape: Union) -> Any:
    whole = skia.Path()
    for operation, shapes in ((skia.PathOp.kUnion_PathOp, shape.of), (skia.PathOp.kDifference_PathOp, shape.minus)):
        for each in shapes:
            for outline in _of(each, {}):
                whole = skia.Op(whole, outline.area, operation)
    return whole


def _path(shape: Shape) -> Any:
    path = skia.Path()
    match shape:
        case Blob():
            path = curve(shape.points, curves.closed(shape.points))
            path.close()
        case Stroke():
            path = curve(shape.points, curves.opened(shape.points))
        case Layer():
            path = _layer(shape)
        case Petal():
            path = _petal(shape)
        case Circle():
            path.addCircle(*shape.centre, shape.radius)
        case Ellipse():
            (x, y), (across, down) = shape.centre, shape.radii
            path.addOval(skia.Rect.MakeLTRB(x - across, y - down, x + across, y + down))
            path.transform(skia.Matrix.RotateDeg(shape.turn, skia.Point(x, y)))
        case Rectangle():
            rect = skia.Rect.MakeXYWH(*shape.corner, *shape.size)
            path.addRoundRect(rect, shape.radius, shape.radius)
    return path


def curve(points: Sequence[Sequence[float]], pieces: Sequence[curves.Cubic]) -> Any:
    """The path of a curve that begins at the first of `points`."""
    path = skia.Path()
    path.moveTo(points[0][0], points[0][1])
    for one, two, end in pieces:
        path.cubicTo(*one, *two, *end)
    return path


def _layer(shape: Layer) -> Any:
    back = shape.bottom[::-1]
    path = curve(shape.top, curves.opened(shape.top))
    path.lineTo(back[0][0], back[0][1])
    for one, two, end in curves.opened(back):
        path.cubicTo(*one, *two, *end)
    path.close()
    return path


def _petal(shape: Petal) -> Any:
    (x, y), (tip_x, tip_y) = shape.base, shape.tip
    along = (tip_x - x, tip_y - y)
    length = (along[0] ** 2 + along[1] ** 2) ** 0.5 or 1.0
    side = (-along[1] / length * shape.across / 2, along[0] / length * shape.across / 2)
    middle = (x + along[0] * shape.belly, y + along[1] * shape.belly)
    points = [
        (x, y, 1.0),
        (middle[0] + side[0], middle[1] + side[1]),
        (tip_x, tip_y, 1.0),
        (middle[0] - side[0], middle[1] - side[1]),
    ]
    path = curve(points, curves.closed(points))
    path.close()
    return path


def _tube(shape: Tube) -> tuple[Any, Any]:
    left, right = curves.band(shape.points, shape.widths, rounded=shape.ends == "round")
    area = skia.Path()
    area.addPoly([skia.Point(*place) for place in [*left, *right[::-1]]], True)
    simple = skia.Simplify(area) or area
    if shape.ends != "open":
        return simple, simple
    edge = skia.Path()
    edge.addPoly([skia.Point(*place) for place in left], False)
    edge.addPoly([skia.Point(*place) for place in right], False)
    return simple, edge
