"""How each model is drawn: a module for each, by the model's name, with a `Picture` of it."""

from __future__ import annotations

from importlib import import_module

from ..models import Model
from .base import Picture


def picture_of(model: Model) -> type[Picture]:
    """What draws runs of `model`."""
    found: type[Picture] = import_module(f".{model.name}", __name__).PICTURE
    return found
