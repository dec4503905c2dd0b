"""A server that is sent bombs: each gets an answer within seconds, memory stays, and others are served meanwhile."""

from __future__ import annotations

import base64
import io
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import psutil
import pytest

from tests import bombs
from tests.server import Server

pytestmark = pytest.mark.slow

MOST_SECONDS = 30.0
"""For an answer; the machine may be busy with other tests."""
MOST_WAIT = 3.0
"""For everybody else."""
MOST_GROWTH = 250_000_000
"""Bytes by which the server itself may grow: bodies of 20 MB are read into memory, and given back."""
MOST_OF_ALL = 3_000_000_000
"""Bytes of the server with all its processes."""


@dataclass
class Watched:
    """What was seen while bombs went off."""

    growth: int = 0
    whole: int = 0
    longest: float = 0.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("bombs")) as running:
        # What is loaded once is not the bombs' doing.
        running.post("/api/html", {"texts": ["```python\nprint(1)\n```"]})
        running.post("/api/storyboard/preview", {"storyboard": json.dumps(board({"type": "title", "title": "A leaf"}))})
        send(running, "/v1/videos", {"prompt": "A leaf"}, {"input_reference": ("x.png", b"no picture", "image/png")})
        yield running


def server_process(server: Server) -> psutil.Process:
    assert server._process is not None
    (worker,) = psutil.Process(server._process.pid).children()
    return worker


@contextmanager
def watched(server: Server) -> Iterator[Watched]:
    """Ask for /healthz all the time, and look at the memory."""
    worker, seen, enough = server_process(server), Watched(), threading.Event()
    before = worker.memory_info().rss

    def look() -> None:
        while not enough.wait(0.1):
            began = time.monotonic()
            server.get("/healthz", timeout=60)
            seen.longest = max(seen.longest, time.monotonic() - began)
            now = worker.memory_info().rss
            seen.growth = max(seen.growth, now - before)
            seen.whole = max(seen.whole, now + sum(_rss(child) for child in worker.children(recursive=True)))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        enough.set()
        watcher.join()
    assert seen.growth < MOST_GROWTH
    assert seen.whole < MOST_OF_ALL
    assert seen.longest < MOST_WAIT


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def send(server: Server, path: str, fields: dict[str, Any], files: Any = None, timeout: float = 60) -> httpx2.Response:
    began = time.monotonic()
    with httpx2.Client(base_url=server.url, timeout=timeout) as client:
        answer = client.post(path, data=fields, files=files) if files else client.post(path, json=fields)
    assert time.monotonic() - began < MOST_SECONDS
    return answer


def refused(answer: httpx2.Response) -> str:
    """The message of a refusal that is the client's to mend."""
    assert 400 <= answer.status_code < 500, answer.text[:500]
    error = answer.json()["error"]
    assert error["message"] and error["type"] == "invalid_request_error"
    return str(error["message"])


def board(scene: dict[str, Any]) -> dict[str, Any]:
    return {"title": "A film", "scenes": [{"narration": "Look at this for a while.", **scene}]}


