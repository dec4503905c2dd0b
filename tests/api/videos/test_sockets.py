"""Progress on WebSockets, of the real server: one video's, or those that the client asks for."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import simple_websocket
from simple_websocket import Client, ConnectionClosed
from werkzeug.serving import make_server

from hackathon_backend.api.live import sockets
from hackathon_backend.app import Container, create_app
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest
from hackathon_backend.jobs.waiters import Waiters
from tests.server import Server

Message = dict[str, Any]
PATIENCE = 120.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Room for four that wait: 68 threads, of which 64 are kept free."""
    with Server(tmp_path_factory.mktemp("server"), web_threads=68, render_workers=1) as running:
        yield running


@pytest.fixture(scope="module")
def store(server: Server) -> Iterator[JobStore]:
    """The server's jobs, as another process sees them."""
    database = Database(f"sqlite:///{server.folder / 'model7.db'}")
    yield JobStore(database)
    database.close()


@pytest.fixture
def job(store: JobStore, request: pytest.FixtureRequest) -> str:
    """A job that nobody works on."""
    return a_job(store, f"vid_{abs(hash(request.node.name)):x}")


def a_job(store: JobStore, id_: str) -> str:
    now = time.time()
    store.create(
        Job(id=id_, created_at=now, wake_at=now + 600, request=LessonRequest(message="x"), engines=["storyboard"])
    )
    return id_


def change(store: JobStore, id_: str, **values: Any) -> None:
    store.change(store.get(id_), None, values)


def connect(server: Server, path: str, **headers: str) -> Client:
    # A byte at a time during the handshake: this client forgets what comes in one piece with it.
    client = Client(f"ws://127.0.0.1:{server.port}{path}", headers=headers, receive_bytes=1)
    client.receive_bytes = 4096
    return client


