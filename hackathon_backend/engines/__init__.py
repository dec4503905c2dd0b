"""Video engines: one interface (`base`), one registry (`registry`), one package an engine."""

from .base import Clip, Engine, Limits, Model, Operation, Order, OrderSource, Progress
from .gate import EngineGate
from .kind import EngineDeps, EngineKind, EngineSettings
from .registry import Engines, build_engines, model_of
from .traffic import Condition

__all__ = [
    "Clip",
    "Condition",
    "Engine",
    "EngineDeps",
    "EngineGate",
    "EngineKind",
    "EngineSettings",
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
