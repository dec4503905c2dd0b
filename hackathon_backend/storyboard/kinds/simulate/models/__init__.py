"""What can happen by a law: a module for each model. A further one is a further module and a line in `MODELS`."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field

from .base import SimulationModel
from .circuit import Circuit
from .collision import Collision
from .doppler import Doppler
from .electrolysis import Electrolysis
from .equilibrium import Equilibrium
from .fall import Fall
from .gas import Mixing, Piston
from .lens import Lens
from .mirror import Mirror
from .orbit import Orbit
from .pendulum import Pendulum
from .populations import Populations
from .projectile import Projectile
from .push import Push
from .refraction import Refraction
from .slope import Slope
from .spring import Spring
from .states import States
from .sums import Sums
from .wave import Wave

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
