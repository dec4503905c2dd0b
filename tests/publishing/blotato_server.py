"""A server on loopback that speaks Blotato's published API, and keeps what was posted."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

KEY = "blotato-key-of-tests=="
ACCOUNTS = [
    {"id": "11", "platform": "twitter", "fullname": "Biology 7b", "username": "bio7b"},
    {"id": "12", "platform": "youtube", "fullname": "Riverside School", "username": "riverside"},
    {"id": "13", "platform": "tiktok", "fullname": "Riverside School", "username": "riverside.tok"},
    {"id": "14", "platform": "facebook", "fullname": "Riverside School", "username": None},
    {"id": "15", "platform": "bluesky", "fullname": "Riverside", "username": "riverside.bsky.social"},
    {"id": "99", "platform": "mastodon", "fullname": "Not known here", "username": "x"},
]
NEEDED = {
    "youtube": {"title", "privacyStatus", "shouldNotifySubscribers"},
    "facebook": {"pageId"},
    "pinterest": {"boardId"},
    "tiktok": {"privacyLevel", "disabledComments", "disabledDuet", "disabledStitch", "isBrandedContent",
               "isYourBrand", "isAiGenerated"},
}  # fmt: skip


@dataclass
class BlotatoServer:
    """`answer_posts` is what POST /posts does once the post is taken: "yes", "never" (the answer is lost), or a status
    with which it is refused before. `published_after` are the looks at a post after which it is out; `lists_posts` says
    whether what is out or has failed is in the list of posts, `answer_lists` with which status that is answered.
    """

    answer_posts: str | int = "yes"
    answer_puts: str = "yes"
    published_after: int = 1
    lists_posts: bool = True
    answer_lists: int = 200
    fails_with: str = ""
    posts: list[dict[str, Any]] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    schedules: dict[str, dict[str, Any]] = field(default_factory=dict)
    seen_keys: set[str | None] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    _looks: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        owner = self

        class Handler(_Handler):
            fake = owner

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def settings(self) -> dict[str, str]:
        return {"blotato_api_key": KEY, "blotato_base_url": f"{self.url}/v2"}

    def take(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """A post that came."""
        post = body.get("post") or {}
        platform = post.get("content", {}).get("platform")
        target = post.get("target", {})
        if platform != target.get("targetType") or not any(
            each["id"] == post.get("accountId") and each["platform"] == platform for each in ACCOUNTS
        ):
            return 422, {"message": "post.accountId: no such account of that platform"}
        if missing := NEEDED.get(str(platform), set()) - set(target):
            return 422, {"message": f"target.{sorted(missing)[0]}: is required"}
        with self._lock:
            id_ = str(uuid4())
            self.posts.append(body | {"id": id_})
            if at := body.get("scheduledTime"):
                assert datetime.fromisoformat(at).tzinfo is not None
                self.schedules[f"sch_{len(self.posts)}"] = {"scheduledAt": at, "draft": post, "post": id_}
        return 201, {"postSubmissionId": id_}

    def state_of(self, id_: str) -> dict[str, Any]:
        """What GET /posts/{id} says."""
        waiting = next((each for each in self.schedules.values() if each["post"] == id_), None)
        if waiting:
            return {"postSubmissionId": id_, "status": "scheduled", "scheduledTime": waiting["scheduledAt"]}
        with self._lock:
            self._looks[id_] = looks = self._looks.get(id_, 0) + 1
        if not any(each["id"] == id_ for each in self.posts) or looks <= self.published_after:
            return {"postSubmissionId": id_, "status": "in-progress"}
        if self.fails_with:
            return {"postSubmissionId": id_, "status": "failed", "errorMessage": self.fails_with}
        return {"postSubmissionId": id_, "status": "published", "publicUrl": f"https://social.example/{id_}"}

    def listed(self, query: Mapping[str, list[str]]) -> dict[str, Any]:
        """What GET /posts says: two on each page."""
        assert datetime.fromisoformat(query["since"][0]).tzinfo is not None
        items = [self._item(each) for each in reversed(self.posts) if self.lists_posts]
        items = [each for each in items if each["platform"] in query["platform"]]
        start = int(query.get("cursor", ["0"])[0])
        more = {"cursor": str(start + 2)} if start + 2 < len(items) else {}
        return {"items": items[start : start + 2], **more}

    def _item(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        content = sent["post"]["content"]
        state = {"type": "published", "postUrl": f"https://social.example/{sent['id']}"}
        if self.fails_with:
            state = {"type": "failed", "errorMessage": self.fails_with}
        return {"id": f"out_{sent['id']}", "postTime": "2026-11-30T12:00:00.000Z", "platform": content["platform"],
                "text": content["text"], "mediaUrls": content["mediaUrls"], "state": state}  # fmt: skip

    def publish_scheduled(self) -> None:
        """Their time has come."""
        self.schedules.clear()


class _Handler(BaseHTTPRequestHandler):
    fake: BlotatoServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        path, query = self._path()
        if not self._let_in():
            return
        if path == "/v2/users/me/accounts":
            self._send(200, {"items": ACCOUNTS})
        elif path.endswith("/subaccounts"):
            pages = [{"id": "777", "accountId": "14", "name": "Our page"}] if "/14/" in path else []
            self._send(200, {"items": pages})
        elif path == "/v2/schedules":
            self._schedules(query)
        elif path.startswith("/v2/schedules/"):
            known = path.rpartition("/")[2] in self.fake.schedules
            self._send(200 if known else 404, {} if known else {"message": "Not found"})
        elif path == "/v2/posts":
            self._send(self.fake.answer_lists, self.fake.listed(query))
        elif path.startswith("/v2/posts/"):
            self._send(200, self.fake.state_of(path.rpartition("/")[2]))
        else:
            self._send(404, {"message": "Not found"})

    def do_POST(self) -> None:
        path, _ = self._path()
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if not self._let_in():
            return
        if path == "/v2/media/uploads":
            name = f"{uuid4()}-{body['filename']}"
            self._send(
                201,
                {"presignedUrl": f"{self.fake.url}/put/{name}?token=t", "publicUrl": f"https://media.example/{name}"},
            )
        elif path == "/v2/media":
            self.fake.fetched.append(body["url"])
            self._send(201, {"url": f"https://media.example/fetched-{len(self.fake.fetched)}"})
        elif path == "/v2/posts":
            self._post(body)
        else:
            self._send(404, {"message": "Not found"})

    def do_PUT(self) -> None:
        path, _ = self._path()
        assert self.headers.get("blotato-api-key") is None, "the key stays with the API"
        if self.fake.answer_puts == "never":
            time.sleep(60)
            return
        self.fake.uploads[path.removeprefix("/put/")] = self.rfile.read(int(self.headers["Content-Length"]))
        self._send(200, {})

    def do_DELETE(self) -> None:
        path, _ = self._path()
        if self._let_in():
            gone = self.fake.schedules.pop(path.rpartition("/")[2], None)
            self._send(204 if gone else 404, None)

    def _post(self, body: dict[str, Any]) -> None:
        how = self.fake.answer_posts
        if isinstance(how, int):
            self._send(how, {"message": f"told to say {how}"})
            return
        status, said = self.fake.take(body)
        if how == "never":
            time.sleep(60)
            return
        if how == "hang up":
            self.close_connection = True
            self.connection.close()
            return
        self._send(status, said)

    def _schedules(self, query: Mapping[str, list[str]]) -> None:
        items = [{"id": id_, **each} for id_, each in self.fake.schedules.items()]
        start = int(query.get("cursor", ["0"])[0])
        page: dict[str, Any] = {"items": items[start : start + 2], "count": str(len(items))}
        if start + 2 < len(items):
            page["cursor"] = str(start + 2)
        self._send(200, page)

    def _let_in(self) -> bool:
        key = self.headers.get("blotato-api-key")
        self.fake.seen_keys.add(key)
        if key != KEY:
            self._send(401, {"message": f"invalid API key {key}"})
        return key == KEY

    def _path(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        self.fake.requests.append(f"{self.command} {parts.path}")
        return parts.path, parse_qs(parts.query)

    def _send(self, status: int, body: Any) -> None:
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(data)
