"""The kinds of values that settings have, each checked as it is read: an error says what the value must be."""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints
from pydantic_settings import NoDecode

from .errors import UrlRefused
from .net.loopback import is_loopback

_ORIGIN = re.compile(
    r"https?://((\*\.)?[a-z\d](-?[a-z\d])*(\.[a-z\d](-?[a-z\d])*)*|\[[\da-f:.]+\])(:(\d{1,5}|\*))?",
    re.ASCII | re.IGNORECASE,
)
_HOST_NAME = re.compile(r"(\*|(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]+)", re.ASCII | re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,250}[a-z0-9_])?", re.ASCII | re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"([a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_SECRET_BYTES = 32
BROKERS = ("redis://", "rediss://", "amqp://", "amqps://")
"""How addresses of brokers begin."""
_REGEX_MARKS = frozenset("*\\[]?$^()|+{}")


def _http_url(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    try:
        parts = urlsplit(value)
        wrong = not parts.hostname or (parts.port == 0) or not value.isascii() or not value.isprintable()
    except ValueError:
        wrong = True
    if wrong or " " in value:
        raise ValueError("must be an address such as https://videos.school.example")
    if parts.query or parts.fragment:
        raise ValueError("must be an address without ? and #")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    # Hosting services still hand out the scheme that SQLAlchemy dropped, and none names the driver.
    for scheme in ("postgres://", "postgresql://"):
        if value.startswith(scheme):
            return "postgresql+psycopg://" + value.removeprefix(scheme)
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must start with sqlite:/// or postgresql://")
    if value.removeprefix("sqlite:///").split("?")[0] in ("", "/", ":memory:"):
        raise ValueError("must name a file, as sqlite:///model7.db")
    return value


def _page_origin(value: str) -> str:
    if value == "*" or _ORIGIN.fullmatch(value):
        return value
    if not _REGEX_MARKS & set(value):
        raise ValueError(f"{value!r} is no origin: write it as https://app.example, without a path")
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError):
        raise ValueError(
            f"{value!r} is neither an origin such as https://app.example nor a regular expression without commas"
        ) from None
    return value


def _frame_origin(value: str) -> str:
    # It goes into a header as it is.
    if value not in ("*", "none") and not _ORIGIN.fullmatch(value):
        raise ValueError("must be origins such as https://lms.school.example, or * or none")
    return value


def _host_name(value: str) -> str:
    name = value.strip("[]") if value.startswith("[") else value
    if not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("idna").decode("ascii")
    if not _HOST_NAME.fullmatch(name):
        raise ValueError("must be host names without a port, such as videos.school.example or *.school.example, or *")
    return name.lower()


def _address(value: str) -> str:
    name = value.strip("[]")
    try:
        return str(ip_address(name))
    except ValueError:
        if _NAME.fullmatch(name):
            return name
    raise ValueError("must be an address or a name to listen on, without a port: 127.0.0.1, ::1 or 0.0.0.0")


def _host_and_port(value: str) -> str:
    if not _HOST_AND_PORT.fullmatch(value):
        raise ValueError(f"{value!r} must be a host, as hooks.example.com or hooks.example.com:8443, without http://")
    return value


def _webhook_url(value: str) -> str:
    # Imported when it is wanted: the HTTP client takes its time.
    from .net.safe_fetch import check_url

    try:
        check_url(value)
    except UrlRefused as error:
        raise ValueError(f"must be an address such as https://hooks.example.com/model7. {error.message}") from None
    return value


def _webhook_secret(value: str) -> str:
    try:
        key = base64.b64decode(value.removeprefix("whsec_"), validate=True)
    except ValueError:
        key = b""
    if not value.startswith("whsec_") or not key:
        raise ValueError("must be whsec_ followed by a key in base64")
    return value


def _key(value: str) -> str:
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ValueError("has characters that no key has: copy it again")
    return value


def _rate(value: str) -> str:
    # Imported when it is wanted: most servers have no such setting.
    from limits import parse_many

    if value == "off":
        return value
    try:
        rates = parse_many(value)
    except ValueError:
        rates = []
    if not rates or any(rate.amount < 1 or rate.multiples < 1 for rate in rates):
        raise ValueError("must be such as 30/minute, or 30/minute;500/day, or off")
    return value


def _redis_url(value: str) -> str:
    if not value.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("must start with redis:// or rediss://")
    return value


def _broker_url(value: str) -> str:
    if not value.startswith(BROKERS):
        raise ValueError("must start with redis://, rediss://, amqp:// or amqps://")
    return value


def _shared_secret(value: str) -> str:
    # As many bytes as the hash that it signs with: a shorter one can be tried out on any token (RFC 7518, 3.2).
    if len(value.encode()) < _SECRET_BYTES:
        raise ValueError(f"must be at least {_SECRET_BYTES} bytes long, as `openssl rand -hex 32` makes them")
    return value


def _keys_url(value: str) -> str:
    parts = urlsplit(_http_url(value.partition("?")[0]))
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError("must start with https://, unless it is on this machine: whoever could change it could log in")
    return value


def _place(value: Path) -> Path:
    # From here on it does not matter where the program goes.
    return value.expanduser().absolute()


def _folder(value: Path) -> Path:
    place = _place(value)
    if not place.is_dir():
        raise ValueError(f"there is no folder {str(value)!r}; make it, or leave it out")
    return place


def _file(value: Path) -> Path:
    place = _place(value)
    if not place.is_file():
        raise ValueError(f"there is no file {str(value)!r}")
    return place


Name = Annotated[str, StringConstraints(min_length=1)]
Url = Annotated[str, AfterValidator(_http_url)]
Key = Annotated[str, AfterValidator(_key)]
Address = Annotated[str, AfterValidator(_address)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
WebhookUrl = Annotated[str, AfterValidator(_webhook_url)]
WebhookSecret = Annotated[str, AfterValidator(_webhook_secret)]
Rate = Annotated[str, AfterValidator(_rate)]
"""How often: 30/minute;500/day."""
RedisUrl = Annotated[str, AfterValidator(_redis_url)]
BrokerUrl = Annotated[str, AfterValidator(_broker_url)]
SharedSecret = Annotated[str, AfterValidator(_shared_secret)]
KeysUrl = Annotated[str, AfterValidator(_keys_url)]
Place = Annotated[Path, AfterValidator(_place)]
"""A file or folder that may come to be; relative to where the program was started."""
Folder = Annotated[Path, AfterValidator(_folder)]
File = Annotated[Path, AfterValidator(_file)]
Names = Annotated[tuple[Name, ...], NoDecode]
Origins = Annotated[tuple[Annotated[str, AfterValidator(_page_origin)], ...], NoDecode]
FrameOrigins = Annotated[tuple[Annotated[str, AfterValidator(_frame_origin)], ...], NoDecode]
HostNames = Annotated[tuple[Annotated[str, AfterValidator(_host_name)], ...], NoDecode]
Hosts = Annotated[tuple[Annotated[str, AfterValidator(_host_and_port)], ...], NoDecode]
