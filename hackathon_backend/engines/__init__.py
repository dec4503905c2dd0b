"""Video engines: one interface (`base`), one registry (`registry`), one file an engine."""

from .base import Clip, Cue, Engine, Limits, Model, Operation, Order, Progress, Source
from .gate import Condition, Lane
from .registry import Engines, Workshop, build_engines, model_of

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
