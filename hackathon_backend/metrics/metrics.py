"""All numbers of one process: what it counts itself, and what is read when somebody asks.

The server is one process with many threads, so one registry has all of it. Labels are names of which there are few:
endpoints, engines, states; never paths, ids or owners.
"""

from __future__ import annotations

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.registry import Collector

from .. import __version__

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ANSWERED = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)


class Metrics:
    """Counts requests; `collectors` are asked for the rest."""

    def __init__(self, *collectors: Collector) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        Info("m7_build", "The version that runs.", registry=self.registry).info({"version": __version__})
        self._requests = Counter(
            "m7_http_requests", "Requests answered.", ("endpoint", "method", "status"), registry=self.registry
        )
        self._answered = Histogram(
            "m7_http_request_seconds",
            "Seconds from a request to the head of its answer; streams go on after that.",
            ("endpoint", "method"),
            buckets=_ANSWERED,
            registry=self.registry,
        )
        for each in collectors:
            self.registry.register(each)

    def answered(self, endpoint: str, method: str, status: int, seconds: float) -> None:
        """A request was answered."""
        known = method if method in _METHODS else "other"
        self._requests.labels(endpoint, known, str(status)).inc()
        self._answered.labels(endpoint, known).observe(seconds)

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self.registry)
