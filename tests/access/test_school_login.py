"""People log in at the school's own log-in, a real one on this machine; whatever is not as it should be is refused."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon_backend.app import Container, create_app
from hackathon_backend.errors import SettingsError
from hackathon_backend.settings import Settings, load_settings
from tests.access.school_site import CLIENT, SECRET, School, school
from tests.api.conftest import Client


@pytest.fixture
def site() -> Iterator[School]:
    with school() as there:
        yield there


@pytest.fixture
def client(site: School, make_settings: Callable[..., Settings], request: pytest.FixtureRequest) -> FlaskClient:
    chosen = {"oidc_issuer": site.url, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    own = Container(make_settings(render_workers=1, **(chosen | getattr(request, "param", {}))))
    app = create_app(own.settings, own)
    app.test_client_class = Client
    return app.test_client()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def sent_back(url: str) -> str:
    """What the school's log-in answers a browser that comes to `url`."""
    try:
        urllib.request.build_opener(_Stay).open(url, timeout=10)
    except urllib.error.HTTPError as answer:
        assert answer.code == 302
        return str(answer.headers["Location"])
    raise AssertionError("nobody was sent back")


def log_in(client: FlaskClient, wanted: str = "/studio") -> TestResponse:
    there = client.get(f"/login/school?next={wanted}")
    assert there.status_code == 302, there.text
    back = urlsplit(sent_back(there.location))
    assert back.path == "/login/school/back"
    return client.get(f"{back.path}?{back.query}")


def test_the_page_offers_the_school_s_log_in(client: FlaskClient) -> None:
    assert client.get("/studio").status_code == 302
    page = client.get("/login?next=/studio").text
    assert 'href="/login/school?next=/studio"' in page and "Log in with your school" in page
    assert 'name="password"' not in page


def test_whoever_the_school_knows_is_logged_in(client: FlaskClient) -> None:
    assert log_in(client).location == "/studio"
    told = client.get("/api/me").json
    assert (told["name"], told["role"], told["proof"]) == ("Ada Lovelace", "teacher", "session")
    assert client.get("/studio").status_code == 200 and "Ada Lovelace" in client.get("/account").text


def test_the_same_person_has_the_same_things_next_time(client: FlaskClient, site: School) -> None:
    log_in(client)
    first = client.get("/api/me").json["owner"]
    site.person = {"sub": "ada-1", "name": "Ada King", "role": "admin"}
    log_in(client)
    again = client.get("/api/me").json
    assert (again["owner"], again["name"], again["role"]) == (first, "Ada King", "admin")
    site.person["sub"] = "ada-2"
    log_in(client)
    assert client.get("/api/me").json["owner"] != first


@pytest.mark.parametrize(
    ("client", "claims", "role"),
    [
        ({}, {"role": None}, "student"),
        ({}, {"role": "headmaster"}, "student"),
        ({}, {"role": ["pupil", "Teacher"]}, "teacher"),
        ({"oidc_role_claim": "realm_access.roles"}, {"realm_access": {"roles": ["admin"]}}, "admin"),
        ({"oidc_role_claim": "groups", "oidc_teachers": "staff,tutors"}, {"groups": ["tutors"]}, "teacher"),
        ({"oidc_role_claim": "groups", "oidc_admins": "it"}, {"groups": "it", "role": "student"}, "admin"),
        ({}, {"role": {"admin": True}}, "student"),
    ],
    indirect=["client"],
)
def test_roles_are_what_the_settings_make_of_a_claim(
    client: FlaskClient, site: School, claims: dict[str, Any], role: str
) -> None:
    site.person |= claims
    log_in(client)
    assert client.get("/api/me").json["role"] == role


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_the_school_may_sign_in_any_of_three_ways(client: FlaskClient, site: School, algorithm: str) -> None:
    site.algorithm = algorithm
    assert log_in(client).status_code == 303


