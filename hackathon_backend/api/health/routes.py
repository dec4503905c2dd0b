"""/healthz: whether the service works. /readyz: whether requests should be sent here."""

from __future__ import annotations

import logging
from typing import Any, Literal

from flask import Blueprint

from ... import __version__
from ...times import iso
from ..current import current_container
from ..openapi import answers, spec
from ..sending import send
from .schemas import DiskHealth, EngineHealth, Health, LanguageModelHealth, Readiness

log = logging.getLogger(__name__)

health = Blueprint("health", __name__)


@health.get("/healthz")
@spec.validate(resp=answers(HTTP_200=Health, HTTP_503=Health), tags=["health"])
def healthz() -> Any:
    """Whether the database answers, there is room on the disk, and what is going on; 503 if the database does not."""
    container = current_container()
    jobs = _job_counts()
    database = jobs is not None
    unfinished, under_way = jobs or (0, {})
    engines = {name: _condition(name, under_way.get(name, 0)) for name in container.engines.names}
    model = _language_model()
    room = container.room.has_room()
    faults = [not room, model is not None and model.state != "ok", *(each.state == "down" for each in engines.values())]
    health = Health(
        status="ok" if database and not any(faults) else "degraded",
        version=__version__,
        database=database,
        disk=DiskHealth(state="ok" if room else "full", free_bytes=_free_bytes()),
        engines=list(engines),
        traffic=engines,
        unfinished=unfinished,
    )
    if model is not None:
        health.language_model = model
    # An engine that is down is no reason to start this server anew: the others go on, and text is always there.
    return send(health, 200 if database else 503)


@health.get("/readyz")
@spec.validate(resp=answers(HTTP_200=Readiness, HTTP_503=Readiness), tags=["health"])
def readyz() -> Any:
    """Whether to send requests here: 503 while the database is away or behind, the disk full, or the server stopping.

    A server that is not ready mends itself or has to be helped: starting it anew is of no use.
    """
    container = current_container()
    database = _database()
    room = container.room.has_room()
    is_ready = database == "ok" and room and not container.stopping
    answer = send(
        Readiness(ready=is_ready, database=database, disk="ok" if room else "full", stopping=container.stopping),
        200 if is_ready else 503,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _database() -> Literal["ok", "away", "behind"]:
    try:
        return "ok" if current_container().database.is_migrated() else "behind"
    except Exception:
        log.exception("The database does not answer.")
        return "away"


def _job_counts() -> tuple[int, dict[str, int]] | None:
    """How many jobs have not ended, and how many orders each engine has; None if the database does not answer."""
    store = current_container().store
    try:
        return store.count_unfinished(), store.under_way()
    except Exception:
        log.exception("The database does not answer.")
        return None


def _free_bytes() -> int:
    try:
        return current_container().room.free_bytes()
    except OSError:
        return 0


def _condition(name: str, under_way: int) -> EngineHealth:
    now = current_container().engines.gate(name).condition
    since = iso(now.since) if now.since is not None else None
    return EngineHealth(state=now.state, since=since, reason=now.why, under_way=under_way)


def _language_model() -> LanguageModelHealth | None:
    model = current_container().chat_model
    if model is None:
        return None
    now = model.condition
    since, until = (iso(at) if at is not None else None for at in (now.since, now.until))
    state: Literal["ok", "resting"] = "resting" if now.resting else "ok"
    return LanguageModelHealth(name=model.model, form=model.form, state=state, since=since, until=until, reason=now.why)