def data_url(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


PICTURES = {
    "a png of 60,000 x 60,000": lambda: bombs.png(60_000),
    "all of it": lambda: bombs.png(60_000, whole=True),
    "a gif of a million pictures": lambda: bombs.gif(1_000_000),
    "a gif on a huge screen": lambda: bombs.gif(1, 65_535),
    "an svg that grows": lambda: bombs.SVG_ENTITIES,
    "an svg that looks around": lambda: bombs.SVG_OUTSIDE,
    "a zip": lambda: b"PK\x03\x04" + b"\0" * 1000,
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_a_bomb_is_refused(server: Server, name: str) -> None:
    data = PICTURES[name]()
    assert len(data) < 20_000_000
    file = ("x.png", data, "image/png")
    with watched(server):
        told = refused(
            send(server, "/v1/videos", {"prompt": "A leaf"}, {"input_reference": ("x.png", data, "image/png")})
        )
        refused(send(server, "/v1/videos", {"prompt": "A leaf", "input_reference": {"image_url": data_url(data)}}))
        logo = {"productName": "Leaf", "tagline": "It grows"}
        refused(send(server, "/api/video/examples/brand-animation", logo, {"brandLogo": file}))
    assert "169.254" not in told and "root:" not in told


@pytest.mark.parametrize("name", ["a png of 60,000 x 60,000", "all of it", "a gif of a million pictures"])
def test_a_storyboard_that_shows_such_a_picture_is_refused_or_drawn_without_it(server: Server, name: str) -> None:
    scene = {"type": "image", "source": data_url(PICTURES[name]())}
    with watched(server):
        answer = send(server, "/api/storyboard/preview", {"storyboard": json.dumps(board(scene))})
    assert answer.status_code in (200, 400, 413), answer.text[:300]


@pytest.mark.parametrize("name", ["long", "wide", "tracks"])
def test_a_film_that_is_a_bomb_is_refused(server: Server, tmp_path: Path, name: str) -> None:
    data = {
        "long": bombs.long_film,
        "wide": bombs.wide_film,
        "tracks": lambda folder: bombs.film_of_many_tracks(folder, 100_000),
    }[name](tmp_path)
    with watched(server):
        fields = {"operation": "speed", "factor": "2"}
        refused(send(server, "/v1/videos/upload/edits", fields, {"video": ("x.mp4", io.BytesIO(data), "video/mp4")}))


@pytest.mark.parametrize("name", bombs.NESTED)
def test_deep_markdown_is_rendered_or_shown_as_it_is(server: Server, name: str) -> None:
    text = bombs.NESTED[name]
    with watched(server):
        answer = send(server, "/api/html", {"texts": [text]})
        if answer.status_code != 200:
            refused(answer)
        lesson = {"title": "A lesson", "text": f"# A lesson\n\n{text}"}
        asked = {"message": "What is this about?", "lesson": lesson}
        answer = send(server, "/api/chat", asked)
        if answer.status_code != 200:
            refused(answer)


@pytest.mark.parametrize("language", bombs.LISTINGS)
def test_code_without_an_end_is_shown_without_colours(server: Server, language: str) -> None:
    code = bombs.LISTINGS[language]
    with watched(server):
        answer = send(server, "/api/html", {"texts": [f"```{language}\n{code}\n```"]})
        assert answer.status_code == 200
        scene = {"type": "code", "heading": "Code", "language": language, "code": code}
        answer = send(server, "/api/storyboard/preview", {"storyboard": json.dumps(board(scene))})
        assert answer.status_code == 200, answer.text[:300]


def test_a_film_of_code_without_an_end_is_made(server: Server) -> None:
    scene = {"type": "code", "heading": "Code", "language": "chapel", "code": bombs.LISTINGS["chapel"][:200]}
    with watched(server):
        made = server.post("/v1/videos", {"prompt": json.dumps(board(scene)), "seconds": 5})
        server.until(f"select ended_at is not null from jobs where id = '{made['id']}'", timeout=120)
    assert server.get(f"/v1/videos/{made['id']}")["status"] == "completed"


@pytest.mark.parametrize("where", ["head", "figure"])
def test_yaml_that_refers_to_itself_is_refused_or_passed_over(server: Server, where: str) -> None:
    head = f"---\n{bombs.ALIASES}\n---\n# Leaves\n\nA leaf is green."
    figure = f"# Leaves\n\nA leaf is green.\n\n```plot\n{bombs.ALIASES}\n```\n"
    text = head if where == "head" else figure
    with watched(server):
        asked = {"message": "Can you make a video about leaves?", "lesson": {"title": "Leaves", "text": text}}
        with httpx2.Client(base_url=server.url, timeout=60, headers={"Prefer": "respond-async"}) as client:
            answer = client.post("/api/chat", json=asked)
        if answer.status_code not in (200, 202):
            refused(answer)
        send(server, "/api/html", {"texts": [text]})


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 2_000_000,
        b'{"a":' * 400_000,
        b'{"message": ' + b"9" * 1_000_000 + b"}",
        b'{"message": "' + b"\\u0000" * 300_000,
    ],
    ids=["lists", "objects", "a number", "half a text"],
)
def test_json_that_is_deep_or_long_is_refused(server: Server, body: bytes) -> None:
    with watched(server), httpx2.Client(base_url=server.url, timeout=60) as client:
        for path in ("/api/chat", "/v1/videos", "/api/storyboard/preview", "/api/html"):
            refused(client.post(path, content=body, headers={"Content-Type": "application/json"}))


def test_a_form_of_a_hundred_thousand_parts_is_refused(server: Server) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    with watched(server), httpx2.Client(base_url=server.url, timeout=60) as client:
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        refused(client.post("/v1/videos", content=part * 100_000 + b"--x--\r\n", headers=kind))


def test_many_bombs_at_once_leave_the_server_as_it_was(server: Server, tmp_path: Path) -> None:
    """Eight at a time, of four kinds; whoever finds no free process is asked to come again."""
    picture, film = bombs.png(60_000, whole=True), bombs.film_of_many_tracks(tmp_path, 20_000)
    statuses: list[int] = []

    def throw(number: int) -> None:
        with httpx2.Client(base_url=server.url, timeout=120) as client:
            if number % 4 == 0:
                answer = client.post("/v1/videos", data={"prompt": "x"}, files={"input_reference": ("x.png", picture)})
            elif number % 4 == 1:
                form = {"operation": "speed", "factor": "2"}
                answer = client.post("/v1/videos/upload/edits", data=form, files={"video": ("x.mp4", film)})
            elif number % 4 == 2:
                answer = client.post("/api/html", json={"texts": [bombs.NESTED["quotes"]]})
            else:
                answer = client.post("/api/html", json={"texts": [f"```cddl\n{bombs.LISTINGS['cddl']}{number}\n```"]})
            statuses.append(answer.status_code)

    with watched(server):
        threads = [threading.Thread(target=throw, args=(number,)) for number in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(statuses) == 24
    assert set(statuses) <= {200, 400, 413, 503}
    assert server.post("/api/html", {"texts": ["**bold**"]})["html"] == ['<p dir="auto"><strong>bold</strong></p>\n']
