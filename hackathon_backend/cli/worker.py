"""`worker`: takes steps of jobs and stages of films that a broker wakes it for, and sweeps."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from ..errors import SettingsError
from ..settings import Settings
from ..workers.alive import is_alive
from ..workers.broker import celery_app
from ..workers.supervisor import Supervisor, end_with

_KINDS = ("steps", "render", "beat")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Work until told to stop. Several kinds of work are child processes of this one. Raises `SettingsError`."""
    kinds = _known(options.kinds)
    if settings.workers != "celery":
        raise SettingsError("WORKERS: set WORKERS=celery and BROKER_URL; else the server makes the videos itself.")
    if options.check:
        return _check(settings, kinds)
    celery_app(settings)
    if len(kinds) > 1:
        return Supervisor(kinds).run()
    if options.parent:
        end_with(options.parent)
    return _work(settings, kinds[0], options.concurrency)


def _known(kinds: Sequence[str]) -> list[str]:
    for kind in kinds:
        if kind not in _KINDS:
            raise SettingsError(f"There are no workers for {kind!r}, only for {', '.join(_KINDS)}.")
    return list(dict.fromkeys(kinds)) or list(_KINDS)


def _work(settings: Settings, kind: str, concurrency: int) -> int:
    # Imported here: a supervisor needs none of it, nor one kind of worker what another needs.
    from ..engines.registry import engine_secrets
    from ..logs import set_up_logging
    from ..model7.base_container import prepare_making

    set_up_logging(settings, secrets=engine_secrets(settings.video_engines))
    prepare_making(settings)
    status: int = import_module(f"hackathon_backend.workers.{kind}_worker").run(settings, concurrency)
    return status


def _check(settings: Settings, kinds: Sequence[str]) -> int:
    """0 if workers of all these kinds run here, and the database answers; else a line that says what is wrong."""
    wrong = next((f"No worker runs here for {kind}." for kind in kinds if not is_alive(kind)), "")
    wrong = wrong or _wrong_with_database(settings)
    print(wrong or "ok", file=sys.stderr if wrong else sys.stdout)
    return 1 if wrong else 0


def _wrong_with_database(settings: Settings) -> str:
    from ..jobs import Database

    database = Database(settings.database_url)
    try:
        return "" if database.is_migrated() else "The database is older than this version."
    except Exception as error:
        return f"The database does not answer ({type(error).__name__})."
    finally:
        database.close()