def refused(client: FlaskClient, answer: TestResponse) -> None:
    assert answer.status_code == 401, answer.text[:500]
    assert 'role="alert"' in answer.text and "Log in with your school" in answer.text
    assert client.get("/api/me").status_code == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "somebody else"}, {"aud": None}, {"iss": "https://evil.example"},
        {"iss": None}, {"sub": None}, {"sub": " "}, {"exp": int(time.time()) - 300}, {"exp": None}, {"iat": None},
        {"aud": [CLIENT, "another"]}, {"aud": [CLIENT, "another"], "azp": "another"}, {"azp": "another"},
        {"at_hash": "wrong"}, {"nbf": int(time.time()) + 900},
    ],
)  # fmt: skip
def test_a_token_that_is_not_for_this_log_in_is_refused(
    client: FlaskClient, site: School, changed: dict[str, Any]
) -> None:
    site.changed = changed
    refused(client, log_in(client))


def test_a_token_that_somebody_else_has_signed_is_refused(client: FlaskClient, site: School) -> None:
    site.signed_by = rsa.generate_private_key(65537, 2048)
    refused(client, log_in(client))


def test_a_token_that_is_signed_with_a_secret_is_refused(client: FlaskClient, site: School) -> None:
    site.algorithm, site.signed_by = "HS256", SECRET * 4
    refused(client, log_in(client))


def test_an_answer_that_was_not_asked_for_here_is_refused(client: FlaskClient, site: School) -> None:
    there = client.get("/login/school")
    back = urlsplit(sent_back(there.location))
    other = client.application.test_client()
    refused(other, other.get(f"{back.path}?{back.query}"))
    state = parse_qs(back.query)["state"][0]
    refused(client, client.get(f"{back.path}?{back.query.replace(state, 'x' * len(state))}"))
    refused(client, client.get(f"{back.path}?{back.query}"))


def test_a_code_is_good_once(client: FlaskClient, site: School) -> None:
    there = client.get("/login/school")
    kept = client.get_cookie("model7-school")
    assert kept is not None
    back = urlsplit(sent_back(there.location))
    assert client.get(f"{back.path}?{back.query}").status_code == 303
    client.delete_cookie("model7")
    client.set_cookie("model7-school", kept.value)
    refused(client, client.get(f"{back.path}?{back.query}"))


def test_an_answer_of_another_issuer_is_refused(client: FlaskClient, site: School) -> None:
    back = urlsplit(sent_back(client.get("/login/school").location))
    query = back.query.replace("iss=http", "iss=https")
    refused(client, client.get(f"{back.path}?{query}"))


def test_whoever_is_not_let_in_there_is_not_let_in_here(client: FlaskClient, site: School) -> None:
    site.refuses = True
    answer = log_in(client)
    refused(client, answer)
    assert "did not let you in" in answer.text


@pytest.mark.parametrize("client", [{"oidc_client_secret": "not-the-secret"}], indirect=True)
def test_a_wrong_secret_is_told_without_it(client: FlaskClient) -> None:
    answer = log_in(client)
    refused(client, answer)
    assert "not-the-secret" not in answer.text


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"}, {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)  # fmt: skip
def test_a_description_that_leads_elsewhere_is_not_used(
    client: FlaskClient, site: School, described: dict[str, Any]
) -> None:
    site.described = described
    answer = client.get("/login/school")
    assert answer.status_code == 503 and "does not answer now" in answer.text


@pytest.mark.parametrize("client", [{"oidc_issuer": "http://127.0.0.1:9"}], indirect=True)
def test_while_the_school_is_away_that_is_said(client: FlaskClient) -> None:
    answer = client.get("/login/school")
    assert answer.status_code == 503 and "Use an API key" in answer.text


@pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example"])
def test_nobody_is_led_elsewhere_afterwards(client: FlaskClient, wanted: str) -> None:
    assert log_in(client, wanted).location == "/"


def test_without_a_school_there_is_no_such_page(make_settings: Callable[..., Settings]) -> None:
    own = Container(make_settings(render_workers=1, accounts="invited"))
    client = create_app(own.settings, own).test_client()
    assert client.get("/login/school").status_code == 404 and client.get("/login/school/back").status_code == 404


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"OIDC_ISSUER": "https://school.example"}, "OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": "http://school.example", "OIDC_CLIENT_ID": "x"}, "OIDC_ISSUER"),
    ],
)
def test_half_a_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as wrong:
        load_settings(_env_file=None)
    assert wrong.value.message.startswith(f"{named}:")
