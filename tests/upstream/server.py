"""The server: real sockets on a real port, a thread for each connection, and the faults played out on the wire."""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, Self

from .chat import Chat
from .http import Reply, Request, error_reply, json_reply, read_request, reply_with
from .scenario import Action, Fault, Scenario
from .videos import Videos


class Upstream:
    """Serves while its `with` block runs. `requests` are all that came, `creates` are those that ordered a video;
    `refused` counts answers of 400 and more, by what was asked and status.
    """

    def __init__(self, scenario: Scenario | None = None, *, port: int = 0) -> None:
        self.scenario = scenario or Scenario()
        self.videos = Videos(self.scenario)
        self.chat = Chat(self.scenario)
        self.requests: list[Request] = []
        self.stopping = Event()
        self.refused: Counter[tuple[Action, int]] = Counter()
        self._counts: Counter[Action] = Counter()
        self._lock = Lock()
        self._server = _Server(self, port)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def creates(self) -> list[Request]:
        """The orders that arrived, whether they were taken or not; `videos.jobs` are those that were."""
        return [request for request in self.requests if (request.method, request.path) == ("POST", "/v1/videos")]

    @property
    def connections(self) -> int:
        """How many connections were ever made."""
        return self._server.accepted

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._server.open)

    def play(self, scenario: Scenario) -> None:
        """Go on with another scenario; the videos stay, the faults begin anew."""
        with self._lock:
            self.scenario = self.videos.scenario = self.chat.scenario = scenario
            self._counts.clear()

    def wants_key(self, request: Request) -> bool:
        """Whether the request is only for those who have the key."""
        return True

    def refused_key(self) -> Reply:
        """The answer to a key that is not the one."""
        return error_reply(401, "Incorrect API key provided.", "invalid_api_key")

    def next_fault(self, action: Action) -> Fault:
        """The fault of the request of this kind that has just come."""
        with self._lock:
            fault = self.scenario.fault(action, self._counts[action])
            self._counts[action] += 1
            if fault.status is not None and fault.status >= 400:
                self.refused[action, fault.status] += 1
            return fault

    def route(self, request: Request) -> tuple[Action, Callable[[], Reply]] | None:
        """What a request is for, and what makes the right answer."""
        parts = request.path.removeprefix("/v1/").strip("/").split("/")
        match request.method, parts:
            case "POST", ["videos"]:
                return "create", lambda: self.videos.create(request)
            case "POST", ["videos", "characters"]:
                return "derive", lambda: json_reply({"id": "char_1", "name": request.fields["name"], "created_at": 1})
            case "POST", ["videos", "edits"]:
                return "derive", lambda: self.videos.derive(request, request.fields["video"]["id"])
            case "POST", ["videos", "extensions"]:
                more = float(request.fields["seconds"])
                return "derive", lambda: self.videos.derive(request, request.fields["video"]["id"], more)
            case "POST", ["videos", video, "remix"]:
                return "derive", lambda: self.videos.derive(request, video)
            case "GET", ["videos"]:
                return "listing", lambda: self.videos.list(request.query)
            case "GET", ["videos", video]:
                return "poll", lambda: self.videos.retrieve(video)
            case "DELETE", ["videos", video]:
                return "delete", lambda: self.videos.delete(video)
            case "GET", ["videos", video, "content"]:
                kind: Action = "thumbnail" if request.query.get("variant") == "thumbnail" else "content"
                return kind, lambda: self.videos.content(request, video)
            case "POST", ["chat", "completions"]:
                return "chat", lambda: self.chat.complete(request)
            case "GET", ["models"]:
                return "models", self.chat.models
            case "POST", ["audio", "speech"]:
                return "speech", lambda: self.chat.speech(request)
        return None


class _Server(ThreadingHTTPServer):
    # Joined at the end, so that no thread outlives its test.
    daemon_threads = False

    def __init__(self, upstream: Upstream, port: int) -> None:
        self.upstream = upstream
        self.accepted = 0
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.accepted += 1
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        for connection in tuple(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_DELETE = do_GET  # noqa: N815 - http.server looks for these names

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: tests look at `Upstream.requests`."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = read_request(self.command, self.path, headers, body, time.time())
        upstream = self.server.upstream
        upstream.requests.append(request)
        route = upstream.route(request)
        key = upstream.scenario.key
        if route is None:
            self._send(error_reply(404, f"Unknown request URL: {request.method} {request.path}", "unknown_url"))
        elif key is not None and upstream.wants_key(request) and headers.get("authorization") != f"Bearer {key}":
            self._send(upstream.refused_key())
        else:
            fault = upstream.next_fault(route[0])
            by_content = upstream.scenario.chat_fault if route[0] == "chat" else None
            self._play((by_content and by_content(request.fields)) or fault, route[1])

    def _play(self, fault: Fault, right: Callable[[], Reply]) -> None:
        reply = right() if fault.taken else None
        self.server.upstream.stopping.wait(fault.wait)
        if fault.cut == "before":
            self.close_connection = True
            return
        if fault.replaces:
            reply = reply_with({} if fault.body is None else fault.body, fault.status or 200)
        reply = reply or right()
        headers = {**reply.headers, **fault.headers}
        self._send(Reply(fault.status or reply.status, reply.body, headers), fault)

    def _send(self, reply: Reply, fault: Fault | None = None) -> None:
        fault = fault or Fault()
        headers = {
            "Date": formatdate(time.time() + self.server.upstream.scenario.skew, usegmt=True),
            "Content-Length": str(len(reply.body)),
            **reply.headers,
        }
        # A length that is not the true one can only be followed by the end of the connection.
        self.close_connection = self.close_connection or headers["Content-Length"] != str(len(reply.body))
        head = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}"]
        head += [f"{name}: {value}" for name, value in headers.items() if value]
        body = reply.body
        if fault.cut == "inside":
            body, self.close_connection = body[: len(body) // 2], True
        with contextlib.suppress(OSError):
            self._write("\r\n".join([*head, "", ""]).encode(), fault.head_dribble)
            self._write(body, fault.dribble)

    def _write(self, data: bytes, dribble: float) -> None:
        if not dribble:
            self.wfile.write(data)
            return
        for index in range(len(data)):
            if self.server.upstream.stopping.wait(dribble):
                return
            self.wfile.write(data[index : index + 1])


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Odd"
