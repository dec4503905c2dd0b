"""`serve`: the web server, one process with many threads."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import resource
import signal
import socket
import sys
import threading
import time
from types import FrameType

from flask import Flask
from gunicorn.app.base import BaseApplication

from ..app import create_app
from ..container import Container, prepare
from ..engines.registry import engine_secrets, setting_names
from ..errors import SettingsError
from ..logs import CONSOLE, set_up_logging
from ..settings import Settings, strange_settings
from .patient_worker import PatientWorker
from .server_log import ServerLog

log = logging.getLogger(CONSOLE)

_WAIT_FOR_PORT = 8.0
"""Seconds for which a port may still be held by a server that was just killed."""
_OTHER_FILES = 1000


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, set up from our settings instead of its own command line."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.container: Container | None = None
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        # One process: the job runner, the render pool and the fan-out of progress are shared by all its threads.
        chosen: dict[str, object] = {
            "bind": f"{host}:{settings.port}",
            "workers": 1,
            "worker_class": PatientWorker,
            "threads": settings.web_threads,
            "worker_connections": settings.web_threads + 800,
            "keepalive": 15,
            "limit_request_line": 8190,
            "timeout": 120,
            "graceful_timeout": 3,
            "loglevel": "warning",
            "logger_class": ServerLog,
            "control_socket_disable": True,
            "post_worker_init": lambda _worker: self._begin(),
            "worker_exit": lambda _server, _worker: self._close(),
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        # Called in the worker, after the fork: threads and connections made before it would not cross over.
        # Threads that compute hand over five times sooner: a small request waits less behind twenty large ones.
        sys.setswitchinterval(0.001)
        self.container = Container(self._settings)
        self.container.open()
        return create_app(self._settings, self.container)

    def _begin(self) -> None:
        stop = signal.getsignal(signal.SIGTERM)
        assert self.container is not None and callable(stop)
        let_go = self.container.let_go

        def stop_softly(number: int, frame: FrameType | None) -> None:
            # Those that watch are told before the server waits for its connections to end. Not here: what was
            # interrupted may hold the lock.
            threading.Thread(target=let_go, daemon=True).start()
            stop(number, frame)

        signal.signal(signal.SIGTERM, stop_softly)
        _greet(self._settings, guarded=self.container.identity.is_guarded)

    def _close(self) -> None:
        if self.container is not None:
            self.container.close()
        # A step that waits for an engine would keep this process, and its lease, alive; the next start goes on with it.
        os._exit(0)


def run(settings: Settings, _options: argparse.Namespace) -> int:
    """Check what can be checked, bring the database up to date, and serve until told to stop."""
    set_up_logging(settings, secrets=engine_secrets(settings.video_engines))
    _check_address(settings.host, settings.port, "HOST, PORT")
    if settings.metrics_port:
        _check_address(settings.metrics_host, settings.metrics_port, "METRICS_HOST, METRICS_PORT")
    _allow_connections(settings.web_threads)
    prepare(settings)
    for line in strange_settings(setting_names(settings.video_engines)):
        log.warning("%s", line)
    if settings.allow_anyone:
        log.warning("ALLOW_ANYONE=1: nobody logs in; whoever reaches HOST=%s may do everything here.", settings.host)
    _Server(settings).run()
    return 0


def _check_address(host: str, port: int, names: str) -> None:
    """Raise `SettingsError` if nothing can listen there, not even after a predecessor has had time to end."""
    until = time.monotonic() + _WAIT_FOR_PORT
    while (refusal := _refusal(host, port)) and refusal.errno == errno.EADDRINUSE and time.monotonic() < until:
        time.sleep(0.2)
    if refusal:
        mend = "Stop what does, or set another." if refusal.errno == errno.EADDRINUSE else "Set another."
        reason = refusal.strerror or str(refusal)
        raise SettingsError(f"{names}: can't listen on {host}:{port} ({reason}). {mend}")


def _refusal(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error
    except UnicodeError:
        return OSError("no such name")
    return None


def _allow_connections(threads: int) -> None:
    """Have room for two files per thread (a connection, and what is sent), as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * threads + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def _greet(settings: Settings, *, guarded: bool) -> None:
    url = f"http://{settings.host}:{settings.port}"
    if settings.public_url and not guarded and not settings.allow_anyone:
        log.warning("PUBLIC_URL: a proxy lets others in, and nobody can log in here: whoever comes may do everything.")
    log.info("Model 7 is at %s (API: %s/docs)", url, url)
    log.info("Try it%s:\n", " with a key of `python -m hackathon_backend keys create NAME`" if guarded else "")
    log.info(
        "  curl -s %s/api/chat -H 'Content-Type: application/json'%s \\\n"
        '    -d \'{"message": "Can you make a video explaining React hooks?"}\'\n',
        url,
        " -H 'Authorization: Bearer KEY'" if guarded else "",
    )
