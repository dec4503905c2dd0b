"""What can happen by a law: a module for each model. A further one is a further module and a line in `MODELS`."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field

from .base import Model
from .fall import Fall
from .projectile import Projectile

MODELS: tuple[type[Model], ...] = (Projectile, Fall)

if TYPE_CHECKING:
    AnyModel: TypeAlias = Model
else:
    AnyModel = Annotated[reduce(or_, MODELS), Field(discriminator="name")]
"""Any model, told apart by its `name`."""

__all__ = ["MODELS", "AnyModel", "Model"]
