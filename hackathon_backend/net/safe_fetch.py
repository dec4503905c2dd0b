"""URLs that strangers hand in: fetched from the public internet and from nowhere else.

A name is looked up once. If any of its addresses is not a public one, nothing is done; otherwise exactly a checked
address is connected to, so that an answer of the name service that changes between the two changes nothing.
Certificates are those of the name. Each redirect is a new URL, checked in the same way.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_address, ip_network

import httpx2

from .. import __version__
from ..errors import TooLarge, UrlFailed, UrlRefused
from .deadline import BoundedTransport, within

REDIRECTS = 3
_URL_LENGTH = 4_000
_HEAD_BYTES = 256 * 1024
"""Room for headers, and for what the parts of a body are wrapped in."""
_AGENT = f"Model7/{__version__}"
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)\Z", re.I)

_V6_PUBLIC = IPv6Network("2000::/3")
_SPECIAL = tuple(
    map(
        ip_network,
        (
            # RFC 6890 and the registries that IANA keeps by it: IPv4 ...
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            # ... and those parts of the public IPv6 that carry other addresses (Teredo, 6to4), are for documents, or
            # belong to protocols.
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
            # Azure answers here with what only the machine itself should know.
            "168.63.129.16/32",
        ),
    )
)  # fmt: skip
_ISATAP = (0x00005EFE, 0x02005EFE)
"""The third quarter of an IPv6 address whose last one is an IPv4 address (RFC 5214)."""


@dataclass(frozen=True)
class Fetched:
    """What came: the `url` after redirects, the `media_type` that the server claims (lower case), and the bytes."""

    url: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Posted:
    """What a server answered; `retry_after` is its own hint, as it wrote it."""

    status: int
    retry_after: str | None
    content: bytes = b""


def is_public(address: str) -> bool:
    """Whether an IP address, as the system writes it, is one of the public internet."""
    if "%" in address:
        return False
    ip = ip_address(address)
    if ip.version == 6 and (ip not in _V6_PUBLIC or int(ip) >> 32 & 0xFFFFFFFF in _ISATAP):
        return False
    return ip.is_global and not any(ip in part for part in _SPECIAL)


def public_addresses(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, looked up once. Raises `UrlRefused` if any is not public, `UrlFailed` if it has none."""
    found = addresses(host, port)
    if not all(is_public(address) for address in found):
        raise UrlRefused("The URL leads to an address that is not public; nothing is fetched from there.")
    return found


def addresses(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, whatever they are. Raises `UrlFailed`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise UrlFailed("The host of the URL has no address.")
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def check_url(url: str) -> httpx2.URL:
    """Read a URL. Raises `UrlRefused` for whatever is not plain http or https to a host written in the usual way."""
    if len(url) > _URL_LENGTH:
        raise UrlRefused(f"The URL is longer than {_URL_LENGTH} characters.")
    try:
        read = httpx2.URL(url)
        host = read.raw_host.decode("ascii").rstrip(".")
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        raise UrlRefused("This is not a URL.") from None
    if read.scheme not in ("http", "https"):
        raise UrlRefused("Only http:// and https:// URLs are fetched.")
    if read.userinfo:
        raise UrlRefused("A URL with a user name or password in it is not fetched.")
    if not host or not _written_as_usual(host) or read.port == 0 or (read.port or 80) >= 65_536:
        raise UrlRefused("The host of the URL must be a name, or an address written in the usual way.")
    return read


def _written_as_usual(host: str) -> bool:
    # The system reads "127.1", "0x7f.1" and "2130706433" as addresses, too: whoever writes so hides something.
    if ":" in host or _NUMBER.match(host.rpartition(".")[2]):
        try:
            ip_address(host)
        except ValueError:
            return False
        return True
    return re.fullmatch(r"[a-z0-9_.-]+", host, re.I) is not None and ".." not in host


def fetch(
    url: str, *, most_bytes: int, seconds: float = 20.0, anywhere: bool = False, redirects: int = REDIRECTS
) -> Fetched:
    """GET what a stranger's URL names, at most `most_bytes` of it, within `seconds` for all redirects together.

    `anywhere`: the address need not be public, since whoever runs this server wrote the URL. Raises `UrlRefused`,
    `UrlFailed`, `TooLarge`.
    """
    resolve = addresses if anywhere else public_addresses
    with within(seconds, most_bytes=(most_bytes + _HEAD_BYTES) * 2), _client(resolve) as client, _plainly():
        for _ in range(redirects + 1):
            target = check_url(url)
            with client.stream("GET", target) as answer:
                location = answer.headers.get("Location")
                if answer.is_redirect and location is not None:
                    url = str(target.join(location))
                    continue
                if answer.status_code != 200:
                    raise UrlFailed(f"The server of the URL answered {answer.status_code}.")
                kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                return Fetched(str(target), kind, _body(answer, most_bytes))
        raise UrlFailed(f"The URL was redirected more than {redirects} times.")


def post(
    url: str,
    content: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float,
    anywhere: bool = False,
    most_bytes: int = 0,
) -> Posted:
    """POST to a URL, without following redirects; of the answer the head is read, and its body up to `most_bytes`.

    `anywhere`: the address need not be public, since whoever runs this server wrote the URL. Raises `UrlRefused`,
    `UrlFailed`, `TooLarge`.
    """
    with (
        within(seconds, most_bytes=most_bytes * 2 + _HEAD_BYTES),
        _client(addresses if anywhere else public_addresses) as client,
        _plainly(),
        client.stream("POST", check_url(url), content=content, headers=dict(headers)) as answer,
    ):
        body = _body(answer, most_bytes) if most_bytes else b""
        return Posted(answer.status_code, answer.headers.get("Retry-After"), body)


def _client(resolve: Callable[[str, int], Sequence[str]]) -> httpx2.Client:
    # One for each call: a connection that was kept would not be looked at again. No proxy and no .netrc of ours, no
    # time-out but that of the whole.
    return httpx2.Client(
        transport=BoundedTransport(resolve=resolve),
        trust_env=False,
        timeout=None,
        follow_redirects=False,
        headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"},
    )


def _body(answer: httpx2.Response, most: int) -> bytes:
    """The bytes as they were sent: nothing is unpacked. Raises `TooLarge`."""
    content = bytearray()
    for piece in answer.iter_raw():
        content += piece
        if len(content) > most:
            raise TooLarge(f"What the URL names is bigger than {most} bytes.")
    return bytes(content)


@contextmanager
def _plainly() -> Iterator[None]:
    """Faults of the network, without a word of what is inside it."""
    try:
        yield
    except httpx2.TimeoutException:
        raise UrlFailed("The server of the URL did not answer in time.") from None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError):
        raise UrlFailed("What the URL names could not be fetched.") from None
