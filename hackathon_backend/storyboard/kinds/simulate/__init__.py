"""What happens by a law, in its own time: thrown and falling things, particles, circuits, rays, orbits, chance."""

from __future__ import annotations

from ..kind import Kind
from .gathering import gather
from .laws import model_names
from .mending import mend
from .scene import SimulateScene
from .variants import meant

KIND = Kind(
    "simulate",
    SimulateScene,
    __name__,
    when="When something happens by a law of nature or of chance and can be watched as it runs: motion, forces, "
    "particles, waves, light rays, circuits, orbits, reactions, random sums.",
    also=("simulation", "physics_simulation", "animation", "experiment"),
    gather=gather,
    mend=mend,
    meant=meant,
    hints=model_names,
)
