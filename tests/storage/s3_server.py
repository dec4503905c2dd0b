"""A real S3 server on the loopback, and a proxy before it that fails as networks and stores do."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import urlsplit
from uuid import uuid4

import botocore.session

from hackathon_backend.storage.bucket import Bucket
from hackathon_backend.storage.bucket_client import BucketPlace
from tests.server import free_port

# What services are like is read from files anew for each client, which takes longer than many a test.
botocore.session.create_loader = cache(botocore.session.create_loader)

Fault = Literal["503", "cut", "damage", "half answer", "away"]
"""A refusal; a request or an answer that breaks off in its middle; a request that arrives damaged; no answer at all."""


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of a server of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while not _answers(url):
            assert time.monotonic() < until, "moto did not start: pip install -r requirements-dev.txt"
            assert process.poll() is None, "moto has ended: pip install -r requirements-dev.txt"
            time.sleep(0.05)
        yield url
    finally:
        process.kill()
        process.wait()


def new_bucket(url: str, prefix: str = "") -> BucketPlace:
    """An empty bucket."""
    place = BucketPlace(f"films-{uuid4().hex[:12]}", url, "us-east-1", "key", "secret-of-the-key", prefix)
    client_of(place).create_bucket(Bucket=place.name)
    return place


def client_of(place: BucketPlace):  # type: ignore[no-untyped-def]
    """What speaks with the server by itself."""
    return Bucket(place)._client


def keys_in(place: BucketPlace) -> list[str]:
    """All keys in the bucket."""
    return [each["Key"] for each in client_of(place).list_objects_v2(Bucket=place.name).get("Contents", [])]


def open_uploads(place: BucketPlace) -> list[str]:
    """The keys of uploads in parts that have not ended."""
    return [each["Key"] for each in client_of(place).list_multipart_uploads(Bucket=place.name).get("Uploads", [])]


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@dataclass
class Faults:
    """What happens to the next requests of a method: faults are taken one after the other; then all goes well."""

    by_method: dict[str, list[Fault]] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)

    def plan(self, method: str, *faults: Fault) -> None:
        """Let these happen."""
        self.by_method[method] = list(faults)

    def take(self, method: str, path: str) -> Fault | None:
        """What happens to this request."""
        self.seen.append((method, path))
        planned = self.by_method.get(method)
        return planned.pop(0) if planned else None


@contextmanager
def fault_proxy(url: str) -> Iterator[tuple[str, Faults]]:
    """An address that leads to the server at `url`, and what goes wrong on the way."""
    faults, upstream = Faults(), urlsplit(url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            fault = faults.take(self.command, self.path)
            length = int(self.headers.get("Content-Length", 0))
            if fault in ("cut", "away"):
                self.rfile.read(length // 2 if fault == "cut" else 0)
                self.close_connection = True
                self.connection.close()
                return
            body = self.rfile.read(length)
            if fault == "503":
                self._answer(503, {}, b"<Error><Code>SlowDown</Code></Error>")
                return
            if fault == "damage":
                body = bytes([body[0] ^ 1]) + body[1:]
            assert upstream.hostname
            connection = http.client.HTTPConnection(upstream.hostname, upstream.port, timeout=60)
            # The signature is that of the proxy's address, which the server does not look at.
            connection.request(self.command, self.path, body, dict(self.headers.items()))
            answer = connection.getresponse()
            told = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
            self._answer(answer.status, told, answer.read(), half=fault == "half answer")
            connection.close()

        def _answer(self, status: int, headers: dict[str, str], body: bytes, *, half: bool = False) -> None:
            length = headers.pop("Content-Length", "0") if self.command == "HEAD" else str(len(body))
            self.send_response(status)
            for name, value in ({**headers, "Content-Length": length}).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body[: len(body) // 2] if half else body)
            if half:
                self.close_connection = True
                self.connection.close()

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass_on  # noqa: N815

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

        def finish(self) -> None:
            with suppress(OSError, ValueError):
                super().finish()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", faults
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


_HOP = ("transfer-encoding", "connection", "date", "server")
