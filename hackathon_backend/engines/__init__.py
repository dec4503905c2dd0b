"""Video engines: one interface (`base`), one registry (`registry`), one file an engine."""

from .base import Clip, Cue, Engine, Model, Operation, Order, Progress
from .registry import Engines, Workshop, build_engines, model_of

__all__ = [
    "Clip",
    "Cue",
    "Engine",
    "Engines",
    "Model",
    "Operation",
    "Order",
    "Progress",
    "Workshop",
    "build_engines",
    "model_of",
]
