"""Paths as SVG writes them (SVG 2, 9.3), read into skia's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import skia

from ...errors import StoryboardError

Point = tuple[float, float]

_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_GAP = r"[\s,]*"
_ARC = re.compile(_GAP.join([f"({_NUMBER.pattern})"] * 3 + ["([01])"] * 2 + [f"({_NUMBER.pattern})"] * 2))
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def svg_path(data: str) -> Any:
    """The path of the `d` attribute `data`. Raises `StoryboardError` for a path that lacks numbers."""
    pen = _PathPen()
    for match in _COMMAND.finditer(data):
        letter, numbers = match[1], _numbers(match[1], match[2])
        for index, group in enumerate(_groups(letter, numbers)):
            # Further pairs after a move are lines.
            again = {"M": "L", "m": "l"}.get(letter, letter) if index else letter
            pen.draw(again, group)
    return pen.path


def _numbers(letter: str, text: str) -> list[float]:
    if letter in "Aa":  # its two flags may be written without a space after them
        return [float(number) for arc in _ARC.findall(text) for number in arc]
    return [float(number) for number in _NUMBER.findall(text)]


def _groups(letter: str, numbers: list[float]) -> Iterator[list[float]]:
    count = _COUNTS[letter.upper()]
    if count == 0:
        yield []
        return
    if len(numbers) % count or not numbers:
        raise StoryboardError(f"A path has {len(numbers)} numbers after {letter!r}: it needs {count} each time.")
    for start in range(0, len(numbers), count):
        yield numbers[start : start + count]


class _PathPen:
    """Draws command after command, and knows where it is."""

    def __init__(self) -> None:
        self.path = skia.Path()
        self.at: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.control: Point | None = None
        self.curve = ""

    def draw(self, letter: str, n: list[float]) -> None:
        dx, dy = self.at if letter.islower() else (0.0, 0.0)
        command = letter.upper()
        if command in "HV":
            x, y = (n[0] + dx, self.at[1]) if command == "H" else (self.at[0], n[0] + dy)
            command, n = "L", [x, y]
        elif command == "A":
            n = [*n[:5], n[5] + dx, n[6] + dy]
        else:
            n = [value + (dy if index % 2 else dx) for index, value in enumerate(n)]
        self._commands[command](self, *n)
        self.curve = command

    def _move(self, x: float, y: float) -> None:
        self.path.moveTo(x, y)
        self.at = self.start = (x, y)

    def _line(self, x: float, y: float) -> None:
        self.path.lineTo(x, y)
        self.at = (x, y)

    def _cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self.path.cubicTo(x1, y1, x2, y2, x, y)
        self.control, self.at = (x2, y2), (x, y)

    def _smooth_cubic(self, x2: float, y2: float, x: float, y: float) -> None:
        self._cubic(*self._reflected("CS"), x2, y2, x, y)

    def _quad(self, x1: float, y1: float, x: float, y: float) -> None:
        self.path.quadTo(x1, y1, x, y)
        self.control, self.at = (x1, y1), (x, y)

    def _smooth_quad(self, x: float, y: float) -> None:
        self._quad(*self._reflected("QT"), x, y)

    def _arc(self, rx: float, ry: float, turn: float, large: float, sweep: float, x: float, y: float) -> None:
        size = skia.Path.kLarge_ArcSize if large else skia.Path.kSmall_ArcSize
        way = skia.PathDirection.kCW if sweep else skia.PathDirection.kCCW
        self.path.arcTo(rx, ry, turn, size, way, x, y)
        self.at = (x, y)

    def _close(self) -> None:
        self.path.close()
        self.at = self.start

    def _reflected(self, after: str) -> Point:
        """The control point that a smooth curve begins with."""
        if self.control is None or self.curve not in after:
            return self.at
        return 2 * self.at[0] - self.control[0], 2 * self.at[1] - self.control[1]

    _commands: ClassVar[dict[str, Callable[..., None]]] = {
        "M": _move, "L": _line, "C": _cubic, "S": _smooth_cubic, "Q": _quad, "T": _smooth_quad, "A": _arc, "Z": _close,
    }  # fmt: skip
