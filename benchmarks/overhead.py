"""What an answer costs beyond the web framework: a video's state against an empty route, a file against nginx.

Run as a module it is the server that is measured: the real one, with a bare Flask application at /empty beside it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from hackathon_backend.cli.serve import _Server
from hackathon_backend.container import prepare
from hackathon_backend.jobs import Database, Job, JobStore, Reply
from hackathon_backend.jobs.models import State
from hackathon_backend.jobs.requests import PromptRequest
from hackathon_backend.settings import Settings
from hackathon_backend.storage import LocalStorage, video_stem
from hackathon_backend.times import iso
from hackathon_backend.writers.base import Brief

from .measure import Row

SECONDS = 2
CONNECTIONS = 8
FILE_BYTES = 20_000_000
FILES_AT_ONCE = 2
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
WRK = shutil.which("wrk")
VIDEO, UNDER_WAY = "vid_0123456789abcdef", "vid_fedcba9876543210"

_NGINX_CONF = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; sendfile on; types {{ video/mp4 mp4; }}
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def measure(runs: int) -> Iterator[Row]:
    """Rates of each pair, taken in turn so that both meet the same load of other work."""
    if WRK is None:
        yield Row("Requests a second", "not measured", "wrk is not installed (apt-get install wrk)")
        return
    yield Row("Load of the machine before", f"{os.getloadavg()[0]:.1f}", f"{os.cpu_count()} cores, others work on them")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(_serving(folder))
        routes = [f"{url}/empty", f"{url}/v1/videos/{UNDER_WAY}", f"{url}/v1/videos/{VIDEO}"]
        empty, making, video = _in_turn(routes, CONNECTIONS, runs)
        yield Row("An empty Flask route", f"{empty.rate:,.0f}", "requests a second, 8 connections")
        yield Row("`GET /v1/videos/{id}`", f"{making.rate:,.0f}", f"{making.share:.0%} of it, while the video is made")
        yield Row("The same", f"{video.rate:,.0f}", f"{video.share:.0%} of it, when the video is finished")
        content = f"{url}/v1/videos/{VIDEO}/content"
        if NGINX is None:
            (ours,) = _in_turn([content], FILES_AT_ONCE, runs)
            yield Row("`/content`, 20 MB", f"{ours.rate:,.0f}", "a second; nginx, to compare with, is not installed")
            return
        theirs = stack.enter_context(_nginx(folder / "videos"))
        nginx, ours = _in_turn([f"{theirs}/{_file_name()}", content], FILES_AT_ONCE, runs)
        yield Row(
            "A file of 20 MB by nginx", f"{nginx.rate:,.0f}", f"a second, {nginx.rate * FILE_BYTES / 1e9:.1f} GB/s"
        )
        yield Row("`/content`, 20 MB", f"{ours.rate:,.0f}", f"a second, {ours.share:.0%} of it")


@dataclass(frozen=True)
class _Found:
    """Requests a second, and their share of what the first URL had just before: medians of all rounds."""

    rate: float
    share: float


def _in_turn(urls: list[str], connections: int, runs: int) -> list[_Found]:
    rounds = [[_rate(url, connections) for url in urls] for _ in range(runs + 1)][1:]
    return [
        _Found(
            statistics.median(rates),
            statistics.median(rate / each[0] for rate, each in zip(rates, rounds, strict=True)),
        )
        for rates in zip(*rounds, strict=True)
    ]


def _rate(url: str, connections: int) -> float:
    """Requests a second that are answered with 200."""
    command = [str(WRK), "-t", "1", "-c", str(connections), "-d", f"{SECONDS}s", "--timeout", "20s", url]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    if "Non-2xx" in said or (rate := re.search(r"Requests/sec:\s+([\d.]+)", said)) is None:
        raise SystemExit(f"{url}: {said}")
    return float(rate[1])


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The server with a finished video of 20 MB, as a process of its own; its address."""
    port = _free_port()
    own = {"PORT": str(port), "VIDEO_DIR": str(folder / "videos"), "LOG_DIR": str(folder / "logs")}
    own |= {"DATABASE_URL": f"sqlite:///{folder / 'bench.db'}", "WEB_THREADS": "200"}
    with subprocess.Popen(
        [sys.executable, "-m", __spec__.name], env=os.environ | own, start_new_session=True
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGKILL)


@contextmanager
def _nginx(root: Path) -> Iterator[str]:
    port = _free_port()
    (root / "nginx.conf").write_text(_NGINX_CONF.format(folder=root, port=port), "utf-8")
    root.chmod(0o755)
    with subprocess.Popen([str(NGINX), "-c", str(root / "nginx.conf"), "-g", "user root;"]) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/{_file_name()}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=30).read()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _file_name() -> str:
    return f"{video_stem(VIDEO, 1_800_000_000.0)}.mp4"


class _WithEmpty(_Server):
    """Our server, and a Flask application with one route that does nothing, in the same threads."""

    def load(self) -> Any:
        bare, ours = Flask("empty"), super().load()
        bare.add_url_rule("/empty", view_func=lambda: "")
        return lambda environ, start: (bare if environ["PATH_INFO"] == "/empty" else ours)(environ, start)


def main() -> None:
    """Serve until killed."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    prepare(settings)
    LocalStorage(settings.video_dir).prepare()
    (settings.video_dir / _file_name()).write_bytes(os.urandom(FILE_BYTES))
    database = Database(settings.database_url)
    JobStore(database).create(_finished())
    JobStore(database).create(_under_way())
    database.close()
    _WithEmpty(settings).run()


def _finished() -> Job:
    made = 1_800_000_000.0
    return Job(
        id=VIDEO,
        created_at=made,
        wake_at=made,
        ended_at=made + 60,
        state=State.COMPLETED,
        progress=100.0,
        activity="ready to play",
        request=PromptRequest(message="Otters hold hands while they sleep.", topic="otters"),
        brief=Brief(title="Otters", narration="Otters hold hands while they sleep. " * 20),
        engines=["storyboard"],
        model="storyboard-1",
        seconds=12.0,
        size="1280x720",
        filename=_file_name(),
        reply=Reply(
            format="video",
            status="completed",
            message_id=None,
            conversation_id=None,
            lesson_id=None,
            generated_at=iso(made),
            duration_seconds=12.0,
        ),
    )


def _under_way() -> Job:
    now = time.time()
    return Job(
        id=UNDER_WAY,
        created_at=now,
        wake_at=now + 86_400,
        state=State.RENDERING,
        progress=40.0,
        activity="Sora 2 is rendering",
        request=PromptRequest(message="Otters hold hands while they sleep.", topic="otters"),
        engines=["storyboard"],
        model="storyboard-1",
        seconds=12.0,
        size="1280x720",
    )


if __name__ == "__main__":
    main()
