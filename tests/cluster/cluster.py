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

    All share one folder for videos, or each process has its own (`own_folders`), as on as many machines. Workers are
    added with `add_worker`.
    """

    def __init__(self, *, webs: int = 2, own_folders: bool = False, **settings: object) -> None:
        # Not below the folders of tests: PostgreSQL runs as somebody who may not look into those.
        self.folder = Path(tempfile.mkdtemp(prefix="cluster-"))
        self.folder.chmod(0o755)
        self.postgres = Postgres(self._room("postgres"))
        self.redis = Redis(self._room("redis"))
        self._settings = {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            **({} if own_folders else {"VIDEO_DIR": str(self.videos)}),
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
        if error is not None:
            error.add_note("\n".join(f"--- {node.name}\n{node.tail()}" for node in self.nodes))
        self._running.close()

    @property
    def nodes(self) -> list[Node]:
        """All its processes."""
        return [self.postgres, self.redis, self.nginx, *self.webs, *self.workers]

    @property
    def url(self) -> str:
        """Where everybody reaches it: every request meets the next of the web processes."""
        return self.nginx.url

    @property
    def videos(self) -> Path:
        """The folder that all share."""
        return self._room("videos")

    def add_worker(self, *kinds: str, module: str = "hackathon_backend") -> Node:
        """One more machine, that does work of these `kinds` (by default: of all)."""
        name = f"worker{len(self.workers) + 1}"
        node = self._running.enter_context(self._program(name, ["worker", *kinds], module=module))
        self.workers.append(node)
        return node

    def run(self, *words: str) -> None:
        """Run one of the commands to its end."""
        with self._program(words[0], [*words]) as node:
            self.until(lambda: not node.runs)
            assert node.status == 0, node.tail()

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

        return self._program(name, ["serve"], is_ready=answers, PORT=str(port))

    def _program(
        self,
        name: str,
        words: list[str],
        *,
        module: str = "hackathon_backend",
        is_ready: Callable[[], bool] = lambda: True,
        **own: str,
    ) -> Node:
        room = self._room(name)
        # Without another VIDEO_DIR its videos are in its own folder.
        command = [sys.executable, "-m", module, *words]
        return Node(name, command, room, settings=self._settings | own, is_ready=is_ready)

    def _room(self, name: str) -> Path:
        room = self.folder / name
        room.mkdir(exist_ok=True)
        return room
