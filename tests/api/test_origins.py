"""Only the pages that CORS_ORIGINS names may call, and a name is the whole of an origin."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from hackathon_backend.api.guards.origins import may_connect, origin_patterns
from hackathon_backend.settings import Settings

DEFAULT = origin_patterns(Settings.model_fields["cors_origins"].default)
NAMED = origin_patterns(["https://lms.school.example", r"https://[a-z]+\.pages\.example|https://other\.example"])
STRANGERS = [
    "https://evil.example",
    "http://localhost.evil.example",
    "http://localhost:5000.evil.example",
    "http://127.0.0.1.evil.example",
    "http://evil.example/http://localhost",
    "null",
]


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://localhost", "http://127.0.0.1:1", "http://[::1]"])
def test_pages_of_this_machine_may_call_by_default(client: FlaskClient, origin: str) -> None:
    assert may_connect(origin, "127.0.0.1:5000", DEFAULT)
    answer = client.get("/healthz", headers={"Origin": origin})
    assert answer.headers["Access-Control-Allow-Origin"] == origin


@pytest.mark.parametrize("origin", STRANGERS)
def test_pages_whose_address_only_begins_so_may_not(client: FlaskClient, origin: str) -> None:
    assert not may_connect(origin, "127.0.0.1:5000", DEFAULT)
    answer = client.get("/healthz", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("origin", ["https://lms.school.example", "https://a.pages.example", "https://OTHER.example"])
def test_origins_that_are_named_may_connect(origin: str) -> None:
    assert may_connect(origin, "127.0.0.1:5000", NAMED)


@pytest.mark.parametrize(
    "origin",
    ["https://lms-school.example", "https://a.pages.example.evil.example", "https://other.example:8443", *STRANGERS],
)
def test_others_may_not(origin: str) -> None:
    assert not may_connect(origin, "127.0.0.1:5000", NAMED)


def test_programs_and_pages_of_the_server_itself_may_connect_and_a_star_lets_all_in() -> None:
    assert may_connect(None, "127.0.0.1:5000", NAMED)
    assert may_connect("https://videos.school.example", "videos.school.example", NAMED)
    assert may_connect("https://evil.example", "127.0.0.1:5000", origin_patterns(["*"]))
