"""What is read when somebody asks: rows, engines, watchers, the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from ..engines.registry import Engines
from ..jobs import Watch
from ..storage import DiskRoom
from ..writers.llm.chat_model import ChatModel
from .rows import RowCounter, RowCounts

_HEALTH = ("ok", "slowed", "down")


class StateCollector(Collector):
    """Tells how things are at this moment."""

    def __init__(
        self, rows: RowCounter, engines: Engines, watch: Watch, room: DiskRoom, model: ChatModel | None
    ) -> None:
        self._rows = rows
        self._engines = engines
        self._watch = watch
        self._room = room
        self._model = model

    def describe(self) -> list[Metric]:
        """Nothing: what is collected is not asked for when this is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every number. While the database is away those of its rows are left out, and `m7_database_up` is 0."""
        counts = self._rows.counts()
        yield _gauge("m7_database_up", "1 while the database answers.", counts is not None)
        if counts is not None:
            yield from _of_rows(counts)
        yield from self._of_engines()
        yield _gauge("m7_watchers", "Who follows a video at this moment, by stream, socket or long poll.",
                     self._watch.watchers)  # fmt: skip
        with suppress(OSError):
            yield _gauge("m7_disk_free_bytes", "Bytes that are free where videos are kept.", self._room.free_bytes())
        with suppress(OSError):
            yield _gauge("m7_disk_has_room", "1 while new videos are taken.", self._room.has_room())
        if self._model is not None:
            resting = self._model.condition.resting
            yield _gauge(
                "m7_language_model_up", "0 while the language model has failed and is left alone.", not resting
            )

    def _of_engines(self) -> Iterator[Metric]:
        health = GaugeMetricFamily(
            "m7_engine_state", "1 for the state that the engine's circuit breaker is in.", labels=("engine", "state")
        )
        for name in self._engines.names:
            state = self._engines.gate(name).condition.state
            for each in _HEALTH:
                health.add_metric((name, each), float(state == each))
        yield health


def _of_rows(counts: RowCounts) -> Iterator[Metric]:
    jobs = GaugeMetricFamily("m7_jobs", "Videos by the state that they are in.", labels=("state", "engine"))
    for labels, count in sorted(counts.jobs.items()):
        jobs.add_metric(labels, count)
    yield jobs
    yield _gauge("m7_queue_age_seconds", "How long the video has waited that waits longest for its turn.",
                 counts.queue_age)  # fmt: skip
    stages = GaugeMetricFamily(
        "m7_render_stages", "Stages of films that workers make, by the state that they are in.", labels=("state",)
    )
    for state, count in sorted(counts.stages.items()):
        stages.add_metric((state,), count)
    yield stages
    costs = CounterMetricFamily("m7_cost_usd", "What orders at paid engines cost, ever.", labels=("engine",))
    orders = CounterMetricFamily("m7_paid_orders", "Orders at paid engines, ever.", labels=("engine",))
    for engine in sorted(counts.costs):
        costs.add_metric((engine,), counts.costs[engine])
        orders.add_metric((engine,), counts.orders[engine])
    yield costs
    yield orders
    yield _gauge("m7_webhooks_pending", "Webhooks that are still to be handed over.", counts.webhooks)
    yield _gauge("m7_webhook_age_seconds", "How long the oldest of them has waited.", counts.webhook_age)


def _gauge(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(name, said, value=float(value))
