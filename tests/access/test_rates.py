"""Whoever asks too often is told when to ask again, and the SDK does so by itself."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import openai
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon_backend.api.guards.routes import ROUTES, RateKind, check_routes
from hackathon_backend.app import Container, create_app
from hackathon_backend.errors import SettingsError
from hackathon_backend.settings import Settings, load_settings
from tests.server import Server, free_port

OpenApp = Callable[..., Flask]


@pytest.fixture
def open_app(make_settings: Callable[..., Settings]) -> Iterator[OpenApp]:
    opened: list[Container] = []
    tokens.clear()

    def open_(*keys: str, **values: object) -> Flask:
        container = Container(make_settings(render_workers=1, **values))
        opened.append(container)
        tokens.update({name: container.keys.create(name).text for name in keys})
        return create_app(container.settings, container)

    yield open_
    for container in opened:
        container.close()


tokens: dict[str, str] = {}
"""Of the keys that were made, by name."""


def key(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens[name]}"}


def say(client: FlaskClient, headers: dict[str, str] | None = None, address: str = "10.0.0.1") -> TestResponse:
    body = {"message": "What is a closure?"}
    return client.post("/api/chat", json=body, headers=headers, environ_base={"REMOTE_ADDR": address})


def test_who_asks_too_often_is_told_when_to_ask_again(open_app: OpenApp) -> None:
    client = open_app(rate_chat="2/minute").test_client()
    assert [say(client).status_code for _ in range(3)] == [200, 200, 429]
    refused = say(client)
    error = refused.json["error"]
    assert (error["code"], error["type"]) == ("rate_limit_exceeded", "invalid_request_error")
    assert "At most 2 in 1 minute" in error["message"]
    assert 30 <= int(refused.headers["Retry-After"]) <= 61, "the window ends within a minute, rounded up"
    assert "x-should-retry" not in refused.headers
    assert client.get("/api/lessons").status_code == 200, "nothing else is held back"


def test_without_any_setting_nobody_is_held_back(open_app: OpenApp) -> None:
    client = open_app().test_client()
    assert {say(client).status_code for _ in range(40)} == {200}


@pytest.mark.slow
def test_where_people_log_in_there_are_limits_and_a_setting_turns_them_off(open_app: OpenApp) -> None:
    client = open_app("one").test_client()
    assert [say(client, key("one")).status_code for _ in range(31)] == [200] * 30 + [429]
    client = open_app("two", rate_chat="off").test_client()
    assert {say(client, key("two")).status_code for _ in range(40)} == {200}


def test_each_owner_is_counted_alone_and_an_address_for_all_behind_it(open_app: OpenApp) -> None:
    client = open_app("one", "other", "third", rate_chat="2/minute", rate_address_factor=2).test_client()
    one, other, third = map(key, ("one", "other", "third"))
    assert [say(client, one).status_code for _ in range(3)] == [200, 200, 429]
    assert [say(client, other).status_code for _ in range(2)] == [200, 200]
    assert say(client, third).status_code == 429, "four in a minute from one address"
    assert say(client, third, "10.0.0.2").status_code == 200
    assert say(client, one, "10.0.0.2").status_code == 429, "another address makes nobody another owner"


def test_both_addresses_of_the_protocol_are_one(open_app: OpenApp) -> None:
    client = open_app(rate_create="2/minute").test_client()
    body = {"prompt": "An otter", "model": "none"}
    paths = ("/v1/videos", "/api/v1/videos", "/v1/videos", "/api/video/generate")
    assert [client.post(path, json=body).status_code for path in paths] == [400, 400, 429, 429]


def test_streams_are_counted_as_they_are_opened(open_app: OpenApp) -> None:
    client = open_app(rate_streams="1/minute").test_client()
    assert client.get("/api/messages/msg_0/events").status_code == 404
    assert client.get("/v1/videos/vid_0000000000000000/events").status_code == 429
    assert client.get("/ws").status_code == 429


def test_who_has_one_address_of_ipv6_has_them_all(open_app: OpenApp) -> None:
    client = open_app(rate_chat="2/minute").test_client()
    sent = [say(client, address=f"2001:db8::{number}").status_code for number in range(1, 4)]
    assert sent == [200, 200, 429]
    assert say(client, address="2001:db8:0:1::1").status_code == 200


def test_behind_a_proxy_it_is_the_address_that_the_proxy_tells(open_app: OpenApp) -> None:
    client = open_app(rate_chat="1/minute", trusted_proxies=1).test_client()
    answers = [say(client, {"X-Forwarded-For": f"6.6.6.6, 10.1.1.{number}"}).status_code for number in (1, 1, 2)]
    assert answers == [200, 429, 200]
    client = open_app(rate_chat="1/minute").test_client()
    answers = [say(client, {"X-Forwarded-For": f"10.1.1.{number}"}).status_code for number in (1, 2)]
    assert answers == [200, 429], "which nobody is believed without the setting"


@pytest.mark.parametrize("value", ["often", "0/minute", "5/fortnight", "-1/minute"])
def test_a_rate_that_is_none_stops_the_start(value: str) -> None:
    with pytest.raises(SettingsError, match="RATE_CHAT: must be such as 30/minute"):
        load_settings(rate_chat=value)


# -- Redis


@contextmanager
def redis(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder), "--bind", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + 20
        ping = ["redis-cli", "-p", str(port), "ping"]
        while subprocess.run(ping, capture_output=True, check=False).stdout != b"PONG\n":
            assert time.monotonic() < until
            time.sleep(0.05)
        yield process
        process.kill()


needs_redis = pytest.mark.skipif(shutil.which("redis-server") is None, reason="there is no Redis on this machine")


@needs_redis
@pytest.mark.slow
def test_several_processes_count_together_in_redis(open_app: OpenApp, tmp_path: Path) -> None:
    port = free_port()
    with redis(tmp_path, port):
        url = f"redis://127.0.0.1:{port}/0"
        one = open_app(rate_chat="3/minute", redis_url=url).test_client()
        other = open_app(rate_chat="3/minute", rate_limit_url=url).test_client()
        assert [say(client).status_code for client in (one, other, one, other, one)] == [200, 200, 200, 429, 429]


@needs_redis
@pytest.mark.slow
def test_while_redis_is_away_each_process_counts_for_itself(open_app: OpenApp, tmp_path: Path) -> None:
    port = free_port()
    client = open_app(rate_chat="2/minute", redis_url=f"redis://127.0.0.1:{port}/0").test_client()
    assert [say(client).status_code for _ in range(3)] == [200, 200, 429], "it was never there"
    with redis(tmp_path, port):
        until = time.monotonic() + 30
        while say(client).status_code != 200:
            assert time.monotonic() < until, "it is back, and its counts are empty"
            time.sleep(0.2)


# -- the SDK


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:The Sora API")
def test_the_sdk_waits_as_long_as_it_is_told_and_succeeds(tmp_path: Path) -> None:
    with Server(tmp_path, rate_create="1/4 second") as server:
        client = openai.OpenAI(api_key="k", base_url=f"{server.url}/v1", max_retries=2)
        began = time.monotonic()
        videos = [client.videos.create(prompt=f"Otters, part {number}", model="sora-2") for number in range(2)]
        assert 3 <= time.monotonic() - began < 30
        assert len({video.id for video in videos}) == 2
        hasty = openai.OpenAI(api_key="k", base_url=f"{server.url}/v1", max_retries=0)
        with pytest.raises(openai.RateLimitError) as refusal:
            hasty.videos.create(prompt="Otters, part 3", model="sora-2")
        assert refusal.value.code == "rate_limit_exceeded"


def test_each_route_says_how_often_one_may_ask_for_it(open_app: OpenApp) -> None:
    app = open_app()
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == ROUTES.keys(), "none is forgotten, none is gone"
    bare = Flask("other")
    bare.add_url_rule("/new", endpoint="new.costly", view_func=lambda: "")
    with pytest.raises(RuntimeError, match=r"new\.costly"):
        check_routes(bare)


def test_what_makes_something_is_never_free(open_app: OpenApp) -> None:
    free = {
        (method, rule.rule)
        for rule in open_app().url_map.iter_rules()
        for method in (rule.methods or set()) & {"POST", "PUT"}
        if ROUTES[rule.endpoint].rate is RateKind.FREE and not rule.rule.startswith("/api/v1/videos")
    }
    assert free == {
        ("POST", "/account/sessions/<session_id>/end"),
        ("POST", "/api/collections/<collection_id>/share"),
        ("POST", "/api/drafts/<draft_id>/undo"),
        ("POST", "/api/guest-links"),
        ("POST", "/api/reports/<report_id>"),
        ("POST", "/api/v1/webhooks/<engine>"),
        ("POST", "/logout"),
        ("POST", "/v1/videos/<video_id>/cancel"),
        ("POST", "/v1/videos/<video_id>/report"),
        ("POST", "/v1/videos/<video_id>/share"),
        ("PUT", "/api/collections/<collection_id>/order"),
        ("PUT", "/api/collections/<collection_id>/shared-with"),
        ("PUT", "/api/drafts/<draft_id>/editors"),
        ("PUT", "/api/lessons/<lesson_id>/hidden"),
        ("PUT", "/api/lessons/<lesson_id>/sharing"),
        ("PUT", "/api/videos/<video_id>/analytics/names"),
        ("PUT", "/v1/videos/<video_id>/shared-with"),
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/prompts/advice"),
        ("POST", "/api/storyboard/preview"),
        ("POST", "/api/storyboard/scene"),
        ("POST", "/api/speech/preview"),
        ("POST", "/api/html"),
        ("GET", "/api/art"),
        ("GET", "/api/library"),
        ("HEAD", "/api/lessons/photosynthesis"),
    ],
)
def test_previews_advice_and_searches_are_counted(open_app: OpenApp, method: str, path: str) -> None:
    client = open_app(rate_preview="2/minute").test_client()
    statuses = [client.open(path, method=method, json={} if method == "POST" else None).status_code for _ in range(3)]
    assert 429 not in statuses[:2] and statuses[2] == 429


@pytest.mark.parametrize(
    ("asked", "word"),
    [("de-AT,de;q=0.9,en;q=0.5", "schnell"), ("ja", "秒後"), ("ar-EG", "ثانية"), ("xx", "fast"), ("", "fast")],
)
def test_who_has_to_wait_is_told_so_in_their_language(open_app: OpenApp, asked: str, word: str) -> None:
    client = open_app(rate_chat="1/minute").test_client()
    say(client)
    assert word in say(client, {"Accept-Language": asked}).json["error"]["message"]
