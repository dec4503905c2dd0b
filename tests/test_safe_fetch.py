"""What strangers' URLs name is fetched from the public internet and from nowhere else."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.errors import RequestError, TooLarge, UrlFailed, UrlRefused
from hackathon_backend.net import deadline, safe_fetch
from hackathon_backend.net.safe_fetch import fetch, is_public, post

CERTIFICATE = Path(__file__).parent / "certificates" / "pictures.example.pem"
OUTSIDE, INSIDE = "127.0.0.1", "127.0.0.2"
"""Two addresses of this machine: in these tests the first counts as public."""


class Site(ThreadingHTTPServer):
    """A web server that keeps what it was asked, and answers as `pages` say: path -> (status, headers, body)."""

    daemon_threads = True

    def __init__(self, address: str) -> None:
        super().__init__((address, 0), _Handler)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {"/": (200, {}, b"hello")}
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers.items())))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.path == "/drip":
            while True:
                self.wfile.write(b".")
                time.sleep(0.02)
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Callable[[str], Site]]:
    running: list[tuple[Site, threading.Thread]] = []

    def start(address: str) -> Site:
        site = Site(address)
        running.append((site, threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})))
        running[-1][1].start()
        return site

    yield start
    for site, thread in running:
        site.shutdown()
        thread.join()
        site.server_close()


@pytest.fixture
def outside(serve: Callable[[str], Site], monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site at an address that counts as public here."""
    really = is_public
    monkeypatch.setattr(safe_fetch, "is_public", lambda address: address == OUTSIDE or really(address))
    return serve(OUTSIDE)


@pytest.fixture
def inside(serve: Callable[[str], Site]) -> Iterator[Site]:
    """A site that nothing may ever be fetched from."""
    site = serve(INSIDE)
    yield site
    assert site.asked == []


Names = dict[str, list[list[str]]]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """A name service: each look-up of a name gives its next list of addresses, the last one for ever."""
    known: Names = {}
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *more: Any, **options: Any) -> Any:
        if host not in known:
            return real(host, port, *more, **options)
        found = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [entry for address in found for entry in real(address, port, *more, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "224.0.1.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::7f00:1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "168.63.129.16",
        "192.0.0.9",
        "192.0.0.192",
        "192.31.196.1",
        "192.52.193.1",
        "192.175.48.1",
        "2620:4f:8000::1",
        "5f00::1",
        "fd00:ec2::254",
        "2606:4700::5efe:7f00:1",
        "2606:4700::200:5efe:a00:1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_addresses_that_are_not_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700:4700::1111", "2a00:1450:4001::1"])
def test_addresses_of_the_public_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "127.1",
        "127.0.1",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "0x7f000001",
        "0x7f.1",
        "0x7f.0x0.0x0.0x1",
        "127.0.0.1.",
        "0",
        "0.0.0.0",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[::127.0.0.1]",
        "[fe80::1%25lo]",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
        "127.0.0.1%2f",
        "127.0.0.1%00",
        "00000177.0.0.1",
        "127.0.0.0x1",
        "4294967297",
        "0x17f000001",
        "127.0.0.1..",
        "10.1",
        "169.254.43518",
        "0xa9fea9fe",
    ],
)
def test_this_machine_is_refused_however_it_is_written(host: str, serve: Callable[[str], Site]) -> None:
    site = serve("127.0.0.1")
    with pytest.raises((UrlRefused, UrlFailed)):
        fetch(f"http://{host}:{site.port}/", most_bytes=1000)
    assert site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://127.0.0.1:25/_x",
        "http://",
        "http:///x",
        "http://user@example.com/",
        "http://user:word@example.com/",
        "http://example.com\\@127.0.0.1/",
        "http://127.0.0.1\n.example.com/",
        "http://ex ample.com/",
        "http://a..b/",
        "http://example.com:99999/",
        "http://example.com:0/",
        "http://[::1/",
        "javascript:alert(1)",
        "http://" + "a" * 5000,
        "\x00",
        "http://\udcff/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(UrlRefused):
        fetch(url, most_bytes=1000)


def test_a_public_address_is_fetched(outside: Site, names: Names) -> None:
    names["pictures.example"] = [[OUTSIDE]]
    outside.pages["/a.png"] = (200, {"Content-Type": "Image/PNG; x=y"}, b"12345")
    got = fetch(f"http://pictures.example:{outside.port}/a.png", most_bytes=5)
    assert (got.content, got.media_type) == (b"12345", "image/png")
    assert outside.asked[0][2]["Host"] == f"pictures.example:{outside.port}"


def test_a_name_with_an_address_inside_is_refused_whatever_its_others_are(
    outside: Site, inside: Site, names: Names
) -> None:
    for found in ([INSIDE], [OUTSIDE, INSIDE], [INSIDE, OUTSIDE], ["::1"], ["::ffff:127.0.0.1"]):
        names["evil.example"] = [found]
        with pytest.raises(UrlRefused):
            fetch(f"http://evil.example:{inside.port}/", most_bytes=1000)
    assert outside.asked == []


