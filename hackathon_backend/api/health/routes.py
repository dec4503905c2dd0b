"""/healthz: whether the service works."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, jsonify

from ... import __version__
from ...times import iso
from ..current import current_container
from ..openapi import answers, spec
from ..schemas import Health

log = logging.getLogger(__name__)

health = Blueprint("health", __name__)


@health.get("/healthz")
@spec.validate(resp=answers(HTTP_200=Health, HTTP_503=Health), tags=["health"])
def healthz() -> Any:
    """Whether the database answers, there is room on the disk, and what is going on; 503 if the database does not."""
    under_way: dict[str, int] = {}
    try:
        unfinished, database = current_container().store.count_unfinished(), True
        under_way = current_container().store.under_way()
    except Exception:
        log.exception("The database does not answer.")
        unfinished, database = 0, False
    engines = {name: _condition(name, under_way.get(name, 0)) for name in current_container().engines.names}
    model = _language_model()
    works = database and all(each["state"] != "down" for each in engines.values())
    room = current_container().storage.has_room()
    works = works and room and (model is None or model["state"] == "ok")
    body: dict[str, Any] = {
        "status": "ok" if works else "degraded",
        "version": __version__,
        "database": database,
        "disk": {"state": "ok" if room else "full", "free_bytes": _free_bytes()},
        "engines": list(engines),
        "traffic": engines,
        "unfinished": unfinished,
    }
    if model is not None:
        body["language_model"] = model
    # An engine that is down is no reason to start this server anew: the others go on, and text is always there.
    return jsonify(body), 200 if database else 503


def _free_bytes() -> int:
    try:
        return current_container().storage.free_bytes()
    except OSError:
        return 0


def _condition(name: str, under_way: int) -> dict[str, Any]:
    now = current_container().engines.gate(name).condition
    since = iso(now.since) if now.since is not None else None
    return {"state": now.state, "since": since, "reason": now.why, "under_way": under_way}


def _language_model() -> dict[str, Any] | None:
    model = current_container().chat_model
    if model is None:
        return None
    now = model.condition
    since, until = (iso(at) if at is not None else None for at in (now.since, now.until))
    state = "resting" if now.resting else "ok"
    return {"name": model.model, "state": state, "since": since, "until": until, "reason": now.why}
