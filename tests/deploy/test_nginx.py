"""`deploy/nginx.conf` in front of a real server, under a path of a larger site."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import closing

import httpx2
import pytest
import simple_websocket

from hackathon_backend.api.videos.forms import MOST_BYTES
from tests.cluster.node import Node
from tests.cluster.services import listens, program
from tests.server import Server, free_port

from .linters import DEPLOY, passes

CONF = DEPLOY / "nginx.conf"
PATH = "/school/videos"
QUESTION = {"message": "Make a short video about the water cycle"}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, int]]:
    """The server behind nginx, and nginx's port."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    home = f"http://localhost:{port}{PATH}"
    with Server(folder, public_url=home, trusted_proxies=1, rate_login="2/minute") as server:
        text = CONF.read_text("utf-8")
        for said, here in (
            ("set $web web:5000", f"set $web 127.0.0.1:{server.port}"),
            ("listen 8080", f"listen 127.0.0.1:{port}"),
            ("/tmp/", f"{folder}/"),
        ):
            assert said in text
            text = text.replace(said, here)
        (folder / "nginx.conf").write_text(text, "utf-8")
        command = [program("nginx"), "-e", "stderr", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        with Node("nginx", command, folder, is_ready=lambda: listens(port)):
            yield server, port


def home(port: int) -> httpx2.Client:
    return httpx2.Client(base_url=f"http://localhost:{port}{PATH}", timeout=120)


def test_nginx_reads_it() -> None:
    passes(program("nginx"), "-t", "-e", "stderr", "-c", CONF)


def test_pages_and_addresses_have_the_path_of_the_site(site: tuple[Server, int]) -> None:
    _, port = site
    with home(port) as client:
        assert f'"{PATH}/static/' in client.get("/").text
        address = client.post("/api/chat", json=QUESTION).json()["videoUrl"]
        assert address.startswith(f"{PATH}/videos/")
        film = client.get(address.removeprefix(PATH), headers={"Range": "bytes=0-99"})
        assert (film.status_code, len(film.content)) == (206, 100)


def test_progress_comes_while_the_film_is_made(site: tuple[Server, int]) -> None:
    server, port = site
    question = {"message": "Make a short video about volcanoes"}
    stream = {"Accept": "text/event-stream"}
    with home(port) as client, client.stream("POST", "/api/chat", json=question, headers=stream) as answer:
        events = (line for line in answer.iter_lines() if line.startswith("event:"))
        assert next(events) == "event: progress"
        (job,) = server.rows("select ended_at from jobs order by created_at desc limit 1")
        assert job["ended_at"] is None, "it was heard of before it had ended"
        assert "event: message" in events


def test_sockets_open(site: tuple[Server, int]) -> None:
    _, port = site
    socket = simple_websocket.Client(f"ws://localhost:{port}{PATH}/ws", headers={"Origin": f"http://localhost:{port}"})
    socket.send(json.dumps({"type": "nonsense"}))
    assert "error" in json.loads(socket.receive(timeout=30))
    socket.close()


def test_what_is_too_large_is_refused_by_the_server_itself_before_it_has_come(site: tuple[Server, int]) -> None:
    _, port = site
    with closing(http.client.HTTPConnection("localhost", port, timeout=30)) as connection:
        connection.putrequest("POST", f"{PATH}/v1/videos/upload/edits")
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(MOST_BYTES + 1))
        connection.endheaders()
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["error"]["type"]) == (413, "invalid_request_error")


def test_nobody_says_where_they_come_from(site: tuple[Server, int]) -> None:
    _, port = site
    form = {"name": "nobody", "password": "wrong"}
    with home(port) as client:
        claims = [{"X-Forwarded-For": f"10.0.0.{number}"} for number in range(3)]
        answers = [client.post("/login", data=form, headers=claim).status_code for claim in claims]
    assert answers[-1] == 429, answers


def test_every_answer_has_the_id_that_is_in_the_log_of_nginx(site: tuple[Server, int]) -> None:
    server, port = site
    with home(port) as client:
        answer = client.get("/healthz?token=secret", headers={"X-Request-Id": "of-the-client"})
    request_id = answer.headers["X-Request-Id"]
    assert request_id != "of-the-client"
    log = server.folder / "nginx.log"
    server.until_true(lambda: request_id in log.read_text("utf-8"), 10)
    assert "secret" not in log.read_text("utf-8")
