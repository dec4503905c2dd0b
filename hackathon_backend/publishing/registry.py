"""Which service publishes here: the first one that the settings have what it needs for."""

from __future__ import annotations

import importlib
import pkgutil

from ..settings import Settings
from . import services
from .base import Publisher


def service_names() -> list[str]:
    """The services that there are, by the names of their modules."""
    return sorted(module.name for module in pkgutil.iter_modules(services.__path__))


def publisher_of(settings: Settings) -> Publisher | None:
    """The service that is set up; None if there is none."""
    for name in service_names():
        built: Publisher | None = importlib.import_module(f"{services.__name__}.{name}").build(settings)
        if built is not None:
            return built
    return None
