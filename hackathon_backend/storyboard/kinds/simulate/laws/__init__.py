"""What can happen by a law. In its field `mechanics/pendulum.py` computes it, `mechanics/pendulum_picture.py` draws it.

A further law is two further modules and a line in `MODELS`.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field

from .base import SimulationModel
from .biology.populations import Populations
from .chance.sums import Sums
from .chemistry.electrolysis import Electrolysis
from .chemistry.equilibrium import Equilibrium
from .electricity.circuit import Circuit
from .matter.gas import Mixing, Piston
from .matter.states import States
from .mechanics.collision import Collision
from .mechanics.fall import Fall
from .mechanics.pendulum import Pendulum
from .mechanics.projectile import Projectile
from .mechanics.push import Push
from .mechanics.slope import Slope
from .mechanics.spring import Spring
from .optics.lens import Lens
from .optics.mirror import Mirror
from .optics.refraction import Refraction
from .space.orbit import Orbit
from .waves.doppler import Doppler
from .waves.wave import Wave

MODELS: tuple[type[SimulationModel], ...] = (
    Projectile,
    Fall,
    States,
    Push,
    Slope,
    Circuit,
    Refraction,
    Orbit,
    Sums,
    Equilibrium,
    Electrolysis,
    Pendulum,
    Spring,
    Collision,
    Wave,
    Doppler,
    Lens,
    Mirror,
    Populations,
    Piston,
    Mixing,
)

if TYPE_CHECKING:
    AnyModel: TypeAlias = SimulationModel
else:
    AnyModel = Annotated[reduce(or_, MODELS), Field(discriminator="name")]
"""Any model, told apart by its `name`."""


def model_names(about: str) -> str:
    """Which models there are, for whoever chooses; who writes a scene has them in the schema."""
    return "" if about else f"It runs: {', '.join(model.model_fields['name'].default for model in MODELS)}."


__all__ = ["MODELS", "AnyModel", "SimulationModel", "model_names"]
