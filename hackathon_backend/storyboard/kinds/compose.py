"""From a scene to its picture: one function for each kind of scene, chosen by the scene's own class."""

from __future__ import annotations

from functools import singledispatch

from ..drawing.context import DrawContext
from ..drawing.marks import Mark
from ..timing.cues import Clock
from .base import BaseScene


@singledispatch
def compose(scene: BaseScene, _easel: DrawContext, _clock: Clock, /) -> list[Mark]:
    """The marks that show `scene`, back to front, each with its place and its times.

    Pictures are laid out from left to right; whoever draws them turns them around for scripts that run the other way.
    """
    raise TypeError(f"There is no picture for {type(scene).__name__}")
