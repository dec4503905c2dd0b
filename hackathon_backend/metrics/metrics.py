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
from sqlalchemy.orm import Session

from .. import __version__
from ..jobs import Job, JobListener
from .state import StateCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ANSWERED = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)
_MADE = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600)
"""Seconds: a drawn film takes a few, a vendor minutes."""


class Metrics(JobListener):
    """Counts requests and videos; `state` is asked for the rest."""

    def __init__(self, state: StateCollector) -> None:
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
        self._made = Histogram(
            "m7_video_seconds",
            "Seconds from an order to its video, for those that were finished by this process.",
            ("engine",),
            buckets=_MADE,
            registry=self.registry,
        )
        self._rendered = Histogram(
            "m7_render_seconds",
            "The part of it after the engine got the order.",
            ("engine",),
            buckets=_MADE,
            registry=self.registry,
        )
        self._ended = Counter(
            "m7_videos_ended", "Videos that ended here, by how.", ("engine", "state", "reason"), registry=self.registry
        )
        self.registry.register(state)

    def answered(self, endpoint: str, method: str, status: int, seconds: float) -> None:
        """A request was answered."""
        known = method if method in _METHODS else "other"
        self._requests.labels(endpoint, known, str(status)).inc()
        self._answered.labels(endpoint, known).observe(seconds)

    def ended(self, session: Session, job: Job) -> None:
        """A video has ended."""
        engine = job.at_engine or job.engine or "none"
        self._ended.labels(engine, job.state, job.reason or "none").inc()
        if job.filename is not None and job.ended_at is not None:
            self._made.labels(engine).observe(max(0.0, job.ended_at - job.created_at))
            if job.submitted_at is not None:
                self._rendered.labels(engine).observe(max(0.0, job.ended_at - job.submitted_at))

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self.registry)
