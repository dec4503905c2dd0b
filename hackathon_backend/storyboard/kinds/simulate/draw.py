"""A simulation: the heading, what happens, and the card of readings."""

from __future__ import annotations

from dataclasses import replace

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts.basics import heading
from ...timing.cues import CueClock
from .layout import laid
from .scene import SimulateScene


def compose(scene: SimulateScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a simulation, back to front."""
    head, area = heading(context, scene.heading)
    # What happens by a law happens the same way in every script.
    return [head, *(replace(mark, island=area) for mark in laid(scene, context, clock, area))]
