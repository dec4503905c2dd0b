"""Icons, drawn with one stroke on a grid of 24 units."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import skia

from ..kinds.base import Icon

GRID = 24.0
_TOKEN = re.compile(r"[A-Z]|-?[\d.]+")


def _circle(radius: float, x: float = 12.0, y: float = 12.0) -> str:
    return f"M{x - radius} {y} A{radius} {radius} 0 1 1 {x + radius} {y} A{radius} {radius} 0 1 1 {x - radius} {y} "


#: As the `d` of an SVG path, in capitals only (absolute coordinates) and with every command written out.
_PATHS: dict[Icon, str] = {
    Icon.arrow: "M4 12 L20 12 M14 6 L20 12 L14 18",
    Icon.atom: _circle(1.4)
    + "M2 12 A10 4 0 1 0 22 12 A10 4 0 1 0 2 12 "
    + "M17 20.66 A10 4 60 1 0 7 3.34 A10 4 60 1 0 17 20.66 "
    + "M17 3.34 A10 4 -60 1 0 7 20.66 A10 4 -60 1 0 17 3.34",
    Icon.book: "M12 6.5 C10 5 7 4.5 3 4.5 L3 18.5 C7 18.5 10 19 12 20.5 C14 19 17 18.5 21 18.5 L21 4.5 "
    "C17 4.5 14 5 12 6.5 L12 20.5",
    Icon.bulb: "M9 18 C9 15 6 13.5 6 9.3 A6 6 0 0 1 18 9.3 C18 13.5 15 15 15 18 Z M10 21.2 L14 21.2",
    Icon.cell: _circle(9.2)
    + _circle(3, 13.6, 13.2)
    + "M6.4 11 C7.2 9.4 7.8 9.8 8.6 8.4 M8 16.6 L9 17.4 M14.5 6.6 L16 7.2",
    Icon.chart: "M4 3.5 L4 20 L20.5 20 M8.5 16.3 L8.5 12 M13 16.3 L13 7 M17.5 16.3 L17.5 10",
    Icon.clock: _circle(9) + "M12 6.8 L12 12 L15.6 14.2",
    Icon.cloud: "M7 18.5 A4.6 4.6 0 0 1 6.6 9.4 A6 6 0 0 1 17.9 8.8 A4.9 4.9 0 0 1 17.4 18.5 Z",
    Icon.coin: "M4 7.5 A8 3.2 0 1 0 20 7.5 A8 3.2 0 1 0 4 7.5 M4 7.5 L4 16.5 A8 3.2 0 0 0 20 16.5 L20 7.5 "
    "M4 12 A8 3.2 0 0 0 20 12",
    Icon.drop: "M12 2.8 C12 2.8 5.5 10 5.5 14.6 A6.5 6.5 0 0 0 18.5 14.6 C18.5 10 12 2.8 12 2.8 Z",
    Icon.flask: "M8.5 3 L15.5 3 M10 3 L10 9 L4.6 18.2 A1.9 1.9 0 0 0 6.2 21 L17.8 21 A1.9 1.9 0 0 0 19.4 18.2 L14 9 "
    "L14 3 M7.2 14.5 L16.8 14.5",
    Icon.globe: _circle(9) + "M3 12 L21 12 M12 3 A4.2 9 0 1 0 12 21 A4.2 9 0 1 0 12 3",
    Icon.heart: "M12 20.2 C5 15.2 3 12 3 8.9 A4.8 4.8 0 0 1 12 6.8 A4.8 4.8 0 0 1 21 8.9 C21 12 19 15.2 12 20.2 Z",
    Icon.leaf: "M6.2 17.2 C3.6 9.4 9 4.2 20.2 3.8 C20.8 14.6 14.6 20.4 6.2 17.2 Z M3.6 20.8 C6 15.6 9.6 12 14 9.6",
    Icon.lock: "M5.5 11 L18.5 11 L18.5 20.5 L5.5 20.5 Z M8.2 11 L8.2 7.6 A3.8 3.8 0 0 1 15.8 7.6 L15.8 11 "
    "M12 14.8 L12 16.8",
    Icon.magnifier: _circle(6.8, 10.4, 10.4) + "M15.4 15.4 L21 21",
    Icon.person: _circle(4, 12, 7.6) + "M4.2 20.6 A7.8 7 0 0 1 19.8 20.6",
    Icon.sun: _circle(4.2) + "M12 2 L12 4.4 M12 19.6 L12 22 M2 12 L4.4 12 M19.6 12 L22 12 M4.9 4.9 L6.6 6.6 "
    "M17.4 17.4 L19.1 19.1 M4.9 19.1 L6.6 17.4 M17.4 6.6 L19.1 4.9",
    Icon.wave: "M2 12 C3.7 5 7 5 8.67 12 C10.3 19 13.7 19 15.33 12 C17 5 20.3 5 22 12",
}


def _gear() -> Any:
    path = skia.Path()
    teeth = 8
    for index in range(teeth):
        for share, radius in ((-0.30, 7.0), (-0.19, 9.6), (0.19, 9.6), (0.30, 7.0)):
            matrix = skia.Matrix.RotateDeg(360 * (index + share) / teeth)
            point = matrix.mapPoints([skia.Point(0, -radius)])[0]
            (path.lineTo if path.countPoints() else path.moveTo)(12 + point.x(), 12 + point.y())
    path.close()
    path.addCircle(12, 12, 3)
    return path


@cache
def icon_path(icon: Icon) -> Any:
    """The strokes of `icon` on the grid of 24 units, as a path; empty for `Icon.none`."""
    if icon is Icon.gear:
        return _gear()
    return svg_path(_PATHS.get(icon, ""))


def svg_path(data: str) -> Any:
    """The path of an SVG `d` attribute that uses only M, L, C, Q, A and Z, each written out."""
    path = skia.Path()
    tokens = _TOKEN.findall(data)
    while tokens:
        command = tokens.pop(0)
        count = {"M": 2, "L": 2, "Q": 4, "C": 6, "A": 7, "Z": 0}[command]
        numbers = [float(tokens.pop(0)) for _ in range(count)]
        _append(path, command, numbers)
    return path


def _append(path: Any, command: str, n: list[float]) -> None:
    match command:
        case "M":
            path.moveTo(*n)
        case "L":
            path.lineTo(*n)
        case "Q":
            path.quadTo(*n)
        case "C":
            path.cubicTo(*n)
        case "A":
            large = skia.Path.kLarge_ArcSize if n[3] else skia.Path.kSmall_ArcSize
            sweep = skia.PathDirection.kCW if n[4] else skia.PathDirection.kCCW
            path.arcTo(n[0], n[1], n[2], large, sweep, n[5], n[6])
        case _:
            path.close()