def test_a_name_that_changes_its_answer_is_looked_up_once(outside: Site, inside: Site, names: Names) -> None:
    names["evil.example"] = [[OUTSIDE], [INSIDE]]
    outside.pages["/again"] = (302, {"Location": f"http://evil.example:{inside.port}/"}, b"")
    assert fetch(f"http://evil.example:{outside.port}/", most_bytes=1000).content == b"hello"
    names["evil.example"] = [[OUTSIDE], [INSIDE]]
    with pytest.raises(UrlRefused):
        fetch(f"http://evil.example:{outside.port}/again", most_bytes=1000)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "to", ["http://{inside}/", "//{inside}/", "http://[::1]/", "file:///etc/passwd", "http://0x7f.2/"]
)
def test_a_redirect_to_the_inside_is_refused(outside: Site, inside: Site, status: int, to: str) -> None:
    outside.pages["/r"] = (status, {"Location": to.format(inside=f"{INSIDE}:{inside.port}")}, b"")
    with pytest.raises(UrlRefused):
        fetch(f"http://{OUTSIDE}:{outside.port}/r", most_bytes=1000)


def test_three_redirects_are_followed_and_no_more(outside: Site) -> None:
    for number in range(4):
        outside.pages[f"/{number}"] = (302, {"Location": f"{number + 1}"}, b"")
    outside.pages["/4"] = (200, {}, b"there")
    base = f"http://{OUTSIDE}:{outside.port}"
    assert fetch(f"{base}/1", most_bytes=1000).content == b"there"
    assert fetch(f"{base}/1", most_bytes=1000).url == f"{base}/4"
    with pytest.raises(UrlFailed, match="redirected"):
        fetch(f"{base}/0", most_bytes=1000)


def test_what_is_too_big_is_not_read_to_its_end(outside: Site) -> None:
    outside.pages["/big"] = (200, {}, b"x" * 3_000_000)
    with pytest.raises(TooLarge):
        fetch(f"http://{OUTSIDE}:{outside.port}/big", most_bytes=1_000_000)


def test_what_is_packed_is_not_unpacked(outside: Site) -> None:
    outside.pages["/z"] = (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b and so on")
    assert fetch(f"http://{OUTSIDE}:{outside.port}/z", most_bytes=1000).content == b"\x1f\x8b and so on"


def test_a_server_that_sends_drop_by_drop_is_left(outside: Site) -> None:
    outside.pages["/drip"] = (200, {"Content-Length": "1000000"}, b"")
    with pytest.raises(UrlFailed, match="in time"):
        fetch(f"http://{OUTSIDE}:{outside.port}/drip", most_bytes=1_000_000, seconds=0.5)


def test_a_name_service_that_does_not_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: never.wait(60))
    with pytest.raises(UrlFailed, match="in time"):
        fetch("http://slow.example/", most_bytes=1000, seconds=0.2)
    never.set()


def test_what_fails_says_nothing_of_the_network(outside: Site, names: Names) -> None:
    names["gone.example"] = [[]]
    with socket.socket() as closed:
        closed.bind((OUTSIDE, 0))
        port = closed.getsockname()[1]
    for url in ("http://gone.example/", f"http://{OUTSIDE}:{port}/", f"http://{OUTSIDE}:{outside.port}/missing"):
        with pytest.raises(UrlFailed) as failed:
            fetch(url, most_bytes=1000)
        assert OUTSIDE not in failed.value.message


def test_the_next_address_is_tried_when_one_does_not_answer(
    outside: Site, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_fetch, "is_public", lambda _address: True)
    names["two.example"] = [["127.0.0.3", OUTSIDE]]
    assert fetch(f"http://two.example:{outside.port}/", most_bytes=1000).content == b"hello"


def test_proxies_of_the_environment_are_not_used(outside: Site, inside: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{INSIDE}:{inside.port}")
    assert fetch(f"http://{OUTSIDE}:{outside.port}/", most_bytes=1000).content == b"hello"


def test_the_certificate_and_the_name_in_the_handshake_are_those_of_the_url(
    outside: Site, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[str] = []
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(CERTIFICATE)
    serving.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    outside.socket = serving.wrap_socket(outside.socket, server_side=True)
    monkeypatch.setattr(deadline, "_trust", lambda: ssl.create_default_context(cafile=str(CERTIFICATE)))
    names["pictures.example"] = names["other.example"] = [[OUTSIDE]]
    assert fetch(f"https://pictures.example:{outside.port}/", most_bytes=1000).content == b"hello"
    with pytest.raises(UrlFailed):
        fetch(f"https://other.example:{outside.port}/", most_bytes=1000)
    assert asked_for == ["pictures.example", "other.example"]


def test_a_post_sends_what_it_is_given_and_follows_nowhere(outside: Site, inside: Site) -> None:
    outside.pages["/hook"] = (307, {"Location": f"http://{INSIDE}:{inside.port}/", "Retry-After": "7"}, b"")
    posted = post(f"http://{OUTSIDE}:{outside.port}/hook", b"{}", {"webhook-id": "evt_1"}, seconds=10)
    assert (posted.status, posted.retry_after) == (307, "7")
    ((method, _path, headers),) = outside.asked
    assert (method, headers["webhook-id"], headers["Content-Length"]) == ("POST", "evt_1", "2")


def test_a_post_to_the_inside_needs_the_word_of_whoever_runs_the_server(serve: Callable[[str], Site]) -> None:
    site = serve(INSIDE)
    site.pages["/"] = (204, {}, b"")
    with pytest.raises(UrlRefused):
        post(f"http://{INSIDE}:{site.port}/", b"", {}, seconds=10)
    assert site.asked == []
    assert post(f"http://{INSIDE}:{site.port}/", b"", {}, seconds=10, anywhere=True).status == 204


def test_every_refusal_is_a_fault_of_the_request() -> None:
    assert {kind.status for kind in (UrlRefused, UrlFailed)} == {400}
    assert issubclass(UrlRefused, RequestError)
