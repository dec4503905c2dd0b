"""Logging in on the pages: forms without scripts, a cookie that scripts can not read, and no way around them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon_backend.access.principal import UserRole
from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings
from tests.api.conftest import Client

GOOD = "violet tram under snow"
OWN = {"Sec-Fetch-Site": "same-origin"}
_SETTINGS: dict[str, object] = {}


@pytest.fixture
def container(make_settings: Callable[..., Settings], request: pytest.FixtureRequest) -> Container:
    chosen: dict[str, object] = {"accounts": "invited"} | getattr(request, "param", {})
    return Container(make_settings(render_workers=1, **chosen))


@pytest.fixture
def client(container: Container) -> FlaskClient:
    app = create_app(container.settings, container)
    app.test_client_class = Client
    container.people.accounts.create("Ada", GOOD, UserRole.TEACHER)
    return app.test_client()


def token_in(page: TestResponse) -> str:
    found = re.search(r'name="csrf" (?:value|content)="([^"]+)"', page.text)
    assert found, page.text[:2000]
    return found[1]


def log_in(client: FlaskClient, name: str = "Ada", password: str = GOOD, **more: str) -> TestResponse:
    csrf = token_in(client.get("/login"))
    return client.post("/login", data={"csrf": csrf, "name": name, "password": password, **more})


def test_a_page_leads_to_the_log_in_and_back(client: FlaskClient) -> None:
    sent = client.get("/studio?tab=library")
    assert (sent.status_code, sent.location) == (302, "/login?next=/studio%3Ftab%3Dlibrary")
    page = client.get(sent.location)
    assert 'value="/studio?tab=library"' in page.text
    answer = log_in(client, next="/studio?tab=library")
    assert (answer.status_code, answer.location) == (303, "/studio?tab=library")
    assert client.get("/studio").status_code == 200
    assert client.get("/v1/videos").status_code == 200


def test_programs_are_not_sent_to_a_page(client: FlaskClient) -> None:
    for path in ("/v1/videos", "/api/library", "/api/lessons"):
        assert client.get(path, headers={"Accept": "text/html"}).status_code == 401
    assert client.get("/studio", headers={"Authorization": "Bearer nonsense"}).status_code == 401


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/a\nb",
        "",
        "x",
    ],
)
def test_nobody_is_led_to_another_site(client: FlaskClient, wanted: str) -> None:
    assert log_in(client, next=wanted).location == "/"


def test_the_cookie_is_for_no_script_and_no_other_site(client: FlaskClient) -> None:
    answer = log_in(client)
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("model7=")]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie and "Domain" not in cookie


@pytest.mark.parametrize("container", [{"public_url": "https://school.example/films"}], indirect=True)
def test_behind_https_the_cookie_is_bound_to_this_host(client: FlaskClient, container: Container) -> None:
    def get(path: str) -> TestResponse:
        return client.get(path, base_url="https://school.example")

    page = get("/films/login?next=/films/studio")
    assert 'action="/films/login"' in page.text
    data = {"csrf": token_in(page), "name": "Ada", "password": GOOD, "next": "/films/studio"}
    answer = client.post("/films/login", data=data, base_url="https://school.example")
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("__Host-model7=")]
    assert "Secure" in cookie and "HttpOnly" in cookie and "; Path=/;" in f"{cookie};"
    assert answer.location == "/films/studio" and get("/films/studio").status_code == 200
    client.set_cookie("model7", cookie.partition("=")[2].partition(";")[0], domain="school.example", secure=True)
    client.delete_cookie("__Host-model7", domain="school.example")
    assert get("/films/v1/videos").status_code == 401


def test_a_form_of_another_site_does_not_log_in(client: FlaskClient) -> None:
    assert client.post("/login", data={"name": "Ada", "password": GOOD}).status_code == 403
    client.get("/login")
    wrong = client.post("/login", data={"csrf": "made-up", "name": "Ada", "password": GOOD})
    assert wrong.status_code == 403 and "load it anew" in wrong.text


def test_a_wrong_password_is_answered_with_the_form(client: FlaskClient) -> None:
    answer = log_in(client, password="<script>not this</script>", name='"><b>Ada')
    assert answer.status_code == 401 and "The name or the password is wrong" in answer.text
    assert "<b>Ada" not in answer.text and "not this" not in answer.text
    assert not any(each.startswith("model7=") for each in answer.headers.getlist("Set-Cookie"))


def test_who_guesses_is_told_how_long_to_wait(client: FlaskClient) -> None:
    for _ in range(5):
        log_in(client, password="not this one")
    answer = log_in(client)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) <= 15
    assert re.search(r"Wait \d+ seconds", answer.text)


def test_the_page_shows_who_is_logged_in_and_is_kept_for_nobody_else(client: FlaskClient) -> None:
    log_in(client)
    for path in ("/", "/studio"):
        page = client.get(path)
        assert "Ada: account and log-out" in page.text
        assert page.headers["Cache-Control"] == "private, no-cache" and "Cookie" in page.headers["Vary"]


def test_logging_out_ends_the_session_at_once(client: FlaskClient) -> None:
    log_in(client)
    cookie = client.get_cookie("model7")
    assert cookie is not None
    page = client.get("/account")
    assert client.post("/logout").status_code == 403
    assert client.post("/logout", data={"csrf": token_in(page)}).location == "/login"
    client.set_cookie("model7", cookie.value)
    assert client.get("/v1/videos").status_code == 401
    assert client.get("/studio").location == "/login?next=/studio&why=over"


def test_the_session_is_another_one_after_each_log_in(client: FlaskClient) -> None:
    client.set_cookie("model7", "chosen-by-somebody-else")
    log_in(client)
    first = client.get_cookie("model7")
    assert first is not None and first.value != "chosen-by-somebody-else"


def test_a_request_with_the_cookie_has_to_be_our_page_s(client: FlaskClient) -> None:
    log_in(client)
    token = token_in(client.get("/studio"))
    asked = {"json": {"prompt": ""}}
    refused = client.post("/v1/videos", **asked)
    assert (refused.status_code, refused.json["error"]["code"]) == (403, "csrf_refused")
    for headers in (
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:3000"},
        {"Origin": "http://localhost:3000"},
        {"X-CSRF-Token": "made up"},
        {"X-CSRF-Token": token[:-1]},
    ):
        assert client.post("/v1/videos", **asked, headers=headers).status_code == 403, headers
    for headers in (OWN, {"Origin": "http://localhost"}, {"X-CSRF-Token": token}):
        assert client.post("/v1/videos", **asked, headers=headers).status_code == 400, headers


def test_a_socket_with_the_cookie_has_to_be_our_page_s(client: FlaskClient) -> None:
    log_in(client)
    asks = {"Upgrade": "websocket", "Connection": "Upgrade", "Origin": "http://localhost:3000"}
    assert client.get("/ws", headers=asks).status_code == 403


def test_a_key_needs_no_token_even_beside_a_cookie(client: FlaskClient, container: Container) -> None:
    log_in(client)
    key = container.keys.create("program").text
    answer = client.post("/v1/videos", json={"prompt": ""}, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 400


def test_the_log_in_by_key_ends_when_the_key_is_revoked(client: FlaskClient, container: Container) -> None:
    key = container.keys.create("portal").text
    csrf = token_in(client.get("/login"))
    assert client.post("/login", data={"csrf": csrf, "key": "m7_wrong"}).status_code == 401
    assert client.post("/login", data={"csrf": csrf, "key": f" {key} "}).status_code == 303
    assert client.get("/v1/videos").status_code == 200
    assert "portal" in client.get("/account").text
    container.keys.revoke("portal")
    assert client.get("/v1/videos").status_code == 401


def test_another_password_ends_all_other_sessions(client: FlaskClient, container: Container) -> None:
    elsewhere = client.application.test_client()
    log_in(client)
    log_in(elsewhere)
    before = client.get_cookie("model7")
    form = {"csrf": token_in(client.get("/account")), "old": GOOD, "password": "a lamp in the harbour"}
    assert client.post("/account/password", data={**form, "again": "not the same"}).status_code == 400
    assert client.post("/account/password", data={**form, "old": "x", "again": form["password"]}).status_code == 401
    assert client.post("/account/password", data={**form, "again": form["password"]}).status_code == 303
    after = client.get_cookie("model7")
    assert before and after and before.value != after.value
    assert client.get("/v1/videos").status_code == 200
    assert elsewhere.get("/v1/videos").status_code == 401
    assert log_in(elsewhere).status_code == 401
    assert log_in(elsewhere, password=form["password"]).status_code == 303


def test_one_can_log_out_elsewhere_and_nobody_else_s_session(client: FlaskClient, container: Container) -> None:
    other = container.people.accounts.create("Bob", GOOD, UserRole.STUDENT)
    bobs = client.application.test_client()
    log_in(bobs, "Bob")
    elsewhere = client.application.test_client()
    log_in(elsewhere)
    log_in(client)
    page = client.get("/account")
    csrf, ids = token_in(page), re.findall(r"/account/sessions/(\w+)/end", page.text)
    assert len(ids) == 1
    (bobs_id,) = [each.id for each in container.people.sessions.of(other.id)]
    for session_id in (ids[0], bobs_id):
        client.post(f"/account/sessions/{session_id}/end", data={"csrf": csrf})
    assert elsewhere.get("/v1/videos").status_code == 401
    assert bobs.get("/v1/videos").status_code == 200 and client.get("/v1/videos").status_code == 200


def test_an_account_that_is_closed_is_logged_out_at_once(client: FlaskClient, container: Container) -> None:
    log_in(client)
    container.people.accounts.disable(container.people.accounts.named("Ada"))
    assert client.get("/v1/videos").status_code == 401


def test_what_a_role_may_counts_at_once(client: FlaskClient, container: Container) -> None:
    log_in(client)
    accounts = container.people.accounts
    assert client.get("/api/audit").status_code == 403
    accounts.set_role(accounts.named("Ada"), UserRole.ADMIN)
    assert client.get("/api/audit").status_code == 200


def test_a_student_is_shown_what_is_for_students(client: FlaskClient, container: Container) -> None:
    container.people.accounts.create("Grace", GOOD, UserRole.STUDENT)
    log_in(client, name="Grace")
    page = client.get("/studio", follow_redirects=True)
    assert page.request.path == "/account"
    assert "That page is for those who make videos" in page.text
    assert 'href="/studio"' not in client.get("/").text
    made = client.post("/v1/videos", json={"prompt": "Otters sleep."}, headers=OWN)
    assert (made.status_code, made.json["error"]["code"]) == (403, "not_allowed")
    assert "it needs videos:write" in made.json["error"]["message"]
    order = client.post(
        "/api/chat",
        json={"message": "Make a video about photosynthesis"},
        headers={"Prefer": "respond-async", **OWN},
    )
    assert client.post(f"/v1/videos/{order.json['videoId']}/cancel", headers=OWN).status_code == 200


def test_nothing_can_be_done_with_a_password_that_others_know(client: FlaskClient, container: Container) -> None:
    accounts = container.people.accounts
    accounts.set_password(accounts.named("Ada"), "one time only, said the cat", must_change=True)
    assert log_in(client, password="one time only, said the cat", next="/studio").location == "/account"
    assert client.get("/studio").location == "/account"
    refused = client.get("/v1/videos")
    assert (refused.status_code, refused.json["error"]["code"]) == (403, "password_to_change")
    page = client.get("/account")
    assert "Choose one of your own" in page.text
    form = {"csrf": token_in(page), "old": "one time only, said the cat", "password": GOOD, "again": GOOD}
    assert client.post("/account/password", data=form).status_code == 303
    assert client.get("/v1/videos").status_code == 200


@pytest.mark.parametrize("container", [{"accounts": "off"}], indirect=True)
def test_while_nobody_logs_in_there_is_nothing_to_see_of_it(client: FlaskClient) -> None:
    assert client.get("/login?next=/studio").location == "/studio"
    assert client.get("/register").status_code == 404
    assert "csrf" not in client.get("/studio").text
    assert "Nobody logs in here" in client.get("/account").text


def test_only_where_it_is_open_people_make_their_own_account(client: FlaskClient) -> None:
    assert client.get("/register").status_code == 404 and client.post("/register").status_code == 404
    assert "/register" not in client.get("/login").text


@pytest.mark.parametrize("container", [{"accounts": "open"}], indirect=True)
def test_where_it_is_open_people_make_their_own_account(client: FlaskClient) -> None:
    csrf = token_in(client.get("/register"))
    form = {"csrf": csrf, "name": "Grace", "password": GOOD, "again": GOOD}
    for wrong, status in ({"name": "ada"}, 409), ({"password": "short", "again": "short"}, 400), ({"again": "x"}, 400):
        assert client.post("/register", data=form | wrong).status_code == status
    assert client.post("/register", data=form | {"csrf": ""}).status_code == 403
    assert client.post("/register", data=form).location == "/"
    assert client.get("/v1/videos").status_code == 200
    assert client.get("/api/audit").status_code == 403


def test_an_invitation_leads_to_an_account_once(client: FlaskClient, container: Container) -> None:
    token = container.people.invitations.create(UserRole.ADMIN, hours=1)
    csrf = token_in(client.get(f"/invite/{token}"))
    form = {"csrf": csrf, "name": "Grace", "password": GOOD, "again": GOOD}
    assert client.post(f"/invite/{token}", data=form).location == "/"
    assert client.get("/api/audit").status_code == 200
    again = client.application.test_client().get(f"/invite/{token}")
    assert again.status_code == 404 and "used, or is over" in again.text
