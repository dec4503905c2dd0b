"""Scenes as drawings that can be printed at any size: what stands in the picture when all has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import skia

from .board import Storyboard
from .drawing.parts.chrome import chrome
from .scene_frames import marks_of
from .shot import Format, Shot, shots_of


@dataclass(frozen=True)
class PrintedScene:
    """A scene to be drawn on any canvas of the drawing library, in lines and letters instead of pixels."""

    shot: Shot

    @property
    def size(self) -> tuple[int, int]:
        """Width and height that it is drawn in, before it is scaled."""
        return self.shot.format.size

    def png(self, width: int, at: float | None = None) -> bytes:
        """It as a picture in PNG, so many pixels wide; see `paint`."""
        surface = skia.Surface(width, round(width * self.size[1] / self.size[0]))
        self.paint(surface.getCanvas(), 0, 0, width, at)
        return bytes(surface.makeImageSnapshot().encodeToData())

    def paint(self, canvas: Any, x: float, y: float, width: float, at: float | None = None) -> None:
        """Draw it `width` wide with its upper left corner at (x, y), without what tells how far the film is.

        `at` is the second of the scene; None: when all has come.
        """
        context = self.shot.context()
        scale = width / self.size[0]
        at = self.shot.settled if at is None else at
        marks = marks_of(self.shot.scene, self.shot.timing, self.shot.place, context, self.shot.neighbours)
        canvas.save()
        canvas.translate(x, y)
        canvas.scale(scale, scale)
        canvas.clipRect(skia.Rect.MakeWH(*self.size))
        canvas.drawRect(skia.Rect.MakeWH(*self.size), skia.Paint(Color=context.theme.paper.argb))
        for mark in marks[len(chrome(context, self.shot.place)) :]:
            state = mark.state(at)
            if state.opacity > 0:
                mark.paint(canvas, state)
        canvas.restore()


def printed(storyboard: Storyboard, format_: Format) -> Sequence[PrintedScene]:
    """All scenes of a storyboard; see `entry.printed`."""
    return [PrintedScene(shot) for shot in shots_of(storyboard, format_)]
