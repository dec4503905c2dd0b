"""The metrics as the settings want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..clock import Clock
from ..engines.registry import Engines
from ..jobs import Database, Watch
from ..settings import Settings
from ..storage import DiskRoom
from ..writers.llm.chat_model import ChatModel

if TYPE_CHECKING:
    from .metrics import Metrics
    from .port import MetricsPort


def metrics_of(
    settings: Settings,
    database: Database,
    clock: Clock,
    engines: Engines,
    watch: Watch,
    room: DiskRoom,
    model: ChatModel | None,
) -> Metrics | None:
    """What counts; None if nobody wants to know."""
    if settings.metrics == "off" and not settings.metrics_port:
        return None
    # Imported when it is wanted: most servers go without.
    from .endings import EndedVideos
    from .metrics import Metrics
    from .rows import RowCounter
    from .state import StateCollector

    rows = RowCounter(database, clock)
    return Metrics(StateCollector(rows, engines, watch, room, model), EndedVideos(database, clock))


def port_of(settings: Settings, metrics: Metrics | None) -> MetricsPort | None:
    """The port of its own, if there is to be one."""
    if metrics is None or not settings.metrics_port:
        return None
    from .port import MetricsPort

    return MetricsPort(metrics, settings.metrics_host, settings.metrics_port)
