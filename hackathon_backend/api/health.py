"""/healthz: whether the service works."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, jsonify

from .. import __version__
from .openapi import answers, spec
from .schemas import Health
from .services import services

log = logging.getLogger(__name__)

health = Blueprint("health", __name__)


@health.get("/healthz")
@spec.validate(resp=answers(HTTP_200=Health, HTTP_503=Health), tags=["health"])
def healthz() -> Any:
    """Whether the database answers and what is going on; 503 if it does not."""
    try:
        unfinished, database = services().store.count_unfinished(), True
    except Exception:
        log.exception("The database does not answer.")
        unfinished, database = 0, False
    body = {
        "status": "ok" if database else "degraded",
        "version": __version__,
        "database": database,
        "engines": services().engines.names,
        "unfinished": unfinished,
    }
    return jsonify(body), 200 if database else 503
