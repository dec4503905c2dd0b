"""Orders videos: turns a request into a job row and lets the runner know."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence

from ..engines import Engines
from ..jobs import Job, JobStore
from .request import VideoRequest

CANCEL_TIMEOUT = 5.0


class Model7:
    """The front door of the pipeline. Orders return at once; the job row tells the rest."""

    def __init__(self, store: JobStore, engines: Engines) -> None:
        self._store = store
        self._engines = engines

    def check(self, model: str | None) -> None:
        """Raise `RequestError` if no engine offers a model of that name."""
        self._engines.order_for(model)

    def order(self, request: VideoRequest, *, engines: Sequence[str] | None = None) -> Job:
        """Write the job down and return it. Raises `RequestError` for a model that nobody offers."""
        now = time.time()
        job = Job(
            id=f"vid_{secrets.token_hex(8)}",
            created_at=now,
            wake_at=now,
            activity="waiting for its turn",
            request=request.model_dump(),
            engines=list(engines or self._engines.order_for(request.model)),
        )
        return self._store.create(job)

    def cancel(self, job_id: str) -> Job:
        """Stop making the video, and its engine's work on it if the engine can. Raises `NotFound`."""
        before = self._store.get(job_id)
        job = self._store.cancel(job_id)
        engine = self._engines.get(before.engine) if before.engine else None
        if engine is not None and before.operation is not None and not before.ended:
            engine.cancel(before.operation, timeout=CANCEL_TIMEOUT)
        return job
