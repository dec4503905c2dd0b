"""A whole installation: the services, web processes behind nginx, and workers."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2

from tests.server import free_port

from .node import Node
from .services import Nginx, Postgres, Redis


class Cluster:
    """PostgreSQL and Redis, and `webs` web processes with the same `settings` behind nginx.

    They share a folder for videos unless VIDEO_DIR says otherwise. Workers are added with `worker`.
    """

    def __init__(self, *, webs: int = 2, **settings: object) -> None:
        # Not below the folders of tests: PostgreSQL runs as somebody who may not look into those.
        self.folder = Path(tempfile.mkdtemp(prefix="cluster-"))
        self.folder.chmod(0o755)
        self.postgres = Postgres(self._room("postgres"))
        self.redis = Redis(self._room("redis"))
        self._settings = {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "VIDEO_DIR": str(self._room("videos")),
            "WEB_THREADS": "200",
            "TRUSTED_PROXIES": "1",
            "RENDER_WORKERS": "1",
            **{name.upper(): str(value) for name, value in settings.items()},
        }
        ports = [free_port() for _ in range(webs)]
        self.webs = [self._web(f"web{number}", port) for number, port in enumerate(ports, 1)]
        self.nginx = Nginx(self._room("nginx"), ports)
        self.workers: list[Node] = []
        self._running = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            starting.callback(shutil.rmtree, self.folder, ignore_errors=True)
            for service in (self.postgres, self.redis):
                starting.enter_context(service)
            # One after the other: the first one makes the tables.
            for node in (*self.webs, self.nginx):
                starting.enter_context(node)
            self._running = starting.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    @property
    def nodes(self) -> list[Node]:
        """All its processes."""
        return [self.postgres, self.redis, self.nginx, *self.webs, *self.workers]

    @property
    def url(self) -> str:
        """Where everybody reaches it: every request meets the next of the web processes."""
        return self.nginx.url

    def worker(self, *kinds: str, **settings: object) -> Node:
        """One more machine that does work of these `kinds` (by default: of all), with a folder of its own."""
        name = f"worker{len(self.workers) + 1}"
        own = {"VIDEO_DIR": str(self._room(name) / "videos")}
        own |= {name.upper(): str(value) for name, value in settings.items()}
        node = self._program(name, ["worker", *kinds], own)
        self.workers.append(self._running.enter_context(node))
        return node

    def client(self, **options: Any) -> httpx2.Client:
        """A client of it, with cookies of its own."""
        return httpx2.Client(base_url=self.url, timeout=60, **options)

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """What a query finds in its database."""
        return self.postgres.rows(query, *values)

    def until(
        self, true: Callable[[], object], timeout: float = 120, what: Callable[[], object] = lambda: "It is not so."
    ) -> None:
        """Wait until something is so; `what` tells what is there instead if it takes longer than `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while not true():
            assert time.monotonic() < deadline, what()
            time.sleep(0.1)

    def _web(self, name: str, port: int) -> Node:
        def answers() -> bool:
            try:
                return httpx2.get(f"http://127.0.0.1:{port}/healthz").is_success
            except httpx2.TransportError:
                return False

        return self._program(name, ["serve"], {"PORT": str(port)}, answers)

    def _program(
        self, name: str, words: list[str], own: dict[str, str], is_ready: Callable[[], bool] = lambda: True
    ) -> Node:
        command = [sys.executable, "-m", "hackathon_backend", *words]
        return Node(name, command, self._room(name), settings=self._settings | own, is_ready=is_ready)

    def _room(self, name: str) -> Path:
        room = self.folder / name
        room.mkdir(exist_ok=True)
        return room
