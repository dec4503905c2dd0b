"""GET /metrics."""

from __future__ import annotations

from flask import Blueprint, Response

from ...errors import NotAllowed, NotFound
from ..current import current_container, current_principal
from ..openapi import answers, spec

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
@spec.validate(resp=answers(HTTP_200=None, refused=(401, 403, 404)), tags=["health"])
def scrape() -> Response:
    """Numbers for Prometheus, for admins, where `METRICS=on`."""
    container = current_container()
    if container.metrics is None or container.settings.metrics != "on":
        raise NotFound("There is nothing here.")
    if not current_principal().is_admin:
        raise NotAllowed("Only admins see the metrics.")
    from ...metrics.metrics import CONTENT_TYPE

    answer = Response(container.metrics.text(), content_type=CONTENT_TYPE)
    answer.headers["Cache-Control"] = "no-store"
    return answer
