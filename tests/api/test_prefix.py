"""The server under a path: behind a proxy, by PUBLIC_URL, or mounted in somebody's own app."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client
from werkzeug.wrappers import Response

from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings

JOB = "vid_0000000000000001"
Get = Callable[..., Any]


@pytest.fixture(params=["header", "header, passed on whole", "PUBLIC_URL", "PUBLIC_URL, passed on whole", "mounted"])
def get(request: pytest.FixtureRequest, make_settings: Callable[..., Settings]) -> Iterator[Get]:
    """Asks for a path as a browser at /lms/m7 does, by one of the ways to be there."""
    way = str(request.param)
    public = {"public_url": "http://localhost/lms/m7"} if way.startswith("PUBLIC_URL") else {}
    container = Container(make_settings(**public))
    container.database.migrate()
    app: Any = create_app(container.settings, container)
    if way == "mounted":
        app = DispatcherMiddleware(Flask("theirs"), {"/lms/m7": app})
    headers = {"X-Forwarded-Prefix": "/lms/m7"} if way.startswith("header") else {}
    before = "/lms/m7" if way == "mounted" or "whole" in way else ""
    client = Client(app, Response)
    yield lambda path, **more: client.open(before + path, headers=headers | more.pop("headers", {}), **more)
    container.close()


def test_every_address_of_a_page_begins_with_it(get: Get) -> None:
    for path in ("/", "/studio"):
        page = get(path).get_data(as_text=True)
        found = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
        assert len(found) > 5
        assert [address for address in found if not address.startswith("/lms/m7/")] == []


def test_answers_name_addresses_under_it(get: Get) -> None:
    asked = {"message": "Can you make a video explaining React hooks?"}
    answer = get("/api/chat", method="POST", json=asked, headers={"Prefer": "respond-async"})
    assert answer.status_code == 202
    assert answer.headers["Location"] == answer.json["statusUrl"]
    assert int(answer.headers["Retry-After"]) >= 1
    assert answer.json["eventsUrl"].startswith("/lms/m7/api/messages/")
    assert get("/openapi.json").json["servers"] == [{"url": "/lms/m7"}]
    assert '"/lms/m7/openapi.json"' in get("/docs").get_data(as_text=True).replace("'", '"')
    page = get(f"/watch/{answer.json['videoId']}").get_data(as_text=True)
    assert 'src="/lms/m7/static/watch.js"' in page
    at = f"http://localhost/lms/m7/watch/{answer.json['videoId']}"
    embed = get("/oembed", query_string={"url": at}).json
    assert f'src="http://localhost/lms/m7/embed/{answer.json["videoId"]}"' in embed["html"]


@pytest.mark.parametrize("told", ["//evil.example", "https://evil.example", '/a"><script>', "/a/../b", "a", "/a b"])
def test_a_prefix_that_is_no_plain_path_changes_nothing(make_settings: Callable[..., Settings], told: str) -> None:
    container = Container(make_settings())
    container.database.migrate()
    client = create_app(container.settings, container).test_client()
    plain, asked = client.get("/studio"), client.get("/studio", headers={"X-Forwarded-Prefix": told})
    assert asked.data == plain.data
    container.close()


def test_streams_name_addresses_under_it(get: Get) -> None:
    asked = {"message": "Can you make a video explaining React hooks?"}
    headers = {"Accept": "text/event-stream"}
    answer = get("/api/chat", method="POST", json=asked, headers=headers, buffered=False)
    told = b""
    for piece in answer.response:
        told += piece if isinstance(piece, bytes) else piece.encode()
        if b"event: progress" in told and told.endswith(b"\n\n"):
            break
    answer.close()
    data = json.loads(re.findall(rb"event: progress\ndata: (.*)\n", told)[0])
    assert data["statusUrl"].startswith("/lms/m7/api/messages/")


def test_links_in_markdown_lead_under_it(get: Get) -> None:
    text = '[here](/studio), [there](//elsewhere.example/), [far](https://elsewhere.example/) and `href="/as-it-is"`'
    (html,) = get("/api/html", method="POST", json={"texts": [text]}).json["html"]
    assert re.findall(r'href="([^"]*)"', html)[:1] == ["/lms/m7/studio"]
    assert 'href="https://elsewhere.example/"' in html
    assert "/lms/m7/as-it-is" not in html
