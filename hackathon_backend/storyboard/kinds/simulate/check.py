"""What the checker finds in simulations: a figure that shows another variant of its law than its heading says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...checking.fault import Finding
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from .scene import SimulateScene
from .variants import open_quantities, spoken


def findings(
    scene: SimulateScene, _marks: Sequence[Mark], _context: DrawContext, _duration: float
) -> Iterator[Finding]:
    """The faults of a simulation."""
    for quantity in open_quantities(scene.model):
        shown, told = str(getattr(scene.model, quantity)), spoken(scene.model, quantity, scene.heading)
        if told and shown not in told:
            said = " or ".join(told)
            yield "meaning", f"model.{quantity}", f"the heading speaks of {said}, and the figure shows {shown}"
    for quantity, said, shown in scene.model.contradicted(scene.heading):
        yield "meaning", f"model.{quantity}", f"the heading speaks of {said}, and the figure shows {shown}"
