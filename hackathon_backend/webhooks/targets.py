"""Where webhooks may go: wherever the settings say, and to the hosts that they let requests name."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

from ..errors import UrlRefused
from ..net.safe_fetch import check_url, is_public

_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_LONGEST_NAME = 253
_PORTS = {"http": 80, "https": 443}


class Targets:
    """`hosts` are those of WEBHOOK_HOSTS, each as "name" or "name:port"; `own` is WEBHOOK_URL."""

    def __init__(self, own: str | None, hosts: Sequence[str]) -> None:
        self.own = own
        self._hosts = frozenset(host.lower() for host in hosts)

    def check(self, url: str) -> None:
        """Raise `UrlRefused` if a request may not name this URL."""
        if url == self.own:
            return
        name, port = host_of(url)
        if not {name, f"{name}:{port}", f"[{name}]:{port}", f"[{name}]"} & self._hosts:
            raise UrlRefused(
                "webhook_url: its host is not one that may be named here; add it to WEBHOOK_HOSTS.", param="webhook_url"
            )

    def may_be_local(self, url: str, *, from_settings: bool) -> bool:
        """Whether the URL may lead to an address that is not public: it is WEBHOOK_URL, or its host is a local one that
        WEBHOOK_HOSTS names as such. Raises `UrlRefused` if the settings no longer let it be called at all.
        """
        if from_settings:
            return True
        self.check(url)
        return url == self.own or _is_local(host_of(url)[0])


def host_of(url: str) -> tuple[str, int]:
    """The host (lower case, as ASCII, without brackets) and the port of a URL. Raises `UrlRefused`."""
    try:
        read = check_url(url)
    except UrlRefused as error:
        raise UrlRefused(f"webhook_url: {error.message}", param="webhook_url") from None
    name = read.raw_host.decode("ascii").lower().rstrip(".")
    if len(name) > _LONGEST_NAME:
        raise UrlRefused("webhook_url: the name of its host is too long.", param="webhook_url")
    return name, read.port or _PORTS[read.scheme]


def _is_local(name: str) -> bool:
    try:
        return not is_public(str(ip_address(name)))
    except ValueError:
        return "." not in name or name.endswith(_LOCAL_ENDINGS)
