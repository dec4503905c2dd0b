"""Who may ask at all: only under this server's own names, and no page of another site may do more than read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from hackathon_backend.api.guards.hosts import Hosts
from hackathon_backend.app import Container, create_app
from hackathon_backend.errors import SettingsError
from hackathon_backend.settings import Settings, load_settings

OWN = Hosts("127.0.0.1", None, ())
OPEN = Hosts("0.0.0.0", None, ())
NAMED = Hosts("127.0.0.1", "https://videos.school.example:8443/m7", ("*.lab.example", "xn--bcher-kva.example"))
NONSENSE = ["", ":", "a b", "[::1", "localhost:99999", "localhost/x", "user@localhost", "localhost,evil.example", "\0"]


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:5000", "127.0.0.1:5000", "127.8.9.1", "[::1]:5000", "a.localhost", "localhost."]
)
def test_every_server_goes_by_the_names_of_its_own_machine(host: str) -> None:
    assert all(hosts.are_ours(host) for hosts in (OWN, OPEN, NAMED))


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evillocalhost", "0x7f.1", *NONSENSE],
)
def test_no_server_goes_by_a_strangers_name(host: str) -> None:
    assert not any(hosts.are_ours(host) for hosts in (OWN, OPEN, NAMED))


def test_addresses_are_for_those_that_listen_on_them() -> None:
    for host in ("192.168.1.20:5000", "[2001:db8::5]", "0.0.0.0:5000"):
        assert OPEN.are_ours(host)
        assert not OWN.are_ours(host)
    assert Hosts("192.168.1.20", None, ()).are_ours("192.168.1.20:5000")


def test_names_that_are_set_are_ours_and_nothing_around_them() -> None:
    for host in ("videos.school.example", "Videos.School.Example:8443", "a.lab.example", "xn--bcher-kva.example"):
        assert NAMED.are_ours(host)
    for host in ("school.example", "lab.example", "a.lab.example.evil", "xvideos.school.example", "alab.example"):
        assert not NAMED.are_ours(host)
    assert Hosts("127.0.0.1", None, ("*",)).are_ours("anything.example")


@pytest.mark.parametrize(
    "wrong", ["https://a.example", "a.example:80", "a b", "*.", "a*.example", "[", "a/b", "ü" * 80]
)
def test_a_trusted_host_that_is_none_stops_the_start(wrong: str) -> None:
    with pytest.raises(SettingsError, match="TRUSTED_HOSTS"):
        load_settings(_env_file=None, trusted_hosts=wrong)


@pytest.mark.parametrize("path", ["/", "/v1/videos", "/static/app.js", "/videos/", "/nothing", "/healthz", "/docs"])
def test_a_foreign_name_gets_nothing_and_the_answer_names_the_setting(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Host": "evil.example:5000"})
    assert answer.status_code == 421
    assert answer.json["error"]["code"] == "host_refused"
    assert "TRUSTED_HOSTS" in answer.json["error"]["message"]


FORM = {"data": {"prompt": "Otters."}}
ACTS = [("POST", "/v1/videos", FORM), ("POST", "/v1/videos/vid_1/cancel", {}), ("DELETE", "/v1/videos/vid_1", {})]
FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://localhost:x"},
    {"Origin": "file://"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://localhost.evil.example", "Sec-Fetch-Site": "same-origin"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(("method", "path", "more"), ACTS)
def test_another_sites_page_changes_nothing(
    client: FlaskClient, headers: dict[str, str], method: str, path: str, more: dict[str, object]
) -> None:
    answer = client.open(path, method=method, headers=headers, **more)
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "origin_refused")
    assert client.get("/v1/videos").json["data"] == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost:3000", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_programs_own_pages_and_named_ones_are_heard(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/v1/videos/vid_1/cancel", headers=headers).status_code == 404


def test_behind_a_proxy_the_public_address_is_the_servers_own(
    container: Container, make_settings: Callable[..., Settings]
) -> None:
    settings = make_settings(public_url="https://videos.school.example", cors_origins="https://lms.example")
    client = create_app(settings, container).test_client()
    cancel = "/v1/videos/vid_1/cancel"
    for host in ("videos.school.example", "videos.school.example:443", "127.0.0.1:5000"):
        told = {"Host": host, "Origin": "https://videos.school.example"}
        assert client.post(cancel, headers=told).status_code == 404
    for origin in ("https://videos.school.example:8443", "https://other.school.example", "http://localhost:3000"):
        assert client.post(cancel, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("origin", ["http://[", "http://]", "http://[::1]:x", "://", "\x7f", "http://a:b:c", "é"])
def test_an_origin_that_makes_no_sense_reads_like_a_strangers(client: FlaskClient, origin: str) -> None:
    for path in ("/healthz", "/v1/videos", "/ws", "/oembed", "/videos/x.mp4"):
        assert client.get(path, headers={"Origin": origin}).status_code < 500
    assert client.options("/v1/videos", headers={"Origin": origin}).status_code < 500
