"""How each model is drawn: a module for each, by the model's name, with a `Picture` of it."""

from __future__ import annotations

from importlib import import_module

from ..models import SimulationModel
from .base import ModelPicture


def picture_of(model: SimulationModel) -> type[ModelPicture]:
    """What draws runs of `model`."""
    found: type[ModelPicture] = import_module(f".{model.name}", __name__).PICTURE
    return found
