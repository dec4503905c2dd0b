"""What a cluster stands on, private to a test and on free ports: PostgreSQL, Redis, nginx, and a store of objects."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from psycopg.rows import dict_row

from tests.server import free_port

from .node import ROOT, Node

_SERVERS = Path("/usr/lib/postgresql")
"""Where Debian keeps them, a folder for each version."""
_ANYBODY = "postgres"
"""The user that PostgreSQL runs as: it refuses to be run by root."""


class Postgres(Node):
    """An empty PostgreSQL. It does without fsync: processes are killed here, machines are not."""

    def __init__(self, folder: Path) -> None:
        self._port = free_port()
        programs = _programs()
        user = _ANYBODY if os.getuid() == 0 else None
        self._data = folder / "data"
        if user:
            shutil.chown(folder, user)
        made = [str(programs / "initdb"), "-D", str(self._data), "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8"]
        subprocess.run(made, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        ways = ("fsync=off", "max_connections=300", f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1")
        command = [str(programs / "postgres"), "-D", str(self._data), "-p", str(self._port)]
        command += [part for way in ways for part in ("-c", way)]
        super().__init__("postgres", command, folder, is_ready=self._answers, user=user)

    @property
    def url(self) -> str:
        """As DATABASE_URL wants it."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """What a query finds. Raises `psycopg.OperationalError` while it is away."""
        address = self.url.replace("+psycopg", "")
        with psycopg.connect(address, row_factory=dict_row, connect_timeout=5) as connection:
            found = connection.execute(query.encode(), values or None)
            return found.fetchall() if found.description else []

    def crash(self) -> None:
        """Stop as `pg_ctl stop -m immediate` does, and start again: it has to recover from its log."""
        os.kill(self.pid, signal.SIGQUIT)
        assert self._process is not None
        self._process.wait(30)
        self.start()

    def _answers(self) -> bool:
        try:
            return bool(self.rows("select 1"))
        except psycopg.OperationalError:
            return False


class Redis(Node):
    """A Redis that keeps nothing on the disk: each start is an empty one."""

    def __init__(self, folder: Path) -> None:
        self._port = free_port()
        command = [program("redis-server"), "--port", str(self._port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no"]
        super().__init__("redis", command, folder, is_ready=lambda: listens(self._port))

    def flush(self) -> None:
        """Have it forget everything."""
        with self._client() as client:
            client.flushall()

    def commands(self) -> int:
        """How many it has done since its start."""
        with self._client() as client:
            return int(client.info("stats")["total_commands_processed"])

    def _client(self) -> redis.Redis:
        return redis.Redis(port=self._port, socket_timeout=5)

    @property
    def url(self) -> str:
        """As REDIS_URL wants it."""
        return f"redis://127.0.0.1:{self._port}/0"


class Nginx(Node):
    """nginx as deploy/nginx.conf has it, before the web processes at `ports`: each request goes to the next of them.

    The header `X-Answered-By` says which of them it was.
    """

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        self.port = free_port()
        web = "".join(f"server 127.0.0.1:{port} max_fails=0; " for port in ports)
        written = folder / "nginx.conf"
        written.write_text(_here(folder, self.port, web), "utf-8")
        command = [program("nginx"), "-p", str(folder), "-c", str(written), "-e", "stderr", "-g", "daemon off;"]
        super().__init__("nginx", command, folder, is_ready=lambda: listens(self.port))

    @property
    def url(self) -> str:
        """Where everybody reaches the cluster."""
        return f"http://127.0.0.1:{self.port}"


def _here(folder: Path, port: int, web: str) -> str:
    """The file of deploy/ with other places, a header more, and one process of nginx, which counts by itself."""
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for theirs, ours in {
        "worker_processes auto;": "worker_processes 1;",
        " /tmp/": f" {folder}/",
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "    server {\n": f"    upstream web {{ {web}}}\n    server {{\n",
        "set $web web:5000;": "add_header X-Answered-By $upstream_addr always;",
        "http://$web;": "http://web;",
    }.items():
        assert theirs in text, theirs
        text = text.replace(theirs, ours)
    return text


class ObjectStore(Node):
    """moto's S3 server, with an empty bucket, `films`. It keeps its objects in memory."""

    BUCKET = "films"

    def __init__(self, folder: Path) -> None:
        pytest.importorskip("moto.server", reason="moto is not installed: pip install -r requirements-dev.txt")
        self.port = free_port()
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        super().__init__("store", command, folder, is_ready=lambda: listens(self.port))

    @property
    def url(self) -> str:
        """As S3_ENDPOINT_URL wants it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and make the bucket."""
        super().start()
        self.client().create_bucket(Bucket=self.BUCKET)

    def client(self, url: str = "") -> Any:
        """A client of Amazon's own library, which speaks to it directly, or to what is before it at `url`."""
        return import_module("boto3").client(
            "s3",
            endpoint_url=url or self.url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    @property
    def settings(self) -> dict[str, str]:
        """What else leads to it; the address may be that of something before it."""
        key = {"s3_access_key_id": "test", "s3_secret_access_key": "test"}
        return {"s3_bucket": self.BUCKET, "s3_region": "us-east-1", **key}

    def uploads(self) -> list[str]:
        """The keys of uploads in parts that have not ended."""
        found = self.client().list_multipart_uploads(Bucket=self.BUCKET).get("Uploads", [])
        return [each["Key"] for each in found]

    def all_keys(self) -> list[str]:
        """Of all objects."""
        pages = self.client().get_paginator("list_objects_v2").paginate(Bucket=self.BUCKET)
        return [each["Key"] for page in pages for each in page.get("Contents", ())]


def program(name: str) -> str:
    """Where a program is; the test is skipped if it is not installed."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed: make services")
    return found


def listens(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _programs() -> Path:
    versions = sorted(_SERVERS.glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    return versions[-1].parent if versions else Path(program("initdb")).parent
