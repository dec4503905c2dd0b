"""What each request was, what it got, and how long that took: for the log and the metrics. Never its words."""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

from ..current import current_container
from .gate import READS

log = logging.getLogger("hackathon_backend.requests")

NO_ROUTE = "none"
"""The endpoint of what is at no address of ours."""
_REFUSED = (401, 403, 421, 429)
_QUIET = frozenset({"pages.static_file", "health.healthz", "health.readyz", "metrics.scrape"})
"""Endpoints that are asked all the time, or for nothing that matters."""


def install_measuring(app: Flask) -> None:
    """Comes before everything else that may refuse a request."""
    app.before_request(_begin)
    app.after_request(_end)


def _from(answer: Response) -> str:
    """Where it came from, of what was refused: so that whoever tries doors can be seen."""
    return f" from {request.remote_addr}" if answer.status_code in _REFUSED else ""


def _is_quiet(answer: Response) -> bool:
    # Players and programs ask every second how far a video is: whoever wants to read that sets LOG_LEVEL=DEBUG.
    return endpoint() in _QUIET or (request.method in READS and answer.status_code < 400)


def endpoint() -> str:
    """The name of what was asked for: of that there are not many, whatever stands in addresses."""
    return request.endpoint or NO_ROUTE


def _begin() -> None:
    g.began = time.monotonic()


def _end(answer: Response) -> Response:
    took = time.monotonic() - float(g.get("began", time.monotonic()))
    if (metrics := current_container().metrics) is not None:
        metrics.answered(endpoint(), request.method, answer.status_code, took)
    level = logging.DEBUG if _is_quiet(answer) else logging.INFO
    if log.isEnabledFor(level):
        # The rule, not the path: a path may have a token in it.
        rule = request.url_rule.rule if request.url_rule else "(no such address)"
        log.log(level, "%s %s %d %d ms%s", request.method, rule, answer.status_code, round(1000 * took), _from(answer))
    return answer
