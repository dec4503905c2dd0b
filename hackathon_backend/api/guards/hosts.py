"""The names this server goes by. A page elsewhere can have its own name lead here (DNS rebinding), and would then be
taken by browsers for a page of this server: whoever comes under a foreign name is turned away.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from ...errors import WrongHost

ANY = "*"
_ALL_ADDRESSES = ("0.0.0.0", "::")  # noqa: S104 - looked for, not listened on
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)\.?)(?::(\d{1,5}))?", re.A | re.I)


class Hosts:
    """Says which names are this server's: this machine's own, that of PUBLIC_URL, and those of TRUSTED_HOSTS.

    `listens` is HOST. An address can't be led elsewhere as a name can, so a server that listens on all of its machine's
    addresses goes by any address: behind a router or in a container it can't know which one it is reached by.
    """

    def __init__(self, listens: str, public_url: str | None, trusted: Sequence[str]) -> None:
        self._anybody = ANY in trusted
        self._any_address = listens in _ALL_ADDRESSES
        names = {listens.lower(), *(name.lower() for name in trusted)}
        if public_url and (public := urlsplit(public_url).hostname):
            names.add(public)
        if self._any_address:
            machine = socket.gethostname().lower()
            names |= {machine, f"{machine.partition('.')[0]}.local"}
        self._names = frozenset(names)
        self._endings = tuple(name.removeprefix("*") for name in names if name.startswith("*."))
        self.are_ours = lru_cache(maxsize=256)(self._are_ours)

    def check(self, header: str | None) -> None:
        """Raise `WrongHost` unless the request's `Host` is one of ours; programs of HTTP/1.0 send none."""
        if header is not None and not self.are_ours(header):
            raise WrongHost(
                f"This server does not go by the name {header[:200]!r}. If it should, whoever runs it adds the name to "
                "TRUSTED_HOSTS."
            )

    def _are_ours(self, header: str) -> bool:
        """Whether a `Host` header names this server; the port does not matter."""
        found = _HOST.fullmatch(header)
        if found is None or int(found[3] or 0) > 65_535:
            return False
        name = (found[1] or found[2]).lower()
        return self._anybody or self._is_our_name(name) or self._is_our_address(name)

    def _is_our_name(self, name: str) -> bool:
        return name in self._names or name == "localhost" or name.endswith((".localhost", *self._endings))

    def _is_our_address(self, name: str) -> bool:
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return self._any_address or address.is_loopback