def hear(client: Client) -> Message:
    """The next message that is no heartbeat."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        text = client.receive(timeout=PATIENCE)
        assert text is not None, "nothing came"
        message: Message = json.loads(text)
        if message["type"] != "heartbeat":
            return message
    raise AssertionError("only heartbeats came")


def progress(client: Client) -> tuple[str, int]:
    message = hear(client)
    assert message.keys() == {"id", "object", "type", "created_at", "data"}, message
    return message["type"], message["data"]["progress"]


def has_closed(client: Client) -> int:
    with pytest.raises(ConnectionClosed) as closed:
        hear(client)
    return int(closed.value.reason)


def say(client: Client, **message: Any) -> None:
    client.send(json.dumps(message))


def refused(server: Server, path: str, **headers: str) -> tuple[int, Message]:
    """The answer to a handshake that does not succeed."""
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Connection": "Upgrade", "Upgrade": "websocket", **key, **headers})
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, json.loads(body)["error"] if answer.status >= 400 else {}


@pytest.mark.parametrize("base", ["/v1", "/api/v1"])
def test_a_video_is_followed_to_its_end(server: Server, store: JobStore, base: str, request: Any) -> None:
    job = a_job(store, f"vid_end{base.count('/')}")
    client = connect(server, f"{base}/videos/{job}/ws")
    assert progress(client) == ("video.progress", 0)
    for percent in (10, 30, 70):
        change(store, job, state="rendering", progress=float(percent))
        assert progress(client) == ("video.progress", percent)
    change(store, job, state="completed")
    assert progress(client) == ("video.completed", 100)
    assert has_closed(client) == 1000


def test_what_a_socket_says_is_what_the_stream_of_events_says(server: Server, store: JobStore, job: str) -> None:
    change(store, job, state="failed", reason="timeout")
    client = connect(server, f"/v1/videos/{job}/ws")
    said = [hear(client), hear(client)]
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
        connection.request("GET", f"/v1/videos/{job}/events")
        lines = connection.getresponse().read().decode().splitlines()
    assert said == [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


def test_a_client_that_comes_back_goes_on_where_it_was(server: Server, store: JobStore, job: str) -> None:
    client = connect(server, f"/v1/videos/{job}/ws")
    first = hear(client)
    client.close()
    change(store, job, state="rendering", progress=20.0)
    again = connect(server, f"/v1/videos/{job}/ws?after={first['id']}")
    assert progress(again) == ("video.progress", 20)
    change(store, job, state="failed", reason="timeout")
    last = hear(again)
    assert (last["type"], has_closed(again)) == ("video.failed", 1000)
    late = connect(server, f"/v1/videos/{job}/ws?after={last['id']}")
    assert (hear(late), has_closed(late)) == (last, 1000), "the end is always said"


def test_one_socket_watches_many_videos(server: Server, store: JobStore) -> None:
    jobs = [a_job(store, f"vid_many{number}") for number in range(20)]
    client = connect(server, "/ws")
    for job in jobs:
        say(client, subscribe=job)
    assert [hear(client)["data"]["id"] for _ in jobs] == jobs
    for percent in (10.0, 50.0):
        for job in jobs:
            change(store, job, state="rendering", progress=percent)
    for job in jobs:
        change(store, job, state="completed")
    heard: dict[str, list[int]] = {job: [] for job in jobs}
    for _ in range(3 * len(jobs)):
        data = hear(client)["data"]
        heard[data["id"]].append(data["progress"])
    assert set(map(tuple, heard.values())) == {(10, 50, 100)}
    client.close()


def test_subscriptions_go_on_after_an_event_and_end_when_they_are_no_longer_wanted(
    server: Server, store: JobStore, job: str
) -> None:
    change(store, job, state="rendering", progress=10.0)
    events = [f"evt_{event.seq}" for event in store.events(job)]
    client = connect(server, "/ws")
    say(client, subscribe=job, after=events[0])
    assert hear(client)["id"] == events[1]
    say(client, unsubscribe=job)
    say(client, unsubscribe=job)
    assert hear(client)["error"]["param"] == "unsubscribe"
    change(store, job, progress=20.0)
    say(client, subscribe=job, after=events[1])
    assert progress(client) == ("video.progress", 20)
    client.close()


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        '"subscribe"',
        '{"subscribe": 5}',
        '{"subscribe": null}',
        '{"subscribe": ""}',
        '{"subscribe": "vid_unknown"}',
        '{"subscribe": "../../etc/passwd"}',
        json.dumps({"subscribe": "x" * 5000}),
        '{"subscribe": "vid_unknown", "after": "x"}',
        '{"unsubscribe": "vid_unknown"}',
        '{"unsubscribe": []}',
        '{"subscribe": "vid_unknown", "aftr": "evt_1"}',
        '{"unsubscribe": "vid_unknown", "after": "evt_1"}',
        "[" * 5000,
        b"\xff\xfe\x00",
    ],
)
def test_what_makes_no_sense_is_answered_and_the_socket_goes_on(
    server: Server, store: JobStore, message: str | bytes
) -> None:
    client = connect(server, "/ws")
    client.send(message)
    answer = hear(client)
    assert answer.keys() == {"type", "error"}
    assert answer["error"].keys() == {"message", "type", "param", "code"}
    say(client, subscribe="vid_none")
    assert hear(client)["error"]["code"] == "not_found"
    client.close()


def test_a_misspelled_name_in_a_message_is_named(server: Server, job: str) -> None:
    client = connect(server, "/ws")
    say(client, subscribe=job, aftr="evt_1")
    error = hear(client)["error"]
    assert (error["param"], "Did you mean after?" in error["message"]) == ("aftr", True)
    client.close()


def test_it_is_reached_under_a_path(server: Server, job: str) -> None:
    client = connect(server, f"/lms/m7/v1/videos/{job}/ws", **{"X-Forwarded-Prefix": "/lms/m7"})
    assert hear(client)["data"]["id"] == job
    client.close()


def test_what_is_no_request_is_refused_as_all_is(server: Server) -> None:
    for head in (b"GET /healthz HTTP/9.9\r\n\r\n", b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        with closing(socket.create_connection(("127.0.0.1", server.port))) as raw:
            raw.sendall(head)
            answer = http.client.HTTPResponse(raw)
            answer.begin()
            error = json.loads(answer.read())["error"]
        assert answer.status in (400, 414)
        assert (error["type"], error["param"]) == ("invalid_request_error", None)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_message_that_is_too_big_ends_the_socket(server: Server) -> None:
    client = connect(server, "/ws")
    client.send(json.dumps({"subscribe": "x" * 100_000}))
    assert has_closed(client) == 1009


def test_text_that_is_not_utf_8_ends_the_socket_and_nothing_else(server: Server) -> None:
    with _raw(server, "/ws")[0] as raw:
        raw.sendall(b"\x81\x82\0\0\0\0\xff\xfe")
        assert raw.recv(100)[:1] == b"\x88"
    assert server.get("/healthz")["status"] == "ok"


def test_a_client_that_hangs_up_in_the_middle_gives_its_place_back(server: Server, job: str) -> None:
    for _ in range(12):
        with _raw(server, f"/v1/videos/{job}/ws")[0] as raw:
            raw.sendall(b"\x81")
    _until(lambda: refused(server, "/ws")[0] == 101)


@pytest.mark.slow
def test_over_the_limit_the_handshake_is_503_and_polling_still_works(server: Server, job: str) -> None:
    with ExitStack() as taken:
        places: list[socket.socket] = []

        def all_are_ours() -> bool:
            raw, status = _raw(server, f"/v1/videos/{job}/ws")
            if status == 101:
                places.append(taken.enter_context(raw))
            else:
                raw.close()
            return len(places) == 4

        # Places of clients that have only just gone may still have to come back.
        _until(all_are_ours)
        status, error = refused(server, f"/v1/videos/{job}/ws")
        assert (status, error["code"]) == (503, "too_many_waiting")
        assert refused(server, "/ws")[0] == 503
        assert server.get(f"/v1/videos/{job}")["status"] == "queued"
    _until(lambda: refused(server, "/ws")[0] == 101)


def test_an_unknown_video_is_not_found(server: Server) -> None:
    status, error = refused(server, "/v1/videos/vid_unknown/ws")
    assert (status, error["code"]) == (404, "not_found")
    assert refused(server, "/v1/videos/vid_unknown/ws?after=x")[0] in (400, 404)


@pytest.mark.parametrize("path", ["/ws", "/v1/videos/{job}/ws"])
def test_plain_http_is_told_to_speak_websocket(server: Server, job: str, path: str) -> None:
    assert server.get(path.format(job=job))["error"]["code"] == "upgrade_required"


@pytest.mark.parametrize(
    "headers",
    [{"Sec-WebSocket-Version": "7"}, {"Sec-WebSocket-Version": ""}, {"Connection": "keep-alive"}],
)
def test_a_handshake_that_makes_no_sense_is_refused(server: Server, headers: dict[str, str]) -> None:
    assert refused(server, "/ws", **headers)[0] == 400


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example:5000",
        "http://evil.example/?http://localhost",
        "null",
        "file://",
        "",
    ],
)
def test_pages_of_other_sites_may_not_connect(server: Server, job: str, origin: str) -> None:
    for path in ("/ws", f"/v1/videos/{job}/ws"):
        status, error = refused(server, path, Origin=origin)
        assert (status, error["code"]) == (403, "origin_refused")


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://127.0.0.1", "http://[::1]:8080"])
def test_pages_that_are_named_may_connect(server: Server, origin: str) -> None:
    assert _let_in(server, Origin=origin) == 101


def test_a_page_of_the_server_itself_may_connect(server: Server) -> None:
    host = f"lessons.localhost:{server.port}"
    assert _let_in(server, Origin=f"http://{host}", Host=host) == 101


def test_a_page_that_goes_by_its_own_name_may_not_connect(server: Server) -> None:
    host = f"evil.example:{server.port}"
    status, error = refused(server, "/ws", Origin=f"http://{host}", Host=host)
    assert (status, error["code"]) == (421, "host_refused")


def test_a_socket_comes_after_other_requests_on_the_same_connection(server: Server, job: str) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
        for _ in range(3):
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        assert connection.sock is not None
        before = connection.sock
        connection.request("GET", f"/v1/videos/{job}/ws", headers=_HANDSHAKE)
        assert connection.sock is before
        with before.makefile("rb") as answer:
            head = iter(answer.readline, b"\r\n")
            assert next(head).startswith(b"HTTP/1.1 101")
            for _ in head:
                pass
            assert answer.read(1) == b"\x81"


@contextmanager
def developing(container: Container) -> Iterator[int]:
    """The port of a server in this process."""
    development = make_server("127.0.0.1", 0, create_app(container.settings, container), threaded=True)
    serving = threading.Thread(target=development.serve_forever, daemon=True)
    serving.start()
    try:
        yield development.server_port
    finally:
        development.shutdown()
        serving.join()
        development.server_close()


def test_a_socket_whose_end_is_late_gives_its_place_back_before_the_next_heartbeat(
    monkeypatch: pytest.MonkeyPatch, container: Container
) -> None:
    def slowly(self: simple_websocket.Server) -> bool:
        goes_on = told(self)
        if not goes_on and self.is_server:
            time.sleep(0.2)  # whoever waits for the bell has looked meanwhile, and waits again
        return goes_on

    told = simple_websocket.Server._handle_events
    monkeypatch.setattr(simple_websocket.Server, "_handle_events", slowly)
    monkeypatch.setattr(container, "waiters", places := Waiters(1))
    with developing(container) as port:
        client = Client(f"ws://127.0.0.1:{port}/ws", receive_bytes=1)
        client.send(json.dumps({"subscribe": "x" * 100_000}))
        until = time.monotonic() + sockets.HEARTBEAT_SECONDS / 2
        while not places.enter():
            assert time.monotonic() < until
            time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/ws", "/v1/videos/vid_beat/ws"])
def test_heartbeats_come_while_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, container: Container, path: str
) -> None:
    monkeypatch.setattr(sockets, "HEARTBEAT_SECONDS", 0.05)
    a_job(container.store, "vid_beat")
    with developing(container) as port:
        client = Client(f"ws://127.0.0.1:{port}{path}", receive_bytes=1)
        beats = 0
        while beats < 3:
            text = client.receive(timeout=PATIENCE)
            assert text is not None
            beats += json.loads(text) == {"type": "heartbeat"}
        client.close()


@pytest.mark.slow
def test_a_server_that_stops_says_good_bye(tmp_path: Path) -> None:
    with Server(tmp_path, web_threads=80, render_workers=1) as own:
        database = Database(f"sqlite:///{tmp_path / 'model7.db'}")
        job = a_job(JobStore(database), "vid_stop")
        one, many = connect(own, f"/v1/videos/{job}/ws"), connect(own, "/ws")
        assert progress(one) == ("video.progress", 0)
        stream = http.client.HTTPConnection("127.0.0.1", own.port, timeout=PATIENCE)
        stream.request("GET", f"/v1/videos/{job}/events")
        answer = stream.getresponse()
        process = own._process
        assert process is not None
        os.kill(process.pid, signal.SIGTERM)
        assert (has_closed(one), has_closed(many)) == (1001, 1001)
        with suppress(http.client.IncompleteRead):  # a machine that is too busy for the three seconds that there are
            assert "video.progress" in answer.read().decode()
        process.wait(PATIENCE)
        assert "Traceback" not in own.output
        answer.close()
        stream.close()
        database.close()


_HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}


def _raw(server: Server, path: str) -> tuple[socket.socket, int]:
    """A connection on which a handshake has been made by hand, and the status that came of it."""
    raw = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    head = "".join(f"{name}: {value}\r\n" for name, value in _HANDSHAKE.items())
    raw.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{head}\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += raw.recv(1)
    return raw, int(answer.split()[1])


def _let_in(server: Server, **headers: str) -> int:
    """The answer to a handshake as soon as there is a place: clients that have only just gone had them all."""
    status = 503
    until = time.monotonic() + PATIENCE
    while status == 503 and time.monotonic() < until:
        status = refused(server, "/ws", **headers)[0]
    return status


def _until(true: Any) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)
