"""Video engines: one interface (`base`), one registry (`registry`), one file an engine."""

from .base import Clip, Engine, Limits, Model, Operation, Order, OrderSource, Progress
from .gate import Condition, EngineGate
from .registry import EngineDeps, Engines, build_engines, model_of

__all__ = [
    "Clip",
    "Condition",
    "Engine",
    "EngineDeps",
    "EngineGate",
    "Engines",
    "Limits",
    "Model",
    "Operation",
    "Order",
    "OrderSource",
    "Progress",
    "build_engines",
    "model_of",
]
