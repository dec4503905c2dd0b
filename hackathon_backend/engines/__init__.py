"""Video engines: one interface (`base`), one registry (`registry`), one file an engine."""

from .base import Clip, Cue, Engine, Limits, Model, Operation, Order, Progress, Source
from .registry import Engines, Workshop, build_engines, model_of
from .traffic import Condition, Lane

__all__ = [
    "Clip",
    "Condition",
    "Cue",
    "Engine",
    "Engines",
    "Lane",
    "Limits",
    "Model",
    "Operation",
    "Order",
    "Progress",
    "Source",
    "Workshop",
    "build_engines",
    "model_of",
]
